# SPDX-License-Identifier: Apache-2.0
# stet check --fix, --diff: what is written, and what never is.
load common

@test "fixes are applied, what is left is told" {
    rule_set
    printf 'As an AI language model, we utilise it.\nUtilise it.\n' >a.md
    run "$STET" check --fix a.md
    has_status 1
    holds "1 error in 1 source, 2 mended in 1"
    printf 'As an AI language model, we use it.\nUse it.\n' | cmp - a.md
}

@test "a file that needs nothing is not touched" {
    rule_set
    printf 'We use it.\n' >a.md
    touch -d '2001-01-01' a.md
    before=$(stat -c '%i %Y' a.md)
    run "$STET" check --fix a.md
    has_status 0
    [ "$(stat -c '%i %Y' a.md)" = "$before" ]
}

@test "every other byte stays: BOM, CRLF, broken and over-long records, no last line end" {
    rule_set
    printf '\xef\xbb\xbfWe utilise it.\r\n\r\nEnd' >a.md
    printf '{"text":"we utilise \\u00e9"}\r\n{bad\n{"text":"0123456789012345678901234567890123456789"}\n{"text" : "utilise"}' >b.jsonl
    run "$STET" check --fix --max-record 40 .
    has_status 2
    printf '\xef\xbb\xbfWe use it.\r\n\r\nEnd' | cmp - a.md
    printf '{"text":"we use \\u00e9"}\r\n{bad\n{"text":"0123456789012345678901234567890123456789"}\n{"text" : "use"}' | cmp - b.jsonl
}

@test "mode and links are kept" {
    rule_set
    printf 'We utilise it.\n' >real.md
    chmod 640 real.md
    ln -s real.md link.md
    run "$STET" check --fix link.md
    has_status 0
    [ -L link.md ]
    [ "$(stat -c %a real.md)" = 640 ]
    grep -q 'We use it' real.md
}

@test "places are those of the mended file" {
    rule_set
    yes '{"text":"we utilise it"}' | head -n 20000 >a.jsonl
    echo '{"text":"as an AI language model"}' >>a.jsonl
    run --separate-stderr "$STET" check --fix --format jsonl a.jsonl
    has_status 1
    byte=$(sed -n 's/.*"start":{"byte":\([0-9]*\).*/\1/p' <<<"${lines[0]}")
    [ "$(tail -c +$((byte + 1)) a.jsonl | head -c 23)" = "as an AI language model" ]
}

@test "places are those of the mended file, also on a line that pieces share" {
    rule_set
    # One line, of several pieces: words that need more bytes, code points or code units.
    yes '{"text":"we utilise \u00e9 \ud83d\ude00 it"}' | head -n 20000 | paste -sd, |
        sed 's/.*/[&,{"text":"🎈 as an AI language model"}]/' >a.json
    run --separate-stderr "$STET" check --fix --format jsonl a.json
    has_status 1
    found=$(grep -o '"start":{[^}]*}' <<<"${lines[0]}" | head -n 1)
    run --separate-stderr "$STET" check --format jsonl a.json
    [ "$(grep -o '"start":{[^}]*}' <<<"${lines[0]}" | head -n 1)" = "$found" ]
    column=$(sed 's/.*"column":\([0-9]*\).*/\1/' <<<"$found")
    [ "$column" -gt 600000 ]
}

@test "standard input is mended to standard output" {
    rule_set
    run --separate-stderr "$STET" check --fix - <<<'We utilise it, as an AI language model.'
    has_status 1
    [ "$output" = 'We use it, as an AI language model.' ]
    output=$stderr
    holds "<stdin>:1:12: error"
}

@test "a diff is shown, applies, and nothing is written" {
    rule_set
    printf 'One.\n\nWe utilise it.\n' >a.md
    cp a.md before
    run --separate-stderr "$STET" check --diff a.md
    has_status 1
    cmp a.md before
    printf '%s\n' "$output" | patch -s -p1
    printf 'One.\n\nWe use it.\n' | cmp - a.md
    run --separate-stderr "$STET" check --diff a.md
    has_status 0
    [ -z "$output" ]
}

@test "what cannot be written is a failure, and the file stands" {
    rule_set
    printf 'We utilise it, as an AI language model.\n' >a.md
    ln a.md b.md
    run --separate-stderr "$STET" check --fix a.md
    has_status 2
    # What is told is what the file holds.
    holds "a.md:1:4: warning"
    holds "a.md:1:16: error"
    holds "a.md: failure: cannot be replaced: this file has other names (hard links)"
    holds "cp -p a.md NEW && mv NEW a.md"
    grep -q utilise a.md
    cp -p a.md NEW && mv NEW a.md
    run --separate-stderr "$STET" check --fix a.md
    has_status 1
    holds "a.md:1:12: error"
    # Where there is nothing to mend, nothing is refused.
    ln a.md c.md
    run --separate-stderr "$STET" check --fix a.md
    has_status 1
    grep -q 'We use it' a.md
    grep -q utilise b.md
}

@test "a signal in the middle leaves the old file or the new one" {
    rule_set
    yes '{"text":"we utilise it"}' | head -n 100000 >a.jsonl
    cp a.jsonl old
    sed 's/utilise/use/' old >new
    began=$(moment)
    "$STET" check --fix -q a.jsonl >/dev/null 2>&1
    took=$(($(moment) - began))
    RANDOM=3
    for _ in {1..6}; do
        cp old a.jsonl
        "$STET" check --fix -q a.jsonl >/dev/null 2>&1 3>&- &
        pid=$!
        sleep_within "$took"
        kill -TERM "$pid" 2>/dev/null || true
        wait "$pid" || true
        cmp -s a.jsonl old || cmp a.jsonl new
        [ -z "$(find . -name '.stet-*' -type f)" ]
    done
}

@test "the program dies of the signal" {
    rule_set
    mkfifo pipe
    "$STET" check - <pipe 3>&- &
    pid=$!
    exec 9>pipe
    # More than a pipe holds: when it is written the program is reading.
    head -c 2000000 /dev/zero | tr '\0' x >&9
    kill -TERM "$pid"
    status=0
    wait "$pid" || status=$?
    exec 9>&-
    [ "$status" -eq 143 ]
}

@test "mending and the index do not go together" {
    run "$STET" check --fix --staged
    has_status 2
    run "$STET" check --staged a.md
    has_status 2
}

@test "what a baseline or a mark lets stand is not mended, and stays let stand" {
    rule_set
    printf 'We utilise it prior to the talk, and utilise it.\n' >a.md
    printf '{"text":"prior to that we utilise it"}\n' >b.jsonl
    "$STET" baseline create --reason "It is a quotation." -q .
    cat >>stet.yaml <<'EOF'
  early:
    check: phrasing.prefer
    pairs: [{from: prior to, to: [before]}]
EOF
    printf '<!-- stet plain: as it was said -->\nUtilise prior to.\n' >c.md
    for jobs in 1 4; do
        mkdir "$jobs"
        cp a.md b.jsonl c.md stet.yaml stet-baseline.json "$jobs"
        cd "$jobs"
        run --separate-stderr "$STET" check -j "$jobs" --fix --baseline stet-baseline.json .
        has_status 0
        [ -z "$output" ]
        output=$stderr
        holds "4 let stand, 3 mended in 3"
        printf 'We utilise it before the talk, and utilise it.\n' | diff - a.md
        printf '{"text":"before that we utilise it"}\n' | diff - b.jsonl
        printf '<!-- stet plain: as it was said -->\nUtilise before.\n' | diff - c.md
        cd ..
    done
}

@test "files are mended, though nobody reads what is left" {
    rule_set
    yes $'As an AI language model.\n' | head -n 20000 >a.md
    printf 'We utilise it.\n' >b.md
    bash -c '"$STET" check -q --fix a.md b.md | head -n 1' >first
    [ "$(wc -l <first)" -eq 1 ]
    printf 'We use it.\n' | cmp - b.md
}

@test "a file that two names lead to is mended once" {
    rule_set
    printf 'We utilise it.\n' >b.md
    ln -s b.md a.md
    run --separate-stderr "$STET" check --fix .
    has_status 0
    output=$stderr
    holds "no findings in 2 sources, 1 mended in 1"
    printf 'We use it.\n' | cmp - b.md
    [ -L a.md ]
}

@test "the diff of a file that two names lead to is shown once, and patches the file" {
    rule_set
    mkdir texts
    printf 'We utilise it.\n' >texts/b.md
    ln -s texts/b.md a.md
    run --separate-stderr "$STET" check --diff .
    has_status 1
    [ "$(grep -c '^+++ b/texts/b.md$' <<<"$output")" -eq 1 ]
    lacks a.md
    [[ $stderr == *"no findings in 2 sources, 1 would be mended in 1"* ]]
    patch -s -p1 <<<"$output"
    printf 'We use it.\n' | cmp - texts/b.md
    [ -L a.md ]
}
