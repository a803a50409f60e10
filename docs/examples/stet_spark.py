# SPDX-License-Identifier: Apache-2.0
"""stet on Spark: lines of JSON, each with what stet filter says of it.

Two ways, for two kinds of job:

    piped(rdd, "rules.stet")        an RDD of lines -> the same lines, each with a member more
    answered(frame, "rules.stet")   a DataFrame with a column of lines -> two columns more

Both start one `stet filter` a partition, and end the job when it fails (status 2: a rule
set with errors, a rule that could not be evaluated). A broken line is no failure: its
answer says what is wrong with it. The bundle goes to the executors with the job; stet
itself must be installed on each of them.
"""

import json
import os
import shlex
import subprocess
import tempfile
import threading

from pyspark import SparkFiles
from pyspark.sql.types import StringType, StructField, StructType


def piped(lines, bundle, stet="stet", options=()):
    """An RDD of lines through `stet filter`; executors have the bundle where they work."""
    lines.context.addFile(bundle)
    command = [stet, "filter", "--quiet", "--jobs", "1", "--config", os.path.basename(bundle), *options]
    return lines.pipe(" ".join(map(shlex.quote, command)), checkCode=True)


class Filter:
    """One `stet filter`, which is asked for batches of lines and gives an answer for each."""

    def __init__(self, command):
        self.errors = tempfile.TemporaryFile()
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors
        )

    def ask(self, lines):
        """The answers to the lines, which are written while the answers are read."""
        writer = threading.Thread(target=self._write, args=(lines,))
        writer.start()
        answers = [self.child.stdout.readline() for _ in lines]
        writer.join()
        if answers and not answers[-1].endswith(b"\n"):
            self.close()
            raise RuntimeError("stet filter ended too early")
        return [answer.decode() for answer in answers]

    def _write(self, lines):
        try:
            for line in lines:
                self.child.stdin.write(line.encode() + b"\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            pass  # Whoever reads the answers sees that some are missing.

    def close(self):
        """Ends the child; raises when it failed."""
        try:
            self.child.stdin.close()
        except BrokenPipeError:
            pass
        self.child.stdout.close()
        status = self.child.wait()
        self.errors.seek(0)
        told = self.errors.read().decode(errors="replace").strip()
        self.errors.close()
        if status != 0:
            raise RuntimeError(f"stet filter ended with status {status}: {told}")


def answered(frame, bundle, column="value", stet="stet", options=()):
    """The frame with the columns `verdict` and `answer` (JSON; see stet schema filter).

    A line is a value of `column`; one that holds a line feed is an error, and one that is
    null or blank has no answer.
    """
    frame.sparkSession.sparkContext.addFile(bundle)
    name = os.path.basename(bundle)
    schema = StructType(
        frame.schema.fields
        + [StructField("verdict", StringType()), StructField("answer", StringType())]
    )

    def of_partition(batches):
        asked = Filter(
            [stet, "filter", "--quiet", "--findings", "--jobs", "1"]
            + ["--config", SparkFiles.get(name), *options]
        )
        for batch in batches:
            lines = ["" if line is None else line for line in batch[column]]
            if any("\n" in line for line in lines):
                raise ValueError(f"a value of {column} is more than one line")
            answers = [answer.strip() or None for answer in asked.ask(lines)]
            batch["verdict"] = [answer and json.loads(answer)["verdict"] for answer in answers]
            batch["answer"] = answers
            yield batch
        asked.close()

    return frame.mapInPandas(of_partition, schema)
