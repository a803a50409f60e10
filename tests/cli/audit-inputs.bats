# SPDX-License-Identifier: Apache-2.0
# Audits of odd inputs: what a check says of them, in one go and in parts.
load common
load batches

@test "a header longer than a segment belongs to the records behind it" {
    batch_set
    {
        printf 'id,text,%s\n' "$(head -c 20000 /dev/zero | tr '\0' c)"
        seq 300 | awk '{ printf "%d,\"We utilise it\nin two lines, %d.\",-\n", $1, $1 }'
    } >a.csv
    audit a.csv --out out
    [ "$(ask out/audit.db 'SELECT count(*) FROM segments WHERE start = "end"')" -gt 1 ]
    [ "$(ask out/audit.db 'SELECT min(line) FROM finding_list')" -eq 2 ]
    check_agrees a.csv
    parts_agree 3 a.csv
}

@test "a file that cannot be read at all is a failure, and the others are audited" {
    rule_set
    batch 300 >a.jsonl
    batch 3000 | iconv -t UTF-16 >b.jsonl
    : >c.csv
    seq 2000 | sed 's/$/,ana/; 1i id,editor' >d.csv
    : >e.json
    run "$STET" audit --quiet --no-time a.jsonl b.jsonl c.csv d.csv e.json --out out --group-by editor
    has_status 2
    holds 'b.jsonl could not be audited: this is UTF-16; texts must be UTF-8'
    holds 'e.json could not be audited'
    check_agrees a.jsonl b.jsonl c.csv d.csv e.json
    diff <(ask out/audit.db "SELECT message FROM failures WHERE record IS NULL") \
        <(jq -r 'select(.type == "failure" and .source != "a.jsonl") | .message' check.jsonl)
    [ "$(ask out/audit.db 'SELECT count(*) FROM failures WHERE record IS NULL')" -eq 4 ]
    [ "$(ask out/audit.db 'SELECT sum(records) FROM record_totals')" -eq 300 ]
    "$STET" report out --json >report.json
    [ "$(jq -c '[.coverage.sources, .coverage.sources_whole, .coverage.sources_unread, .coverage.gaps.total]' report.json)" = '[5,1,4,4]' ]
    # There is a verdict when what is not known cannot turn it.
    [ "$(jq -r .verdict.outcome report.json)" = reject ]
    echo '{"text":"All is well."}' >good.jsonl
    "$STET" audit --quiet good.jsonl b.jsonl --out good 2>err || [ $? -eq 2 ]
    "$STET" report good >text
    grep -q 'There is no verdict yet' text
    grep -q '1 source could not be read at all' text
    # The same in parts.
    for k in 1 2 3 4; do audit a.jsonl b.jsonl c.csv d.csv e.json --out "part$k" --group-by editor --shard "$k/4" || [ $? -eq 2 ]; done 2>err
    "$STET" merge --quiet --no-time part?/audit.db --out all.db
    cmp all.db out/audit.db
    # Its lines would be in none of the files.
    run "$STET" audit a.jsonl b.jsonl --out split --split
    has_status 2
    holds 'b.jsonl: error: it cannot be split: this is UTF-16; texts must be UTF-8'
    [ ! -e split/accepted.jsonl ]
}

@test "names and groups may hold anything" {
    rule_set
    mkdir 'a b'
    odd=("a b/q'uote\".jsonl" $'new\nline.jsonl' $'\xff\xfe.jsonl' 'colon:dash-.jsonl')
    for file in "${odd[@]}"; do
        printf '%s\n' '{"id":"1\u0000x","editor":"a\u0000b","text":"We utilise it."}' '{"id":7,"editor":null,"text":"All is well."}' \
            '{"editor":["x"],"text":"We utilise it."}' '{"editor":1.50,"text":"We utilise it."}' \
            "{\"editor\":\"$(head -c 300000 /dev/zero | tr '\0' z)\",\"text\":\"We utilise it.\"}" >"$file"
    done
    audit "${odd[@]}" --out out --group-by editor --sample 2
    [ "$(ask out/audit.db 'SELECT count(*) FROM findings')" -eq 16 ]
    [ "$(ask out/audit.db 'SELECT count(DISTINCT path) FROM finding_list')" -eq 4 ]
    [ "$(ask out/audit.db "SELECT count(*) FROM groups WHERE hex(name) = '610062'")" -eq 1 ]
    [ "$(ask out/audit.db 'SELECT max(length(name)) FROM groups')" -eq 300000 ]
    parts_agree 3 "${odd[@]}" --group-by editor --sample 2
}

@test "a folder that holds what an audit left is audited as before" {
    batch_set
    batch 300 >in.jsonl
    audit . --out ./reports --split --csv
    [ "$(ask reports/audit.db 'SELECT count(*) FROM sources')" -eq 1 ]
    cp reports/rejected.jsonl before
    rm reports/rejected.jsonl
    run "$STET" audit . --out reports --split --csv
    has_status 0
    holds 'is finished already'
    cmp reports/rejected.jsonl before
    # What is named is audited.
    audit reports/accepted.jsonl --out two
    [ "$(ask two/audit.db 'SELECT sum(records) FROM record_totals')" -eq "$(wc -l <reports/accepted.jsonl)" ]
}

@test "totals are what the tables hold, for records and for what no record has" {
    batch_set
    batch 2000 >in.jsonl
    batch 70 >small.jsonl
    audit in.jsonl small.jsonl --out out --group-by editor --sample 4
    differ() { # SQL SQL
        ask out/audit.db "SELECT count(*) FROM ($1 EXCEPT $2)"
    }
    raw="SELECT g.source, r.grp, r.state, count(*), sum(r.words), sum(r.length), sum(r.errors > 0), sum(r.warnings > 0),
        sum(r.suggestions > 0), sum(r.errors), sum(r.warnings), sum(r.suggestions)
        FROM records r JOIN segments g ON g.id = r.id >> 32 GROUP BY 1, 2, 3"
    [ "$(differ "$raw" 'SELECT * FROM record_totals')" -eq 0 ]
    [ "$(differ 'SELECT * FROM record_totals' "$raw")" -eq 0 ]
    raw="SELECT g.source, r.grp, f.rule, f.level, count(*), count(DISTINCT r.id)
        FROM findings f JOIN records r ON r.id = f.record JOIN segments g ON g.id = r.id >> 32 GROUP BY 1, 2, 3, 4"
    [ "$(differ "$raw" 'SELECT * FROM finding_totals')" -eq 0 ]
    [ "$(differ 'SELECT * FROM finding_totals' "$raw")" -eq 0 ]
    [ "$(ask out/audit.db 'SELECT count(*) FROM records r WHERE r.errors <> (SELECT count(*) FROM findings f WHERE f.record = r.id AND f.level = 3)')" -eq 0 ]
    # A sample has the lowest ranks of its stratum: no more, and each once.
    [ "$(ask out/audit.db 'SELECT max(n) FROM (SELECT count(*) AS n FROM samples GROUP BY kind, stratum)')" -eq 4 ]
    [ "$(ask out/audit.db "SELECT count(*) FROM samples s WHERE kind = 2 AND stratum <> (SELECT grp FROM records WHERE id = s.record)")" -eq 0 ]
    [ "$(ask out/audit.db "SELECT count(*) FROM samples s WHERE kind = 1 AND NOT EXISTS
        (SELECT 1 FROM findings f WHERE f.record = s.record AND f.rule = s.stratum)")" -eq 0 ]
}

@test "another --max-record is another audit" {
    rule_set
    batch 300 >in.jsonl
    audit in.jsonl --out one --max-record 1K --shard 1/2
    audit in.jsonl --out two --shard 2/2
    run "$STET" merge one/audit.db two/audit.db --out both.db
    has_status 2
    holds 'another --max-record'
    run "$STET" audit in.jsonl --out one --shard 1/2
    has_status 2
    holds 'it was made with another --max-record: “1024”, not “67108864”'
}

@test "a file that is not named any more makes it another audit" {
    rule_set
    # Segments are twice as long when there are two: as many of both as of one.
    head -c 4194304 /dev/zero | tr '\0' '\n' >a.jsonl
    cp a.jsonl b.jsonl
    audit a.jsonl b.jsonl --out out
    run "$STET" audit a.jsonl --out out
    has_status 2
    holds 'b.jsonl: error: it is not among the files now, but was in out/audit.db'
}

@test "files of findings come of a whole batch, also of a merged one" {
    batch_set
    batch 600 >in.jsonl
    for what in --split --csv --sarif; do
        run "$STET" audit in.jsonl --out out --shard 1/2 "$what"
        has_status 2
        holds 'are made of a whole batch, not of one --shard'
    done
    mkdir merged
    for k in 1 2; do audit in.jsonl --out "part$k" --shard "$k/2"; done
    "$STET" merge --quiet --no-time part1/audit.db part2/audit.db --out merged/audit.db
    run "$STET" audit in.jsonl --out merged --split --csv --no-time
    has_status 0
    holds 'merged/audit.db is finished already'
    audit in.jsonl --out whole --split --csv
    for file in accepted.jsonl rejected.jsonl reasons.jsonl findings.csv audit.db; do cmp "merged/$file" "whole/$file"; done
    # Said before it begins, not when all is done.
    printf 'We utilise it.\n' >a.md
    run "$STET" audit in.jsonl a.md --out none --split
    has_status 2
    holds 'a.md: error: only JSON Lines can be split'
    [ ! -e none ]
}

@test "what another audit left in the folder is not counted again" {
    batch_set
    mkdir in
    batch 300 >in/a.jsonl
    audit in --out in/first --split --csv
    audit in --out in/second
    [ "$(ask in/second/audit.db 'SELECT group_concat(path) FROM sources')" = in/a.jsonl ]
    run "$STET" files in
    holds 'in/first/accepted.jsonl: left out: left here by stet audit'
    # Files of such names that lie beside no audit are texts like any others.
    rm in/first/audit.db
    audit in --out third
    [ "$(ask third/audit.db 'SELECT count(*) FROM sources')" -eq 1 ]
    rm in/first/report.html
    audit in --out fourth
    [ "$(ask fourth/audit.db 'SELECT count(*) FROM sources')" -eq 4 ]
}

@test "an audit does not write over what it reads, nor over what somebody else left" {
    rule_set
    batch 100 >rejected.jsonl
    cp rejected.jsonl before
    run "$STET" audit rejected.jsonl --out . --split --restart
    has_status 2
    holds 'rejected.jsonl: error: it is a file of the batch, and the audit would write over it'
    mkdir out
    ln -s ../rejected.jsonl out/accepted.jsonl
    run "$STET" audit rejected.jsonl --out out --split --restart
    has_status 2
    holds 'it is a file of the batch'
    rm out/accepted.jsonl
    run "$STET" audit before --out .
    has_status 2
    holds './rejected.jsonl: error: it is there already, beside no audit'
    cmp rejected.jsonl before
    [ "$(ls)" = $'before\nout\nrejected.jsonl\nstet.yaml' ]
    # Where an audit lies, they are its own.
    mv rejected.jsonl in.jsonl
    audit in.jsonl --out out --split
    rm out/report.html
    audit in.jsonl --out out --split
    echo mine >out/findings.csv
    audit in.jsonl --out out --csv
    grep -q no-disclaimer out/findings.csv
    # So they are where its page lies, and only the database is gone.
    cp out/audit.db whole.db
    rm out/audit.db
    audit in.jsonl --out out --split --csv
    cmp out/audit.db whole.db
}

@test "a file that has two names counts once" {
    rule_set
    mkdir in
    batch 300 >in/b.jsonl
    ln -s b.jsonl in/latest.jsonl
    ln in/b.jsonl in/a.jsonl
    run "$STET" audit in --out out
    has_status 0
    holds 'in/b.jsonl is the same file as in/a.jsonl, and counts once'
    holds 'in/latest.jsonl is the same file as in/a.jsonl'
    [ "$(ask out/audit.db 'SELECT sum(records) FROM record_totals')" -eq 300 ]
    run "$STET" impact stet.yaml stet.yaml in --format json
    [ "$(sed '/^stet: /d' <<<"$output" | jq .old.records)" -eq 300 ]
    for n in 1 2 3 4 5 6; do ln in/b.jsonl "in/c$n.jsonl"; done
    run "$STET" audit in --out many
    [ "$(grep -c 'is the same file as' <<<"$output")" -eq 5 ]
    holds 'and 3 more files that have two names'
}

@test "a field that no record has, and files that nobody said anything of, are told" {
    rule_set
    mkdir in
    batch 30 >in/a.jsonl
    echo 'id,answer' | tee in/b.csv in/c.tsv in/d.png in/e.csv >/dev/null
    printf 'exclude: ["in/e.csv"]\n' >>stet.yaml
    run "$STET" audit in --out out --group-by editr
    has_status 0
    holds '2 files are left out of what was found in folders, such as in/b.csv: no entry of `texts`'
    holds 'no record names a group: “editr” is no field'
    run "$STET" audit in/a.jsonl --out named --group-by editor
    has_status 0
    run ! grep -E 'left out|names a group' <<<"$output"
    run "$STET" impact stet.yaml stet.yaml in/a.jsonl --group-by editr
    holds 'no record names a group: “editr” is no field'
}

@test "the page of the database names its version, and each column of each table and view" {
    local page=$BATS_TEST_DIRNAME/../../docs/audit-database.md table column row
    rule_set
    batch 10 >in.jsonl
    audit in.jsonl --out out
    grep -qF "\`user_version\` the version of this page: **$(ask out/audit.db 'PRAGMA user_version')**" "$page"
    ask out/audit.db "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
        WHERE m.type IN ('table', 'view')" >columns
    [ "$(wc -l <columns)" -gt 100 ]
    while IFS='|' read -r table column; do
        row=$(grep -F "| \`$table\` |" "$page")
        grep -qF "\`$column\`" <<<"${row#*|*|}" || {
            echo "$table.$column is not told" >&2
            return 1
        }
    done <columns
}
