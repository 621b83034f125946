"""The same million requests, and the same counts, in each engine."""

import sys


def test_the_column_alone(log, counts):
    import collections

    import log as generator
    import pyarrow
    import pyarrow.parquet

    policies = generator.policies()
    found = collections.Counter()
    for batch in pyarrow.parquet.ParquetFile(log).iter_batches():
        found.update(pyarrow.array(policies.decide_batch(batch)).to_pylist())
    assert found == counts
    assert min(found[it] for it in ["allow", "explicit_deny", "implicit_deny"]) > 10_000


def test_datafusion(log, counts):
    import in_datafusion

    assert in_datafusion.counts(log) == counts


def test_duckdb(log, counts):
    import in_duckdb

    assert in_duckdb.counts(log) == counts


def test_polars(log, counts):
    import in_polars

    assert in_polars.counts(log) == counts


def test_spark(log, counts, monkeypatch):
    from pyspark.sql import SparkSession

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    import in_spark

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        assert in_spark.counts(spark, log) == counts
    finally:
        spark.stop()
