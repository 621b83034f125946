"""How many decisions a second: the columns on one and two threads, JSON lines, and each engine on a log in Parquet.

    python benchmark.py 100000000 [ENGINE...]
"""

import importlib
import json
import os
import pathlib
import subprocess
import sys
import sysconfig
import tempfile
import time

import pyarrow.parquet

import log

ROWS_IN_MEMORY = 4_000_000
ENGINES = ["datafusion", "duckdb", "polars", "spark"]


def timed(name, rows, work):
    start = time.perf_counter()
    answer = work()
    seconds = time.perf_counter() - start
    print(f"{name:34} {rows / seconds / 1e6:7.2f} million/s ({seconds:.1f} s)", flush=True)
    return answer


def columns():
    policies = log.policies()
    plain = [log.batch(first, 1 << 17) for first in range(0, ROWS_IN_MEMORY, 1 << 17)]
    coded = [pyarrow.RecordBatch.from_arrays([it if it.type == "bool" else it.dictionary_encode() for it in batch.columns], batch.schema.names) for batch in plain]
    rows = sum(len(it) for it in plain)
    for name, batches in [("texts", plain), ("dictionaries", coded)]:
        for threads in [1, 2]:
            for statements in [False, True]:
                what = f"columns of {name}, {threads} threads" + (", statements" if statements else "")
                decide = lambda it: policies.decide_batch(it, threads=threads, statements=statements)
                timed(what, rows, lambda: [decide(it) for it in batches])


def json_lines(folder):
    rows = 2_000_000
    scenario, requests = folder / "scenario.json", folder / "requests.jsonl"
    scenario.write_text(json.dumps({"identity_policies": [log.POLICY]}))
    with requests.open("w") as out:
        for it in log.batches(rows):
            out.writelines(json.dumps(log.request(row)) + "\n" for row in it.to_pylist())
    command = os.path.join(sysconfig.get_path("scripts"), "hwc-iam")
    run = lambda: subprocess.run([command, "eval", scenario, "--batch", requests], stdout=subprocess.DEVNULL)
    timed("JSON lines (eval --batch)", rows, run)


def engine(name, path, rows):
    module = importlib.import_module(f"in_{name}")
    if name == "spark":
        from pyspark.sql import SparkSession

        os.environ["PYSPARK_PYTHON"] = sys.executable
        session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
        session.range(1).count()
        found = timed(name, rows, lambda: module.counts(session, path))
        session.stop()
    else:
        found = timed(name, rows, lambda: module.counts(path))
    print("   ", dict(sorted(found.items())))


if __name__ == "__main__":
    rows = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        columns()
        json_lines(folder)
        log.write(folder / "log.parquet", rows)
        for name in sys.argv[2:] or ENGINES:
            engine(name, folder / "log.parquet", rows)
