"""Decisions on a log in Parquet with Spark, on one machine or on a cluster of any size.

    spark-submit in_spark.py log.parquet
"""

import sys

import pyarrow
from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

import log


def decided(spark, frame, policies, unknown=()):
    """The frame with a column `decision`."""
    # A policy set is sent once to each executor.
    broadcast = spark.sparkContext.broadcast(policies)

    def decide(batches):
        for batch in batches:
            # Spark has a task for each core already.
            decisions = pyarrow.array(broadcast.value.decide_batch(batch, unknown=unknown, threads=1)).dictionary_decode()
            yield batch.append_column("decision", decisions)

    return frame.mapInArrow(decide, StructType([*frame.schema, StructField("decision", StringType())]))


def counts(spark, path, names=None, unknown=()):
    """The decisions on the log, or on these columns of it."""
    frame = spark.read.parquet(str(path))
    frame = frame.select([f"`{it}`" for it in names or frame.columns])
    rows = decided(spark, frame, log.policies(), unknown).groupBy("decision").count().collect()
    return {row["decision"]: row["count"] for row in rows}


if __name__ == "__main__":
    print(counts(SparkSession.builder.getOrCreate(), sys.argv[1]))
