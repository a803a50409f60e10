# SPDX-License-Identifier: Apache-2.0
# A Slurm job array with a merge that depends on it: what docs/clusters.md shows. The
# controller, one node and munge run on this machine, as root, with a configuration of
# their own. STET is the program.
load common

# A cluster of this machine alone, under $PWD/slurm.
start_cluster() {
    local home=$PWD/slurm name port=$((20000 + $$ % 20000))
    name=$(hostname -s)
    mkdir -p "$home/state" "$home/spool" "$home/log"
    head -c 1024 /dev/urandom >"$home/key"
    chmod 600 "$home/key"
    cat >"$home/slurm.conf" <<END
ClusterName=stet
SlurmctldHost=$name(127.0.0.1)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$home/munge.socket
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
SchedulerParameters=bf_interval=1
MinJobAge=300
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

node_is_up() { [ "$(sinfo -h -o %t 2>/dev/null)" = idle ]; }

teardown() {
    local pid
    for pid in slurm/slurmd.pid slurm/slurmctld.pid slurm/munged.pid; do
        [ -e "$pid" ] || continue
        kill "$(cat "$pid")" || true
        wait_for 10 is_gone "$(cat "$pid")" || kill -KILL "$(cat "$pid")" || true
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

no_job_is_left() { [ -z "$(squeue -h)" ]; }

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

@test "a task that dies is started again and goes on" {
    start_cluster
    "$STET" audit -q --no-time --config rules.stet big.jsonl --out whole
    # The first time, the second task is killed when it has begun to keep what it found.
    cat >dying <<END
#!/bin/bash
[ "\$SLURM_ARRAY_TASK_ID" = 2 ] || exec "$STET" "\$@"
"$STET" "\$@" -j1 &
until [ -e parts/2/audit.work ]; do :; done
kill -KILL \$!
END
    chmod +x dying
    STET=$PWD/dying submit --array=1-2 --no-time big.jsonl
    wait_until_done
    [ -e parts/2/audit.work ]
    [ ! -e parts/2/audit.db ]
    PARTS=2 submit --array=2 --no-time big.jsonl
    wait_until_done
    "$STET" merge -q --no-time --config rules.stet parts/*/audit.db --out audit.db || { cat task.*; return 1; }
    cmp audit.db whole/audit.db
}
