#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# stet report: what is told of an audit, and by what.

load common

# A handmade database, $1, of $2 records, 4 groups, 2 sources and 6 rules; $3: SQL that
# changes it before its totals are made.
handmade() {
    printf '%s' "${3:-}" | "$STET_BUILD/tests/bench/bench_audit" "$1" "$2" 4 2 6
}

# What is printed, on one line: paragraphs are wrapped.
unwrapped() {
    output=$(tr '\n' ' ' <<<"$output")
}

GOOD="DELETE FROM findings; UPDATE records SET state = 0, errors = 0, warnings = 0, suggestions = 0"

@test "the verdict is the first line, and says by what" {
    handmade a.db 1000
    run -0 "$STET" report a.db
    [ "${lines[0]}" = "The batch is rejected" ]
    unwrapped
    holds "Of the 1,000 records, 80 were drawn (seed 7)"
    holds "letter J, n = 80, Ac 2, Re 3"
    holds "All records together:"
    holds "above the AQL of 1.0"
    handmade b.db 1000 "$GOOD"
    run -0 "$STET" report b.db
    [ "${lines[0]}" = "The batch is accepted" ]
    unwrapped
    holds "they hold 0 rejected records, and at most 2"
    holds "within the AQL of 1.0"
    holds "6 rules found nothing."
}

@test "rates have their interval and n; groups have ranks" {
    handmade a.db 1000
    run -0 "$STET" report a.db
    holds "Findings by level"
    holds "By editor"
    holds "1 to "
    holds "By source"
    holds "batch/00001.jsonl"
    grep -qE '^rejected +[0-9]+ +[0-9.]+ % \([0-9.]+-[0-9.]+\)$' <<<"$output"
    unwrapped
    holds "Rule set house 2026.11 (hash 0123456789abcdef), as of 2026-11-26"
    holds "Checked: 2 of 2 sources from end to end, 100.0 kB of 100.0 kB; 1,000 records"
}

@test "the plan follows the AQL, the level and what is counted" {
    handmade a.db 1000
    run -0 "$STET" report --aql 0.65 a.db
    unwrapped
    holds "AQL 0.65 % of the records: code letter J, n = 80, Ac 1, Re 2"
    run -0 "$STET" report --aql 0.25 a.db
    unwrapped
    holds "code letter J, whose arrow leads to H, n = 50, Ac 0, Re 1"
    run -0 "$STET" report --aql 1 --inspection III a.db
    unwrapped
    holds "general level III, AQL 1.0 % of the records: code letter K, n = 125, Ac 3, Re 4"
    run -0 "$STET" report --aql 15 --count findings a.db
    unwrapped
    holds "AQL 15 findings by 100 records"
    run -2 "$STET" report --aql 2 a.db
    holds "“2” is no AQL of ISO 2859-1"
    holds "0.65, 1.0, 1.5, 2.5"
    run -2 "$STET" report --aql 15 a.db
    holds "--count findings"
    run -2 "$STET" report --aql "1.0 or so" a.db
    holds "is no AQL"
}

@test "one and many are told as people say it" {
    rule_set
    echo '{"text":"As an AI language model"}' >one.jsonl
    run -0 "$STET" audit one.jsonl --out one --no-time
    [ "${lines[0]}" = "1 record: 0 accepted, 1 rejected, 0 failed; 1 finding: one/audit.db" ]
    run -0 "$STET" report one
    unwrapped
    holds "The plan asks for the one record: it holds 1 rejected record, and at most 0 may be."
    grep -q 'Of 1 record, 1 is rejected' one/report.html
    for n in 1 2 3; do echo '{"text":"As an AI language model, As an AI language model, As an AI language model."}'; done >three.jsonl
    "$STET" audit --quiet three.jsonl --out three
    run -0 "$STET" report --count findings three
    unwrapped
    holds "All records together: 9 findings, 300 by 100 records"
    "$STET" report --count findings --html three | grep -q '9 findings, 300 by 100 records'
    handmade good.db 1000 "$GOOD"
    run -0 "$STET" report good.db
    unwrapped
    holds "Of all samples that could be drawn from this batch, 100 % would accept it."
}

@test "a page says of how much its rates are, and shows a group that is white space" {
    rule_set
    seq 30 | awk '{ print "{\"editor\":\"" ($1 % 2 ? "  " : "ana") "\",\"text\":\"As an AI language model " $1 "\"}" }' >in.jsonl
    "$STET" audit --quiet in.jsonl --out out --group-by editor
    words=$(sqlite3 out/audit.db 'SELECT sum(words) FROM records')
    [ "$(grep -c "Shares are of 30 records, rates by 1,000 words of $words words." out/report.html)" -eq 2 ]
    grep -q '<th scope="row" class="where"><bdi>(white space)</bdi>' out/report.html
    grep -q 'data-is="group">(white space)<' out/report.html
    run -0 "$STET" report out
    holds ' (white space) '
}

@test "nobody stands out by one record, and many by chance are named so" {
    rule_set
    seq 50 | awk '{ print "{\"editor\":\"e" $1 "\",\"text\":\"" ($1 % 6 ? "All is well" : "As an AI language model") " " $1 "\"}" }' >in.jsonl
    "$STET" audit --quiet in.jsonl --out out --group-by editor
    # The interval of one of one begins at 21 %, above the 16 % of all.
    grep -q 'Over all 50 records, 8 are rejected: 16.0%' out/report.html
    grep -q '20.7–100%' out/report.html
    run ! grep -q 'class="row worse"' out/report.html
    grep -q 'up to one in twenty' out/report.html
    seq 60 | awk '{ print "{\"editor\":\"" ($1 % 2 ? "ana" : "bob") "\",\"text\":\"" ($1 % 2 ? "All is well" : "As an AI language model") " " $1 "\"}" }' >two.jsonl
    "$STET" audit --quiet two.jsonl --out two --group-by editor
    [ "$(grep -c 'class="row worse"' two/report.html)" -eq 1 ]
    [ "$(grep -c 'class="row better"' two/report.html)" -eq 1 ]
    run ! grep -q 'one in twenty' two/report.html
}

@test "what cannot be told is said" {
    handmade a.db 1000 "UPDATE run SET complete = 0; DELETE FROM records WHERE id >> 32 = 2;
        DELETE FROM findings WHERE record >> 32 = 2; DELETE FROM segments WHERE id = 2;
        UPDATE rules SET whole_batch = 1 WHERE id = 6"
    run -0 "$STET" report a.db
    [ "${lines[0]}" = "There is no verdict yet" ]
    grep -qE '^batch/00002.jsonl +0 +50,000$' <<<"$output"
    "$STET" report --html a.db >page.html
    grep -q '<bdi>batch/00002.jsonl</bdi></th><td class="n" data-v="NaN">–</td>' page.html
    unwrapped
    holds "1 of 2 parts of the batch was not checked, and 1 rule of the whole batch"
    holds "Rules of the whole batch that have not spoken yet: rule-006."
    handmade b.db 1000 "UPDATE run SET fail_on = 'never'"
    run -0 "$STET" report b.db
    holds "--fail-on never"
    handmade c.db 0
    run -0 "$STET" report c.db
    [ "${lines[0]}" = "There are no records" ]
}

@test "failures are told by message" {
    handmade a.db 100 "INSERT INTO failures(id, rule, byte, line, column, message) VALUES
        ((1 << 32) + 1, '', 500, 6, 1, 'this line is not JSON'), ((1 << 32) + 2, '', 900, 10, 1, 'this line is not JSON')"
    run -0 "$STET" report a.db
    grep -qE '^ +2  this line is not JSON +batch/00001.jsonl:6$' <<<"$output"
    handmade b.db 100 "INSERT INTO failures(id, record, rule, message) VALUES
        ((1 << 32) + 1, (1 << 32) + 1, 'rule-003', 'the pattern gave up')"
    run -0 "$STET" report b.db
    grep -qE '^ +1  the pattern gave up +rule-003 +batch/00001.jsonl$' <<<"$output"
    unwrapped
    holds "6 rules, 1 of which could not be evaluated everywhere."
}

@test "each format by its flag is that by its name" {
    handmade a.db 300
    for format in html csv markdown json; do
        "$STET" report "--$format" a.db >flag
        "$STET" report --format "$format" a.db >name
        "$STET" report "--$format" --output file a.db >printed
        cmp flag name
        cmp flag file
        [ ! -s printed ]
        [ -s flag ]
    done
    "$STET" report a.db >plain
    "$STET" report --format text a.db | cmp - plain
    run -2 "$STET" report --csv --json a.db
    holds "one format at a time, not csv and json"
    run -2 "$STET" report --csv --format markdown a.db
    holds "not markdown and csv"
}

@test "a name is neither a formula, nor markup, nor an escape sequence" {
    handmade a.db 300 "UPDATE groups SET name = '=1+1' WHERE id = 1;
        UPDATE rules SET name = '|<b>x</b> [a](http://b.c) @you' || char(27) || '[31m' WHERE id = 1"
    "$STET" report --csv a.db >csv
    grep -q "^group,'=1+1," csv
    run ! grep -q "^[^,]*,=" csv
    [ "$(awk -F, 'NR > 1 && $1 == "all" && NF != 11' csv | wc -l)" -eq 0 ]
    "$STET" report --markdown a.db >markdown
    grep -qF '\|&lt;b&gt;x&lt;/b&gt; \[a\](http&#58;//b.c) &#64;you&lt;U+001B&gt;\[31m' markdown
    run ! grep -q '<' markdown
    "$STET" report a.db >text
    for file in csv markdown text; do
        run ! grep -q $'\x1b' "$file"
    done
    run -0 "$STET" report --json a.db
    lacks $'\x1b'
}

@test "the table of rates can be added up" {
    handmade a.db 1000
    "$STET" report --csv a.db | tr -d '\r' >csv
    all=$(awk -F, '$1 == "all" && $4 == "rejected" { print $5 }' csv)
    groups=$(awk -F, '$1 == "group" && $4 == "rejected" { n += $5 } END { print n }' csv)
    sources=$(awk -F, '$1 == "source" && $4 == "rejected" { n += $5 } END { print n }' csv)
    [ "$all" -eq "$groups" ]
    [ "$all" -eq "$sources" ]
    run -1 grep unlisted csv
    # What it leaves out, it says.
    handmade b.db 500 "INSERT INTO failures(id, rule, message) SELECT (1 << 32) + id & 4294967295, '', 'number ' || id FROM records LIMIT 130"
    "$STET" report --csv b.db | tr -d '\r' >csv
    listed=$(grep -c '^failure,' csv)
    [ "$(grep '^unlisted' csv)" = "unlisted,failures,,not in this table,$((130 - listed)),130,,,,," ]
}

@test "programs are told of all groups and files, people of those that lead" {
    printf '' | "$STET_BUILD/tests/bench/bench_audit" a.db 12000 1200 1100 5
    "$STET" report --json a.db >all.json
    "$STET" report --csv a.db | tr -d '\r' >all.csv
    for list in groups:group:groups:name sources:source:sources:path; do
        IFS=: read -r key kind table name <<<"$list"
        sqlite3 a.db "SELECT $name FROM $table ORDER BY 1" >expected
        jq -r ".$key.items[].name" all.json | LC_ALL=C sort | diff expected -
        jq -r ".$key.items[].name" all.json >order
        awk -F, -v kind=$kind '$1 == kind && $4 == "rejected" { print $2 }' all.csv | diff <(sed 's/\x1b/<U+001B>/' order) -
        [ "$(jq ".$key.total" all.json)" -eq "$(wc -l <expected)" ]
        # The worst first, each with its ranks among all.
        [ "$(jq "[.$key.items[].rates.rejected.low] | . == (sort | reverse)" all.json)" = true ]
        [ "$(jq "[.$key.items[].rank_last] | max" all.json)" -eq "$(wc -l <expected)" ]
    done
    # The last of them says what the database has.
    last=$(jq -r '.groups.items[-1].name' all.json)
    expected=$(sqlite3 a.db "SELECT json_array(count(*), sum(state = 1), sum(words), sum(errors + warnings + suggestions > 0))
        FROM records JOIN groups ON groups.id = grp WHERE groups.name = '$last'")
    [ "$(jq -c '.groups.items[-1].rates | [.records, .rejected.count, .words, .levels.any.records.count]' all.json)" = "$expected" ]
    expected=$(sqlite3 a.db "SELECT json_group_array(rule) FROM (SELECT u.name AS rule FROM finding_totals t JOIN rules u ON u.id = t.rule
        JOIN groups g ON g.id = t.grp WHERE g.name = '$(jq -r '.groups.items[0].name' all.json)'
        GROUP BY u.id ORDER BY sum(t.records) DESC, u.id LIMIT 3)")
    [ "$(jq -c '[.groups.items[0].top[].rule]' all.json)" = "$expected" ]
    "$STET" report --markdown a.db >page
    [ "$(grep -c '^| editor ' page)" -lt 1200 ]
}

@test "a report that ends before its end leaves what was there" {
    handmade a.db 300
    echo before >report.json
    sqlite3 a.db 'DROP TABLE finding_totals'
    run -2 "$STET" report --json a.db -o report.json
    holds "a.db: error:"
    [ "$(cat report.json)" = before ]
    [ -z "$(find . -name 'report.json?*')" ]
    handmade b.db 300
    run -2 "$STET" report --json b.db -o none/report.json
    holds "none"
    "$STET" report --json b.db | head -c 1 >/dev/null
    [ "${PIPESTATUS[0]}" -eq 0 ]
    run -2 bash -c "'$STET' report --json b.db >/dev/full"
    holds "standard output cannot be written"
}

@test "it is said how to hand back what was not accepted, and that is so" {
    rule_set
    printf '%s\n' '{"text": "As an AI language model, I cannot."}' '{"text": "We use it."}' broken >batch.jsonl
    "$STET" audit -q batch.jsonl --out out || [ $? -eq 2 ]
    for format in text markdown html; do
        "$STET" report out --format $format | tr '\n' ' ' >told
        grep -q 'with --split: it checks nothing a second time, and writes the 2 records to rejected.jsonl' told
    done
    "$STET" audit -q batch.jsonl --out out --split || [ $? -eq 2 ]
    [ "$(wc -l <out/rejected.jsonl)" -eq 2 ]
    [ "$(wc -l <out/reasons.jsonl)" -eq 2 ]
    # Nothing to hand back, or nothing that could be.
    sed -n 2p batch.jsonl >good.jsonl
    "$STET" audit -q good.jsonl --out good
    "$STET" audit -q batch.jsonl --out hidden --redact || [ $? -eq 2 ]
    for folder in good hidden; do
        run -0 "$STET" report $folder
        lacks "To hand back"
    done
}

@test "a folder of an audit is taken for its database" {
    mkdir out
    handmade out/audit.db 100
    "$STET" report out >a
    "$STET" report out/audit.db | sed 's,out/audit.db,out,' >b
    [ -s a ]
    diff <(head -5 a) <(head -5 b)
}

@test "what is no audit is said, with what to do" {
    run -2 "$STET" report
    holds "takes one audit database"
    run -2 "$STET" report none.db
    holds "none.db"
    echo "not a database, but long enough to be taken for one when it is opened" >text.db
    run -2 "$STET" report text.db
    holds "stet audit --out DIR makes"
    handmade a.db 300
    head -c 20000 a.db >cut.db
    run -2 "$STET" report cut.db
    holds "audit again"
    handmade b.db 10 "DELETE FROM run"
    run -2 "$STET" report b.db
    holds "begun and not finished"
}

@test "a database of another program is none, whatever numbers it has" {
    sqlite3 -batch below.db 'CREATE TABLE t(a); PRAGMA application_id = -5'
    run -2 "$STET" report below.db
    holds "below.db: error: this is no audit database"
    handmade a.db 10
    sqlite3 -batch a.db 'PRAGMA user_version = -3'
    run -2 "$STET" report a.db
    holds "a.db: error: this database has the format -3"
}

@test "a pipe is no audit, and nobody waits for it" {
    mkfifo pipe
    # Held open, with a byte in it: whoever would read it comes to an end.
    exec 4<>pipe
    printf S >&4
    for command in report "merge --out all.db" "compare pipe"; do
        # shellcheck disable=SC2086
        run -2 "$STET" $command pipe
        holds "pipe: error: this is no audit database"
    done
    exec 4>&-
}

@test "a report does not take the place of the audit" {
    handmade a.db 10
    cp a.db kept.db
    ln -s a.db link
    mkdir out
    cp a.db out/audit.db
    for audit in a.db link; do
        for file in a.db link; do
            run -2 "$STET" report "$audit" --output "$file"
            holds "$audit: error: this is the audit itself"
        done
    done
    run -2 "$STET" report out -o out/audit.db
    holds "out/audit.db: error: this is the audit itself"
    cmp a.db kept.db
    cmp out/audit.db kept.db
    run -0 "$STET" report a.db -o out/report.txt
    grep -q "The batch is" out/report.txt
}

@test "many findings a record are told in whole numbers" {
    handmade a.db 1000 "UPDATE records SET errors = 3, state = 1"
    run -0 "$STET" report --count findings --aql 15 a.db
    unwrapped
    holds "All records together: 3,000 findings, 300 by 100 records;"
    handmade b.db 1000 "$GOOD; UPDATE records SET errors = 1, state = 1 WHERE id = (SELECT min(id) FROM records)"
    run -0 "$STET" report --count findings --aql 15 b.db
    unwrapped
    holds "All records together: 1 finding, 0.1 by 100 records;"
}

@test "what rules of the whole batch say is said in full, in every format" {
    cat >stet.yaml <<'END'
name: labels
version: 1
texts:
  - {files: "*.jsonl", id: /id, fields: {item: /item, rater: /who, label: /label}, text: []}
rules:
  raters-agree: {check: batch.agreement, level: error, min: 0.6}
END
    seq 60 | awk '{ print "{\"id\":\"" $1 "\",\"item\":\"" int(($1 - 1) / 2) "\",\"who\":\"" ($1 % 2 ? "ann" : "bob") "\",\"label\":\"" ($1 % 4 ? "a" : "b") "\"}" }' >batch.jsonl
    "$STET" audit -q batch.jsonl --out out
    message=$(sqlite3 -batch out/audit.db 'SELECT message FROM findings')
    [ "${#message}" -gt 100 ]
    for format in text markdown json html; do
        "$STET" report out --format "$format" | sed 's/&quot;/"/g' | tr '\n' ' ' | tr -s ' ' >told
        grep -qF -e "$message" told
    done
}

@test "an audit of real texts is reported" {
    rule_set
    printf '%s\n' '{"id": "a", "editor": "ann", "text": "As an AI language model, I utilise it."}' \
        '{"id": "b", "editor": "bob", "text": "We use it."}' \
        '{"id": "c", "editor": "bob", "text": "We use it too."}' >batch.jsonl
    "$STET" audit batch.jsonl --out out --group-by editor --sample 2 --no-time
    run -0 "$STET" report out
    [ "${lines[0]}" = "The batch is rejected" ]
    holds "no-disclaimer"
    holds "batch.jsonl:1 (a)"
    holds "ann"
    run -0 "$STET" report --json out
    holds '"outcome": "reject"'
    holds 'As an AI language model, I utilise it.'
}

@test "schema report describes the JSON" {
    run -0 "$STET" schema report
    holds '"http://json-schema.org/draft-07/schema#"'
    holds '"verdict"'
}

@test "no records are no empty batch while there is something that was not read" {
    rule_set
    echo '{"text":"All is well."}' >one.jsonl
    "$STET" audit --quiet one.jsonl --shard 1/2 --out part
    [ "$(sqlite3 part/audit.db 'SELECT count(*) FROM records')" -eq 0 ]
    run "$STET" report part
    holds 'There is no verdict yet'
    holds '1 of 1 part of the batch was not checked'
    # The page, too, tells what of the sample is not known.
    printf '%s\n' '{"text":"As an AI language model"}' broken >two.jsonl
    "$STET" audit --quiet two.jsonl --out two
    grep -q '1 is rejected and 1 could not be judged; at an AQL of 1.0% a batch passes with none' two/report.html
    iconv -t UTF-16 one.jsonl >wide.jsonl
    "$STET" audit --quiet wide.jsonl --out wide || [ $? -eq 2 ]
    run "$STET" report wide
    holds '1 source could not be read at all'
    : >none.jsonl
    "$STET" audit --quiet none.jsonl --out none
    run "$STET" report none
    holds 'There are no records'
    for outcome in part:incomplete wide:unread none:empty; do
        [ "$("$STET" report "${outcome%:*}" --json | jq -r .verdict.open)" = "${outcome#*:}" ]
    done
}
