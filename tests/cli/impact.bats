#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# stet impact: which records a new specification rejects or accepts.

load common

SAMPLES=$STET_SOURCE/tests/cli/impact

sample() {
    cp "$SAMPLES"/* .
}

# The impact of $1 as jq has it.
ask() {
    run -0 --separate-stderr jq -c "$1" impact.json
    [ "$output" = "$2" ] || { echo "$1: $output, not $2"; return 1; }
}

# "record rule" of all that stet check finds with rule set $1 at level $2, in the other arguments.
rejections() {
    local set=$1 level=$2
    shift 2
    "$STET" check -q -c "$set" --format jsonl "$@" |
        jq -r --arg level "$level" 'select(.type == "finding" and .level == $level) |
            "\(.source):\(.record) \(.rule)"' | sort -u
}

# What jq counts in the findings of two runs of stet check, in the words of the impact.
counted_by_check() {
    jq -n -c --rawfile old old.found --rawfile new new.found '
        def rows: split("\n") | map(select(. != "") | split(" ") | {record: .[0], rule: .[1]});
        ($old | rows) as $was | ($new | rows) as $is |
        ($was | map(.record) | unique) as $out_before |
        ($is | map(.record) | unique) as $out_now |
        def turned($rows; $others): $rows | map(select(.record as $r | $others | index($r) | not));
        def rule($rows; $name): [$rows[] | select(.rule == $name)] | length;
        def alone($rows; $name): [$rows | group_by(.record)[] | select(length == 1 and .[0].rule == $name)] | length;
        turned($is; $out_before) as $rejected | turned($was; $out_now) as $accepted |
        {newly_rejected: ($rejected | map(.record) | unique | length),
         newly_accepted: ($accepted | map(.record) | unique | length),
         rules: ([($was + $is)[] | .rule] | unique | map({
            rule: ., old_rejects: rule($was; .), new_rejects: rule($is; .),
            newly_rejected: rule($rejected; .), newly_rejected_alone: alone($rejected; .),
            newly_accepted: rule($accepted; .), newly_accepted_alone: alone($accepted; .)}))}'
}

counted_by_impact() {
    jq -c '{newly_rejected: .newly_rejected.records, newly_accepted: .newly_accepted.records,
            rules: (.rules | map(select(.old_rejects + .new_rejects > 0) | {rule, old_rejects,
                new_rejects, newly_rejected, newly_rejected_alone, newly_accepted,
                newly_accepted_alone}) | sort_by(.rule))}' impact.json
}

@test "the sample of the documentation: who is rejected, by what, and what has no effect" {
    sample
    run -0 --separate-stderr "$STET" impact old.yaml new.yaml answers.jsonl --group-by editor
    holds "The new specification rejects 4 of 8 records that were accepted: 50 % (22-78); it accepts 2 of 4 that were rejected: 50 % (15-85)."
    holds "answer-length                          1           3           2           1           0           0
  stricter: max is 12, was 20"
    holds "said-once                              0           1           1           1           0           0
  added: batch.duplicates"
    holds "no-shouting                            3           0           0           0           2           2
  re-levelled: warning, was error"
    holds "Changed, without an effect of its own here:
no-apology
  stricter: phrases: 1 more (“I am sorry”)"
    holds "anna                          2 of 4: 50 % (15-85)                  1 of 1: 100 % (21-100)"
    holds "said-once, newly rejected, 1 of 1:
  answers.jsonl:7:43 (record 7, id b-2, field answer), ben
    this is the same text as in “a-1”: keep one of them"
    # The answer comes first.
    [[ ${lines[0]} == "The new specification rejects 4 of 8 "* ]]
    [ -z "$stderr" ]
}

@test "the run that the documentation shows" {
    sample
    sed -n '/^\$ stet impact old.yaml/,/^```$/p' "$STET_SOURCE/docs/impact.md" | sed '1d;$d' >shown
    [ -s shown ]
    "$STET" impact old.yaml new.yaml answers.jsonl --group-by editor --examples 1 | diff shown -
}

@test "the records that turn, as the documentation asks two audits for them" {
    sample
    for side in old new; do "$STET" audit -q -c $side.yaml --group-by editor --out $side answers.jsonl; done
    sed -n '/^\$ sqlite3 new/,/^```$/p' "$STET_SOURCE/docs/impact.md" | sed '$d' >shown
    sed '/^answers/d; s/^\$ //' shown >asked
    [ "$(wc -l <asked)" -eq 3 ]
    bash asked | diff <(grep '^answers' shown) -
    [ "$("$STET" impact old new --json | jq .newly_rejected.records)" -eq "$(grep -c '^answers' shown)" ]
}

@test "two audits say what both rule sets say over the files" {
    sample
    cp answers.jsonl more.jsonl
    for side in old new; do
        run -0 "$STET" audit -q -c $side.yaml --group-by editor --out $side.out answers.jsonl more.jsonl
    done
    same='del(.old.path, .new.path, .set_changes) | .rules |= map(del(.changes) | select(.examples != []))'
    "$STET" impact old.yaml new.yaml answers.jsonl more.jsonl --group-by editor -f json | jq "$same" >files
    "$STET" impact old.out/audit.db new.out/audit.db -f json | jq "$same" >audits
    jq -e '.newly_rejected.records == 12' files
    diff files audits
    run -2 "$STET" impact old.out/audit.db new.out/audit.db --group-by shop
    holds "this audit is grouped by “editor”, not by “shop”"
    run -0 --separate-stderr "$STET" impact new.out/audit.db new.out/audit.db
    holds "Both audits have the same rule set"
    [[ ${lines[0]} == "The new audit rejects 0 of "* ]]
}

@test "all counts are those of two runs of stet check" {
    sample
    sed 's/"id": "/&x/; s/Rye/Fresh rye/' answers.jsonl >more.jsonl
    rejections old.yaml error answers.jsonl more.jsonl >old.found
    rejections new.yaml error answers.jsonl more.jsonl >new.found
    "$STET" impact old.yaml new.yaml answers.jsonl more.jsonl -f json >impact.json
    counted_by_check >expected
    jq -e '.newly_rejected > 8 and (.rules | length) == 4' expected
    diff <(jq . expected) <(counted_by_impact | jq .)
}

@test "a specification has no impact on itself" {
    sample
    run -0 --separate-stderr "$STET" impact new.yaml new.yaml answers.jsonl
    holds "The new specification rejects 0 of 6 records that were accepted: 0 % (0-39); it accepts 0 of 6 that were rejected"
    holds "No rule rejects other records than before."
    lacks "Changed"
    lacks "newly rejected,"
}

@test "rule sets that differ in words about them alone ask for the same, and it is said" {
    sample
    { echo "# A comment."; cat old.yaml; } >commented.yaml
    for format in text markdown; do
        run -0 --separate-stderr "$STET" impact old.yaml commented.yaml answers.jsonl --format $format
        holds "Both rule sets ask for the same"
        holds "rejects 0 of 8 records"
        run -0 --separate-stderr "$STET" impact old.yaml new.yaml answers.jsonl --format $format
        lacks "ask for the same"
    done
}

@test "the impact of the old on the new is that of the new on the old, mirrored" {
    sample
    "$STET" impact old.yaml new.yaml answers.jsonl -f json --group-by editor |
        jq '{turned: [.newly_rejected.records, .newly_accepted.records],
            sides: [.old, .new],
            states: [(., .groups[]) | .group as $g | .states[] | [$g, .old, .new, .records]] | sort,
            rules: [.rules[] | [.rule, .old_level, .new_level, .old_rejects, .new_rejects,
                .only_old_rejects, .only_new_rejects, .newly_rejected, .newly_rejected_alone,
                .newly_accepted, .newly_accepted_alone,
                ([.examples[] | [.newly == "rejected", .record, .message]] | sort)]] | sort}' >there
    "$STET" impact new.yaml old.yaml answers.jsonl -f json --group-by editor |
        jq '{turned: [.newly_accepted.records, .newly_rejected.records],
            sides: [.new, .old],
            states: [(., .groups[]) | .group as $g | .states[] | [$g, .new, .old, .records]] | sort,
            rules: [.rules[] | [.rule, .new_level, .old_level, .new_rejects, .old_rejects,
                .only_new_rejects, .only_old_rejects, .newly_accepted, .newly_accepted_alone,
                .newly_rejected, .newly_rejected_alone,
                ([.examples[] | [.newly == "accepted", .record, .message]] | sort)]] | sort}' >back
    diff there back
}

@test "it is the same for any number of workers, and in every run" {
    sample
    for i in $(seq 200); do sed "s/\"id\": \"/&$i-/; s/ at /& number $i &/" answers.jsonl; done >many.jsonl
    for jobs in 1 2 5; do
        "$STET" impact old.yaml new.yaml many.jsonl answers.jsonl -j $jobs --group-by editor >out.$jobs
        cmp out.1 out.$jobs
    done
    "$STET" impact old.yaml new.yaml many.jsonl answers.jsonl --group-by editor --examples 9 -f json >impact.json
    ask '[.rules[].examples[] | .newly] | length' 29
    ask '.old.records' 2412
}

@test "rules of the whole batch reject across files" {
    sample
    mkdir a b
    sed -n 1p answers.jsonl >a/one.jsonl
    sed -n 7p answers.jsonl >b/two.jsonl
    sed -n 1p answers.jsonl >b/three.jsonl
    "$STET" impact old.yaml new.yaml a b -f json >impact.json
    ask '[.rules[] | select(.rule == "said-once").examples[] | .source] | sort' '["b/three.jsonl","b/two.jsonl"]'
    ask '.rules[] | select(.rule == "said-once") | .newly_rejected' 2
}

@test "groups are a key, a pointer or a column" {
    sample
    sed 's/"editor": "\(.*\)", "answer"/"meta": {"by": ["\1"]}, "answer"/' answers.jsonl >nested.jsonl
    "$STET" impact old.yaml new.yaml nested.jsonl -f json --group-by /meta/by/0 >impact.json
    ask '[.groups[] | [.group, .newly_rejected.records, .newly_rejected.of]]' '[["anna",2,4],["ben",2,3],["",0,1]]'
    ask '.group_by' '"/meta/by/0"'
    printf 'by,text\nanna,"As a model, so."\nben,All is well.\n' >table.csv
    for set in old new; do sed -i '/^texts:/,/text: answer/d' $set.yaml; done
    "$STET" impact old.yaml new.yaml table.csv -f json --group-by by >impact.json
    ask '[.groups[] | [.group, .newly_rejected.records]]' '[["anna",1],["ben",0]]'
}

@test "people are told of the groups with most, programs of all" {
    sample
    for i in $(seq 10 40); do
        printf '{"id": "%s", "editor": "e%s", "answer": "As a model %s."}\n' $i $i $i
    done >many.jsonl
    printf '{"id": "x", "editor": "e39", "answer": "As a model, too."}\n' >>many.jsonl
    run -0 --separate-stderr "$STET" impact old.yaml new.yaml many.jsonl --group-by editor
    holds "by editor                     newly rejected, of those accepted     newly accepted, of those rejected
e39                           2 of 2: 100 % (34-100)                0 of 0
e10                           1 of 1"
    holds "and 6 more, with fewer; --format json has all"
    lacks "e40"
    "$STET" impact old.yaml new.yaml many.jsonl --group-by editor -f json >impact.json
    ask '.groups | length' 31
}

@test "a Markdown file is a record" {
    sample
    printf 'As a model I know.\n' >a.md
    printf 'It is known.\n' >b.md
    run -0 --separate-stderr "$STET" impact old.yaml new.yaml a.md b.md
    holds "The new specification rejects 1 of 2 records"
    holds "  a.md:1:1
    do not write “As a model”"
}

@test "the level that rejects" {
    sample
    "$STET" impact old.yaml new.yaml answers.jsonl -f json --fail-on warning >impact.json
    ask '[.fail_on, .newly_rejected.records, .newly_accepted.records]' '["warning",4,0]'
    run -0 --separate-stderr "$STET" impact old.yaml new.yaml answers.jsonl --fail-on never
    holds "The new specification rejects 0 of 12"
    holds "No finding rejects a record: --fail-on is never."
}

@test "each format by its flag is that by its name" {
    sample
    for format in json markdown; do
        "$STET" impact old.yaml new.yaml answers.jsonl "--$format" >flag
        "$STET" impact old.yaml new.yaml answers.jsonl --format "$format" | cmp - flag
    done
    run -2 "$STET" impact old.yaml new.yaml answers.jsonl --json --markdown
    holds "one format at a time, not json and markdown"
}

@test "the exit status" {
    sample
    run -0 "$STET" impact old.yaml new.yaml answers.jsonl
    run -1 "$STET" impact --exit-code old.yaml new.yaml answers.jsonl
    run -0 "$STET" impact --exit-code new.yaml new.yaml answers.jsonl
}

@test "what fails under both is told once, what fails under one with its side" {
    sample
    echo '{"id": "c-1", "answer"' >>answers.jsonl
    echo '{"id": "c-2", "editor": "ben", "text": "It is here."}' >>answers.jsonl
    sed -i 's|answer: /answer|answer: [/answer, /text]|' new.yaml
    run -2 --separate-stderr "$STET" impact old.yaml new.yaml answers.jsonl
    holds "     failed                                      1           0           1"
    holds "2 failures under the old."
    holds "1 failure under the new."
    output=$stderr
    [ "$(grep -c 'answers.jsonl:13' <<<"$stderr")" -eq 1 ]
    holds 'answers.jsonl:14:1: under the old: the record has no "answer"'
}

@test "files that only one of both reads are told" {
    sample
    cp answers.jsonl draft.jsonl
    echo 'exclude: ["draft*"]' >>new.yaml
    run -0 --separate-stderr "$STET" impact old.yaml new.yaml .
    holds "The new specification rejects 4 of 8"
    holds "12 records are on the old side only."
    lacks "on the new side only"
}

@test "a file that both read as another format is no comparison" {
    sample
    cp answers.jsonl a.data
    sed -i 's/  - files: "\*.jsonl"/  - {files: "*.data", format: jsonl, fields: {answer: \/answer}, text: answer}\n&/' new.yaml
    run -2 --separate-stderr "$STET" impact old.yaml new.yaml a.data
    output=$stderr
    holds "a.data: the old rule set reads this file as text and the new one as jsonl"
}

@test "overrides by folder hold for both" {
    sample
    mkdir drafts
    cp answers.jsonl drafts
    printf 'overrides:\n  - files: ["drafts/**"]\n    rules: {answer-length: off, no-disclaimer: {phrases: [the rolls], level: error}}\n' >>new.yaml
    "$STET" impact old.yaml new.yaml drafts -f json >impact.json
    ask '[.rules[] | select(.rule == "answer-length") | .old_rejects, .new_rejects]' '[1,0]'
    ask '[.rules[] | select(.rule == "no-disclaimer") | .old_rejects, .new_rejects]' '[1,2]'
    ask '[.rules[] | select(.rule == "no-disclaimer").examples[] | .newly, .record]' '["accepted",8]'
}

@test "texts cannot drive the terminal, nor the page" {
    sample
    printf '{"id": "e\\u001b[31m", "editor": "<b>|x", "answer": "As a model\\u001b[2J [click](http://x.example) <script>"}\n' >evil.jsonl
    sed -i 's/    text: answer/&\n    markdown: off/; s/\[as an AI, as a model.*/["as an AI"], patterns: ["As a.*"]}/' new.yaml
    run -0 --separate-stderr "$STET" impact old.yaml new.yaml evil.jsonl --group-by editor
    holds "e<U+001B>[31m"
    lacks $'\033'
    run -0 --separate-stderr "$STET" impact old.yaml new.yaml evil.jsonl --group-by editor -f markdown
    holds '| \<b\>\|x | 1 of 1: 100 % (21-100) |'
    holds '\[click\](http\://x.example) \<script\>'
    lacks $'\033'
}

@test "json is as its schema says" {
    sample
    echo '{"id": "c-1", "answer"' >>answers.jsonl
    "$STET" schema impact >schema.json
    "$STET" impact old.yaml new.yaml answers.jsonl --group-by editor --date 2026-11-26 -f json >impact.json || [ $? -eq 2 ]
    keys() { # DEFINITION PLACE: what is there is described, and what is required is there
        jq -e --arg of "$1" --slurpfile schema schema.json '[..] | '"[$2]"' | length > 0 and
            all(. as $o | $schema[0].definitions[$of] |
                (($o | keys) - (.properties | keys) == []) and (.required - ($o | keys) == []))' <<<"$json"
    }
    json=$(cat impact.json)
    keys impact '.[0]'
    keys side '.[0] | .old, .new'
    keys turned '.[0] | .newly_rejected, .newly_accepted, .groups[].newly_rejected'
    keys state '.[0] | .states[], .groups[].states[]'
    keys impact_rule '.[0].rules[]'
    keys changed '.[0].rules[].changes[]'
    keys example '.[0].rules[].examples[]'
    keys group '.[0].groups[]'
    keys impact_failure '.[0].failures[]'
}

@test "what waits on disk leaves nothing, and needs a place" {
    sample
    mkdir tmp
    run -0 env TMPDIR="$PWD/tmp" "$STET" impact old.yaml new.yaml answers.jsonl
    [ -z "$(ls -A tmp)" ]
    run -2 env TMPDIR="$PWD/none" "$STET" impact old.yaml new.yaml answers.jsonl
    holds "none: error: the temporary file cannot be made"
    holds "help: set TMPDIR"
}

@test "a folder of an audit stands for its database, unless it has a rule set" {
    sample
    for set in old new; do "$STET" audit --quiet --config $set.yaml answers.jsonl --out audits/$set; done
    "$STET" impact audits/old/audit.db audits/new/audit.db --format json >named
    (cd audits && "$STET" impact old new --format json) | sed 's,"\(old\|new\)/audit,"audits/\1/audit,' >folders
    diff named folders
    run -2 "$STET" impact audits/old new.yaml answers.jsonl
    holds "one is an audit and the other a rule set"
    cp old.yaml audits/old/stet.yaml
    cp new.yaml audits/new/stet.yaml
    [ "$("$STET" impact audits/old audits/new answers.jsonl --format json | jq -r .new.path)" = audits/new/stet.yaml ]
    # One that is not finished is none yet.
    mkdir begun
    cp audits/old/audit.db begun/audit.work
    for command in 'impact begun begun' 'report begun' 'compare begun begun' 'merge begun --out x.db'; do
        run -2 "$STET" $command
        holds "begun: error: the audit in this folder is not finished"
        holds "help: start the same stet audit again"
    done
}

@test "audits that are grouped by different things do not mix their groups" {
    sample
    "$STET" audit -q -c old.yaml --group-by editor --out old.out answers.jsonl
    "$STET" audit -q -c new.yaml --group-by /answer --out new.out answers.jsonl
    "$STET" audit -q -c new.yaml --out bare.out answers.jsonl
    run -2 "$STET" impact old.out new.out
    holds "new.out/audit.db: error: this audit is grouped by “/answer”, and the old one by “editor”"
    holds "help: say whose groups are meant: --group-by FIELD"
    "$STET" impact old.yaml new.yaml answers.jsonl --group-by /answer -f json | jq -r '.groups[].group' | sort >answers
    for other in "old.out bare.out" "bare.out old.out" "old.out new.out --group-by editor" "new.out old.out --group-by editor"; do
        [ "$("$STET" impact $other -f json | jq -c '[.group_by, ([.groups[].group] | sort)]')" = '["editor",["","anna","ben"]]' ]
    done
    "$STET" impact old.out new.out --group-by /answer -f json | jq -r '.groups[].group' | sort | diff answers -
    run -2 "$STET" impact bare.out bare.out --group-by editor
    holds "this audit has no groups"
}

@test "what cannot be compared" {
    sample
    run -2 "$STET" impact old.yaml
    holds "takes the old rule set and the new one"
    run -2 "$STET" impact old.yaml none.yaml answers.jsonl
    holds "none.yaml"
    run -2 "$STET" impact old.yaml new.yaml none.jsonl
    holds "none.jsonl: error: it cannot be opened"
    [ "$(grep -c none.jsonl <<<"$output")" -eq 1 ]
    run -2 "$STET" impact old.yaml new.yaml - <answers.jsonl
    holds "cannot be read twice"
    holds "help: save it to a file first"
    run -2 "$STET" impact old.yaml new.yaml answers.jsonl --examples some
    holds "--examples takes a number"
    run -2 "$STET" impact old.yaml new.yaml answers.jsonl --partial
    holds "--partial is for two audits"
    printf 'SQLite format 3\0' >broken.db
    run -2 "$STET" impact broken.db new.yaml
    holds "one is an audit and the other a rule set"
    run -2 "$STET" impact broken.db none.db
    holds "none.db: error: no such file"
    lacks "rule set"
    run -2 "$STET" impact none broken.db
    holds "none: error: no such file"
    run -2 "$STET" impact broken.db broken.db answers.jsonl
    holds "of two audits no files are checked"
    run -2 "$STET" impact broken.db broken.db
    holds "broken.db: error:"
}

@test "of a file with two names, of which one side reads another, records count once" {
    mkdir texts
    printf '%s\n' '{"id": "1", "answer": "One."}' '{"id": "2", "answer": "Two."}' >texts/a.jsonl
    ln texts/a.jsonl texts/b.jsonl
    printf '%s\n' '{"id": "3", "answer": "Three."}' >texts/c.jsonl
    cat >old.yaml <<'EOF'
texts:
  - {files: "*.jsonl", id: /id, fields: {answer: /answer}, text: [answer]}
rules:
  short: {check: phrasing.banned, level: error, phrases: [three]}
EOF
    (printf 'exclude: ["**/a.jsonl"]\n' && cat old.yaml) >new.yaml
    "$STET" impact old.yaml new.yaml texts --json >impact.json
    ask '[.old, .new | [.records, .unmatched]]' '[[3,2],[3,2]]'
    "$STET" impact new.yaml old.yaml texts --json >impact.json
    ask '[.old, .new | [.records, .unmatched]]' '[[3,2],[3,2]]'
}
