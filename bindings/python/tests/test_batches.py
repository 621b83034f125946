"""Columns of whichever library, by Arrow's PyCapsule interface."""

import pickle

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


def as_duckdb(sql):
    import duckdb

    return duckdb.sql(sql)


def as_polars(columns):
    import polars

    return polars.DataFrame(columns)


def as_nanoarrow(batch):
    import nanoarrow

    return nanoarrow.Array(batch)


LISTS = [["x"], [None, "y"], [], None]
WORDS = ["x", "y", "z", None]
DENIED = ["explicit_deny", "implicit_deny", "implicit_deny", "implicit_deny"]


def keyed(values):
    """A batch in which a key has these values."""
    return pyarrow.RecordBatch.from_pydict({"action": ["ims:images:get"] * len(values), "g:TagKeys": values})


@pytest.mark.parametrize(
    "batch",
    [
        lambda: keyed(pyarrow.array(LISTS)),
        lambda: keyed(pyarrow.array(LISTS, pyarrow.large_list(pyarrow.large_string()))),
        lambda: keyed(pyarrow.array(LISTS, pyarrow.list_view(pyarrow.string_view()))),
        lambda: keyed(pyarrow.array(LISTS, pyarrow.list_(pyarrow.dictionary(pyarrow.int8(), pyarrow.string())))),
        lambda: keyed(pyarrow.array(WORDS)),
        lambda: keyed(pyarrow.array(WORDS).dictionary_encode()),
        lambda: keyed(pyarrow.array(WORDS, pyarrow.dictionary(pyarrow.uint8(), pyarrow.large_string()))),
        # Not at the beginning of their memory.
        lambda: keyed(pyarrow.array(["x", *WORDS])).slice(1),
        lambda: keyed(pyarrow.array([["x"], *LISTS])).slice(1),
        lambda: as_polars({"action": ["ims:images:get"] * 4, "g:TagKeys": LISTS}),
        lambda: as_polars({"action": ["ims:images:get"] * 4, "g:TagKeys": WORDS}),
        lambda: as_polars(keyed(pyarrow.array(WORDS).dictionary_encode())),
        lambda: as_nanoarrow(keyed(pyarrow.array(LISTS))),
        lambda: as_nanoarrow(keyed(pyarrow.array(WORDS).dictionary_encode())),
        lambda: as_duckdb("SELECT 'ims:images:get' AS action, unnest([['x'], [NULL, 'y'], [], NULL]) AS \"g:TagKeys\""),
        lambda: as_duckdb("SELECT 'ims:images:get' AS action, unnest(['x', 'y', 'z', NULL]::ENUM('x', 'y', 'z')[]) AS \"g:TagKeys\""),
        lambda: as_duckdb(
            "SELECT 'ims:images:get' AS action, unnest([MAP {'g:TagKeys': ['x']}, MAP {'g:tagkeys': [NULL, 'y']}, MAP {}, NULL]) AS context"
        ),
    ],
)
def test_forms_of_columns(batch):
    assert decided(batch()) == DENIED


def test_numbers_and_dates_are_compared():
    import datetime

    conditions = {"NumberLessThan": {"g:MFAAge": ["10"]}, "DateLessThan": {"g:CurrentTime": ["2026-01-01T00:00:00Z"]}}
    policies = hwc_iam.PolicySet({"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["*"], "Condition": conditions}]})
    before, after = (datetime.datetime(it, 6, 1, tzinfo=datetime.timezone.utc) for it in (2025, 2026))
    batch = pyarrow.table({"action": ["ims:images:get"] * 3, "g:MFAAge": [9, 9, 10], "g:CurrentTime": [before, after, before]})
    assert pyarrow.chunked_array(policies.decide_batch(batch)).to_pylist() == ["allow", "implicit_deny", "implicit_deny"]


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


def test_a_mistake_in_a_row_is_said_with_its_row():
    kind = pyarrow.map_(pyarrow.string(), pyarrow.string())
    contexts = pyarrow.array([None, [("g:TagKeys", "x"), ("G:tagkeys", "y")]], kind)
    with pytest.raises(hwc_iam.BatchError, match="duplicate key") as error:
        decided(pyarrow.RecordBatch.from_pydict({"action": ["a:b:c"] * 2, "context": contexts}))
    assert (error.value.column_name, error.value.row) == ("context", 1)


def test_they_go_to_other_processes():
    assert decided(pyarrow.RecordBatch.from_pydict(ROWS)) == DECISIONS
    again = pickle.loads(pickle.dumps(POLICIES))
    assert pyarrow.array(again.decide_batch(pyarrow.RecordBatch.from_pydict(ROWS))).to_pylist() == DECISIONS
    scenario = hwc_iam.Scenario({"identity_policies": [], "scps": [], "request": {"action": "a:b:c"}})
    assert pickle.loads(pickle.dumps(scenario)).decide() == "implicit_deny"
    assert pickle.loads(pickle.dumps(scenario.policies)).decide({"action": "a:b:c"}) == "implicit_deny"
