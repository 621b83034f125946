"""Decisions on a log in Parquet with pyarrow alone: a batch at a time, decided on all cores.

    python in_pyarrow.py log.parquet
"""

import collections
import sys

import pyarrow
import pyarrow.parquet

import log

POLICIES = log.policies()


def counts(path, names=None, unknown=()):
    """The decisions on the log, or on these columns of it."""
    found = collections.Counter()
    for batch in pyarrow.parquet.ParquetFile(path).iter_batches(1 << 17, columns=names):
        decisions = pyarrow.array(POLICIES.decide_batch(batch, unknown=unknown))
        found.update({it["values"]: it["counts"] for it in decisions.dictionary_decode().value_counts().to_pylist()})
    return dict(found)


if __name__ == "__main__":
    print(counts(sys.argv[1]))
