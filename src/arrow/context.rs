use alloc::format;
use alloc::vec::Vec;
use core::ops::Range;
use std::collections::HashMap;

use arrow_array::cast::AsArray;
use arrow_array::{Array, MapArray};
use arrow_schema::DataType;

use super::column::{Column, NO_CODE};
use crate::error::BatchError;
use crate::eval::{KeyId, Refilled};

/// The name of the column.
pub(super) const CONTEXT: &str = "context";

/// A column of maps from keys to a value or several.
pub(super) struct Context<'a> {
    map: &'a MapArray,
    /// Which of the keys each entry has, from the first of a row on; [`NO_CODE`] for what no policy asks for.
    codes: Vec<u32>,
    first: usize,
    keys: Vec<KeyId>,
    values: Column<'a>,
}

impl<'a> Context<'a> {
    pub(super) fn new(array: &'a dyn Array, hashes: &[u64]) -> Result<Self, BatchError> {
        let map = array.as_map_opt().ok_or_else(|| {
            let why = format!("is a map from condition keys to their values, not of the type {}", array.data_type());
            BatchError::of(CONTEXT, why)
        })?;
        let names = Column::new(map.keys(), CONTEXT)?;
        if !matches!(
            map.key_type(),
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(..)
        ) {
            return Err(BatchError::of(CONTEXT, "the keys of the map are not strings"));
        }
        let values = Column::new(map.values(), CONTEXT)?;
        let offsets = map.value_offsets();
        let at = |it: Option<&i32>| it.and_then(|it| usize::try_from(*it).ok()).unwrap_or_default();
        let (first, last) = (at(offsets.first()), at(offsets.last()));
        let mut keys = Vec::new();
        let mut known: HashMap<&str, u32> = HashMap::new();
        let codes = (first..last)
            .map(|it| match names.text(it) {
                None => NO_CODE,
                Some(name) => *known.entry(name).or_insert_with(|| {
                    let key = KeyId::of_request(name);
                    if !key.is_in(hashes) {
                        return NO_CODE;
                    }
                    keys.push(key);
                    u32::try_from(keys.len() - 1).unwrap_or(NO_CODE)
                }),
            })
            .collect();
        Ok(Self { map, codes, first, keys, values })
    }

    /// Adds what a row has.
    pub(super) fn fill(&self, row: usize, request: &mut Refilled) -> Result<(), BatchError> {
        for entry in self.entries(row).unwrap_or_default() {
            let key = self.codes.get(entry - self.first).filter(|it| **it != NO_CODE);
            let Some(key) = key.and_then(|it| self.keys.get(*it as usize)) else { continue };
            if !self.values.cell(entry).fill(key, request) {
                let why = format!("duplicate key `{}`: the case of a key does not count", key.name());
                return Err(BatchError::of(CONTEXT, why).at(row));
            }
        }
        Ok(())
    }

    fn entries(&self, row: usize) -> Option<Range<usize>> {
        if self.map.is_null(row) {
            return None;
        }
        let offsets = self.map.value_offsets();
        let at = |it: &i32| usize::try_from(*it).ok();
        Some(at(offsets.get(row)?)?..at(offsets.get(row + 1)?)?)
    }
}
