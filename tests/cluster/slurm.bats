# SPDX-License-Identifier: Apache-2.0
# A Slurm job array with a merge that depends on it: what docs/clusters.md shows. The
# controller, one node and munge run on this machine, as root, with a configuration of
# their own. STET is the program.
load common

# A cluster of this machine alone, under $PWD/slurm.
start_cluster() {
    local home=$PWD/slurm name port
    name=$(hostname -s)
    port=$(free_ports)
    mkdir -p "$home/state" "$home/spool" "$home/log"
    head -c 1024 /dev/urandom >"$home/key"
    chmod 600 "$home/key"
    cat >"$home/slurm.conf" <<END
ClusterName=stet
SlurmctldHost=$name(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$home/munge.socket,cred_expire=5
CredType=cred/munge
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$home/state
SlurmdSpoolDir=$home/spool
SlurmctldPidFile=$home/slurmctld.pid
SlurmdPidFile=$home/slurmd.pid
SlurmctldLogFile=$home/log/slurmctld
SlurmdLogFile=$home/log/slurmd
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=bf_interval=1,sched_interval=2
MinJobAge=300
MessageTimeout=60
ReturnToService=2
NodeName=$name NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
    export SLURM_CONF=$home/slurm.conf
    munged --force --key-file="$home/key" --socket="$home/munge.socket" \
        --pid-file="$home/munged.pid" --log-file="$home/log/munged" --seed-file="$home/seed"
    slurmctld -f "$SLURM_CONF" 2>"$home/log/start"
    slurmd -f "$SLURM_CONF" -N "$name" 2>>"$home/log/start"
    wait_for 200 node_is_up || { tail -n 20 "$home"/log/*; return 1; }
}

# Two in a row that nobody listens on, below those that the system gives to whom it likes.
free_ports() {
    local port
    for _ in {1..100}; do
        port=$((10000 + RANDOM % 20000))
        is_open $port || is_open $((port + 1)) || break
    done
    echo $port
}

is_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

node_is_up() { [ "$(sinfo -h -o %t 2>/dev/null)" = idle ]; }

teardown() {
    local pid
    for pid in slurm/slurmd.pid slurm/slurmctld.pid slurm/munged.pid; do
        [ -e "$pid" ] || continue
        kill "$(cat "$pid")" || true
        wait_for 60 is_gone "$(cat "$pid")" || kill -KILL "$(cat "$pid")" || true
    done
}

is_gone() { ! kill -0 "$1" 2>/dev/null; }

wait_for() { # SECONDS COMMAND...
    local left=$(($1 * 5))
    shift
    until "$@"; do
        left=$((left - 1))
        [ $left -gt 0 ] || return 1
        sleep 0.2
    done
}

submit() { # --array=... ARGUMENT...
    local array=$1
    shift
    sbatch --parsable "$array" --cpus-per-task=1 --output=task.%a \
        "$BATS_TEST_DIRNAME/../../docs/examples/stet_audit.sbatch" "$@"
}

wait_until_done() { wait_for 300 no_job_is_left || { squeue; tail -n 20 slurm/log/*; return 1; }; }

# A controller that does not answer has not said that none is left.
no_job_is_left() {
    local jobs
    jobs=$(squeue -h) && [ -z "$jobs" ]
}

@test "a job array and a merge behind it leave the bytes of one audit" {
    start_cluster
    "$STET" audit -q --no-time --config rules.stet big.jsonl --out whole
    id=$(submit --array=1-5 --no-time big.jsonl)
    sbatch --parsable --dependency="afterok:$id" --output=merged --wrap \
        "'$STET' merge --no-time --config rules.stet parts/*/audit.db --out audit.db"
    wait_until_done
    cmp audit.db whole/audit.db || { cat task.* merged; return 1; }
    [ "$(find parts -name audit.db | wc -l)" -eq 5 ]
}

# A stet that is killed in the second task of an array, when it has begun to keep what it
# found and has not ended; then a command is run. The next time it lives.
dying_stet() { # COMMAND
    cat >dying <<END
#!/bin/bash
[ "\$SLURM_ARRAY_TASK_ID" = 2 ] && mkdir once 2>/dev/null || exec "$STET" "\$@"
until [ -e parts/2/audit.work ] && [ ! -e parts/2/audit.db ]; do
    rm -rf parts/2
    "$STET" "\$@" -j1 &
    while kill -0 \$! && [ ! -e parts/2/audit.work ]; do :; done
    kill -KILL \$!
    wait \$!
done
$1
END
    chmod +x dying
}

@test "a task that dies is done again by hand, and the merge after it" {
    start_cluster
    "$STET" audit -q --no-time --config rules.stet big.jsonl --out whole
    dying_stet 'exit 9'
    id=$(STET=$PWD/dying submit --array=1-2 --no-time big.jsonl)
    merge="'$STET' merge -q --no-time --config rules.stet parts/*/audit.db --out audit.db"
    sbatch --dependency="afterok:$id" --kill-on-invalid-dep=yes --output=merged --wrap "$merge"
    wait_until_done
    [ -e parts/2/audit.work ]
    [ ! -e parts/2/audit.db ]
    [ ! -e audit.db ]
    id=$(PARTS=2 submit --array=2 --no-time big.jsonl)
    sbatch --dependency="afterok:$id" --output=merged --wrap "$merge"
    wait_until_done
    cmp audit.db whole/audit.db || { cat task.* merged; return 1; }
}

@test "a task that Slurm starts again goes on, and the merge waits for it" {
    start_cluster
    "$STET" audit -q --no-time --config rules.stet big.jsonl --out whole
    # What Slurm does when a node fails or is wanted for something else.
    dying_stet 'scontrol requeue "$SLURM_JOB_ID"; sleep 600'
    id=$(STET=$PWD/dying submit --array=1-2 --no-time big.jsonl)
    sbatch --dependency="afterok:$id" --output=merged --wrap \
        "'$STET' merge -q --no-time --config rules.stet parts/*/audit.db --out audit.db"
    wait_until_done
    [ -d once ]
    cmp audit.db whole/audit.db || { cat task.* merged; return 1; }
}
