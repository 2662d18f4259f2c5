# SPDX-License-Identifier: Apache-2.0
"""Handlers that end in the ways a job can end."""

import os
import subprocess
import sys
import time

from starwhale import evaluation, handler


@handler()
def works():
    print("this is the handler speaking")
    for i in range(3):
        evaluation.log_result(i, {"square": i * i})
    evaluation.log_summary(rows=3)


@handler()
def fails():
    evaluation.log_result(1, {"square": 1})
    raise ValueError("deliberate failure: bad input #42")


@handler()
def exits():
    sys.exit(3)


@handler()
def slow():
    """Sleeps in short pieces, beside a process of its own that sleeps too."""
    child = subprocess.Popen(["sleep", "600"])
    print(f"slow is at work: {os.getpid()} {child.pid}", flush=True)
    for _ in range(6000):
        time.sleep(0.1)


@evaluation.predict(log_mode="plain")
def predict(data):
    return {"length": len(data["text"])}


@evaluation.evaluate(needs=[predict], use_predict_auto_log=True)
def lengths(results):
    evaluation.log_summary(total=sum(row["output/length"] for row in results))


@evaluation.evaluate(needs=[predict], use_predict_auto_log=True)
def hangs(results):
    """A failure in the middle of the rows: swcli says so, and never exits."""
    for _ in results:
        raise KeyError("deliberate failure inside the iteration")
