# SPDX-License-Identifier: Apache-2.0
# What the tests of the command line share: an empty folder to work in, with a rule set
# that needs only the phrasing plugin. STET is the program.

bats_require_minimum_version 1.5.0

setup() {
    cd "$BATS_TEST_TMPDIR" || return 1
    export NO_COLOR= GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
    export GIT_CEILING_DIRECTORIES=$BATS_TEST_TMPDIR
    unset COLUMNS GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE SOURCE_DATE_EPOCH STET_PLUGIN_PATH CDPATH
    mkdir work
    cd work || return 1
}

rule_set() {
    cat >"${1:-stet.yaml}" <<'EOF'
name: sample
version: "7"
rules:
  no-disclaimer:
    check: phrasing.banned
    level: error
    phrases: ["as an AI language model"]
    message: Take out “{match}”.
    examples:
      bad: ["As an AI language model, I cannot taste food."]
      good: ["The model was trained in 2023."]
  plain:
    check: phrasing.prefer
    level: warning
    pairs: [{from: utilise, to: [use]}]
    examples:
      bad: [{text: "We utilise it.", fixed: "We use it."}]
      good: ["We use it."]
EOF
}

repository() {
    git init -q .
    git config user.name Tester
    git config user.email tester@example.org
    git config commit.gpgsign false
}

# Ends what hangs: a command that takes so many seconds of processor time, which no other
# program takes from it. Each needs a tenth of what it gets, or less; sanitizers take
# twenty times as long and get that.
bounded() { # SECONDS COMMAND...
    local seconds=$(($1 * ${STET_TEST_SLOWNESS:-1}))
    shift
    (ulimit -t "$seconds" && "$@")
}

# The microseconds that have passed since some day.
moment() {
    echo "${EPOCHREALTIME/[.,]/}"
}

# A random moment within so many microseconds: those that a command took when nothing
# disturbed it. What comes then may come too late on a busy machine, and must not mind.
sleep_within() { # MICROSECONDS
    local delay=$(((RANDOM * 32768 + RANDOM) % $1))
    sleep "$((delay / 1000000)).$(printf '%06d' $((delay % 1000000)))"
}

# Waits for a process that stops itself, as the plugin "stopping" makes it do. One that ends
# before fails the test.
wait_until_stopped() { # PID
    local state=
    until [ "$state" = T ]; do
        state=$(sed -n 's/^State:[[:space:]]*\(.\).*/\1/p' "/proc/$1/status")
        case $state in
        '' | Z | X)
            echo "process $1 ended before it stopped"
            return 1
            ;;
        T) ;;
        *) sleep 0.01 ;;
        esac
    done
}

# Runs with so much address space, in KiB; with a sanitizer's own needs, without a limit.
# Each thread takes a stack of the usual size from it, whatever the machine is set to.
within() {
    local limit=$1
    shift
    (ulimit -v "$limit" && "$STET" --version >/dev/null 2>&1) || limit=unlimited
    (ulimit -S -s 8192 2>/dev/null; ulimit -v "$limit" && "$@")
}

# The status is $1, whatever was printed.
has_status() {
    if [ "$status" -ne "$1" ]; then
        echo "status $status, not $1"
        echo "$output"
        return 1
    fi
}

holds() {
    case $output in
    *"$1"*) ;;
    *)
        echo "missing: $1"
        echo "in: $output"
        return 1
        ;;
    esac
}

lacks() {
    case $output in
    *"$1"*)
        echo "unwanted: $1"
        echo "in: $output"
        return 1
        ;;
    esac
}
