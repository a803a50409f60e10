# SPDX-License-Identifier: Apache-2.0
# GNU parallel over ssh, to two hosts that are network namespaces of this machine: what
# docs/clusters.md shows. It needs root. All of it (links, addresses, daemons, mounts)
# stands in namespaces of its own and ends with them.
load common

# Runs a script of bash in the network, as on the machine from which work is given out.
# Its hosts are called one and two, and have a home and a working folder each.
in_network() {
    unshare --net --mount --pid --fork --mount-proc --kill-child \
        bash -euo pipefail "$BATS_TEST_DIRNAME/network" "$PWD" bash -euo pipefail -c "$1"
}

@test "hosts with nothing but stet and the bundle give the bytes that one machine gives" {
    in_network '
        for host in one two; do scp -q rules.stet $host:; done
        parallel --will-cite --pipepart --block 50K -a big.jsonl -k -S 2/one,2/two \
            --halt now,fail=1 --joblog log \
            "echo \$SSH_CONNECTION >>seen; /run/stet filter -q -j 1 -c rules.stet" >many.jsonl'
    cmp many.jsonl one.jsonl
    totals many.jsonl | grep -vE ' (accepted|rejected|failed)$' | diff - <(checked_totals)
    # Both hosts have worked.
    [ "$(tail -n +2 log | cut -f 2 | sort -u | tr '\n' ' ')" = "one two " ]
    [ -s hosts/one/seen ]
    [ -s hosts/two/seen ]
}

# The second host loses its connections on the way; its files are those of the first.
@test "a host that dies on the way is done without" {
    in_network '
        export SHELL=/bin/bash
        seq 20 | parallel --will-cite -k -S 2/one,2/two --retries 4 --joblog log \
            "set -o pipefail; cd /run/work
             case \$SSH_CONNECTION in *.2.2\ *) [ -e seen ] && kill -KILL \$PPID; touch seen ;; esac
             split -n l/{}/20 big.jsonl | /run/stet filter -q -j 1 -c rules.stet" >many.jsonl'
    [ -e seen ]
    cmp many.jsonl one.jsonl
}

# No answer and no end: packets to it are lost from the moment on that it works.
@test "a host that is gone without a word is done without" {
    in_network '
        export SHELL=/bin/bash
        (until [ -e seen ]; do sleep 0.1; done; ip -n two link set eth0 down; touch gone) &
        seq 20 | parallel --will-cite -k -S 2/one,2/two --retries 4 --joblog log \
            "set -o pipefail; cd /run/work
             case \$SSH_CONNECTION in *.2.2\ *) touch seen; until [ -e gone ]; do sleep 0.1; done ;; esac
             split -n l/{}/20 big.jsonl | /run/stet filter -q -j 1 -c rules.stet" >many.jsonl'
    [ -e gone ]
    cmp many.jsonl one.jsonl
}
