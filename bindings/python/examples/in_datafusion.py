"""Decisions on a log in Parquet with DataFusion, which is embedded and uses all cores.

    python in_datafusion.py log.parquet
"""

import sys

import pyarrow
from datafusion import SessionContext, udf

import log

POLICIES = log.policies()


def decide(names, unknown=()):
    """A function over columns with these names, which are to be passed in this order."""

    def function(*columns):
        batch = pyarrow.RecordBatch.from_arrays(list(columns), names=names)
        # DataFusion has a thread for each core already.
        return pyarrow.array(POLICIES.decide_batch(batch, unknown=unknown, threads=1)).dictionary_decode()

    return function


def counts(path, names=None, unknown=()):
    """The decisions on the log, or on these columns of it."""
    context = SessionContext()
    context.register_parquet("log", str(path))
    fields = [it for it in context.table("log").schema() if names is None or it.name in names]
    names = [it.name for it in fields]
    context.register_udf(udf(decide(names, unknown), [it.type for it in fields], pyarrow.string(), "stable", name="decide"))
    columns = ", ".join(f'"{it}"' for it in names)
    rows = context.sql(f"SELECT decision, count(*) AS n FROM (SELECT decide({columns}) AS decision FROM log) GROUP BY decision")
    return {row["decision"]: row["n"] for it in rows.collect() for row in it.to_pylist()}


if __name__ == "__main__":
    print(counts(sys.argv[1]))
