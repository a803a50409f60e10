# SPDX-License-Identifier: Apache-2.0
# What can go wrong is told, in bounded time and memory, and the rest goes on.
load common

maybe_rule() {
    cat >stet.yaml <<'EOF'
name: faults
rules:
  no-maybe: {check: phrasing.banned, level: error, phrases: [maybe]}
EOF
}

# Runs as somebody who may not do everything: root without its powers, who gets at the
# program wherever it lies; or, where even that may not be done, nobody.
as_nobody() {
    if [ "$(id -u)" -ne 0 ]; then
        "$@"
    elif setpriv --bounding-set=-all --inh-caps=-all true 2>/dev/null; then
        setpriv --bounding-set=-all --inh-caps=-all "$@"
    else
        setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
    fi
}

# 200 MB in a line of its own between two good records.
huge_line() {
    echo '{"text":"maybe"}'
    printf '{"text":"'
    head -c 200000000 /dev/zero | tr '\0' x
    printf '"}\n{"text":"maybe"}\n'
}

@test "a line of 200 MB is passed over, in bounded memory" {
    maybe_rule
    run --separate-stderr within 150000 bash -c "$(declare -f huge_line); huge_line |
        '$STET' check -j2 --max-record 1M --format text --stdin-filename a.jsonl -"
    has_status 2
    [ "${lines[0]}" = 'a.jsonl:1:10: error: do not write “maybe” (record 1, field text) [no-maybe]' ]
    [ "${lines[1]}" = 'a.jsonl:2:1: failure: a record of 200000012 bytes is over the limit of 1048576 and is left out (see --max-record) (record 2)' ]
    [ "${lines[2]}" = 'a.jsonl:3:10: error: do not write “maybe” (record 3, field text) [no-maybe]' ]
    [ "${#lines[@]}" -eq 3 ]
}

# 200 MB of records of 64 KiB, most of which no field asks for: the first text is $1, the
# last is wrong. What stands before, between, and behind them: $2, $3, $4; how many are right: $5.
many_records() {
    local filler
    filler=$(head -c 65000 /dev/zero | tr '\0' x)
    printf '%s' "$2"
    yes "${1/FILLER/$filler}" | head -n "$5" | tr '\n' "$3"
    printf '%s%s' "${1/right/maybe}" "$4"
}

@test "200 MB of records through a pipe need bounded memory" {
    maybe_rule
    json='{"n":"FILLER","text":"right"}'
    n=$(more_than_fits 3000)
    for shape in "jsonl||\n|" "json|[|,|]" "csv|n,text\n|\n|"; do
        IFS='|' read -r name before between after <<<"$shape"
        record=$json
        [ "$name" = csv ] && record='FILLER,right'
        run --separate-stderr within 150000 bash -c "$(declare -f many_records)
            many_records '$record' \$'$before' '$between' '$after' $n |
            '$STET' check -j2 --format text --stdin-filename a.$name -"
        has_status 1
        [[ "${lines[0]}" == "a.$name:"*"(record $((n + 1)), field text) [no-maybe]" ]]
        [ "${#lines[@]}" -eq 1 ]
    done
}

@test "a file of 70 MB of nothing is passed over" {
    maybe_rule
    truncate -s 70M a.jsonl b.md c.csv
    printf 'Maybe.\n' >d.md
    # Mapped, so it counts as address space, but nothing is copied.
    run --separate-stderr within 400000 "$STET" check -j2 a.jsonl b.md c.csv d.md
    has_status 2
    holds "a.jsonl:1:1: failure: a record of 73400320 bytes is over the limit"
    holds "b.md:1:1: failure: a record of 73400320 bytes is over the limit"
    holds "c.csv: failure: the header row is longer than 67108864 bytes"
    holds "d.md:1:1: error"
    [ "${#lines[@]}" -eq 4 ]
}

@test "a broken line in the middle of 20,000 loses no other" {
    maybe_rule
    seq 20000 | awk '{ if ($1 == 10000) print "{\"text\":\"maybe" ; else print "{\"text\":\"maybe\",\"n\":" $1 "}" }' >a.jsonl
    run --separate-stderr "$STET" check a.jsonl
    has_status 2
    [ "${#lines[@]}" -eq 20000 ]
    [ "${lines[9998]}" = 'a.jsonl:9999:10: error: do not write “maybe” (record 9999, field text) [no-maybe]' ]
    [ "${lines[9999]}" = 'a.jsonl:10000:15: failure: not JSON: it ends inside an object (record 10000)' ]
    [ "${lines[10000]}" = 'a.jsonl:10001:10: error: do not write “maybe” (record 10001, field text) [no-maybe]' ]
}

@test "a rule set of brackets, and one of aliases, are refused at once" {
    printf 'x\n' >a.md
    head -c 100000 /dev/zero | tr '\0' '[' >stet.yaml
    run --separate-stderr bounded 20 "$STET" check a.md
    has_status 2
    [ -z "$output" ]
    output=$stderr
    holds "stet.yaml:1:65: error: nested more than 64 levels deep"
    head -c 100000 /dev/zero | tr '\0' '{' >stet.yaml
    run bounded 20 "$STET" check a.md
    has_status 2
    {
        echo 'a: &a [x, x, x, x, x, x, x, x, x]'
        previous=a
        for key in b c d e f g h i; do
            echo "$key: &$key [*$previous, *$previous, *$previous, *$previous, *$previous, *$previous]"
            previous=$key
        done
    } >stet.yaml
    run --separate-stderr bounded 20 within 300000 "$STET" check a.md
    has_status 2
    output=$stderr
    holds "aliases"
    [ "$(wc -l <<<"$stderr")" -lt 500 ]
}

@test "a paragraph of fifty thousand hits is searched once for exceptions" {
    cat >stet.yaml <<'EOF'
rules:
  no-very:
    check: phrasing.banned
    phrases: [very]
    except: [very well, not very]
    except-patterns: ['very \w+ indeed']
EOF
    yes 'very, ' | head -n 50000 | tr -d '\n' >a.md
    printf 'very well, not very good, very good indeed.\n' >>a.md
    bounded 20 "$STET" check --config stet.yaml --format jsonl -q a.md >out
    [ "$(grep -c '"finding"' out)" -eq 50000 ]
}

@test "many headings, links, code spans and open tags are no trouble" {
    cat >stet.yaml <<'EOF'
rules:
  targets: {check: structure.link-targets}
  texts: {check: structure.link-text}
  images: {check: structure.image-alternative}
  very: {check: phrasing.limit, phrases: [very], max: 20000}
EOF
    seq 15000 | sed 's|.*|# part &\n\n[text &](#no-&)\n|' >a.md
    { printf '<div>\n'; yes '<img ' | head -n 60000 | tr -d '\n'; } >b.md
    { yes '`a` ' | head -n 50000; yes 'very ' | head -n 20000; } | tr -d '\n' >c.md
    bounded 20 "$STET" check --config stet.yaml --format jsonl -q . >out
    [ "$(grep -c '"rule":"targets"' out)" -eq 15000 ]
    [ "$(wc -l <out)" -eq 15001 ]
}

@test "patterns that backtrack are stopped and told, and the rest goes on" {
    cat >stet.yaml <<'EOF'
name: slow
rules:
  nested: {check: phrasing.banned, patterns: ['(a+)+$']}
  spaces: {check: phrasing.banned, patterns: ['\s+$']}
  words: {check: phrasing.banned, patterns: ['(\w+\s?)*end']}
  no-maybe: {check: phrasing.banned, level: error, phrases: [maybe]}
EOF
    { printf 'Maybe '; head -c 40 /dev/zero | tr '\0' a; printf '!\n'; } >a.txt
    { printf 'Maybe '; head -c 65536 /dev/zero | tr '\0' ' '; printf 'x\n'; } >b.txt
    { printf 'Maybe '; yes word | head -n 30 | tr '\n' ' '; printf '.\n'; } >c.txt
    printf 'Maybe.\n' >d.txt
    run --separate-stderr bounded 20 "$STET" check -j2 .
    has_status 2
    for file in a b c d; do holds "$file.txt:1:1: error: do not write “Maybe” [no-maybe]"; done
    holds "a.txt:1:1: failure: the pattern '(a+)+\$' takes too long"
    holds "b.txt:1:1: failure: the pattern '\s+\$' takes too long"
    [ "$(grep -c '^b.txt' <<<"$output")" -eq 2 ]
    lacks "d.txt:1:1: failure"
}

plugins() {
    mkdir plugins
    for name in "$@"; do cp "$STET_BUILD/tests/plugins/$name.so" plugins/; done
    chmod -R go-w plugins
}

@test "plugins that cannot be loaded are told, once each, and the others go on" {
    plugins good bad_abi no_descriptor undefined_symbol same_name
    printf 'rules:\n  text: {check: good.text, level: error}\n' >stet.yaml
    printf 'Text.\n' >a.md
    for jobs in 1 4; do
        run --separate-stderr "$STET" check -j$jobs --plugin-path plugins .
        has_status 1
        [ "$output" = 'a.md:1:1: error: here is a text [text]' ]
        output=$stderr
        for name in bad_abi no_descriptor undefined_symbol same_name; do
            [ "$(grep -c "plugins/$name.so" <<<"$stderr")" -eq 1 ] || holds "plugins/$name.so once"
        done
        lacks "plugins/good.so:"
        holds "stet_test_nobody_has_this"
    done
    # One that was asked for by name is an error.
    for name in bad_abi no_descriptor undefined_symbol nowhere; do
        run "$STET" check --plugin plugins/good.so --plugin "plugins/$name.so" .
        has_status 2
        holds "plugins/$name.so: error: not"
        lacks "a.md"
    done
}

@test "a check that cannot be made is an error in the rule set" {
    plugins failing
    printf 'rules:\n  bad: {check: failing.in-text, where: create}\n  other: {check: failing.in-batch, where: create}\n' >stet.yaml
    printf 'Text.\n' >a.md
    run --separate-stderr "$STET" check --plugin plugins/failing.so .
    has_status 2
    output=$stderr
    holds "stet.yaml:2:40: error: rule 'bad', where: create fails because the rule says so"
    holds "stet.yaml:3:43: error: rule 'other', where: create fails because the rule says so"
}

# mistaken MISTAKE [OPTION...]: checks a text with a plugin that makes this mistake.
mistaken() {
    printf 'rules:\n  bad: {check: careless.mistaken, mistake: %s}\n' "$1" >stet.yaml
    printf 'aé is a text.\n' >a.md
    run --separate-stderr "$STET" check --plugin plugins/careless.so "${@:2}" a.md
}

@test "what a plugin reports and cannot be told is told as the plugin's fault" {
    plugins careless
    mistaken no-such-message
    has_status 2
    holds "the rule could not be evaluated: its plugin reports message 7, and has 1 (bad was written at stet.yaml:2:3"
    mistaken text-is-gone
    has_status 2
    holds "the rule could not be evaluated: its plugin reports something in a text that is not at hand (bad was"
    mistaken no-place
    has_status 2
    holds "the rule could not be evaluated: its plugin reports something without a place where there is no text (bad was"
    for mistake in empty-place related-to-nothing; do
        mistaken $mistake
        has_status 2
        holds "its plugin reports an empty place; stet_place_of() makes one (bad was"
    done
}

@test "a figure of the batch that is none is told as the plugin's fault" {
    plugins careless
    mistaken early-statistic
    has_status 2
    holds "the rule could not be evaluated: its plugin reports a statistic before the batch has ended (bad was"
    for mistake in no-number empty-name; do
        mistaken $mistake
        has_status 2
        holds "the rule could not be evaluated: its plugin reports a statistic without a name or a value (bad was"
    done
}

@test "a plugin that asks for what there is not gets nothing, and a whole character" {
    plugins careless
    mistaken half-a-character
    holds "a.md:1:2: warning: seen “é”"
    for mistake in null-text no-such-form; do
        mistaken $mistake
        has_status 0
        holds "a.md:1:1: warning: seen “a”"
    done
}

@test "a fix that could not be made is not told as one" {
    plugins careless
    for mistake in inserted-twice no-edits cuts-a-character writes-no-text; do
        mistaken $mistake
        has_status 0
        holds "a.md:1:1: warning: seen “aé”"
        output=$stderr
        lacks "can be mended"
        mistaken $mistake --fix
        [ "$(cat a.md)" = 'aé is a text.' ]
    done
}

@test "a check that fails is told once, and the others go on, for any number of jobs" {
    plugins failing
    for i in $(seq 40); do printf 'Maybe %d.\n' "$i" >"$(printf '%02d' "$i").md"; done
    yes '{"text":"maybe"}' | head -n 600 >z.jsonl
    for where in open run merge finish; do
        printf 'rules:\n  no-maybe: {check: phrasing.banned, phrases: [maybe]}\n  text: {check: failing.in-text, where: %s}\n  batch: {check: failing.in-batch, where: %s}\n' $where $where >stet.yaml
        for jobs in 1 2 7; do
            status=0
            "$STET" check -j$jobs --plugin plugins/failing.so . >"$where.$jobs" 2>"$where.$jobs.log" || status=$?
            [ "$(grep -c 'do not write' "$where.$jobs")" -eq 640 ]
            for rule in text batch; do
                count=$(grep -c "failure: the rule could not be evaluated: $where fails.*$rule was written at stet.yaml" "$where.$jobs" || true)
                case $where.$rule.$jobs in
                merge.batch.1) expected=0 ;; # One worker has nothing to merge.
                # On a busy machine one worker of several may have had all the work.
                merge.batch.*) expected=$((count > 0)) ;;
                open.* | run.* | finish.batch.*) expected=1 ;;
                *) expected=0 ;;
                esac
                [ "$count" -eq "$expected" ] || { echo "$where -j$jobs: $count of $rule"; cat "$where.$jobs.log"; return 1; }
            done
        done
        [ $where = merge ] || cmp "$where.1" "$where.2"
        [ $where = merge ] || cmp "$where.1" "$where.7"
    done
}

@test "no format is silent on a full disk, or says more than that of a closed pipe" {
    maybe_rule
    yes '{"text":"maybe"}' | head -n 1000 >a.jsonl
    for format in text full json jsonl sarif github gitlab junit checkstyle rdjson csv; do
        run bash -c "'$STET' check --format $format a.jsonl >/dev/full"
        has_status 2
        holds "No space left on device"
        run bash -c "'$STET' check --format $format a.jsonl 2>err | head -c 10 >/dev/null; cat err"
        lacks rror:
        lacks ipe
        run "$STET" check -q --format "$format:/dev/full" a.jsonl
        has_status 2
        holds "/dev/full"
    done
    run bash -c "'$STET' check a.jsonl 2>/dev/full >/dev/null"
    has_status 1
    for words in "explain phrasing.banned" rules plugins files "schema rules" "man check" "completion bash" help; do
        run bash -c "'$STET' $words >/dev/full"
        has_status 2
    done
}

@test "what may not be read is a failure, and the others go on" {
    maybe_rule
    mkdir closed open
    printf 'Maybe.\n' >closed/a.md
    cp closed/a.md unreadable.md
    cp closed/a.md open/b.md
    ln -s loop2.md loop1.md
    ln -s loop1.md loop2.md
    ln -s nowhere.md dangling.md
    ln -s .. open/up
    mkfifo pipe.md
    chmod 000 closed unreadable.md
    chmod -R a+rX .. open stet.yaml
    chmod 000 closed unreadable.md
    run --separate-stderr as_nobody "$STET" check --no-cache .
    chmod 700 closed
    has_status 2
    holds "open/b.md:1:1: error"
    holds "unreadable.md: failure"
    holds "closed"
    lacks "open/up"
    run --separate-stderr "$STET" check loop1.md dangling.md open/b.md
    has_status 2
    holds "loop1.md: failure"
    holds "dangling.md: failure"
    holds "open/b.md:1:1: error"
}

@test "a signal at any moment of mending leaves every file old or new" {
    cat >stet.yaml <<'EOF'
name: signals
rules:
  plain: {check: phrasing.prefer, pairs: [{from: utilise, to: use}]}
EOF
    mkdir old new now
    for i in $(seq 15); do yes "{\"text\":\"we utilise it $i\"}" | head -n 1000 >old/$i.jsonl; done
    cp old/* new
    sed -i 's/utilise/use/' new/*
    cp old/* now
    began=$(moment)
    "$STET" check --fix -q now >/dev/null 2>&1
    took=$(($(moment) - began))
    RANDOM=7
    for signal in INT TERM HUP INT TERM HUP INT TERM HUP; do
        cp old/* now
        # In the background a shell has INT ignored.
        env --default-signal=INT "$STET" check --fix -q now >/dev/null 2>&1 3>&- &
        pid=$!
        sleep_within "$took"
        kill -$signal "$pid" 2>/dev/null || true
        status=0
        wait "$pid" || status=$?
        [ "$status" -eq 0 ] || [ "$status" -eq 143 ] || [ "$status" -eq 130 ] || [ "$status" -eq 129 ]
        for file in now/*; do
            cmp -s "$file" "old/${file#now/}" || cmp "$file" "new/${file#now/}"
        done
        [ "$(find . -type f | wc -l)" -eq 46 ]
    done
}
