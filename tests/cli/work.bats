# SPDX-License-Identifier: Apache-2.0
# Kinds of work, each with the rule set that its specification makes, samples, and the faults
# planted in them. Beside a sample stands what must be found, as LINE:COLUMN RULE ID; the id
# names the fault. Rules that begin on a day are tried as of one on which all are in force.
load common

work=$STET_SOURCE/tests/samples/work
day=2026-12-20

# The findings of a report in lines of JSON, in the form of what is expected.
in_short() {
    jq -r 'select(.type == "finding") | "\(.start.line):\(.start.column) \(.rule) \(.id // "-")"' "$@" |
        LC_ALL=C sort
}

# What is expected of the samples of kind $1: the path to each file of it.
expected_of() {
    find "$work/$1" -name '*.expected' | LC_ALL=C sort
}

# The file whose faults $1 lists.
sample_of() {
    local stem=${1%.expected}
    if [ -e "$stem" ]; then echo "$stem"; else echo "$stem.jsonl"; fi
}

# Of kind $1 just what is planted is found, each in its place, and at least $2 faults.
finds_just_the_planted() {
    local n=0 expected
    for expected in $(expected_of "$1"); do
        "$STET" check -q --date "$day" --format jsonl "$(sample_of "$expected")" >out || [ $? -eq 1 ]
        in_short out >got
        LC_ALL=C sort "$expected" | diff -u - got
        n=$((n + $(wc -l <got)))
    done
    [ "$n" -ge "$2" ]
}

@test "answers: just the planted faults are found" {
    finds_just_the_planted answers 30
}

@test "questions with answers: just the planted faults are found" {
    finds_just_the_planted question-answer 23
}

@test "summaries: just the planted faults are found" {
    finds_just_the_planted summaries 22
}

@test "suggestions: just the planted faults are found" {
    finds_just_the_planted suggestions 24
}

@test "recommendations: just the planted faults are found" {
    finds_just_the_planted recommendations 31
}

@test "annotations: just the planted faults are found" {
    finds_just_the_planted annotations 27
}

@test "every sample has its list of faults, and all kinds are tried" {
    [ "$(find "$work" -mindepth 1 -maxdepth 1 -type d | wc -l)" -eq 6 ]
    find "$work" -type f ! -name stet.yaml ! -name '*.expected' | LC_ALL=C sort >files
    find "$work" -name '*.expected' | LC_ALL=C sort |
        while read -r expected; do sample_of "$expected"; done | LC_ALL=C sort | diff -u files -
}

@test "good records have no fault, five of them or more a kind, and each other record has one" {
    for kind in "$work"/*/; do
        cat "$kind"*.expected | sed -n 's/.* \(.*\)/\1/p' | LC_ALL=C sort -u >faulty
        run ! grep '^good-' faulty
        jq -r .id "$kind"*.jsonl | LC_ALL=C sort -u >ids
        [ "$(grep -c '^good-' ids)" -ge 5 ]
        grep -v '^good-' ids | diff -u - <(grep -vx -- - faulty)
    done
}

@test "each rule that a specification states is broken by a sample" {
    for kind in "$work"/*/; do
        sed -n '/^rules:/,$p' "$kind"stet.yaml | sed -n 's/^  \([a-z-]*\):.*/\1/p' >stated
        sed -n '/^rules:/,$p' "$kind"stet.yaml | sed -n 's/^  \([a-z-]*\): off$/\1/p' >off
        n=$(LC_ALL=C comm -23 <(LC_ALL=C sort stated) <(LC_ALL=C sort off) | wc -l)
        [ "$n" -ge 8 ]
        [ "$n" -le 20 ]
        while read -r rule; do
            grep -q " $rule " "$kind"*.expected || { echo "$kind: $rule" && return 1; }
        done < <(LC_ALL=C comm -23 <(LC_ALL=C sort stated) <(LC_ALL=C sort off))
    done
}

@test "the examples of all these rule sets hold, and no rule is without" {
    for kind in "$work"/*/; do
        run "$STET" test --strict -c "$kind"stet.yaml
        has_status 0
    done
}

@test "all kinds of work are checked in one run, each by its own rule set" {
    cat "$work"/*/*.expected | LC_ALL=C sort >wanted
    cp -r "$work" all
    for jobs in 1 3; do
        "$STET" check -q -j "$jobs" --date "$day" --format jsonl all >out || [ $? -eq 1 ]
        in_short out | diff -u wanted -
    done
}

@test "a rule with a day and a grace is silent, then warns, then is an error" {
    level_on() {
        "$STET" check -q --date "$1" --format jsonl "$work/answers/answers.jsonl" >out || [ $? -eq 1 ]
        jq -r 'select(.type == "finding" and .rule == "fact-source") | "\(.level) \(.id)"' out
    }
    [ "$(level_on 2026-11-30)" = "" ]
    [ "$(level_on 2026-12-01)" = "warning no-source" ]
    [ "$(level_on 2026-12-14)" = "warning no-source" ]
    [ "$(level_on 2026-12-15)" = "error no-source" ]
}
