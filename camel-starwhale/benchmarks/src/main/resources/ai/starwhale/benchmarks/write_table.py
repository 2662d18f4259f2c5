# SPDX-License-Identifier: Apache-2.0
"""Writes the table of the benchmark as an evaluation does: write_table.py JOB ROWS, in the root of SW_LOCAL_STORAGE."""

import hashlib
import sys

from starwhale import Evaluation


def values(i):
    text = f"sentence number {i}: the quick brown fox jumps over the lazy dog, und es freut sich über nichts"
    return {
        "loss": i / 7.0,
        "index": i * 31,
        "label": f"label-{i % 10}",
        "correct": i % 3 != 0,
        "scores": [i / 3.0, i / 5.0, i / 11.0, i / 13.0],
        "text": text,
        "note": None if i % 3 == 0 else f"note {i % 100}",
        "hash": hashlib.md5(str(i).encode()).digest(),
    }


job, rows = sys.argv[1], int(sys.argv[2])
evaluation = Evaluation(job, "local/project/self")
for i in range(rows):
    evaluation.log_result(i, values(i))
evaluation.close()
