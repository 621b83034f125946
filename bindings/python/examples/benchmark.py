"""How many decisions a second: the columns on one and two threads, JSON lines, and each engine on a log in Parquet.

    python benchmark.py 100000000 [columns] [lines] [ENGINE...]

Beside the clock's seconds it prints those of the processor, of all threads and processes together, which say what it costs on a
machine that has other work.
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
ENGINES = ["pyarrow", "datafusion", "duckdb", "polars", "spark"]


def processor():
    """Seconds of the processor of this process and of all that it has started, on Linux."""
    found = {}
    for it in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = it.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        found[int(it.parent.name)] = (int(parts[1]), sum(map(int, parts[11:15])))
    ours = {os.getpid()}
    while more := {it for it, (parent, _) in found.items() if parent in ours} - ours:
        ours |= more
    return sum(found[it][1] for it in ours) / os.sysconf("SC_CLK_TCK")


def timed(name, rows, work):
    start, used = time.perf_counter(), processor()
    answer = work()
    seconds, used = time.perf_counter() - start, processor() - used
    each = f"{seconds:6.1f} s, {used:6.1f} s of the processor"
    print(f"{name:42} {rows / seconds / 1e6:6.2f} million/s, {rows / used / 1e6:6.2f} per core ({each})", flush=True)
    return answer


def columns():
    policies = log.policies()
    plain = [log.batch(first, 1 << 17) for first in range(0, ROWS_IN_MEMORY, 1 << 17)]
    coded = [dictionaries(it) for it in plain]
    rows = sum(len(it) for it in plain)
    for name, batches in [("texts", plain), ("dictionaries", coded)]:
        for threads in [1, 2]:
            for statements in [False, True]:
                what = f"columns of {name}, {threads} threads" + (", statements" if statements else "")
                decide = lambda it: policies.decide_batch(it, threads=threads, statements=statements)
                timed(what, rows, lambda: [decide(it) for it in batches])


def dictionaries(batch):
    columns = [it if it.type == "bool" else it.dictionary_encode() for it in batch.columns]
    return pyarrow.RecordBatch.from_arrays(columns, batch.schema.names)


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
        builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
        session.range(1).count()
        found = timed(name, rows, lambda: module.counts(session, path))
        session.stop()
    else:
        found = timed(name, rows, lambda: module.counts(path))
    print("   ", dict(sorted(found.items())))


if __name__ == "__main__":
    rows, wanted = int(sys.argv[1]), sys.argv[2:] or ["columns", "lines", *ENGINES]
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if "columns" in wanted:
            columns()
        if "lines" in wanted:
            json_lines(folder)
        if set(wanted) & set(ENGINES):
            log.write(folder / "log.parquet", rows)
        for name in ENGINES:
            if name in wanted:
                engine(name, folder / "log.parquet", rows)
