#!/usr/bin/env bats
# SPDX-License-Identifier: Apache-2.0
# What is secret is told without being told whole.

load common

@test "a message shows the ends of a secret, and its exact place" {
    printf 'name: p\nextends: stet:privacy\n' >stet.yaml
    printf 'Write to m.okafor@hillside-bakery.net now.\n\n- Ring +44 20 7183 8750.\n' >a.md
    run "$STET" check -q a.md
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *'a.md:1:10: error: “m.okaf….net” is an e-mail address'* ]]
    [[ $output == *'a.md:3:8: error: “+44 …8750” is a telephone number'* ]]
    [[ $output != *okafor@hillside* && $output != *7183* ]]
}

@test "a key in a code block of a JSONL record is told at its place" {
    printf 'name: p\nextends: stet:privacy\n' >stet.yaml
    key=gh
    key=${key}p_q7RkW2xN9vLmT4bYcJ8sHfD3gPzA6eUwXi1o
    printf '{"answer": "Run it:\\n\\n```sh\\nexport T=%s\\n```\\n"}\n' "$key" >a.jsonl
    run "$STET" check -q a.jsonl
    echo "$output"
    [ "$status" -eq 1 ]
    [[ $output == *'a.jsonl:1:40: error: “ghp_q7…Xi1o” is a secret (GitHub token)'* ]]
    [[ $output != *"$key"* ]]
}

# Texts that hold what must not be told, in prose, in a quoted match, beside other faults in
# the same line, and with escapes; rules whose messages quote what they match.
secret_texts() {
    key=AKIAQ5WZ7RTN3XK2PLMD card='4929 1527 3648 1077' iban=DE92430609677001534822
    mail=erika.mayer-lenz@posteo.net phone='+49 171 5550 9182'
    pem=MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj
    pem2=MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu
    printf 'extends: [stet:privacy, stet:grammar]\nrules:\n  spelling: off\n' >stet.yaml
    printf '  long: {check: structure.sentence-length, max: 2, message: "long: {match}"}\n' >>stet.yaml
    printf '  own: {check: privacy.secret, patterns: ["hunter-[0-9]+"], message: "take out {match}"}\n' >>stet.yaml
    {
        printf 'The  key %s , and the the card %s of %s.\n\n' "$key" "$card" "$mail"
        printf 'Pay to %s , or call %s , or say hunter-20394857.\n\n' "$iban" "$phone"
        printf '    -----BEGIN PRIVATE KEY-----\n    %s\n    %s\n    -----END PRIVATE KEY-----\n' "$pem" "$pem2"
    } >a.md
    jq -Rsc '{answer: .}' a.md | sed 's,/,\\/,g' >b.jsonl
}

# Nothing that stands between the ends of one of them, and no line of the private key.
assert_hidden() {
    local part
    for part in Q5WZ7RTN3XK2 1527 3648 430609677001 mayer-lenz '5550 9' 2039485 \
        "${pem:8:24}" "${pem2:8:24}" 'IBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7'; do
        if grep -qF -- "$part" <<<"$output"; then
            echo "told: $part"
            grep -F -- "$part" <<<"$output" | head -3
            return 1
        fi
    done
}

@test "no report repeats a secret, in whatever format, of whatever rule" {
    secret_texts
    local format
    for format in text full json jsonl sarif github gitlab junit checkstyle rdjson csv; do
        run "$STET" check --format "$format" a.md b.jsonl
        echo "== $format"
        [ "$status" -eq 1 ]
        assert_hidden
        grep -q 'AKIAQ5\|AKIA' <<<"$output"
    done
}

@test "the ends of a secret and its length stay in match, source and excerpt" {
    secret_texts
    run --separate-stderr "$STET" check --format jsonl a.md b.jsonl
    for source in a.md b.jsonl; do
        [ "$(jq -r "select(.rule == \"own\" and .source == \"$source\") | .match" <<<"$output" | head -1)" = \
            'AKIA************PLMD' ]
        [ "$(jq -r "select(.rule == \"card-number\" and .source == \"$source\") | .match" <<<"$output")" = \
            '4929***********1077' ]
        [ "$(jq -r "select(.rule == \"own\" and .source == \"$source\" and (.match | startswith(\"hu\"))) | .message" <<<"$output")" = \
            'take out hu***********57' ]
    done
    run --separate-stderr "$STET" check --format sarif a.md
    jq -e '[.runs[0].results[].locations[0].physicalLocation.region.snippet.text] | index("AKIA************PLMD")' <<<"$output"
    run "$STET" check --format full --color never a.md
    grep -q 'The  key AKIA\*\*\*\*\*\*\*\*\*\*\*\*PLMD , and the the card 4929\*\*\*\*\*\*\*\*\*\*\*1077' <<<"$output"
}

@test "a secret that a mark lets stand is hidden beside other findings" {
    secret_texts
    printf '<!-- stet off secret-key own -->\nThe key %s , it is here.\n<!-- stet on -->\n' "$key" >c.md
    run "$STET" check --format json c.md
    [ "$status" -eq 1 ]
    assert_hidden
}

@test "hiding secrets changes neither fixes nor fingerprints" {
    secret_texts
    printf 'rules:\n  doubled-word: {check: grammar.doubled-word}\n' >plain.yaml
    run --separate-stderr "$STET" check --format jsonl --config plain.yaml a.md
    alone=$(jq -r 'select(.rule? == "doubled-word") | "\(.fingerprint) \(.fixes)"' <<<"$output")
    run --separate-stderr "$STET" check --format jsonl a.md
    [ "$(jq -r 'select(.rule? == "doubled-word") | "\(.fingerprint) \(.fixes)"' <<<"$output")" = "$alone" ]
    run "$STET" check --fix --quiet a.md
    grep -qF "The  key $key, and the card $card of $mail." a.md
}

@test "a sample of an audit shows a record without its secrets, in one go or in shards" {
    printf 'name: p\nextends: stet:privacy\n' >stet.yaml
    printf '%s\n' '{"id": "1", "text": "Caf\u00e9 \"Roma\": ghp_q7Lw2VtR9bXk4MzN8sYcD1fHjP6eUaGoXi1o, open \ud83d\ude00 late."}' \
        '{"id": "2", "text": "Write to mira.holt@tyneharbour.co.uk or ask Ann."}' '{"id": "3", "text": "Nothing here."}' >a.jsonl
    run -0 "$STET" audit --quiet --no-time a.jsonl --sample 3 --out whole
    for shard in 1 2; do
        "$STET" audit --quiet --no-time a.jsonl --sample 3 --shard "$shard/2" --out "shard$shard"
    done
    "$STET" merge --quiet --no-time shard1/audit.db shard2/audit.db --out merged.db
    cmp whole/audit.db merged.db
    run -0 sqlite3 -batch whole/audit.db 'SELECT DISTINCT record & 255, text FROM samples ORDER BY 1'
    [ "${lines[0]}" = '1|{"text":"Café \"Roma\": ****************************************, open 😀 late."}' ]
    [ "${lines[2]}" = '3|{"text":"Nothing here."}' ]
    run ! grep -r -q -e q7Lw2VtR9bXk4MzN8sYcD1fHjP6eUaGo -e mira.holt@tyneharbour whole merged.db
}

@test "a sample shows no secret where another rule speaks, or a mark lets it stand" {
    cat >stet.yaml <<'END'
name: p
extends: stet:privacy
rules:
  no-tokens: {check: phrasing.banned, level: error, patterns: ['ghp_\w+']}
END
    token=ghp_q7Lw2VtR9bXk4MzN8sYcD1fHjP6eUaGoXi1o
    printf '%s\n' "{\"id\": \"1\", \"text\": \"The token is $token, for now.\"}" >a.jsonl
    rule=$("$STET" check --format jsonl a.jsonl | jq -r 'select(.rule?) | .rule')
    [ "$rule" = no-tokens ]
    mark=$(printf 'The token is %s, for now.\n' "$token" | "$STET" check --format jsonl -c stet:privacy --stdin-filename a.md - | jq -r 'select(.rule?) | .rule')
    printf '<!-- stet-file %s: an example -->\nThe token is %s, for now.\n' "$mark" "$token" >b.md
    printf '<!-- stet-file no-tokens: an example -->\nThe token is %s, for now.\n' "$token" >c.md
    run -0 "$STET" audit --quiet a.jsonl b.md c.md --sample 3 --out out
    [ "$(sqlite3 -batch out/audit.db "SELECT count(DISTINCT record) FROM samples WHERE text LIKE '%is ********%, for now.%'")" -eq 3 ]
    run ! grep -r -q q7Lw2VtR9bXk4MzN8sYcD1fHjP6eUaGo out
    [ ! -e out/audit.work ]
}
