"""Decisions on a log in Parquet with DuckDB.

    python in_duckdb.py log.parquet
"""

import sys

import duckdb
import pyarrow

import log

POLICIES = log.policies()


def decide(unknown=()):
    """A function over rows as one column of structs, 2 048 at once."""

    def function(rows):
        if isinstance(rows, pyarrow.ChunkedArray):
            rows = rows.combine_chunks()
        batch = pyarrow.RecordBatch.from_struct_array(rows)
        return pyarrow.array(POLICIES.decide_batch(batch, unknown=unknown, threads=1)).dictionary_decode()

    return function


def counts(path, names=None, unknown=()):
    """The decisions on the log, or on these columns of it."""
    connection = duckdb.connect()
    requests = connection.read_parquet(str(path))
    requests = requests.select(*[duckdb.ColumnExpression(it) for it in names or requests.columns])
    row = duckdb.struct_type(dict(zip(requests.columns, requests.types)))
    connection.create_function("decide", decide(unknown), [row], "VARCHAR", type="arrow", null_handling="special")
    rows = connection.sql("SELECT decide(requests) AS decision, count(*) FROM requests GROUP BY decision")
    return dict(rows.fetchall())


if __name__ == "__main__":
    print(counts(sys.argv[1]))
