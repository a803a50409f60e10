# SPDX-License-Identifier: Apache-2.0
# Audits: a batch into a database, in one go or in parts, killed or not.
load common
load batches

@test "an audit tells what a check tells, to the place" {
    batch_set
    batch 3000 >in.jsonl
    audit in.jsonl --out out --group-by editor
    "$STET" check in.jsonl --format jsonl 2>err >check.jsonl || true
    jq -r 'select(.type == "finding") | [.source,.record,.id,.field,.rule,.level,.message,.match,.start.byte,.start.line,
        .start.column,.end.byte,.end.line,.end.column] | @tsv' check.jsonl | sort >wanted
    ask out/audit.db '.mode tabs' >/dev/null
    sqlite3 -batch -separator $'\t' out/audit.db 'SELECT path, record, name, field, rule, level, message, match,
        start, line, column, "end", end_line, end_column FROM finding_list' | sort >told
    diff wanted told
    [ "$(wc -l <told)" -gt 1500 ]
    [ "$(ask out/audit.db 'SELECT count(*) FROM failures')" -eq 30 ]
    [ "$(jq -s '[.[] | select(.type == "failure")] | length' check.jsonl)" -eq 30 ]
    # Findings and records are counted once, whoever asks.
    [ "$(ask out/audit.db 'SELECT sum(findings) FROM finding_totals')" -eq "$(wc -l <told)" ]
    [ "$(ask out/audit.db 'SELECT sum(records) FROM record_totals')" -eq 3000 ]
    [ "$(ask out/audit.db "SELECT state, count(*) FROM record_list GROUP BY 1 ORDER BY 1" | tr '\n' ' ')" = \
        "$(ask out/audit.db "SELECT CASE state WHEN 0 THEN 'accepted' WHEN 1 THEN 'rejected' ELSE 'failed' END, sum(records) FROM record_totals GROUP BY 1 ORDER BY 1" | tr '\n' ' ')" ]
    [ "$(ask out/audit.db 'SELECT complete FROM run')" -eq 1 ]
    [ "$(ask out/audit.db "SELECT group_concat(name, ' ') FROM groups")" = " ana bob cyd" ]
    [ -s out/report.html ]
    [ ! -e out/audit.work ]
}

@test "any number of workers leaves the same bytes" {
    rule_set alone.yaml
    batch_set
    batch 2000 >in.jsonl
    # So many files that sums of them take several pages.
    split -n l/90 -d -a 2 --additional-suffix=.jsonl in.jsonl part
    for rules in stet alone; do
        for jobs in 1 4; do
            audit in.jsonl part*.jsonl "-j$jobs" --config "$rules.yaml" --out "$rules$jobs" --group-by editor --sample 3
        done
        diff -r "${rules}1" "${rules}4"
    done
}

@test "its page is that which a report of its database has" {
    rule_set alone.yaml
    batch_set
    batch 2000 >in.jsonl
    for rules in stet alone; do
        audit in.jsonl --config "$rules.yaml" --out out --group-by editor --sample 3 --restart
        "$STET" report --html out/audit.db >page.html
        cmp page.html out/report.html
    done
}

@test "shards merged in any order, some of them twice, are one audit" {
    batch_set
    batch 4000 >in.jsonl
    head -50 in.jsonl >small.jsonl
    printf '# One\n\nWe utilise it.\n' >a.md
    files=(a.md in.jsonl small.jsonl)
    audit "${files[@]}" --out whole --group-by editor --sample 2
    for k in 1 2 3 4; do audit "${files[@]}" --out "part$k" --group-by editor --sample 2 --shard "$k/4"; done
    merge() { "$STET" merge --quiet --no-time "$@"; }
    merge part3/audit.db part1/audit.db --out x.db
    [ "$(ask x.db 'SELECT complete FROM run')" -eq 0 ]
    [ "$(ask x.db 'SELECT count(*) > 0 FROM states')" -eq 1 ]
    merge part4/audit.db part2/audit.db --out y.db
    merge y.db x.db y.db part2/audit.db --out z.db
    cmp z.db whole/audit.db
    merge part1/audit.db part2/audit.db part3/audit.db part4/audit.db --out z.db
    cmp z.db whole/audit.db
    merge z.db part1/audit.db --out z.db
    cmp z.db whole/audit.db
    # The same shard again, cut into other steps.
    audit "${files[@]}" --out again --group-by editor --sample 2 --shard 2/4 -j1
    merge again/audit.db part2/audit.db y.db x.db --out z.db
    cmp z.db whole/audit.db
    [ "$(ask whole/audit.db 'SELECT count(*) FROM states')" -eq 0 ]
}

@test "groups have the same numbers, whether rows come from one database or several" {
    rule_set
    batch 2000 >in.jsonl
    audit in.jsonl --out whole --group-by editor --sample 2
    for k in 1 2 3; do audit in.jsonl --out "part$k" --group-by editor --sample 2 --shard "$k/3"; done
    "$STET" merge --quiet --no-time part2/audit.db part3/audit.db part1/audit.db --out all.db
    cmp all.db whole/audit.db
    [ "$(ask all.db "SELECT grp, count(*) FROM record_list GROUP BY 1" | tr '\n' ' ')" = "|20 ana|660 bob|660 cyd|660 " ]
}

@test "what was made otherwise is not merged" {
    batch_set
    batch 1000 >in.jsonl
    audit in.jsonl --out one --shard 1/2
    sed -i 's/level: warning/level: error/' stet.yaml
    audit in.jsonl --out two --shard 2/2
    run "$STET" merge one/audit.db two/audit.db --out both.db
    has_status 2
    holds 'two/audit.db: error: it was made with a rule set of another content'
    [ ! -e both.db ]
    audit in.jsonl --out three --shard 2/2 --fail-on warning
    run "$STET" merge two/audit.db three/audit.db --out both.db
    has_status 2
    holds 'another --fail-on'
    batch 1001 >in.jsonl
    audit in.jsonl --out four --shard 1/2
    run "$STET" merge two/audit.db four/audit.db --out both.db
    has_status 2
    holds 'it is an audit of other files than the first one'
    sed -i 's/clean/clear/' in.jsonl
    audit in.jsonl --out five
    run "$STET" merge four/audit.db five/audit.db --out both.db
    has_status 2
    holds 'in.jsonl was changed between the runs'
}

@test "parts that do not meet in the file are not merged" {
    rule_set
    batch 1000 >in.jsonl
    audit in.jsonl --out one --shard 1/2
    # The same file to its name and size; but records end elsewhere in it.
    tac in.jsonl >turned
    cp turned in.jsonl
    audit in.jsonl --out two --shard 2/2
    [ "$(ask one/audit.db 'SELECT max("end") FROM segments')" -ne "$(ask two/audit.db 'SELECT min(start) FROM segments')" ]
    run "$STET" merge one two --out both.db
    has_status 2
    holds 'two/audit.db: error: its segment '
    holds ', but the one before it, in one/audit.db, ends at byte '
    holds 'in.jsonl was changed between the runs'
    [ ! -e both.db ]
}

@test "where each machine keeps the rule set makes no difference to a merge" {
    rule_set
    mkdir elsewhere
    cp stet.yaml elsewhere/other.yaml
    batch 1000 >in.jsonl
    audit in.jsonl --out a --shard 1/2
    audit in.jsonl --out b --shard 2/2
    # The same parts, made where the rule set has another path.
    audit in.jsonl --out c --shard 1/2 --config elsewhere/other.yaml
    audit in.jsonl --out d --shard 2/2 --config elsewhere/other.yaml
    merge() { "$STET" merge --quiet --no-time "$@"; }
    merge a b c d --out all.db
    merge d c b a --out turned.db
    cmp turned.db all.db
    merge a d --out ad.db
    merge b c --out bc.db
    merge ad.db bc.db --out grouped.db
    cmp grouped.db all.db
    merge bc.db a --out bca.db
    merge d bca.db --out grouped.db
    cmp grouped.db all.db
}

@test "rules of the whole batch wait for the rule set when they must speak" {
    batch_set
    batch 1000 >in.jsonl
    audit in.jsonl --out one --shard 1/2
    audit in.jsonl --out two --shard 2/2
    mkdir ../elsewhere
    cd ../elsewhere
    run "$STET" merge ../work/one/audit.db ../work/two/audit.db --out both.db
    has_status 2
    holds 'rules of the whole batch must speak now'
    [ ! -e both.db ]
    "$STET" merge --quiet --config ../work/stet.yaml ../work/one/audit.db ../work/two/audit.db --out both.db
    [ "$(ask both.db "SELECT count(*) > 20 FROM finding_list WHERE rule = 'twice'")" -eq 1 ]
}

# Kills it at moments within the time that it took undisturbed, $1 microseconds, and begins
# it again until it ends; the last time it is left alone.
kill_until_done() { # MICROSECONDS ARGUMENT...
    local took=$1 pid
    shift
    for _ in {1..20}; do
        "$STET" audit --quiet --no-time "$@" 3>&- &
        pid=$!
        sleep_within "$took"
        kill -KILL "$pid" 2>/dev/null || true # It may have ended.
        if wait "$pid" 2>/dev/null; then
            return 0
        fi
        n_killed=$((n_killed + 1))
    done
    audit "$@"
}

@test "killed at any moment and begun again, it ends in the same bytes" {
    rule_set alone.yaml
    batch_set
    batch 6000 >in.jsonl
    RANDOM=5
    for rules in alone stet; do
        settings=(in.jsonl --config "$rules.yaml" --group-by editor --sample 2)
        began=$(moment)
        audit "${settings[@]}" --out "whole-$rules"
        took=$(($(moment) - began))
        n_killed=0
        # On a busy machine it may end before it is killed, a few times.
        while [ "$n_killed" -lt 5 ]; do
            rm -rf killed
            kill_until_done "$took" "${settings[@]}" --out killed
            cmp killed/audit.db "whole-$rules/audit.db"
            [ "$(find killed -type f | wc -l)" -eq 2 ]
        done
    done
}

# Begins an audit that stops at the record in the middle; $1 is the signal that it gets
# there. Its status is left in `status`.
audit_that_gets() { # SIGNAL ARGUMENT...
    local signal=$1 pid
    shift
    touch halt.once
    "$STET" audit --quiet --no-time "$@" 3>&- &
    pid=$!
    wait_until_stopped "$pid"
    [ -e out/audit.work ]
    kill "-$signal" "$pid"
    kill -CONT "$pid"
    status=0
    wait "$pid" || status=$?
}

@test "a signal asks it to end, and it goes on later" {
    batch_set
    printf '  halt: {check: stopping.at-a-word}\n' >>stet.yaml
    plugin=$STET_BUILD/tests/plugins/stopping.so
    batch 20000 | sed '10000s/A clean/halt: A clean/' >in.jsonl
    grep -q '"text":"halt' in.jsonl
    audit -j1 --plugin "$plugin" in.jsonl --out whole
    for case in "TERM 143" "KILL 137"; do
        rm -rf out
        audit_that_gets "${case% *}" -j1 --plugin "$plugin" in.jsonl --out out
        [ "$status" -eq "${case#* }" ]
        [ -e out/audit.work ]
        [ ! -e out/audit.db ]
        audit --plugin "$plugin" in.jsonl --out out
        cmp out/audit.db whole/audit.db
    done
}

@test "a file that changed, or another setting, is not gone on with" {
    batch_set
    batch 300 >in.jsonl
    audit in.jsonl --out out
    run "$STET" audit --no-time in.jsonl --out out
    has_status 0
    holds 'out/audit.db is finished already; --restart checks again'
    run "$STET" audit --no-time in.jsonl --out out --fail-on warning
    has_status 2
    holds 'out/audit.db: error: it was made with another --fail-on: “error”, not “warning”'
    holds '--restart'
    touch in.jsonl
    run "$STET" audit --no-time in.jsonl --out out
    has_status 2
    holds 'in.jsonl: error: it was written to since it was audited in out/audit.db'
    batch 299 >in.jsonl
    run "$STET" audit --no-time in.jsonl --out out
    has_status 2
    holds 'it is not among the files, or has another size than in out/audit.db'
    audit in.jsonl --out out --restart
    [ "$(ask out/audit.db 'SELECT sum(records) FROM record_totals')" -eq 299 ]
}

@test "split files hold each line as it was, and the reasons" {
    batch_set
    batch 500 | sed '7s/$/ /; 9s/^/ /' >in.jsonl
    printf '{"id":"last","text":"No line end here."}' >>in.jsonl
    audit in.jsonl --out out --split --group-by editor
    cat out/accepted.jsonl out/rejected.jsonl | sort | cmp - <(echo | cat in.jsonl - | sort)
    [ "$(wc -l <out/reasons.jsonl)" -eq "$(wc -l <out/rejected.jsonl)" ]
    [ "$(jq -r .id out/reasons.jsonl | head -3 | tr '\n' ' ')" = "r3 r6 r9 " ]
    [ "$(head -1 out/reasons.jsonl | jq -c '[.source,.record,.group,.state,.reasons[0]]')" = \
        '["in.jsonl",3,"ana","rejected",{"rule":"no-disclaimer","level":"error","field":"text","message":"Take out “As an AI language model”."}]' ]
    [ "$(jq -c 'select(.state == "failed") | .record' out/reasons.jsonl | head -1)" -eq 97 ]
    # A record that was too long is a line like the others.
    { head -3 in.jsonl && printf '{"text":"%02000d"}\n' 0 && head -5 in.jsonl | tail -2; } >long.jsonl
    audit long.jsonl --out long --split --max-record 1K
    cat long/accepted.jsonl long/rejected.jsonl | sort | cmp - <(sort long.jsonl)
    [ "$(wc -l <long/reasons.jsonl)" -eq "$(wc -l <long/rejected.jsonl)" ]
    # A clean batch leaves the other files empty.
    echo '{"text":"All is well."}' >clean.jsonl
    audit clean.jsonl --out clean --split
    cmp clean/accepted.jsonl clean.jsonl
    [ ! -s clean/rejected.jsonl ]
    run "$STET" audit in.jsonl --out more --split --redact
    has_status 2
}

@test "findings go to CSV and SARIF as a check writes them" {
    rule_set
    batch 200 >in.jsonl
    audit in.jsonl --out out --csv --sarif
    "$STET" check in.jsonl --format csv:check.csv --format sarif:check.sarif 2>err || true
    diff <(sort out/findings.csv) <(sort check.csv)
    places='.runs[0].results[] | [.ruleId, .level, .message, (.locations[0].physicalLocation.region | del(.snippet))]'
    jq -c "$places" check.sarif >wanted
    [ "$(wc -l <wanted)" -gt 100 ]
    diff <(jq -c "$places" out/findings.sarif) wanted
}

@test "the report judges by the limit that is asked for" {
    rule_set
    batch 300 >in.jsonl
    audit in.jsonl --out out --aql 10
    grep -q 'at an AQL of 10' out/report.html
    run "$STET" audit in.jsonl --out other --aql 3
    has_status 2
    holds 'is no AQL of ISO 2859-1'
    [ ! -e other/audit.db ]
}

@test "redacted, nothing of the texts is left" {
    batch_set
    batch 300 | sed 's/clean/zanzibar/; s/utilise/utilise quokka/' >in.jsonl
    # What a failure quotes is text, too.
    printf '{"text":"a","kiwi”wombat":1,"kiwi”wombat":2}\n' >>in.jsonl
    audit in.jsonl --out out --redact --group-by editor --sample 5 --csv
    [ "$(ask out/audit.db "SELECT count(*) FROM failures WHERE message LIKE '%the key “…” stands twice%'")" -eq 1 ]
    for word in zanzibar quokka 'language model' utilise r12 kiwi wombat; do
        run -1 grep -rlaF -- "$word" out
    done
    [ "$(ask out/audit.db 'SELECT count(*) FROM findings')" -gt 100 ]
    [ "$(ask out/audit.db "SELECT count(*) FROM findings WHERE match <> ''")" -eq 0 ]
    [ "$(ask out/audit.db "SELECT count(*) FROM samples WHERE text <> ''")" -eq 0 ]
}

@test "redacted, nothing of the texts is left in parts" {
    cat >stet.yaml <<'END'
name: gathering
texts:
  - {files: "*.jsonl", id: /id, fields: {text: /text, mail: /mail, kind: /kind, item: /item, rater: /rater, label: /label}, text: [text]}
rules:
  ids: {check: batch.unique}
  mails: {check: batch.unique, of: [mail]}
  kinds: {check: batch.balance, of: kind, max-share: 0.4}
  starts: {check: batch.openings, words: 2, share: 0.1, min-count: 2}
  copies: {check: batch.duplicates}
  raters: {check: batch.agreement, measure: alpha-nominal}
  counts: {check: batch.records, min: 1000}
END
    seq 200 | awk '{ print "{\"id\": \"wombat" $1 % 150 "\", \"text\": \"The quokka sleeps well in zanzibar " $1 % 9 " nights of ten.\", \"mail\": \"ibis" $1 % 90 "@example.org\"," \
        " \"kind\": \"narwhal" $1 % 2 "\", \"item\": \"okapi" $1 % 50 "\", \"rater\": \"numbat" int($1 / 50) "\", \"label\": \"gecko" ($1 * $1) % 3 "\"}" }' >in.jsonl
    audit in.jsonl --out whole --redact
    [ "$(ask whole/audit.db 'SELECT count(DISTINCT rule) FROM findings')" -eq 7 ]
    for k in 1 2 3; do audit in.jsonl --out part$k --redact --shard $k/3; done
    [ "$(ask part2/audit.db 'SELECT count(DISTINCT rule) FROM states')" -eq 7 ]
    for word in quokka zanzibar wombat ibis narwhal okapi numbat gecko; do
        run -1 grep -rlaF -- "$word" whole part1 part2 part3
    done
    "$STET" merge -q --no-time part2 part3 part1 --out merged.db
    cmp merged.db whole/audit.db
}

@test "overrides apply to what rules of the whole batch say, wherever the audit runs" {
    rule_set
    cat >>stet.yaml <<'END'
  ids:
    check: batch.unique
    level: error
overrides:
  - files: ["sub/*.jsonl"]
    rules: {ids: {level: suggestion}}
END
    mkdir sub
    printf '{"id":"a","text":"All is well."}\n{"id":"a","text":"All is good."}\n' >sub/x.jsonl
    cd sub
    audit x.jsonl --out out
    [ "$(ask out/audit.db 'SELECT level FROM finding_list')" = suggestion ]
    [ "$(ask out/audit.db 'SELECT count(*) FROM records WHERE state = 0')" -eq 2 ]
}

@test "groups come from a field, a key, a pointer or a column" {
    rule_set
    echo '{"text":"All is well.","editor":"ana","meta":{"team":"red"}}' >a.jsonl
    printf 'text,editor\nAll is well.,bob\n' >b.csv
    audit a.jsonl b.csv --out one --group-by editor
    [ "$(ask one/audit.db "SELECT group_concat(name) FROM groups")" = "ana,bob" ]
    audit a.jsonl --out two --group-by /meta/team
    [ "$(ask two/audit.db "SELECT group_concat(name) FROM groups")" = "red" ]
    audit a.jsonl --out three --group-by nobody
    [ "$(ask three/audit.db "SELECT count(*) FROM groups WHERE name = ''")" -eq 1 ]
    for command in "audit a.jsonl --out no" 'impact stet.yaml stet.yaml a.jsonl'; do
        run "$STET" $command --group-by '/meta/a~x'
        has_status 2
        holds 'error: in the JSON Pointer "/meta/a~x" a ~ stands alone'
        [ ! -e no ]
    done
    # A key is not a pointer, whatever is in it.
    echo '{"text":"All is well.","who/~when":"eve","who":{"~when":"no"}}' >c.jsonl
    audit c.jsonl --out four --group-by who/~when
    [ "$(ask four/audit.db "SELECT group_concat(name) FROM groups")" = "eve" ]
}

@test "whatever tells groups apart, the findings are the same, and records without a text have a group" {
    cat >stet.yaml <<'EOF'
name: ids
version: 1
texts:
  - {files: "*.jsonl", id: /id, text: answer, fields: {answer: /answer}}
  - {files: "*.csv", id: id, text: answer, fields: {answer: answer}}
rules:
  ids: {check: batch.unique, level: error}
  few: {check: batch.records, level: error, max: 1}
EOF
    printf '%s\n' '{"id":"1","who":"ana","answer":"All is well."}' '{"id":"1","who":"ben"}' '{"id":"1","who":"ana","answer":"Well."}' '{"id":"2","who":"ben"' >a.jsonl
    printf 'id,who,answer\n3,ana,Well.\n3,ben,\n' >b.csv
    places='SELECT path, start, rule, message FROM finding_list ORDER BY 1, 2, 3, 4'
    audit a.jsonl b.csv --out none
    ask none/audit.db "$places" >expected
    for by in who id; do
        audit a.jsonl b.csv --out "$by" --group-by "$by"
        ask "$by/audit.db" "$places" | diff expected -
    done
    [ "$(ask who/audit.db "SELECT path || ' ' || name || ' ' || grp || ' ' || state FROM record_list WHERE state = 'failed' ORDER BY 1")" = "a.jsonl   failed
a.jsonl 1 ben failed" ]
}

@test "CSV, JSON, Markdown and empty files are audited as they are checked" {
    rule_set
    seq 4000 | awk 'BEGIN { print "id,text" } { printf "%d,\"We utilise it\nin two lines, %d.\"\n", $1, $1 }' >a.csv
    seq 20 | awk 'BEGIN { print "[" } { printf "%s{\"text\":\"We utilise it %d.\"}\n", ($1 > 1 ? "," : ""), $1 } END { print "]" }' >b.json
    printf 'We utilise it.\n' >c.md
    : >d.jsonl
    : >e.md
    audit a.csv b.json c.md d.jsonl e.md --out out
    "$STET" check a.csv b.json c.md d.jsonl e.md --format jsonl 2>err >check.jsonl || true
    diff <(sqlite3 -batch -separator ' ' out/audit.db 'SELECT path, record, line, column, start, "end" FROM finding_list') \
        <(jq -r 'select(.type == "finding") | "\(.source) \(.record // 0) \(.start.line) \(.start.column) \(.start.byte) \(.end.byte)"' check.jsonl)
    [ "$(ask out/audit.db 'SELECT count(*) FROM segments WHERE source = 1')" -gt 1 ]
    for k in 1 2 3; do audit a.csv b.json c.md d.jsonl e.md --out "part$k" --shard "$k/3"; done
    "$STET" merge --quiet --no-time part2/audit.db part3/audit.db part1/audit.db --out all.db
    cmp all.db out/audit.db
}

@test "what cannot be done is said, and nothing is left half-written" {
    rule_set
    run "$STET" audit in.jsonl
    has_status 2
    holds 'say where the audit goes: --out DIR'
    run "$STET" audit --out out
    has_status 2
    holds 'say what is to be audited'
    run "$STET" audit nothing.jsonl --out out
    has_status 2
    holds 'nothing.jsonl'
    [ ! -e out/audit.db ]
    run "$STET" audit - --out out <<<'{}'
    has_status 2
    holds 'stet filter'
    batch 10 >in.jsonl
    for part in 0/2 3/2 1 x/y 1/2/3; do
        run "$STET" audit in.jsonl --out out --shard "$part"
        has_status 2
        holds 'write K/N'
    done
    run "$STET" audit in.jsonl --out in.jsonl
    has_status 2
    mkdir other
    cp stet.yaml other
    sed -i 's/name: sample/name: other/' other/stet.yaml
    cp in.jsonl other
    run "$STET" audit in.jsonl other/in.jsonl --out out
    has_status 2
    holds 'another rule set'
}

@test "two audits do not meet in one folder" {
    rule_set
    batch 300 >in.jsonl
    mkdir out
    audit in.jsonl --out half --shard 1/2
    # What a run holds while it is at work, held by somebody else.
    coproc sqlite3 -batch out/audit.work
    echo "BEGIN EXCLUSIVE; CREATE TABLE t(a); SELECT 'held';" >&"${COPROC[1]}"
    read -r line <&"${COPROC[0]}"
    [ "$line" = held ]
    run "$STET" audit in.jsonl --out out
    has_status 2
    holds 'another run is writing it'
}

@test "a database that is cut off, or is none, is told from a whole one" {
    rule_set
    batch 300 >in.jsonl
    audit in.jsonl --out out
    head -c 9000 out/audit.db >cut.db
    run "$STET" report cut.db
    has_status 2
    holds 'the file is cut off'
    echo 'no database' >none.db
    run "$STET" report none.db
    has_status 2
    sqlite3 -batch other.db 'CREATE TABLE t(a)'
    run "$STET" merge out/audit.db other.db --out x.db
    has_status 2
    holds 'this is no audit database'
    cp out/audit.db newer.db
    sqlite3 -batch newer.db 'PRAGMA user_version = 9'
    run "$STET" report newer.db
    has_status 2
    holds 'newer stet'
    # Work that was cut off is begun anew when that is asked for.
    head -c 5000 out/audit.db >out/audit.work
    run "$STET" audit in.jsonl --out out
    has_status 2
    audit in.jsonl --out out --restart
}
