"""Decisions on a log in Parquet with Polars.

    python in_polars.py log.parquet
"""

import sys

import polars

import log

POLICIES = log.policies()


def decide(unknown=()):
    """A function that adds a column of decisions to a frame."""

    def function(frame):
        decisions = polars.Series(POLICIES.decide_batch(frame, unknown=unknown))
        return frame.with_columns(decisions.cast(polars.String).alias("decision"))

    return function


def counts(path, names=None, unknown=()):
    """The decisions on the log, or on these columns of it."""
    frames = polars.scan_parquet(path).select(names or polars.all())
    schema = {**frames.collect_schema(), "decision": polars.String}
    decided = frames.map_batches(decide(unknown), schema=schema, streamable=True)
    rows = decided.group_by("decision").len().collect(engine="streaming")
    return dict(rows.iter_rows())


if __name__ == "__main__":
    print(counts(sys.argv[1]))
