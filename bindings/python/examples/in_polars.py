"""Decisions on a log in Parquet with Polars.

    python in_polars.py log.parquet
"""

import sys

import polars

import log

POLICIES = log.policies()


def decide(frame):
    """The frame with its decisions."""
    return frame.with_columns(polars.Series(POLICIES.decide_batch(frame)).cast(polars.String).alias("decision"))


def counts(path):
    frames = polars.scan_parquet(path)
    schema = {**frames.collect_schema(), "decision": polars.String}
    decided = frames.map_batches(decide, schema=schema, streamable=True)
    rows = decided.group_by("decision").len().collect(engine="streaming")
    return dict(rows.iter_rows())


if __name__ == "__main__":
    print(counts(sys.argv[1]))
