# SPDX-License-Identifier: Apache-2.0
# Runs over many files: their order, several rule sets, rules over the whole batch.
load common

twins() {
    cat >"$1" <<'EOS'
name: twins
rules:
  twins: {check: twins.text}
  plain: {check: phrasing.prefer, pairs: [{from: utilise, to: [use]}]}
overrides:
  - files: ["sub/**"]
    rules: {twins: error}
EOS
}


@test "files are told in the order in which they come, whatever rule set governs them" {
    rule_set
    mkdir b d
    printf 'name: b\nrules:\n  b: {check: phrasing.banned, phrases: [utilise]}\n' >b/stet.yaml
    for f in a b/b c b/c d/e; do echo 'We utilise it.' >$f.md; done
    for jobs in 1 3; do
        run --separate-stderr "$STET" check -j "$jobs" --fail-on never .
        has_status 0
        [ "$(printf '%s\n' "${lines[@]%%:*}" | tr '\n' ' ')" = "a.md b/b.md b/c.md c.md d/e.md " ]
        run --separate-stderr "$STET" check -j "$jobs" --fail-on never b/c.md c.md b/b.md a.md
        [ "$(printf '%s\n' "${lines[@]%%:*}" | tr '\n' ' ')" = "b/c.md c.md b/b.md a.md " ]
        output=$stderr
        holds "in 4 sources"
    done
}

@test "what is found in a batch does not depend on the number of workers" {
    twins stet.yaml
    mkdir sub
    for i in $(seq 60); do
        echo "This is text $((i % 17)), we utilise it." >"f$i.md"
        echo "This is text $((i % 23)), no more." >"sub/g$i.md"
    done
    seq 20000 | sed 's|.*|{"id": "&", "text": "Line number & that we utilise."}|' >a.jsonl
    sed -n '/500"/p' a.jsonl >b.jsonl
    for jobs in 1 2 4 7; do
        "$STET" check --plugin "$STET_BUILD/tests/plugins/twins.so" -q -j "$jobs" \
            --format jsonl . >"out.$jobs" || [ $? -eq 1 ]
        cmp "out.$jobs" out.1
    done
    grep -q '"source":"b.jsonl","record":1,"id":"500".*"twins.text","level":"warning".*"related":\[{"source":"a.jsonl"' out.1
    grep -q '"source":"sub/g9.md".*"twins.text","level":"error"' out.1
    [ "$(grep -c twins.text out.1)" -eq $((60 - 17 + 60 - 23 + 20)) ]
}

@test "a record may hold many texts" {
    rule_set
    printf 'texts:\n  - {files: ["*.jsonl"], layout: chat}\n' >>stet.yaml
    {
        printf '{"messages": ['
        seq 100000 | sed 's|.*|{"role": "user", "content": "We utilise &."}, |' | tr -d '\n'
        printf '{"role": "assistant", "content": "Utilise it."}]}\n'
    } >a.jsonl
    bounded 20 "$STET" check -q --format jsonl a.jsonl >out
    [ "$(wc -l <out)" -eq 100002 ]
    place=$(tail -n 2 out | sed -n 's/.*"start":{"byte":\([0-9]*\),"line":1,"column":\([0-9]*\).*/\1 \2/p')
    [ "${place#* }" -eq $((${place% *} + 1)) ]
    [ "$(tail -c +"${place#* }" a.jsonl | head -c 7)" = Utilise ]
}

@test "places are those of the mended file, of the whole batch too" {
    twins stet.yaml
    seq 30000 | sed 's|.*|{"id": "&", "text": "Line number & that we utilise."}|' >a.jsonl
    sed -n '/"29999"/p; /"10"/p' a.jsonl >b.jsonl
    for jobs in 1 3; do
        mkdir "$jobs"
        cp stet.yaml ?.jsonl "$jobs"
        cd "$jobs"
        run --separate-stderr "$STET" check --plugin "$STET_BUILD/tests/plugins/twins.so" \
            -j "$jobs" --fix --format jsonl .
        has_status 0
        [ "${#lines[@]}" -eq 3 ]
        start=$(sed 's/.*"related":[^}]*"byte":\([0-9]*\).*/\1/' <<<"${lines[1]}")
        [ "$(tail -c +$((start + 1)) a.jsonl | head -c 30)" = 'Line number 29999 that we use.' ]
        start=$(sed 's/.*"match":"","start":{"byte":\([0-9]*\).*/\1/' <<<"${lines[1]}")
        [ "$(tail -c +$((start + 1)) b.jsonl | head -c 30)" = 'Line number 29999 that we use.' ]
        cd ..
    done
}

@test "a rule that fails when the batch ends is told with where it was written" {
    printf 'rules:\n  bad: {check: failing.in-batch, where: finish}\n  plain: {check: phrasing.prefer, pairs: [{from: utilise, to: [use]}]}\n' >stet.yaml
    for i in 1 2 3 4 5; do echo 'We utilise it.' >"f$i.md"; done
    for jobs in 1 4; do
        run --separate-stderr "$STET" check --plugin "$STET_BUILD/tests/plugins/failing.so" -j "$jobs" f?.md
        has_status 2
        [ "${#lines[@]}" -eq 11 ]
        holds 'stet.yaml:2:3: failure: the rule could not be evaluated: finish fails because the rule says so'
    done
}
