"""Columns of whichever library, by Arrow's PyCapsule interface."""

import pickle
import threading
import time

import pyarrow
import pytest

import hwc_iam

POLICIES = hwc_iam.PolicySet(
    {
        "Version": "5.0",
        "Statement": [
            {"Effect": "Allow", "Action": ["ims:images:list"], "Condition": {"Bool": {"g:MFAPresent": ["true"]}}},
            {"Sid": "NoTags", "Effect": "Deny", "Action": ["*"], "Condition": {"ForAnyValue:StringEquals": {"g:TagKeys": ["x"]}}},
        ],
    }
)
ROWS = {
    "action": ["ims:images:list", "ims:images:list", "ims:images:list", "ims:images:list", None],
    "g:MFAPresent": [True, False, None, True, True],
    "g:TagKeys": [[], ["a"], None, ["a", "x"], []],
}
DECISIONS = ["allow", "implicit_deny", "implicit_deny", "explicit_deny", None]


def decided(batch, **options):
    return pyarrow.chunked_array(POLICIES.decide_batch(batch, **options)).to_pylist()


def test_each_library_hands_over_its_own():
    import duckdb
    import nanoarrow
    import polars

    batch = pyarrow.RecordBatch.from_pydict(ROWS)
    assert decided(batch) == DECISIONS
    assert decided(pyarrow.Table.from_batches([batch, batch])) == DECISIONS * 2
    assert decided(nanoarrow.Array(batch)) == DECISIONS
    assert decided(polars.DataFrame(ROWS)) == DECISIONS
    assert decided(duckdb.sql("SELECT * FROM batch")) == DECISIONS


def test_the_answer_is_taken_by_each_library():
    import nanoarrow
    import polars

    answer = POLICIES.decide_batch(pyarrow.RecordBatch.from_pydict(ROWS))
    assert len(answer) == 5
    assert pyarrow.array(answer).to_pylist() == DECISIONS
    assert polars.Series(answer).to_list() == DECISIONS
    assert len(nanoarrow.Array(answer)) == 5


def test_a_map_of_keys():
    contexts = [[("g:MFAPresent", ["true"])], [("g:TagKeys", ["x", "y"])], None, [("g:UserName", None)]]
    kind = pyarrow.map_(pyarrow.string(), pyarrow.list_(pyarrow.string()))
    batch = {"action": ["ims:images:list"] * 4, "context": pyarrow.array(contexts, kind)}
    assert decided(pyarrow.RecordBatch.from_pydict(batch)) == ["allow", "explicit_deny", "implicit_deny", "implicit_deny"]


def test_what_is_not_known():
    batch = pyarrow.RecordBatch.from_pydict({"action": ["ims:images:list"] * 2, "g:MFAPresent": [True, None]})
    assert decided(batch, unknown=["g:MFAPresent"]) == ["allow", "unknown"]
    assert decided(batch, unknown=["g:TagKeys"]) == ["unknown", "unknown"]


def test_statements():
    answer = pyarrow.record_batch(POLICIES.decide_batch(pyarrow.RecordBatch.from_pydict(ROWS), statements=True))
    assert answer.schema.names == ["decision", "statement"]
    statements = answer.column("statement").to_pylist()
    assert '"sid":"NoTags"' in statements[3] and statements[1] is None


def test_nothing_is_decided_to_nothing():
    table = pyarrow.schema([("action", pyarrow.string())]).empty_table()
    assert decided(table) == []


def test_what_is_wrong_is_said_with_its_column():
    with pytest.raises(hwc_iam.BatchError, match="did you mean `action`") as error:
        decided(pyarrow.RecordBatch.from_pydict({"acton": ["a"]}))
    assert (error.value.column_name, error.value.row) == ("acton", None)
    with pytest.raises(TypeError):
        POLICIES.decide_batch([1, 2])


def test_they_go_to_other_processes():
    assert decided(pyarrow.RecordBatch.from_pydict(ROWS)) == DECISIONS
    again = pickle.loads(pickle.dumps(POLICIES))
    assert pyarrow.array(again.decide_batch(pyarrow.RecordBatch.from_pydict(ROWS))).to_pylist() == DECISIONS
    scenario = hwc_iam.Scenario({"identity_policies": [], "scps": [], "request": {"action": "a:b:c"}})
    assert pickle.loads(pickle.dumps(scenario)).decide() == "implicit_deny"
    assert pickle.loads(pickle.dumps(scenario.policies)).decide({"action": "a:b:c"}) == "implicit_deny"


def test_python_goes_on_meanwhile():
    import log

    batch = log.batch(0, 1_000_000)
    policies = log.policies()
    done = threading.Event()

    def decide():
        policies.decide_batch(batch, threads=1)
        done.set()

    turns = 0
    thread = threading.Thread(target=decide)
    thread.start()
    while not done.is_set():
        turns += 1
        time.sleep(0.001)
    thread.join()
    # With the lock held, there would be none but the first.
    assert turns > 10
