"""The same million calls, and the same counts, in each engine: as requests, and as audit traces, which say less of them."""

import importlib
import sys

import pytest

import log as generator

REQUESTS = (None, ())
TRACES = (generator.TRACED, generator.NOT_TRACED)

QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR"}


@pytest.fixture(scope="module")
def alone(log):
    """pyarrow without an engine."""
    import in_pyarrow

    return {"requests": in_pyarrow.counts(log), "traces": in_pyarrow.counts(log, *TRACES)}


def test_columns_are_decided_as_lines_of_json(alone, evaluated):
    assert alone["requests"] == evaluated
    assert min(evaluated[it] for it in ["allow", "explicit_deny", "implicit_deny"]) > 10_000


def test_columns_are_decided_as_traces_are_replayed(alone, replayed):
    found = alone["traces"]
    denied = found["explicit_deny"] + found["implicit_deny"]
    assert {"allowed": found["allow"], "denied": denied, "unknown": found["unknown"]} == replayed
    assert min(found.values()) > 10_000


@pytest.mark.parametrize("engine", ["in_datafusion", "in_duckdb", "in_polars"])
def test_an_engine(engine, log, alone):
    counts = importlib.import_module(engine).counts
    assert counts(log, *REQUESTS) == alone["requests"]
    assert counts(log, *TRACES) == alone["traces"]


def test_spark(log, alone, monkeypatch):
    from pyspark.sql import SparkSession

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    import in_spark

    spark = SparkSession.builder.master("local[2]").config(map=QUIET).getOrCreate()
    try:
        assert in_spark.counts(spark, log, *REQUESTS) == alone["requests"]
        assert in_spark.counts(spark, log, *TRACES) == alone["traces"]
    finally:
        spark.stop()
