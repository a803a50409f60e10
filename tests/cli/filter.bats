# SPDX-License-Identifier: Apache-2.0
# A stream of JSON Lines: a line in, a line out.
load common

filter() { # ARGUMENT...
    "$STET" filter --quiet "$@"
}

# One accepted, one rejected, one that cannot be read, a blank one, and one without an end.
lines() {
    printf '%s\r\n' '{"id":"a","text":"All is well."} '
    printf '%s\n' ' { "id": "b", "text": "As an AI language model I utilise it." }' '{"id":"c",' ''
    printf '%s' '{"id":"d","text":"We utilise it."}'
}

# Some thousand records, with ids, of which every third is wrong and some are broken.
batch() {
    seq "${1:-3000}" | awk '{
        if ($1 % 500 == 7) print "{\"id\":\"r" $1 "\",\"text\":"
        else if ($1 % 3 == 0) print "{\"id\":\"r" $1 "\",\"text\":\"As an AI language model, \\u00e9 I utilise word " $1 ".\"}"
        else print "{\"id\":\"r" $1 "\",\"text\":\"A clean sentence number " $1 " stands here.\"}" }'
}

@test "each line comes out as it came, with one member more" {
    rule_set
    lines >in
    run --separate-stderr filter <in
    has_status 0
    [ "${#lines[@]}" -eq 4 ] # bats leaves out the blank one
    [ "${lines[0]}" = '{"id":"a","text":"All is well.","stet":{"verdict":"accepted","findings":[]}} '$'\r' ]
    [[ "${lines[1]}" == ' { "id": "b", "text": "As an AI language model I utilise it." ,"stet":{"verdict":"rejected","findings":[{"field":"text","rule":"no-disclaimer",'*'}]}}' ]]
    [[ "${lines[2]}" == '{"stet":{"verdict":"failed","findings":[],"failures":[{"start":{"byte":10,"line":1,"column":11,"utf16":11},"message":"not JSON: '*'"}],"text":"{\"id\":\"c\","}}' ]]
    [[ "${lines[3]}" == '{"id":"d","text":"We utilise it.","stet":{"verdict":"accepted","findings":[{"field":"text","rule":"plain",'* ]]
    filter <in | diff <(sed 's/,"stet":.*}}\(\s*\)$/}\1/' - | grep -v '^{"stet"') <(lines | grep -v '"c"')
    [ "$(filter <in | wc -l)" -eq "$(wc -l <in)" ]
}

@test "findings name line and id, and count places from the start of the line" {
    rule_set
    run --separate-stderr filter --findings < <(lines)
    has_status 0
    [ "${lines[0]}" = '{"line":1,"id":"a","verdict":"accepted","findings":[]}' ]
    [ "$(jq -c '[.line,.id,.verdict,.findings[1].rule,.findings[1].start,.findings[1].fixes[0].edits[0].start]' <<<"${lines[1]}")" = \
        '[2,"b","rejected","plain",{"byte":49,"line":1,"column":50,"utf16":50},49]' ]
    [ "$(jq -c '[.line,.verdict,.failures[0].message]' <<<"${lines[2]}")" = '[3,"failed","not JSON: it ends inside an object"]' ]
    [ "$(jq -c '[.line,.verdict]' <<<"${lines[3]}")" = '[5,"accepted"]' ]
    [ "$(filter --findings < <(lines) | wc -l)" -eq 5 ]
}

@test "accepted and rejected lines are the bytes of the input" {
    rule_set
    lines | filter --accept >accepted
    cmp accepted <(lines | grep -Ea '"(a|d)"' | head -c -1)
    lines | filter --reject >rejected
    cmp rejected <(lines | grep -Ea '"(b|c)"')
    lines | filter --accept --fail-on warning | cmp - <(lines | grep '"a"')
    lines | filter --accept --fail-on never | cmp - <(lines | grep -Ea '"(a|b|d)"' | head -c -1)
    # A line that goes nowhere is told.
    run --separate-stderr "$STET" filter --accept < <(lines)
    has_status 0
    output=$stderr
    holds "line 3 is not accepted: not JSON"
    holds "4 records: 2 accepted, 1 rejected, 1 failed"
}

@test "what cannot be annotated is told in its line" {
    rule_set
    run --separate-stderr filter < <(printf '%s\n' '[1]' '{}' '{"text":"a","stet":1}' '{"text":"a","st\u0065t":1}' '{"text":"a","in":{"stet":1}}')
    has_status 0
    [ "$(jq -c '[.stet.verdict,.stet.failures[-1].message]' <<<"${lines[0]}")" = '["failed","the line is no JSON object, so nothing can be added to it"]' ]
    [[ "${lines[1]}" == '{"stet":{"verdict":"failed",'*'"failures":'*'none of the text fields'* ]]
    for n in 2 3; do
        [[ "$(jq -r '.stet.failures[0].message' <<<"${lines[n]}")" == *'--key' ]]
    done
    [ "${lines[4]}" = '{"text":"a","in":{"stet":1},"stet":{"verdict":"accepted","findings":[]}}' ]
    run --separate-stderr filter --key check_2 < <(printf '%s\n' '{"text":"a","stet":1}')
    [ "$output" = '{"text":"a","stet":1,"check_2":{"verdict":"accepted","findings":[]}}' ]
}

@test "the answers are those of check, however the stream is cut" {
    rule_set
    batch >in
    filter --findings <in >one
    "$STET" check --format jsonl --stdin-filename in.jsonl - <in 2>/dev/null |
        jq -c 'select(.type=="finding")|[.record,.id,.rule,.field,.fingerprint,.match]' >checked || true
    jq -c '.line as $l|.id as $i|.findings[]|[$l,$i,.rule,.field,.fingerprint,.match]' one | cmp - checked
    [ "$(wc -l <checked)" -eq 1996 ]
    filter <in >whole
    filter -j1 <in | cmp - whole
    split -l 701 in part.
    for part in part.*; do filter -j3 <"$part"; done | cmp - whole
    # Byte by byte, as a slow writer would.
    head -n 20 in | dd bs=1 2>/dev/null | filter | cmp - <(head -n 20 whole)
}

@test "a line is answered before the next one is written" {
    rule_set
    for jobs in 1 4; do
        coproc filter_stream { "$STET" filter -q -j$jobs; }
        ask() { printf '%b' "$1" >&"${filter_stream[1]}" && IFS= read -r answer <&"${filter_stream[0]}"; }
        ask '\n'
        [ -z "$answer" ]
        # The start of the next line is at hand already.
        ask '{"text":"one"}\n{"te'
        [ "$answer" = '{"text":"one","stet":{"verdict":"accepted","findings":[]}}' ]
        ask 'xt":"two"}\n'
        [ "$answer" = '{"text":"two","stet":{"verdict":"accepted","findings":[]}}' ]
        for n in {1..200}; do ask "{\"text\":\"$n\"}\n"; done
        [ "$answer" = '{"text":"200","stet":{"verdict":"accepted","findings":[]}}' ]
        local child=$filter_stream_PID
        eval "exec ${filter_stream[1]}>&-"
        wait "$child"
    done
}

@test "what is too long, no text or blank does not stop the rest, in bounded memory" {
    rule_set
    huge() {
        printf '\n   \n'
        head -c 200000000 /dev/zero | tr '\0' x
        printf '\n{"text":"\xff"}\n{"text":"a\0b"}\n{"text":"good"}\n'
    }
    run --separate-stderr within 400000 bash -c "$(declare -f huge)
        huge | '$STET' filter -q -j2 --max-record 1M --findings"
    has_status 0
    [ "${#lines[@]}" -eq 4 ]
    [ "$(jq -c '[.line,.verdict,.failures[0].message]' <<<"${lines[0]}")" = '[3,"failed","a record of 200000001 bytes is over the limit of 1048576 and is left out (see --max-record)"]' ]
    [ "$(jq -c '[.line,.failures[0].message]' <<<"${lines[1]}")" = '[4,"not JSON: byte 0xFF is not UTF-8"]' ]
    [ "$(jq -c '[.line,.verdict]' <<<"${lines[2]}")" = '[5,"failed"]' ]
    [ "${lines[3]}" = '{"line":6,"verdict":"accepted","findings":[]}' ]
    long='{"text":"a","long":"'$(head -c 3000 /dev/zero | tr '\0' x)'"}'
    run --separate-stderr filter --max-record 1K --reject <<<"$long"
    [[ "$output" == '{"stet":{"verdict":"failed",'*'over the limit of 1024'* ]]
    [ -z "$(filter --max-record 1K --accept <<<"$long" 2>/dev/null)" ]
}

@test "without a home, a cache or a working directory" {
    rule_set set.yaml
    batch 100 >in
    filter --config set.yaml <in >expected
    set=$PWD/set.yaml in=$PWD/in
    mkdir gone
    cd gone
    rmdir ../gone
    env -i "$STET" filter -q --config "$set" <"$in" | cmp - "$BATS_TEST_TMPDIR/work/expected"
    HOME=/nonexistent XDG_CACHE_HOME=/dev/null/cache "$STET" filter -q --config "$set" <"$in" |
        cmp - "$BATS_TEST_TMPDIR/work/expected"
}

@test "rules of the whole batch are named once, and do not speak" {
    cat >stet.yaml <<'EOF'
rules:
  no-twin: {check: batch.duplicates, level: error}
  plain: {check: phrasing.prefer, level: warning, pairs: [{from: utilise, to: [use]}]}
EOF
    same='{"text":"We utilise the same long text twice, word for word, here and there."}'
    run --separate-stderr "$STET" filter < <(printf '%s\n%s\n' "$same" "$same")
    has_status 0
    [[ "${lines[1]}" == *'"verdict":"accepted","findings":[{"field":"text","rule":"plain"'* ]]
    [ "${lines[0]}" = "${lines[1]}" ]
    output=$stderr
    holds "note: rules that look at the whole batch cannot speak in a filter, which knows one line at a time: no-twin"
    run --separate-stderr filter <<<"$same"
    [ -z "$stderr" ]
}

@test "the rule set says how a line is read" {
    cat >stet.yaml <<'EOF'
texts:
  - {files: "logs/*.jsonl", id: /key, fields: {reply: /reply}, text: reply}
  - {files: "*.csv", fields: {text: text}, text: text}
rules:
  no-maybe: {check: phrasing.banned, level: error, phrases: [maybe]}
overrides:
  - {files: "logs/old*", rules: {no-maybe: off}}
EOF
    line='{"key":"k1","reply":"maybe"}'
    run --separate-stderr "$STET" filter --findings <<<"$line"
    [ "$(jq -c '[.id,.findings[0].field]' <<<"$output")" = '["k1","reply"]' ]
    [[ "$stderr" == *"name the stream with --stdin-filename"* ]]
    run --separate-stderr filter --findings --stdin-filename logs/old.jsonl <<<"$line"
    [ "$output" = '{"line":1,"id":"k1","verdict":"accepted","findings":[]}' ]
    run filter --stdin-filename a.csv <<<"$line"
    has_status 2
    holds "a line is read as JSON Lines, and “a.csv” is csv"
    sed -i '/csv/s/.*/  - {files: "chats\/*.jsonl", layout: chat}/' stet.yaml
    run filter <<<"$line"
    has_status 2
    holds "the rule set reads JSON Lines in several ways, for: logs/*.jsonl, chats/*.jsonl"
    run --separate-stderr filter --findings --stdin-filename logs/new.jsonl <<<"$line"
    [ "$(jq -r .verdict <<<"$output")" = rejected ]
}

@test "what keeps lines from being checked is status 2" {
    rule_set
    run filter </
    has_status 2
    holds "cannot be read: Is a directory"
    run bash -c "'$STET' filter -q <<<'{}' >/dev/full"
    has_status 2
    holds "standard output cannot be written"
    run filter --accept --findings
    has_status 2
    run filter in.jsonl
    has_status 2
    holds "stet filter <in.jsonl"
    run filter --key 'a b'
    has_status 2
    run filter < <(printf '{}\n{}' | iconv -t UTF-16)
    has_status 2
    holds "UTF-16"
    [ "$(printf '{}\n{}' | iconv -t UTF-16 | "$STET" filter -q | grep -c '"verdict":"failed"')" -eq 2 ]
    # A rule that gives up: its line says so, and the others are checked all the same.
    printf 'rules:\n  slow: {check: phrasing.banned, patterns: ["(b+)+$"]}\n' >stet.yaml
    run --separate-stderr filter --findings < <(printf '{"text":"%s"}\n' bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb! fine bbb)
    has_status 2
    [ "$(jq -c '[.verdict,.failures[0].rule]' <<<"${lines[0]}")" = '["failed","slow"]' ]
    [ "$(jq -r .verdict <<<"${lines[1]}")" = accepted ]
    [ "$(jq -c '.findings|length' <<<"${lines[2]}")" = 1 ]
}

@test "a reader that goes away ends it quietly" {
    rule_set
    run bash -c "yes '{\"text\":\"a\"}' | '$STET' filter -q | head -n 1; echo \${PIPESTATUS[1]}"
    [ "${lines[0]}" = '{"text":"a","stet":{"verdict":"accepted","findings":[]}}' ]
    [ "${lines[1]}" = 0 ]
    [ "${#lines[@]}" -eq 2 ]
}

@test "the schema of answers is JSON" {
    run --separate-stderr "$STET" schema filter
    has_status 0
    [ "$(jq -c '.definitions.member.required' <<<"$output")" = '["verdict","findings"]' ]
}

@test "a line that begins like UTF-16 fails alone, wherever it stands" {
    rule_set
    for mark in '\xFF\xFE' '\xFE\xFF'; do
        { printf "$mark"' broken\n'; echo '{"text":"All is well."}'; } >in.jsonl
        run --separate-stderr "$STET" filter <in.jsonl
        has_status 0
        [ "${#lines[@]}" -eq 2 ]
        [ "$(jq -r .stet.verdict <<<"$output" | xargs)" = 'failed accepted' ]
        # The same as in the middle of a stream.
        { echo '{"text":"All is well."}'; cat in.jsonl; } | "$STET" filter -q | tail -n 2 >later
        diff <(printf '%s\n' "$output") later
    done
}
