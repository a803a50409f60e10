#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# Agreement of raters over a batch, in both layouts, by published figures.

load common

rules_for() {
    cat >stet.yaml <<EOS
texts:
  - files: "*.jsonl"
    id: /id
    fields:
      item: {path: /item, optional: true}
      rater: {path: /rater, optional: true}
      label: {path: /label, optional: true}
      labels: {path: /labels, optional: true}
    text: []
rules:
  agree: {check: batch.agreement, min: 1, min-items: 2, $1}
EOS
}

# Lines of two raters: $1 items yes and yes, $2 yes and no, $3 no and yes, $4 no and no.
two_raters() {
    awk -v a="$1" -v b="$2" -v c="$3" -v d="$4" 'BEGIN {
        for (i = 0; i < a + b + c + d; i++) {
            printf "{\"item\": %d, \"rater\": \"Ann\", \"label\": \"%s\"}\n", i, i < a + b ? "yes" : "no"
            printf "{\"item\": %d, \"rater\": \"Bob\", \"label\": \"%s\"}\n", i,
                i < a || (i >= a + b && i < a + b + c) ? "yes" : "no"
        }
    }'
}

# Krippendorff 2011: four observers, twelve units.
four_observers() {
    cat <<'EOS'
{"labels": [1, 1, null, 1]}
{"labels": [2, 2, 3, 2]}
{"labels": [3, 3, 3, 3]}
{"labels": [3, 3, 3, 3]}
{"labels": [2, 2, 2, 2]}
{"labels": [1, 2, 3, 4]}
{"labels": [4, 4, 4, 4]}
{"labels": [1, 1, 2, 1]}
{"labels": [2, 2, 2, 2]}
{"labels": [null, 5, 5, 5]}
{"labels": [null, null, 1, 1]}
{"labels": [null, 3]}
EOS
}

@test "Cohen's kappa of [[20, 5], [10, 15]] is 0.4" {
    rules_for 'measure: cohen'
    two_raters 20 5 10 15 >a.jsonl
    run --separate-stderr "$STET" check --fail-on never a.jsonl
    has_status 0
    echo "$output"
    [ "${#lines[@]}" -eq 1 ]
    [[ ${lines[0]} == "a.jsonl:1:1: warning: 2 raters agree by 0.400 (Cohen's kappa; 0."*' on 50 items, and 1 is wanted; “yes” is 55 % of the labels; “Ann” and “Bob” differ most, on 15 of 50 items '* ]]
    rules_for 'measure: cohen, min: 0.4'
    sed -i 's/min: 1, //' stet.yaml
    run "$STET" check --fail-on warning a.jsonl
    has_status 0
    # The interval of so few items is wide.
    rules_for 'measure: cohen, min: 0.39, judge: low'
    sed -i 's/min: 1, //' stet.yaml
    run "$STET" check --fail-on warning a.jsonl
    has_status 1
}

@test "Krippendorff's example gives 0.743, 0.815, 0.849 and 0.797" {
    four_observers >a.jsonl
    for row in nominal:0.743 ordinal:0.815 interval:0.849 ratio:0.797; do
        rules_for "labels: labels, measure: alpha-${row%:*}"
        run --separate-stderr "$STET" check --fail-on never a.jsonl
        echo "$output"
        holds "4 raters agree by ${row#*:} (${row%:*} alpha; "
        holds 'on 11 items'
        holds '“rater 1” and “rater 3” differ most'
    done
}

@test "the figure and its interval do not hang on workers, nor on the order of lines" {
    rules_for 'measure: alpha-nominal'
    awk 'BEGIN {
        srand(3)
        for (i = 0; i < 6000; i++)
            for (r = 0; r < 3; r++)
                if (rand() < 0.8)
                    printf "{\"item\": \"item number %d of the batch\", \"rater\": \"rater %d\", \"label\": \"%s\"}\n",
                        i, r, rand() < 0.6 ? "l" i % 3 : "l" int(rand() * 3)
    }' >a.jsonl
    for jobs in 1 2 4; do
        "$STET" check -q -j "$jobs" --format jsonl --fail-on never a.jsonl >"out.$jobs"
        cmp "out.$jobs" out.1
    done
    grep -q '"rule":"agree"' out.1
    figure=$(grep -o 'agree by [0-9.]*' out.1)
    shuf --random-source=<(yes) a.jsonl >b.jsonl
    "$STET" check -q --format jsonl --fail-on never b.jsonl | grep -q "$figure ("
}

@test "items on which raters differ stand beside the finding" {
    rules_for 'labels: labels, measure: alpha-interval'
    printf '{"id": "a", "labels": {"Ann": 1, "Bob": 2}}\n{"id": "b", "labels": {"Ann": 3, "Bob": 3}}\n{"id": "c", "labels": {"Ann": 1, "Bob": 5}}\n' >a.jsonl
    run --separate-stderr "$STET" check --fail-on never --format jsonl a.jsonl
    [[ ${lines[0]} == *'"id":"a"'*'"related":[{"source":"a.jsonl","record":3'*'"record":1'* ||
        ${lines[0]} == *'"related":[{"source":"a.jsonl"'*'"line":3'*'"line":1'* ]]
}

@test "a label given twice, one that is not known, and no list are told" {
    rules_for 'measure: alpha-ordinal, order: [bad, good], min-items: 9'
    sed -i 's/min-items: 2, //' stet.yaml
    cat >a.jsonl <<'EOS'
{"item": 1, "rater": "Ann", "label": "good"}
{"item": 1, "rater": "Ann", "label": "bad"}
{"item": 2, "rater": "Ann", "label": "superb"}
{"item": 2, "label": "good"}
{"item": 2, "rater": "Ann"}
EOS
    run --separate-stderr "$STET" check --fail-on never a.jsonl
    [[ ${lines[0]} == 'a.jsonl:3:39: warning: “superb” is none of the labels'* ]]
    [[ ${lines[1]} == 'a.jsonl:2:1: warning: “Ann” labels this item a second time;'* ]]
    [ "${#lines[@]}" -eq 2 ]
    rules_for 'labels: labels'
    printf '{"labels": "good"}\n{"labels": [[1], {}, null]}\n' >a.jsonl
    run --separate-stderr "$STET" check --fail-on never a.jsonl
    [[ ${lines[0]} == *'these labels are neither a list nor a map'* ]]
    [ "${#lines[@]}" -eq 1 ]
}

@test "a measure that does not fit the labels is a failure of the rule" {
    two_raters 4 3 2 1 >a.jsonl
    sed '1,4s/Ann/Eve/' a.jsonl >b.jsonl
    rules_for 'measure: cohen'
    run "$STET" check b.jsonl
    has_status 2
    holds "Cohen's kappa is for two raters, and there are 3"
    rules_for 'measure: cohen-linear'
    run "$STET" check a.jsonl
    has_status 2
    holds 'which label is greater: give their `order`'
    rules_for 'measure: alpha-ratio, order: [no, yes]'
    run "$STET" check a.jsonl
    has_status 2
    holds 'needs labels that are numbers'
    rules_for 'measure: fleiss'
    two_raters 9 0 0 0 >a.jsonl
    run "$STET" check a.jsonl
    has_status 0
    holds 'all 18 labels are “yes”'
}

@test "an audit tells the figure, whether or not it is too low, and shards merged the same" {
    rules_for 'measure: alpha-nominal, min-items: 99'
    sed -i 's/min: 1, min-items: 2, //' stet.yaml
    two_raters 20 5 10 15 >a.jsonl
    "$STET" audit -q --no-time --out whole a.jsonl
    run -0 --separate-stderr "$STET" report whole
    grep -qE '^agree +nominal alpha 0\.40 \(0\.[0-9]+ to 0\.[0-9]+\), of 50 items$' <<<"$output"
    "$STET" report --json whole | jq -e '.rules.items[0].statistics[0] | .name == "nominal alpha" and
        .low < .value and .value < .high and .confidence == 0.95 and .n == 50 and .of == "items"'
    "$STET" report --csv whole | grep -qE '^rule,agree,warning,nominal alpha,,50,0\.4'
    grep -qE '<p class="statistic">nominal alpha 0\.40 .*, of 50 items; in brackets its 95% interval' whole/report.html
    for k in 1 2 3; do "$STET" audit -q --no-time --out "part$k" --shard "$k/3" a.jsonl; done
    run -0 --separate-stderr "$STET" report part1
    lacks 'nominal alpha'
    "$STET" merge -q --no-time --out merged.db part3 part1 part2
    cmp merged.db whole/audit.db
    "$STET" merge -q --no-time --out again.db merged.db part2
    cmp again.db whole/audit.db
}

@test "too few items for a judgement are no fault of the measure" {
    rules_for 'measure: alpha-ordinal'
    two_raters 20 5 10 15 >a.jsonl
    run "$STET" check a.jsonl
    has_status 2
    holds 'ordinal alpha needs to know which label is greater'
    sed -i 's/min-items: 2/min-items: 99/' stet.yaml
    run "$STET" check a.jsonl
    has_status 0
    lacks 'ordinal alpha'
}
