# SPDX-License-Identifier: Apache-2.0
"""stet on Spark: lines of JSON, each with what stet filter says of it.

Two ways, for two kinds of job:

    piped(rdd, "rules.stet")        an RDD of lines -> the same lines, each with a member more
    answered(frame, "rules.stet")   a DataFrame with a column of lines -> two columns more

Both start one `stet filter` a partition, and end the task when it fails (status 2: a rule
set with errors, a rule that could not be evaluated). A broken line is no failure: its
answer says what is wrong with it. The bundle goes to the executors with the job; stet
itself must be installed on each of them.
"""

import atexit
import functools
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import threading
import traceback

from pyspark import SparkFiles
from pyspark.sql.functions import col
from pyspark.sql.types import StringType, StructField, StructType


@functools.lru_cache(maxsize=None)
def _folder():
    """A folder that lasts as long as the driver, from which executors fetch what they need."""
    folder = tempfile.mkdtemp(prefix="stet-spark-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _ship(context, bundle):
    """Gives the bundle to the job; returns where it is on this machine.

    Spark never replaces a file that a job has under the same name, so the name says what is
    in it: a bundle that was made anew is another file.
    """
    with open(bundle, "rb") as file:
        text = file.read()
    name = hashlib.sha256(text).hexdigest()[:16] + "-" + os.path.basename(bundle)
    path = os.path.join(_folder(), name)
    if not os.path.exists(path):
        with open(path, "wb") as file:
            file.write(text)
    context.addFile(path)
    return path


def _writable(lines):
    """Lines as RDD.pipe can write them: text, one line each.

    It writes in a thread of its own. What is raised there reaches nobody, and the job would
    wait for ever; so the worker ends, which fails the task, and says why on standard error.
    """
    try:
        for line in lines:
            line = str(line).rstrip("\n")
            if "\n" in line:
                raise ValueError("an element of the RDD is more than one line")
            yield line.encode(errors="surrogatepass").decode(errors="replace")
    except Exception:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def piped(lines, bundle, stet="stet", options=()):
    """An RDD of lines through `stet filter`, which is looked for along the driver's PATH."""
    path = _ship(lines.context, bundle)
    # Executors have the files of a job where they work; with one process there is none.
    if not lines.context.master.startswith("local[") and lines.context.master != "local":
        path = os.path.basename(path)
    command = [stet, "filter", "--quiet", "--jobs", "1", "--config", path, *options]
    return lines.mapPartitions(_writable).pipe(
        shlex.join(command), env={"PATH": os.environ.get("PATH", os.defpath)}, checkCode=True
    )


class Filter:
    """One `stet filter`, which is asked for batches of lines and gives an answer for each.

    Used with `with`: at its end the child has ended; raises when that failed.
    """

    def __init__(self, command):
        self.errors = tempfile.TemporaryFile()
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors
        )

    def ask(self, lines):
        """The answers to the lines (bytes), which are written while the answers are read."""
        writer = threading.Thread(target=self._write, args=(lines,))
        writer.start()
        answers = [self.child.stdout.readline() for _ in lines]
        if answers and not answers[-1].endswith(b"\n"):
            self._end_within(60)
            writer.join()
            self._finish()
            raise RuntimeError("stet filter ended too early")
        writer.join()
        return [answer.decode() for answer in answers]

    def _write(self, lines):
        try:
            for line in lines:
                self.child.stdin.write(line + b"\n")
            self.child.stdin.flush()
        except BrokenPipeError:
            pass  # Whoever reads the answers sees that some are missing.

    def _end_within(self, seconds):
        """One that gives no more answers has ended, or will; if not, it is no good."""
        try:
            self.child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.child.kill()

    def _finish(self):
        try:
            self.child.stdin.close()
        except BrokenPipeError:
            pass
        status = self.child.wait()
        self.errors.seek(0)
        told = self.errors.read().decode(errors="replace").strip()
        if status != 0:
            raise RuntimeError(f"stet filter ended with status {status}: {told}")

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        try:
            if kind is None:
                self._finish()
        finally:
            # An error, or a task that needs no more answers (limit, cancelled).
            self.child.kill()
            self.child.wait()
            self.child.stdout.close()
            self.errors.close()


def answered(frame, bundle, column="value", stet="stet", options=()):
    """The frame with the columns `verdict` and `answer` (JSON; see stet schema filter).

    A line is a value of `column`; one that holds a line feed is an error, and one that is
    null or blank has no answer. What is not UTF-8 reaches stet as it is, which tells it as
    broken, and becomes U+FFFD in the column.
    """
    name = os.path.basename(_ship(frame.sparkSession.sparkContext, bundle))
    schema = StructType(
        frame.schema.fields
        + [StructField("verdict", StringType()), StructField("answer", StringType())]
    )

    def of_partition(batches):
        command = [stet, "filter", "--quiet", "--findings", "--jobs", "1"]
        command += ["--config", SparkFiles.get(name), *options]
        with Filter(command) as asked:
            for batch in batches:
                values = batch[column]
                lines = [b"" if value is None else value for value in values]
                if any(b"\n" in line for line in lines):
                    raise ValueError(f"a value of {column} is more than one line")
                answers = [answer.strip() or None for answer in asked.ask(lines)]
                batch[column] = [
                    None if value is None else value.decode(errors="replace") for value in values
                ]
                batch["verdict"] = [
                    answer and json.loads(answer)["verdict"] for answer in answers
                ]
                batch["answer"] = answers
                yield batch

    # As bytes: Spark's text may be any, and Python takes no other than UTF-8.
    return frame.withColumn(column, col(column).cast("binary")).mapInPandas(of_partition, schema)
