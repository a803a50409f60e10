# SPDX-License-Identifier: Apache-2.0
# GNU parallel on one machine: what docs/clusters.md shows.
load common

# As in the documentation, without the notice that asks to be cited.
in_parallel() { # COMMAND...
    parallel --will-cite --pipepart --block 50K -a big.jsonl -j 3 -k --halt now,fail=1 "$@"
}

@test "blocks of a file give the bytes that one machine gives" {
    in_parallel "$STET" filter -q -j 1 -c rules.stet >many.jsonl
    cmp many.jsonl one.jsonl
    [ "$(wc -l <many.jsonl)" -eq 3000 ]
}

@test "the totals are those of check" {
    in_parallel "$STET" filter -q -j 1 -c rules.stet >many.jsonl
    totals many.jsonl | grep -vE ' (accepted|rejected|failed)$' | diff - <(checked_totals)
    # One line in 997 is blank, one in 499 of the others broken.
    [ "$(totals many.jsonl | awk '$2 ~ /accepted|rejected/ {n += $1} $2 == "failed" {print $1} END {print n}' | tr '\n' ' ')" = "6 2991 " ]
}

@test "accepted and rejected lines are the two parts of the input" {
    in_parallel "$STET" filter -q -j 1 -c rules.stet --accept >accepted.jsonl
    in_parallel "$STET" filter -q -j 1 -c rules.stet --reject >rejected.jsonl
    "$STET" filter -q -c rules.stet --accept <big.jsonl 2>/dev/null | cmp - accepted.jsonl
    sort accepted.jsonl rejected.jsonl | cmp - <(grep . big.jsonl | sort)
}

# Kills itself the first three times that it is called, when it has given some lines.
doomed_worker() {
    cat >worker <<'EOF'
#!/bin/sh
for n in 1 2 3; do
    if mkdir killed.$n 2>/dev/null; then
        head -n 20 | "$STET" filter -q -j 1 -c rules.stet
        kill -KILL $$
    fi
done
exec "$STET" filter -q -j 1 -c rules.stet
EOF
    chmod +x worker
}

@test "a worker that is killed is tried again, and nothing counts twice" {
    doomed_worker
    export SHELL=/bin/bash
    seq 24 | parallel --will-cite -k -j 3 --retries 5 --joblog log \
        'set -o pipefail; split -n l/{}/24 big.jsonl | ./worker' >many.jsonl
    [ -d killed.3 ]
    cmp many.jsonl one.jsonl
}

@test "what was left when a run ended is done by the next one" {
    doomed_worker
    export SHELL=/bin/bash
    part() {
        seq 24 | parallel --will-cite -j 3 --joblog log --resume-failed \
            'set -o pipefail; split -n l/{}/24 big.jsonl | ./worker >part.{} && mv part.{} done.{}'
    }
    run part
    [ "$status" -eq 3 ]
    [ "$(ls done.* | wc -l)" -eq 21 ]
    run part
    [ "$status" -eq 0 ]
    cat $(seq -f done.%g 24) | cmp - one.jsonl
}

@test "a worker that is killed stops a run over blocks" {
    doomed_worker
    run --separate-stderr in_parallel ./worker
    [ "$status" -ne 0 ]
}

@test "a rule set that reads otherwise on a machine stops the run" {
    sed 's/^plugin phrasing .*/plugin phrasing 9.9/' rules.stet >other.stet
    # What a worker says that is ended with the run may not be shown: it goes to a file.
    run --separate-stderr in_parallel "'$STET' filter -q -j 1 -c other.stet 2>>told"
    [ "$status" -ne 0 ]
    [ -z "$output" ]
    grep -q "was changed after it was made" told
}
