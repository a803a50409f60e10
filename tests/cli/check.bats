# SPDX-License-Identifier: Apache-2.0
# stet check: what is checked, exit status, streams.
load common

@test "findings go to stdout, the summary to stderr, status 1" {
    rule_set
    printf 'As an AI language model, we utilise it.\n' >a.md
    run --separate-stderr "$STET" check a.md
    has_status 1
    [ "${lines[0]}" = 'a.md:1:1: error: Take out “As an AI language model”. [no-disclaimer]' ]
    [ "${#lines[@]}" -eq 2 ]
    [ "$stderr" = '1 error, 1 warning in 1 source; 1 can be mended with --fix' ]
}

@test "stet PATH is short for stet check PATH" {
    rule_set
    printf 'As an AI language model.\n' >a.md
    run "$STET" a.md
    has_status 1
    run "$STET" --fail-on never a.md
    has_status 0
    run "$STET" -q ./a.md
    has_status 1
    lacks "in 1 source"
}

@test "fail-on decides between 0 and 1" {
    rule_set
    printf 'We utilise it.\n' >a.md
    run "$STET" check a.md
    has_status 0
    run "$STET" check --fail-on warning a.md
    has_status 1
    run "$STET" check --fail-on suggestion a.md
    has_status 1
    run "$STET" check --fail-on never a.md
    has_status 0
}

@test "without a path the current folder is checked" {
    rule_set
    mkdir sub
    printf 'We utilise it.\n' >sub/a.md
    run "$STET" check
    has_status 0
    holds "sub/a.md:1:4: warning"
}

@test "an argument that is not there is a failure, the others go on" {
    rule_set
    printf 'As an AI language model.\n' >a.md
    run --separate-stderr "$STET" check --format jsonl nothing.md a.md
    has_status 2
    holds '"type":"failure","source":"nothing.md"'
    holds '"type":"finding","source":"a.md"'
    holds '"failed":1,"error":1'
}

@test "a broken record is a failure, the others go on" {
    rule_set
    printf '{"text":"we utilise it"}\n{bad\n{"text":"we utilise it"}\n' >a.jsonl
    run --separate-stderr "$STET" check a.jsonl
    has_status 2
    holds "a.jsonl:1:13: warning"
    holds "a.jsonl:2:2: failure"
    holds "a.jsonl:3:13: warning"
}

@test "standard input has a name, and a format by it" {
    rule_set
    run "$STET" check - <<<'We utilise it.'
    holds "<stdin>:1:4: warning"
    run "$STET" check - --stdin-filename x/b.jsonl <<<'{"text":"we utilise it"}'
    holds "x/b.jsonl:1:13: warning"
    holds "(record 1, field text)"
}

@test "a file that is named before and behind standard input is checked once" {
    rule_set
    printf 'We utilise it.\n' >a.md
    run --separate-stderr "$STET" check a.md - ./a.md . <<<'We utilise it.'
    [ "$output" = "a.md:1:4: warning: write “use” in place of “utilise” [plain]
<stdin>:1:4: warning: write “use” in place of “utilise” [plain]" ]
}

@test "a name for standard input that is not read is told" {
    rule_set
    printf 'Fine.\n' >a.md
    run "$STET" check --stdin-filename b.md a.md </dev/null
    has_status 2
    holds "add - to the paths: stet check --stdin-filename b.md -"
}

@test "a folder is no rule set" {
    rule_set
    printf 'As an AI language model.\n' >a.md
    run "$STET" check -c '' a.md
    has_status 2
    holds "error: --config names no file"
    for name in . ./ a/.. ''; do
        run "$STET" check -c "${name:-.}" a.md
        has_status 2
        holds "this is a directory, not a file"
        printf 'extends: "%s"\n' "$name" >b.yaml
        run "$STET" check -c b.yaml a.md
        has_status 2
        holds 'b.yaml:1:10: error: cannot read `.`: this is a directory'
    done
}

@test "rule sets are found from the checked file, and each governs its own" {
    rule_set
    mkdir -p inner
    printf 'name: inner\nrules:\n  other: {check: phrasing.banned, phrases: [fine]}\n' >inner/stet.yaml
    printf 'We utilise fine things.\n' >a.md
    cp a.md inner/b.md
    run --separate-stderr "$STET" check
    holds "a.md:1:4: warning: write “use” in place of “utilise” [plain]"
    holds "inner/b.md:1:12"
    holds "[other]"
    lacks "inner/b.md:1:4"
    [ "${#lines[@]}" -eq 2 ]
}

@test "all errors of a rule set are told at once, status 2" {
    printf 'name: x\nrules:\n  a: {check: phrasing.baned}\n  b: {check: phrasing.banned, phrases: [x], colour: red}\n' >stet.yaml
    printf 'Text.\n' >a.md
    run --separate-stderr "$STET" check a.md
    has_status 2
    [ -z "$output" ]
    output=$stderr
    holds "stet.yaml:3"
    holds "phrasing.banned"
    holds "stet.yaml:4"
}

@test "reports go to files too, and several at once" {
    rule_set
    printf 'As an AI language model.\n' >a.md
    run --separate-stderr "$STET" check a.md --format json:out.json --format github --format junit:out.xml
    has_status 1
    [ "${lines[1]}" = '::error file=a.md,line=1,endLine=1,col=1,endColumn=24,title=no-disclaimer::Take out “As an AI language model”.' ]
    grep -q '"rule": "no-disclaimer"' out.json
    grep -q '<testsuites name="stet" tests="1"' out.xml
    run "$STET" check a.md --format json --format text
    has_status 2
    run "$STET" check a.md --format sarfi
    has_status 2
    holds "did you mean “sarif”?"
}

@test "a failed write is status 2, a closed pipe is quiet" {
    rule_set
    yes $'As an AI language model.\n' | head -n 40000 >a.md
    run bash -c '"$STET" check a.md >/dev/full'
    has_status 2
    holds "No space left on device"
    run bash -c '"$STET" check a.md 2>err | head -n 1'
    holds "a.md:1:1"
    run ! grep -q -i -e pipe -e error: err
    run "$STET" check a.md --format json:no/such/folder.json
    has_status 2
    run bash -c '"$STET" --version >/dev/full'
    has_status 2
}

@test "the baseline lets findings stand, with reasons" {
    rule_set
    printf 'As an AI language model.\n' >a.md
    run "$STET" baseline create
    has_status 2
    holds "--reason"
    run "$STET" baseline create --reason "written in 2021" --by Ada --until 2999-12-31
    has_status 0
    run "$STET" check --baseline stet-baseline.json
    has_status 0
    holds "1 let stand"
    printf 'We utilise it.\n' >b.md
    run "$STET" check --baseline stet-baseline.json
    holds "b.md:1:4"
    run "$STET" baseline show
    holds "written in 2021 (Ada), until 2999-12-31"
    rm a.md
    run "$STET" baseline prune
    holds "1 entry taken out, 0 left"
}

@test "a baseline holds wherever stet is started, and however its files are named" {
    rule_set
    mkdir -p sub/deep other
    printf 'As an AI language model.\n' >a.md
    printf 'As an AI language model, too.\n' >sub/b.md
    (cd other && "$STET" baseline create -q --file ../sub/base.json --reason old ..)
    [ "$(grep -o '"path":"[^"]*"' sub/base.json)" = $'"path":"../a.md"\n"path":"b.md"' ]
    for folder in . sub sub/deep other; do
        root=$(realpath --relative-to "$folder" .)
        for name in "$root" "$PWD" "$root/sub/../a.md"; do
            (cd "$folder" && "$STET" check -q --baseline "$root/sub/base.json" "$name")
        done
    done
    # What lies elsewhere is kept when only a part is checked, wherever that is done.
    printf 'Fine.\n' >sub/b.md
    run bash -c "cd sub/deep && '$STET' baseline prune --file ../base.json ../b.md"
    has_status 0
    holds "1 entry taken out, 1 left"
    rm a.md
    run bash -c "cd sub/deep && '$STET' baseline prune --file ../base.json ../b.md"
    holds "1 entry taken out, 0 left"
}

@test "a baseline that is over lets nothing stand" {
    rule_set
    printf 'As an AI language model.\n' >a.md
    "$STET" baseline create -q --reason "for now" --until 2020-01-01
    run "$STET" check --baseline stet-baseline.json
    has_status 1
    run "$STET" baseline show
    holds "2020-01-01: over"
}

@test "output is the same for any number of jobs" {
    rule_set
    for i in $(seq 30); do
        seq -f '{"text":"%g as an AI language model, utilise"}' 200 >"$i.jsonl"
    done
    "$STET" check -j1 --format jsonl >one 2>/dev/null || true
    "$STET" check -j4 --format jsonl >four 2>/dev/null || true
    [ "$(wc -l <one)" -eq 12001 ]
    cmp one four
}

@test "colour only when asked for or on a terminal" {
    rule_set
    printf 'As an AI language model.\n' >a.md
    run "$STET" check --format full a.md
    lacks $'\033'
    run "$STET" check --format full --color always a.md
    holds $'\033[1;31merror\033[0m'
}

@test "a report in a file is whole, though nobody reads the other one" {
    rule_set
    yes $'As an AI language model.\n' | head -n 20000 >a.md
    printf 'As an AI language model.\n' >b.md
    bash -c '"$STET" check -q --format text --format jsonl:out.jsonl a.md b.md | head -n 1' >first
    [ "$(wc -l <first)" -eq 1 ]
    [ "$(tail -n 1 out.jsonl | sed 's/.*"sources":\([0-9]*\).*"error":\([0-9]*\).*/\1 \2/')" = "2 10001" ]
}

@test "reports say which specification and which plugins made them" {
    rule_set
    sed -i 's/^name: .*/name: a--b/' stet.yaml
    printf 'As an AI language model.\n' >a.md
    local version hash
    version=$("$STET" --version)
    version=${version#stet }
    run --separate-stderr "$STET" check a.md -f json
    hash=$(grep -o '"hash": "[0-9a-f]*"' <<<"$output" | grep -o '[0-9a-f]\{16\}')
    [ -n "$hash" ]
    for format in json jsonl sarif csv junit checkstyle github; do
        run --separate-stderr "$STET" check a.md -f "$format"
        holds "$hash"
        holds 7
        holds "$version"
        [ "$format" = csv ] || holds phrasing
        [ "$format" = checkstyle ] || holds "a--b"
    done
    run --separate-stderr "$STET" check a.md -f checkstyle
    holds "a- -b 7"
}

# The places of what rdjson tells, as line:column-line:column, and of its suggestions.
rdjson_places() {
    run --separate-stderr "$STET" check -q -f rdjson "$1"
    output=$(jq -r '.diagnostics[] | [.location, .suggestions[]?] | map(.range
        | "\(.start.line):\(.start.column)-\(.end.line):\(.end.column)") | join(" ")' <<<"$output")
}

@test "rdjson counts bytes from 1, in the first line of a record too" {
    rule_set
    cat >>stet.yaml <<'EOF'
texts:
  - {files: ["*.jsonl"], fields: {a: /a}, text: a}
  - {files: ["*.json"], fields: {a: /a}, text: a}
  - {files: ["*.csv"], fields: {a: a}, text: a}
EOF
    printf 'utilise\nÉ utilise\n' >a.md
    rdjson_places a.md
    [ "$output" = $'1:1-1:8 1:1-1:8\n2:4-2:11 2:4-2:11' ]
    printf '\xEF\xBB\xBFutilise\n' >bom.md
    rdjson_places bom.md
    [ "$output" = '1:1-1:8 1:1-1:8' ]
    printf '{"a": "É utilise"}\n{"a": "utilise"}\n' >a.jsonl
    rdjson_places a.jsonl
    [ "$output" = $'1:11-1:18 1:11-1:18\n2:8-2:15 2:8-2:15' ]
    printf '[{"a": "É utilise"}, {"a": "utilise"},\n {"a": "É"}, {"a": "utilise"}]\n' >a.json
    rdjson_places a.json
    [ "$output" = $'1:12-1:19 1:12-1:19\n1:30-1:37 1:30-1:37\n2:22-2:29 2:22-2:29' ]
    printf 'a\nutilise\n' >a.csv
    rdjson_places a.csv
    [ "$output" = '2:1-2:8 2:1-2:8' ]
}

@test "the place of a failure is counted in every unit" {
    rule_set
    printf 'É😀 \xFF\n' >a.md
    run --separate-stderr "$STET" check -q -f jsonl a.md
    holds '"start":{"byte":7,"line":1,"column":4,"utf16":5}'
    rdjson_places a.md
    [ "$output" = '1:8-1:8' ]
}
