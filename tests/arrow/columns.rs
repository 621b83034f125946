//! Random columns of a value for each row, in whichever type can hold them.

use std::sync::Arc;

use arrow_array::builder::{ListBuilder, MapBuilder, StringBuilder, StringDictionaryBuilder};
use arrow_array::types::{Int8Type, Int32Type, UInt16Type};
use arrow_array::{ArrayRef, BooleanArray, Int64Array, LargeStringArray, NullArray, StringArray, StringViewArray};

use crate::random::Random;

/// What a row has of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Null,
    One(String),
    Many(Vec<String>),
}

impl Cell {
    fn one(&self) -> Option<&str> {
        if let Self::One(it) = self { Some(it) } else { None }
    }
}

/// Texts, or nulls.
pub(super) fn texts(random: &mut Random, all: &[Option<&str>]) -> ArrayRef {
    if all.iter().all(Option::is_none) && random.chance(50) {
        return Arc::new(NullArray::new(all.len()));
    }
    if all.iter().flatten().all(|it| ["true", "false"].contains(it)) && random.chance(70) {
        return Arc::new(all.iter().map(|it| it.map(|it| it == "true")).collect::<BooleanArray>());
    }
    let numbers: Option<Int64Array> = all
        .iter()
        .map(|it| it.map_or(Some(None), |it| it.parse().ok().filter(|n: &i64| n.to_string() == it).map(Some)))
        .collect();
    if let Some(numbers) = numbers.filter(|_| random.chance(70)) {
        return Arc::new(numbers);
    }
    match random.below(6) {
        0 => Arc::new(all.iter().collect::<StringArray>()),
        1 => Arc::new(all.iter().collect::<LargeStringArray>()),
        2 => Arc::new(all.iter().collect::<StringViewArray>()),
        3 => {
            let mut out = StringDictionaryBuilder::<Int8Type>::new();
            all.iter().for_each(|it| out.append_option(*it));
            Arc::new(out.finish())
        }
        4 => {
            let mut out = StringDictionaryBuilder::<UInt16Type>::new();
            all.iter().for_each(|it| out.append_option(*it));
            Arc::new(out.finish())
        }
        _ => {
            let mut out = StringDictionaryBuilder::<Int32Type>::new();
            all.iter().for_each(|it| out.append_option(*it));
            Arc::new(out.finish())
        }
    }
}

/// A column of one key, as texts where each row has one at most, else as lists.
pub(super) fn key(random: &mut Random, all: &[Cell]) -> ArrayRef {
    if all.iter().all(|it| !matches!(it, Cell::Many(_))) {
        let all: Vec<Option<&str>> = all.iter().map(Cell::one).collect();
        return texts(random, &all);
    }
    let mut out = ListBuilder::new(StringBuilder::new());
    for it in all {
        match it {
            Cell::Many(all) => {
                for it in all {
                    if random.chance(10) {
                        out.values().append_null();
                    }
                    out.values().append_value(it);
                }
                out.append(true);
            }
            _ => out.append(false),
        }
    }
    Arc::new(out.finish())
}

/// A column `context` with the values of some keys, all of them lists or none.
pub(super) fn context(random: &mut Random, rows: &[Vec<(&str, &Cell)>]) -> ArrayRef {
    let is_list = |it: &Cell| matches!(it, Cell::Many(_));
    if rows.iter().flatten().any(|(_, it)| is_list(it)) {
        let mut out = MapBuilder::new(None, StringBuilder::new(), ListBuilder::new(StringBuilder::new()));
        for row in rows {
            for (key, cell) in row {
                match cell {
                    Cell::Many(all) => {
                        out.keys().append_value(key);
                        all.iter().for_each(|it| out.values().values().append_value(it));
                        out.values().append(true);
                    }
                    Cell::Null if random.chance(50) => {
                        out.keys().append_value(key);
                        out.values().append(false);
                    }
                    _ => {}
                }
            }
            out.append(!row.is_empty()).unwrap();
        }
        return Arc::new(out.finish());
    }
    let mut out = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new());
    for row in rows {
        for (key, cell) in row {
            if let Some(it) = cell.one() {
                out.keys().append_value(key);
                out.values().append_value(it);
            }
        }
        out.append(!row.is_empty()).unwrap();
    }
    Arc::new(out.finish())
}
