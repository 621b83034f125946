use alloc::sync::Arc;
use alloc::vec::Vec;
use std::collections::HashMap;

use arrow_array::types::ArrowDictionaryKeyType;
use arrow_array::{ArrowPrimitiveType, DictionaryArray, PrimitiveArray, StringArray};

use super::DecidedBatch;
use crate::eval::{Decision, PolicySet};
use crate::report;

/// A decision, and the place of the statement that decides it among all of them.
pub(super) type Decided = (Decision, Option<usize>);

pub(super) fn batch(set: &PolicySet, rows: &[Option<Decided>], has_statements: bool) -> DecidedBatch {
    let code = |it: Decision| Decision::ALL.iter().position(|other| *other == it).and_then(|it| i8::try_from(it).ok());
    let decisions = rows.iter().map(|it| it.and_then(|(decision, _)| code(decision))).collect();
    DecidedBatch {
        decisions: coded(decisions, Decision::ALL.iter().map(|it| it.name())),
        statements: has_statements.then(|| statements(set, rows)),
    }
}

/// Only those that decide anything.
fn statements(set: &PolicySet, rows: &[Option<Decided>]) -> DictionaryArray<arrow_array::types::Int32Type> {
    let mut texts: Vec<alloc::string::String> = Vec::new();
    let mut codes: HashMap<usize, Option<i32>> = HashMap::new();
    let code = |it: &Option<Decided>| {
        let place = (*it)?.1?;
        *codes.entry(place).or_insert_with(|| {
            let statement = report::statement(&set.statement_at(place)?);
            // It can be written as JSON.
            texts.push(serde_json::to_string(&statement).unwrap_or_default());
            i32::try_from(texts.len() - 1).ok()
        })
    };
    let keys = rows.iter().map(code).collect();
    coded(keys, texts.iter().map(|it| it.as_str()))
}

fn coded<'v, K: ArrowDictionaryKeyType + ArrowPrimitiveType>(
    keys: PrimitiveArray<K>,
    values: impl Iterator<Item = &'v str>,
) -> DictionaryArray<K> {
    DictionaryArray::new(keys, Arc::new(values.map(Some).collect::<StringArray>()))
}
