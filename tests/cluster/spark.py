# SPDX-License-Identifier: Apache-2.0
"""Spark in local-cluster mode: executors are processes of their own, as on other machines.

    spark.py STET RULES BIG ONE EXAMPLES

BIG is the input, ONE what one machine makes of it with --annotate, EXAMPLES the folder of
stet_spark.py. What Spark makes of it must be the same, whatever dies on the way. It works in
the folder in which it is started.
"""

import collections
import json
import os
import shlex
import subprocess
import sys

stet, rules, big, one, examples = sys.argv[1:]
sys.path.insert(0, examples)

from pyspark.sql import SparkSession  # noqa: E402

import stet_spark  # noqa: E402

N_PARTS = 7


def expect(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, not {expected!r}")
    print(f"ok: {what}")


def read_lines(path):
    with open(path, encoding="utf-8", newline="\n") as file:
        return file.read().split("\n")[:-1]


def check_pipe(context):
    found = stet_spark.piped(context.textFile(big, N_PARTS), rules, stet).collect()
    expect("RDD.pipe gives the lines that one machine gives", found, read_lines(one))


def totals(answers):
    counts = collections.Counter()
    for answer in answers:
        counts[answer["verdict"]] += 1
        counts.update(finding["rule"] for finding in answer["findings"])
    return counts


def checked_totals():
    """What stet check counts, rule by rule."""
    run = subprocess.run(
        [stet, "check", "-c", rules, "--format", "jsonl", big], stdout=subprocess.PIPE
    )
    objects = map(json.loads, run.stdout.splitlines())
    return collections.Counter(o["rule"] for o in objects if o["type"] == "finding")


def check_frame(spark):
    frame = stet_spark.answered(
        spark.read.text(big).repartition(N_PARTS), rules, stet=stet
    ).cache()
    rows = [row for row in frame.collect() if row.answer]
    found = totals(json.loads(row.answer) for row in rows)
    expected = totals(json.loads(line)["stet"] for line in read_lines(one) if line)
    expect("mapInPandas gives the totals of one machine", found, expected)
    verdicts = {"accepted", "rejected", "failed"}
    by_rule = {rule: n for rule, n in found.items() if rule not in verdicts}
    expect("they are those of check", by_rule, dict(checked_totals()))
    rules_found = frame.selectExpr(
        "explode(from_json(answer, 'findings array<struct<rule: string, message: string>>')"
        ".findings) as finding"
    ).groupBy("finding.rule")
    expect(
        "so are those that SQL counts",
        {row.rule: row["count"] for row in rules_found.count().collect()},
        by_rule,
    )
    lines = collections.Counter(row.value for row in frame.collect())
    expect("no line is lost or told twice", lines, collections.Counter(read_lines(big)))


def check_broken_text(spark):
    """A line that is no UTF-8 is one that fails, as on one machine; the job goes on."""
    with open("latin.jsonl", "wb") as file:
        file.write(b'{"text":"caf\xe9"}\n{"text":"coffee"}\n')
    rows = stet_spark.answered(spark.read.text("latin.jsonl"), rules, stet=stet).collect()
    expect(
        "a line that is no UTF-8 is told as broken",
        [(row.value, row.verdict) for row in rows],
        [('{"text":"caf\ufffd"}', "failed"), ('{"text":"coffee"}', "accepted")],
    )


def bundle(word):
    """Makes again.stet, a rule set that wants none of that word."""
    with open("again.yaml", "w") as file:
        file.write("rules: {no: {check: phrasing.banned, level: error, phrases: [%s]}}\n" % word)
    subprocess.run([stet, "bundle", "-q", "-c", "again.yaml", "-o", "again.stet"], check=True)


def check_changed_rules(context):
    """A bundle that is made anew under its old name is the one that counts."""
    os.environ["PATH"] = os.path.dirname(stet) + ":" + os.environ["PATH"]
    lines = context.parallelize(['{"text":"one"}', '{"text":"two"}'], 1)
    verdicts = []
    for word in ["one", "two"]:
        bundle(word)
        answers = stet_spark.piped(lines, "again.stet").collect()
        verdicts.append([json.loads(answer)["stet"]["verdict"] for answer in answers])
    expect(
        "rules that change are those that count",
        verdicts,
        [["rejected", "accepted"], ["accepted", "rejected"]],
    )


def dying_stet(deaths):
    """A stet that dies, when it has given some lines, in each of these ways."""
    name = os.path.abspath("dying-" + "-".join(deaths))
    program = shlex.quote(stet)
    with open(name, "w") as file:
        file.write("#!/bin/sh\n")
        for death in deaths:
            file.write(
                f"if mkdir {shlex.quote(name)}.{death} 2>/dev/null; then\n"
                f'    head -n 20 | {program} "$@"\n'
                f"    {DEATHS[death]}\n"
                "fi\n"
            )
        file.write(f'exec {program} "$@"\n')
    os.chmod(name, 0o755)
    return name


DEATHS = {
    "alone": "kill -KILL $$",
    "early": "exit 0",
    # Executors are programs of Java; the first above is the one that this works for. There
    # is none where what is above has died before.
    "executor": """pid=$$
    until grep -qx java /proc/$pid/comm; do
        pid=$(sed -n 's/^PPid:.//p' /proc/$pid/status)
        [ "${pid:-0}" -gt 0 ] || exit 1
    done
    kill -KILL $pid
    exit 0""",
}


def check_deaths(spark):
    """What was lost with a worker is done again, and nothing counts twice."""
    lines = spark.sparkContext.textFile(big, N_PARTS)
    dying = dying_stet(["alone"])
    found = stet_spark.piped(lines, rules, dying).collect()
    expect("RDD.pipe does again what was lost", found, read_lines(one))
    expect("something was lost", os.path.isdir(dying + ".alone"), True)
    dying = dying_stet(["early", "executor"])
    frame = spark.read.text(big).repartition(N_PARTS)
    rows = stet_spark.answered(frame, rules, stet=dying).collect()
    expect(
        "mapInPandas does again what was lost",
        totals(json.loads(row.answer) for row in rows if row.answer),
        totals(json.loads(line)["stet"] for line in read_lines(one) if line),
    )
    lost = [os.path.isdir(f"{dying}.{death}") for death in ["early", "executor"]]
    expect("a filter and an executor were lost", lost, [True, True])


def is_refused(run, *words):
    try:
        run()
    except Exception as error:
        return any(word in str(error) for word in words)
    return False


def raises(line):
    raise ValueError(line)


def check_failure(spark):
    """A rule set with errors ends the job, both ways, and so does an input that fails."""
    with open("broken.stet", "w") as file:
        file.write("rules: {a: {check: phrasing.bannd}}\n")
    lines = spark.sparkContext.textFile(big, 2)
    expect(
        "RDD.pipe fails when stet does",
        is_refused(lambda: stet_spark.piped(lines, "broken.stet", stet).count(), "code 2"),
        True,
    )
    frame = stet_spark.answered(spark.read.text(big), "broken.stet", stet=stet)
    expect("mapInPandas fails when stet does", is_refused(frame.collect, "status 2"), True)
    # Left to itself, PySpark waits for ever.
    expect(
        "RDD.pipe fails when its input does",
        is_refused(lambda: stet_spark.piped(lines.map(raises), rules, stet).count(), "worker"),
        True,
    )


# Short jobs on a machine with much else to do: what starts fast, and is waited for.
# What the killed leave behind lies here, and not where all programs put it.
java = f'-XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Djava.io.tmpdir={os.getcwd()}"'
spark = (
    SparkSession.builder.master("local-cluster[2,1,1024]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.extraJavaOptions", java)
    .config("spark.executor.extraJavaOptions", java)
    .config("spark.network.timeout", "600s")
    .config("spark.python.authenticate.socketTimeout", "600s")
    .config("spark.sql.shuffle.partitions", "2")
    .config("spark.task.maxFailures", "3")
    .getOrCreate()
)
spark.sparkContext.addPyFile(examples + "/stet_spark.py")
try:
    check_pipe(spark.sparkContext)
    check_frame(spark)
    check_broken_text(spark)
    check_changed_rules(spark.sparkContext)
    check_deaths(spark)
    check_failure(spark)
finally:
    spark.stop()
