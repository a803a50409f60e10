#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# stet compare: what drifted between two audits.

load common

# $1: file; $2: records; $3: so many of 1,000 more have findings; $4: seed; $5: SQL.
handmade() {
    printf '%s' "${5:-}" | "$STET_BUILD/tests/bench/bench_audit" "$1" "$2" 4 2 6 "$3" "$4"
}

@test "what became worse is told first, with its interval" {
    handmade a.db 4000 0 1
    handmade b.db 4000 40 2 "UPDATE segments SET hash = hash + 10"
    run -0 "$STET" compare a.db b.db
    [[ ${lines[0]} == "More records are rejected; "*" of 15 rates drifted by more than chance" ]]
    grep -qE '^rejected .* \+[0-9.]+ \(\+[0-9.]+ to \+[0-9.]+\)  more' <<<"$output"
    grep -qE '^rule-001 .*  more' <<<"$output"
    output=$(tr '\n' ' ' <<<"$output")
    holds "false discovery rate of 5 %"
    holds "15 comparisons were made"
    lacks "The rule sets differ"
    run -0 "$STET" compare b.db a.db
    [[ ${lines[0]} == "Fewer records are rejected; "* ]]
    grep -qE '^rejected .* -[0-9.]+ \(-[0-9.]+ to -[0-9.]+\)  less' <<<"$output"
    run -1 "$STET" compare --exit-code a.db b.db
}

@test "an audit does not drift from itself, and is known again" {
    handmade a.db 1000 0 1
    run -0 "$STET" compare --exit-code a.db a.db
    [ "${lines[0]}" = "Nothing drifted by more than chance" ]
    output=$(tr '\n' ' ' <<<"$output")
    holds "2 of 2 parts of the later batch were in the earlier one"
    holds "stet impact"
}

@test "rules and groups that one alone has, and what makes numbers doubtful" {
    handmade a.db 1000 0 1 "UPDATE rules SET name = 'old-one' WHERE id = 3"
    handmade b.db 1000 0 2 "UPDATE rules SET name = 'new-one' WHERE id = 3;
        UPDATE run SET hash = 'other', fail_on = 'warning', complete = 0; UPDATE groups SET name = 'zoe' WHERE id = 4"
    run -0 "$STET" compare a.db b.db
    output=$(tr '\n' ' ' <<<"$output")
    holds "Rules in the earlier audit alone: old-one."
    holds "Rules in the later audit alone: new-one."
    holds "Groups in the earlier audit alone: editor 00004."
    holds "Groups in the later audit alone: zoe."
    holds "The rule sets differ"
    holds "not rejected by the same level"
    holds "not complete"
    handmade c.db 1000 0 2 "UPDATE run SET group_by = 'author'"
    run -0 "$STET" compare a.db c.db
    holds "Groups are not compared"
}

@test "an audit without records drifts from nothing, and has nothing in common" {
    rule_set
    : >none.jsonl
    "$STET" audit -q none.jsonl --out none
    echo '{"text": "We use it.", "editor": "ann"}' >one.jsonl
    "$STET" audit -q one.jsonl --out one --group-by editor
    for before in none one; do
        run -0 "$STET" compare $before none
        [ "${lines[0]}" = "Nothing can be compared" ]
        lacks "part of the later batch"
        lacks "Records with findings"
    done
    run -0 "$STET" compare none one
    holds "Groups are not compared: the earlier audit has none."
}

@test "of more than a thousand groups all are told to programs, and those of one audit alone to people" {
    printf '' | "$STET_BUILD/tests/bench/bench_audit" a.db 15000 1250 2 3 0 1
    printf "UPDATE groups SET name = 'new ' || name WHERE id > 1220" |
        "$STET_BUILD/tests/bench/bench_audit" b.db 15000 1250 2 3 60 2
    "$STET" compare --json a.db b.db >all.json
    [ "$(jq '.groups.total' all.json)" -eq 1280 ]
    [ "$(jq '[.groups.items[].name] | unique | length' all.json)" -eq 1280 ]
    # Those that can be compared come first, the least chances before.
    [ "$(jq '[.groups.items[] | select(.compared) | .p] | . == sort' all.json)" = true ]
    [ "$(jq '[.groups.items[].compared] | . == (sort | reverse)' all.json)" = true ]
    # Then those of the earlier audit alone, whatever they are called.
    [ "$("$STET" compare --json b.db a.db | jq '[.groups.items[] | select(.compared | not) | has("before")] | . == (sort | reverse)')" = true ]
    expected=$(sqlite3 a.db "SELECT json_array(sum(state = 1), count(*)) FROM records
        JOIN groups ON groups.id = grp WHERE groups.name = 'editor 01099'")
    [ "$(jq -c '.groups.items[] | select(.name == "editor 01099").before.records | [.count, .n]' all.json)" = "$expected" ]
    run -0 "$STET" compare a.db b.db
    holds "and 1,200 more"
    output=$(tr '\n' ' ' <<<"$output")
    holds "Groups in the earlier audit alone: editor 01221,"
    holds "Groups in the later audit alone: new editor 01221,"
    holds "and 10 more."
}

@test "for programs, and as Markdown" {
    handmade a.db 1000 0 1
    handmade b.db 1000 60 2
    run -0 "$STET" compare --json a.db b.db
    holds '"beyond_chance": true'
    holds '"false_discovery_rate": 0.05'
    "$STET" compare --format json a.db b.db >name
    "$STET" compare --json a.db b.db | cmp - name
    run -0 "$STET" compare --format markdown a.db b.db
    "$STET" compare --markdown a.db b.db | diff - <(printf '%s\n' "$output")
    [[ ${lines[0]} == "# "* ]]
    holds "| rule-001 |"
    run -2 "$STET" compare --json --format markdown a.db b.db
    holds "one format at a time, not markdown and json"
    run -2 "$STET" compare --json --html a.db b.db
    holds "one format at a time, not json and html"
    run -0 "$STET" schema compare
    holds '"beyond_chance"'
}

@test "what cannot be compared is said" {
    run -2 "$STET" compare a.db
    holds "takes two audit databases"
    holds "help: stet audit PATH... --out DIR makes one"
    handmade a.db 10 0 1
    run -2 "$STET" compare a.db none.db
    holds "none.db"
    run -2 "$STET" compare none.db a.db
    holds "none.db"
}

@test "of a batch without records nothing is said to have stayed as it was" {
    handmade a.db 100 0 1
    handmade b.db 100 0 1 "DELETE FROM records; DELETE FROM record_totals; DELETE FROM findings; DELETE FROM finding_totals; DELETE FROM segments"
    for pair in "a.db b.db" "b.db a.db" "b.db b.db"; do
        run -0 "$STET" compare $pair
        [ "${lines[0]}" = "Nothing can be compared" ]
        output=$(tr '\n' ' ' <<<"$output")
        holds "has no records"
        lacks "chance"
        "$STET" compare --html $pair | grep -qF '<b>Nothing can be compared</b>'
    done
}

@test "as the page of the later audit" {
    handmade a.db 1000 0 1
    handmade b.db 1000 60 2 "UPDATE run SET fail_on = 'warning'"
    "$STET" compare --html a.db b.db >page.html
    "$STET" compare --format html a.db b.db | cmp - page.html
    grep -q '<section id="drift"' page.html
    grep -q 'by more than chance</b>' page.html
    grep -q 'Records were not rejected by the same level' page.html
    "$STET" report --html b.db >report.html
    grep -c '<section id="drift"' report.html && return 1
    diff <(sed -n '/<section id="levels"/,$p' page.html) <(sed -n '/<section id="levels"/,$p' report.html)
}
