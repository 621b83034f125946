//! What columns can be, and what is said of those that cannot.

use std::sync::Arc;

use arrow_array::builder::{
    FixedSizeListBuilder, LargeListBuilder, ListBuilder, ListViewBuilder, MapBuilder, StringBuilder,
    StringDictionaryBuilder,
};
use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BinaryArray, Date32Array, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray,
    TimestampMillisecondArray, UInt8Array,
};
use hwc_iam::Policy;
use hwc_iam::arrow::BatchOptions;
use hwc_iam::eval::PolicySet;

/// Allows `ims:images:list` under a condition.
fn set(condition: &str) -> PolicySet {
    let text = format!(
        r#"{{"Version":"5.0","Statement":[{{"Effect":"Allow","Action":["ims:images:list"],"Condition":{condition}}}]}}"#
    );
    PolicySet::builder().identity("one", Policy::from_json(&text).unwrap()).build().unwrap()
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let rows = columns.first().map_or(1, |it| it.1.len());
    let action: ArrayRef = Arc::new(StringArray::from(vec!["ims:images:list"; rows]));
    RecordBatch::try_from_iter(std::iter::once(("action", action)).chain(columns)).unwrap()
}

fn decisions(condition: &str, columns: Vec<(&str, ArrayRef)>) -> Vec<String> {
    let decided = set(condition).decide_batch(&batch(columns), &BatchOptions::default()).unwrap();
    let names = decided.decisions.values().as_string::<i32>().clone();
    (0..decided.decisions.len()).map(|row| names.value(decided.decisions.key(row).unwrap()).to_owned()).collect()
}

fn error(columns: Vec<(&str, ArrayRef)>) -> String {
    set("{}").decide_batch(&batch(columns), &BatchOptions::default()).unwrap_err().to_string()
}

const DENIED: &str = "implicit_deny";

#[test]
fn numbers_are_compared_as_they_are_written() {
    let less = r#"{"NumberLessThan":{"g:MFAAge":["10"]}}"#;
    let of = |column: ArrayRef| decisions(less, vec![("g:MFAAge", column)]);
    assert_eq!(of(Arc::new(Int64Array::from(vec![Some(9), Some(10), None]))), ["allow", DENIED, DENIED]);
    assert_eq!(of(Arc::new(UInt8Array::from(vec![9, 10]))), ["allow", DENIED]);
    assert_eq!(of(Arc::new(Float64Array::from(vec![9.5, 10.5]))), ["allow", DENIED]);
    let decimals = Decimal128Array::from(vec![950, 1050]).with_precision_and_scale(9, 2).unwrap();
    assert_eq!(of(Arc::new(decimals)), ["allow", DENIED]);
}

#[test]
fn dates_are_compared_as_dates() {
    let before = r#"{"DateLessThan":{"g:CurrentTime":["2026-01-01T00:00:00Z"]}}"#;
    let of = |column: ArrayRef| decisions(before, vec![("g:CurrentTime", column)]);
    let new_year = 1_767_225_600_000;
    let instants = || TimestampMillisecondArray::from(vec![new_year - 1, new_year]);
    assert_eq!(of(Arc::new(instants().with_timezone("+08:00"))), ["allow", DENIED]);
    // Nobody says in which zone these are.
    assert_eq!(of(Arc::new(instants())), ["unknown", "unknown"]);
    let in_2024 = r#"{"StringEquals":{"g:UserName":["2024-02-29"]}}"#;
    let days: ArrayRef = Arc::new(Date32Array::from(vec![19_782, 19_783]));
    assert_eq!(decisions(in_2024, vec![("g:UserName", days)]), ["allow", DENIED]);
    let far: ArrayRef = Arc::new(Date32Array::from(vec![0, 10_000_000]));
    assert_eq!(error(vec![("g:UserName", far)]), "column `g:UserName`, row 1: a year does not have four digits");
}

#[test]
fn every_kind_of_list_is_several_values() {
    let any = r#"{"ForAnyValue:StringEquals":{"g:TagKeys":["a"]}}"#;
    let of = |column: ArrayRef| decisions(any, vec![("g:TagKeys", column)]);
    let wanted = ["allow", DENIED, DENIED];
    macro_rules! list {
        ($builder:expr) => {{
            let mut list = $builder;
            list.values().append_value("b");
            list.values().append_value("a");
            list.append(true);
            list.values().append_value("b");
            list.values().append_null();
            list.append(true);
            list.values().append_null();
            list.values().append_null();
            list.append(false);
            Arc::new(list.finish())
        }};
    }
    assert_eq!(of(list!(ListBuilder::new(StringBuilder::new()))), wanted);
    assert_eq!(of(list!(LargeListBuilder::new(StringBuilder::new()))), wanted);
    assert_eq!(of(list!(ListViewBuilder::new(StringBuilder::new()))), wanted);
    assert_eq!(of(list!(FixedSizeListBuilder::new(StringBuilder::new(), 2))), wanted);
    assert_eq!(of(list!(ListBuilder::new(StringDictionaryBuilder::<Int32Type>::new()))), wanted);
}

#[test]
fn an_action_that_is_null_has_no_decision() {
    let action: ArrayRef = Arc::new(StringArray::from(vec![Some("ims:images:list"), None]));
    let batch = RecordBatch::try_from_iter([("action", action)]).unwrap();
    let decided = set("{}").decide_batch(&batch, &BatchOptions::default()).unwrap();
    assert!(decided.decisions.is_valid(0) && decided.decisions.is_null(1));
}

#[test]
fn the_statement_that_decides_is_as_in_documents() {
    let text = r#"{"Version":"5.0","Statement":[
        {"Effect":"Allow","Action":["ims:*:*"]},
        {"Sid":"NoList","Effect":"Deny","Action":["ims:images:list"]}]}"#;
    let set = PolicySet::builder().identity("one", Policy::from_json(text).unwrap()).build().unwrap();
    let decided = set.decide_batch(&batch(Vec::new()), &BatchOptions::default().statements()).unwrap();
    assert_eq!(
        decided.statements.unwrap().values().as_string::<i32>().value(0),
        r#"{"layer":"identity","policy":"one","statement":1,"sid":"NoList","effect":"Deny"}"#
    );
}

fn texts(all: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(all.to_vec()))
}

#[test]
fn what_cannot_be_read_is_said_with_its_column() {
    let binary: ArrayRef = Arc::new(BinaryArray::from(vec![b"a".as_slice()]));
    let help = "help: a column has strings, booleans, numbers, dates, or lists or a dictionary of these";
    assert_eq!(
        error(vec![("g:UserName", binary)]),
        format!("column `g:UserName`: the type Binary cannot be read\n{help}")
    );
    assert_eq!(
        error(vec![("time", texts(&["a"]))]),
        "column `time`: is not a part of a request\nhelp: the columns are `action`, `resource`, `principal`, `context` and condition keys such as `g:MFAPresent`"
    );
    assert_eq!(
        error(vec![("resorce", texts(&["a"]))]),
        "column `resorce`: is not a part of a request\nhelp: did you mean `resource`?"
    );
    assert_eq!(
        error(vec![("context", texts(&["a"]))]),
        "column `context`: is a map from condition keys to their values, not of the type Utf8"
    );
    assert_eq!(
        error(vec![("g:UserName", texts(&["a"])), ("G:username", texts(&["a"]))]),
        "column `G:username`: duplicate key `G:username`: the case of a key does not count"
    );
    let mut list = ListBuilder::new(StringBuilder::new());
    list.append(true);
    assert_eq!(
        error(vec![("resource", Arc::new(list.finish()))]),
        "column `resource`: there is one `resource`, not a list"
    );
    let options = BatchOptions::default().unknown("principal");
    assert_eq!(
        set("{}").decide_batch(&batch(Vec::new()), &options).unwrap_err().to_string(),
        "`principal` is not a condition key or `resource`, which can be unknown"
    );
    let no_action = RecordBatch::try_from_iter([("resource", texts(&["a"]))]).unwrap();
    assert_eq!(
        set("{}").decide_batch(&no_action, &BatchOptions::default()).unwrap_err().to_string(),
        "there is no column `action`"
    );
}

#[test]
fn a_key_that_is_there_twice_is_a_mistake_of_its_row() {
    let mut map = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new());
    map.append(true).unwrap();
    for key in ["g:UserName", "g:username"] {
        map.keys().append_value(key);
        map.values().append_value("a");
    }
    map.append(true).unwrap();
    let context: ArrayRef = Arc::new(map.finish());
    let set = set(r#"{"StringEquals":{"g:UserName":["a"]}}"#);
    let error = set.decide_batch(&batch(vec![("context", context)]), &BatchOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "column `context`, row 1: duplicate key `g:username`: the case of a key does not count"
    );
    assert_eq!((error.column(), error.row()), (Some("context"), Some(1)));
}
