# SPDX-License-Identifier: Apache-2.0
"""Spark in local-cluster mode: executors are processes of their own, as on other machines.

    spark.py STET RULES BIG ONE EXAMPLES

BIG is the input, ONE what one machine makes of it with --annotate, EXAMPLES the folder of
stet_spark.py. What Spark makes of it must be the same.
"""

import collections
import json
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


def is_refused(run):
    try:
        run()
    except Exception as error:
        return "status 2" in str(error) or "code 2" in str(error)
    return False


def check_failure(spark):
    """A rule set with errors ends the job, both ways."""
    broken = rules + ".broken"
    with open(broken, "w") as file:
        file.write("rules: {a: {check: phrasing.bannd}}\n")
    lines = spark.sparkContext.textFile(big, 2)
    expect(
        "RDD.pipe fails when stet does",
        is_refused(lambda: stet_spark.piped(lines, broken, stet).count()),
        True,
    )
    expect(
        "mapInPandas fails when stet does",
        is_refused(
            lambda: stet_spark.answered(spark.read.text(big), broken, stet=stet).collect()
        ),
        True,
    )


spark = (
    SparkSession.builder.master("local-cluster[2,1,1024]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.task.maxFailures", "1")
    .getOrCreate()
)
spark.sparkContext.addPyFile(examples + "/stet_spark.py")
try:
    check_pipe(spark.sparkContext)
    check_frame(spark)
    check_failure(spark)
finally:
    spark.stop()
