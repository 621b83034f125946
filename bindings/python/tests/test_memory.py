"""Columns stay where they are, and a table is not held at once."""

import pathlib
import sys

import pyarrow
import pyarrow.compute
import pytest

import hwc_iam

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux tells how much memory was in use at most")
POLICIES = hwc_iam.PolicySet(
    {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:list"], "Resource": ["ims:r:a:image:*7"]}]}
)
MEGABYTE = 1 << 20


def status(name):
    lines = pathlib.Path("/proc/self/status").read_text().splitlines()
    return next(int(it.split()[1]) * 1024 for it in lines if it.startswith(name))


def peak(work):
    """How much more memory was in use at most than at the beginning."""
    pathlib.Path("/proc/self/clear_refs").write_text("5")
    before = status("VmRSS")
    answer = work()
    return status("VmHWM") - before, answer


def batch(rows, length):
    """Rows with a resource of so many bytes each."""
    ids = pyarrow.compute.utf8_lpad(pyarrow.array(range(rows)).cast(pyarrow.string()), length - len("ims:r:a:image:"), "0")
    resources = pyarrow.compute.binary_join_element_wise("ims:r:a:image:", ids, "")
    return pyarrow.RecordBatch.from_arrays([pyarrow.array(["ims:images:list"] * rows), resources], ["action", "resource"])


def test_nothing_is_copied():
    given = batch(32_000, 1000)
    assert given.nbytes > 32_000_000
    more, answer = peak(lambda: POLICIES.decide_batch(given))
    assert pyarrow.array(answer).to_pylist().count("allow") == 3_200
    # For the decisions.
    assert more < 8 * MEGABYTE, more


def test_memory_is_by_batch():
    once = batch(2_500, 1000)
    batches = (pyarrow.RecordBatch.from_arrays(copied(once), schema=once.schema) for _ in range(20))
    reader = pyarrow.RecordBatchReader.from_batches(once.schema, batches)
    more, answer = peak(lambda: POLICIES.decide_batch(reader))
    assert len(answer) == 50_000
    # All of them are fifty.
    assert more < 16 * MEGABYTE, more


def copied(of):
    return [pyarrow.concat_arrays([it.slice(0, 1), it.slice(1)]) for it in of.columns]
