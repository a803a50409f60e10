# SPDX-License-Identifier: Apache-2.0
# What the tests of clusters share: a rule set in a bundle, a data set, what one machine
# says of it, and totals by which two answers are compared. STET is the program.

bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    mkdir home work
    export HOME=$PWD/home PARALLEL_HOME=$PWD/home/parallel
    unset PARALLEL STET_PLUGIN_PATH CDPATH
    cd work || return 1
    rules
    records >big.jsonl
    "$STET" filter -q -c rules.stet <big.jsonl >one.jsonl
}

rules() {
    cat >stet.yaml <<'EOF'
name: cluster
version: "1"
rules:
  no-disclaimer: {check: phrasing.banned, level: error, phrases: [as an AI language model]}
  plain: {check: phrasing.prefer, level: warning, pairs: [{from: utilise, to: [use]}]}
  short: {check: spec.count, level: error, unit: words, max: 40}
EOF
    "$STET" bundle -q -o rules.stet
    rm stet.yaml
}

# Records of very different lengths, some wrong, some broken, some lines blank.
records() {
    seq 3000 | awk '{
        words = ""
        for (n = $1 % 53; n > 0; n--) words = words " word"
        if ($1 % 997 == 0) print ""
        else if ($1 % 499 == 0) print "{\"id\":\"r" $1 "\",\"text\":\"broken"
        else if ($1 % 7 == 0) print "{\"id\":\"r" $1 "\",\"text\":\"As an AI language model, I utilise \\u00e9" words ".\"}"
        else print "{\"id\":\"r" $1 "\",\"text\":\"We write" words ".\"}" }'
}

# How many findings a rule has, and how many records have which verdict.
totals() { # FILE
    jq -rR 'fromjson? | .stet | .verdict, (.findings[] | .rule)' "$1" | sort | uniq -c
}

# What check says of the same records, in the same words.
checked_totals() {
    "$STET" check -c rules.stet --format jsonl big.jsonl 2>/dev/null |
        jq -r 'select(.type == "finding") | .rule' | sort | uniq -c
}
