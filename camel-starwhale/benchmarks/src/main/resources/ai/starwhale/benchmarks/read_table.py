# SPDX-License-Identifier: Apache-2.0
"""Reads the table of the benchmark with the SDK: read_table.py JOB START. Prints rows, and seconds without the import."""

import sys
import time

from starwhale import job

uri, start = f"local/project/self/job/{sys.argv[1]}", int(sys.argv[2])
begin = time.perf_counter()
rows = 0
for _ in job(uri).get_table_rows("results", start=start or None):
    rows += 1
print(rows, time.perf_counter() - begin)
