"""Decisions on a log in Parquet with Spark, on one machine or on a cluster of any size.

    spark-submit in_spark.py log.parquet
"""

import sys

import pyarrow
from pyspark.sql import SparkSession
from pyspark.sql.types import StringType, StructField, StructType

import log


def decided(spark, frame, policies):
    """The frame with a column `decision`."""
    # A policy set is sent once to each executor.
    broadcast = spark.sparkContext.broadcast(policies)

    def decide(batches):
        for batch in batches:
            # Spark has a task for each core already.
            decisions = pyarrow.array(broadcast.value.decide_batch(batch, threads=1)).dictionary_decode()
            yield batch.append_column("decision", decisions)

    return frame.mapInArrow(decide, StructType([*frame.schema, StructField("decision", StringType())]))


def counts(spark, path):
    rows = decided(spark, spark.read.parquet(str(path)), log.policies()).groupBy("decision").count().collect()
    return {row["decision"]: row["count"] for row in rows}


if __name__ == "__main__":
    print(counts(SparkSession.builder.getOrCreate(), sys.argv[1]))
