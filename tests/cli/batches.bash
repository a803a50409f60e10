# SPDX-License-Identifier: Apache-2.0
# Batches to audit, and what asks about the outcome.

audit() { # ARGUMENT...
    "$STET" audit --quiet --no-time "$@"
}

ask() { # DATABASE SQL
    sqlite3 -batch "$1" "$2"
}

# Records by three editors: every third is wrong, every tenth repeats the one before,
# every 97th cannot be read.
batch() { # COUNT
    seq "$1" | awk '{
        n = $1 % 10 == 0 ? $1 - 1 : $1
        if ($1 % 97 == 0) { print "{\"id\":\"r" $1 "\",\"text\":"; next }
        print "{\"id\":\"r" $1 "\",\"editor\":\"" substr("anabobcyd", $1 % 3 * 3 + 1, 3) "\",\"text\":\"" \
            ($1 % 3 == 0 ? "As an AI language model \\u00e9 I utilise" : "A clean sentence that holds") \
            " number " n " and word " n * 7 " and also " n * 13 " for " n * 17 ".\"}" }'
}

batch_set() {
    rule_set
    cat >>stet.yaml <<'END'
  twice:
    check: batch.duplicates
    level: error
    examples:
      bad: [[{text: "One text of six words here."}, {text: "One text of six words here."}]]
      good: [[{text: "One text of six words here."}]]
END
}

# What the databases of an audit and of its parts, merged, hold is the same; $1 parts.
parts_agree() { # COUNT PATH...
    local count=$1 k
    shift
    rm -rf parts
    for k in $(seq "$count"); do audit "$@" --out "parts/$k" --shard "$k/$count"; done
    "$STET" merge --quiet --no-time parts/*/audit.db --out parts/all.db
    cmp parts/all.db out/audit.db
}

# Findings of an audit in out/, and of a check, in the same form.
check_agrees() { # PATH...
    local status=0
    "$STET" check "$@" --format jsonl 2>err >check.jsonl || status=$?
    [ "$status" -le 2 ]
    [ "$(tail -n 1 check.jsonl | jq -r .type)" = summary ]
    diff <(sqlite3 -batch -separator ' ' out/audit.db 'SELECT path, record, rule, line, column, start, end_line, "end"
            FROM finding_list ORDER BY 1, 6, 3, 8') \
        <(jq -r 'select(.type == "finding") | "\(.source) \(.record // 0) \(.rule) \(.start.line) \(.start.column) \(.start.byte) \(.end.line) \(.end.byte)"' check.jsonl | sort -t' ' -k1,1 -k6,6n -k3,3 -k8,8n)
}
