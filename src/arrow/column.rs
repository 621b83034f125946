use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Range;

use arrow_array::cast::AsArray;
use arrow_array::{Array, BooleanArray, LargeStringArray, ListArray, StringArray, StringViewArray, types};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;

use super::written;
use crate::error::BatchError;
use crate::eval::{KeyId, Refilled};

/// A column of texts, of lists of texts, or of what is written as texts. Strings stay where they are.
pub(super) enum Column<'a> {
    /// Of nothing.
    Null,
    Text(&'a StringArray),
    LargeText(&'a LargeStringArray),
    TextView(&'a StringViewArray),
    Boolean(&'a BooleanArray),
    /// Numbers and dates.
    Written(LargeStringArray),
    Coded {
        /// [`NO_CODE`] for nulls.
        codes: Vec<u32>,
        values: Box<Self>,
    },
    List {
        nulls: Option<&'a NullBuffer>,
        ends: Ends<'a>,
        values: Box<Self>,
    },
}

/// Where lists begin and end.
pub(super) enum Ends<'a> {
    Small(&'a [i32]),
    Large(&'a [i64]),
    SmallView(&'a [i32], &'a [i32]),
    LargeView(&'a [i64], &'a [i64]),
    Fixed(usize),
}

/// What a row has in a column.
pub(super) enum Cell<'a> {
    Null,
    One(&'a str),
    Many(Many<'a>),
}

/// Some values of a column of them.
pub(super) struct Many<'a> {
    values: &'a Column<'a>,
    range: Range<usize>,
}

pub(super) const NO_CODE: u32 = u32::MAX;

impl<'a> Column<'a> {
    /// Reads the column with this name.
    pub(super) fn new(array: &'a dyn Array, name: &str) -> Result<Self, BatchError> {
        Self::read(array)
            .unwrap_or_else(|| {
                let why = format!("the type {} cannot be read", array.data_type());
                let help =
                    "a column has strings, booleans, numbers, dates, or lists or a dictionary of these".to_owned();
                Err(BatchError::of(name, why).help_with(Some(help)))
            })
            .map_err(|it| if it.column().is_none() { named(it, name) } else { it })
    }

    /// Nothing if the type is another.
    fn read(array: &'a dyn Array) -> Option<Result<Self, BatchError>> {
        let column = match array.data_type() {
            DataType::Null => Self::Null,
            DataType::Utf8 => Self::Text(array.as_string_opt()?),
            DataType::LargeUtf8 => Self::LargeText(array.as_string_opt()?),
            DataType::Utf8View => Self::TextView(array.as_string_view_opt()?),
            DataType::Boolean => Self::Boolean(array.as_boolean_opt()?),
            DataType::Dictionary(..) => {
                let dictionary = array.as_any_dictionary_opt()?;
                let values = dictionary.values();
                Self::Coded {
                    codes: codes(dictionary.keys())?,
                    values: Box::new(match Self::of_single(&**values)? {
                        Ok(it) => it,
                        wrong => return Some(wrong),
                    }),
                }
            }
            DataType::List(_) => {
                let list: &ListArray = array.as_list_opt()?;
                return Self::list(list.nulls(), Ends::Small(list.value_offsets()), list.values());
            }
            DataType::LargeList(_) => {
                let list = array.as_list_opt::<i64>()?;
                return Self::list(list.nulls(), Ends::Large(list.value_offsets()), list.values());
            }
            DataType::ListView(_) => {
                let list = array.as_list_view_opt::<i32>()?;
                let ends = Ends::SmallView(list.value_offsets(), list.value_sizes());
                return Self::list(list.nulls(), ends, list.values());
            }
            DataType::LargeListView(_) => {
                let list = array.as_list_view_opt::<i64>()?;
                let ends = Ends::LargeView(list.value_offsets(), list.value_sizes());
                return Self::list(list.nulls(), ends, list.values());
            }
            DataType::FixedSizeList(_, size) => {
                let list = array.as_fixed_size_list_opt()?;
                return Self::list(list.nulls(), Ends::Fixed(usize::try_from(*size).ok()?), list.values());
            }
            _ => return Some(written::written(array)?.map(Self::Written)),
        };
        Some(Ok(column))
    }

    fn of_single(array: &'a dyn Array) -> Option<Result<Self, BatchError>> {
        match array.data_type() {
            DataType::Dictionary(..)
            | DataType::List(_)
            | DataType::LargeList(_)
            | DataType::ListView(_)
            | DataType::LargeListView(_)
            | DataType::FixedSizeList(..) => None,
            _ => Self::read(array),
        }
    }

    fn list(nulls: Option<&'a NullBuffer>, ends: Ends<'a>, values: &'a dyn Array) -> Option<Result<Self, BatchError>> {
        let values = match values.data_type() {
            DataType::Dictionary(..) => Self::read(values),
            _ => Self::of_single(values),
        };
        Some(values?.map(|it| Self::List { nulls, ends, values: Box::new(it) }))
    }

    pub(super) fn cell(&self, row: usize) -> Cell<'_> {
        match self {
            Self::List { nulls, ends, values } => match ends.range(row) {
                Some(range) if nulls.is_none_or(|it| it.is_valid(row)) => Cell::Many(Many { values, range }),
                _ => Cell::Null,
            },
            _ => self.text(row).map_or(Cell::Null, Cell::One),
        }
    }

    /// The text of a row, of which there is none in a list.
    pub(super) fn text(&self, row: usize) -> Option<&str> {
        match self {
            Self::Null | Self::List { .. } => None,
            Self::Text(it) => it.is_valid(row).then(|| it.value(row)),
            Self::LargeText(it) => it.is_valid(row).then(|| it.value(row)),
            Self::TextView(it) => it.is_valid(row).then(|| it.value(row)),
            Self::Written(it) => it.is_valid(row).then(|| it.value(row)),
            Self::Boolean(it) => it.is_valid(row).then(|| if it.value(row) { "true" } else { "false" }),
            Self::Coded { codes, values, .. } => {
                let code = codes.get(row).filter(|it| **it != NO_CODE)?;
                values.text(*code as usize)
            }
        }
    }

    pub(super) const fn is_list(&self) -> bool {
        matches!(self, Self::List { .. })
    }

    /// What tells rows of different texts apart, 0 for nulls, if that is known without looking at the texts.
    pub(super) fn code(&self, row: usize) -> Option<u32> {
        match self {
            Self::Null => Some(0),
            Self::Boolean(it) => Some(if it.is_valid(row) { 1 + u32::from(it.value(row)) } else { 0 }),
            Self::Coded { codes, .. } => Some(codes.get(row).map_or(0, |it| it.wrapping_add(1))),
            _ => None,
        }
    }
}

impl Cell<'_> {
    /// Adds what the row has as the values of a key; whether that is not there yet.
    pub(super) fn fill(self, key: &KeyId, request: &mut Refilled) -> bool {
        match self {
            Self::Null => true,
            Self::One(it) => request.key(key, it),
            Self::Many(all) => request.keys(key, all.texts()),
        }
    }
}

impl Ends<'_> {
    fn range(&self, row: usize) -> Option<Range<usize>> {
        let long = |it: &i64| usize::try_from(*it).ok();
        let short = |it: &i32| usize::try_from(*it).ok();
        Some(match self {
            Self::Small(all) => short(all.get(row)?)?..short(all.get(row + 1)?)?,
            Self::Large(all) => long(all.get(row)?)?..long(all.get(row + 1)?)?,
            Self::SmallView(starts, sizes) => {
                let start = short(starts.get(row)?)?;
                start..start + short(sizes.get(row)?)?
            }
            Self::LargeView(starts, sizes) => {
                let start = long(starts.get(row)?)?;
                start..start + long(sizes.get(row)?)?
            }
            Self::Fixed(size) => row * size..(row + 1) * size,
        })
    }
}

impl<'a> Many<'a> {
    /// Those that are not null.
    fn texts(self) -> impl Iterator<Item = &'a str> {
        self.range.filter_map(|it| self.values.text(it))
    }
}

fn codes(keys: &dyn Array) -> Option<Vec<u32>> {
    macro_rules! of {
        ($($integer:ident)+) => {
            match keys.data_type() {
                $(DataType::$integer => {
                    let keys = keys.as_primitive_opt::<paste_type!($integer)>()?;
                    keys.iter().map(|it| it.map_or(Some(NO_CODE), |it| u32::try_from(it).ok())).collect()
                })+
                _ => None,
            }
        };
    }
    macro_rules! paste_type {
        (Int8) => {
            types::Int8Type
        };
        (Int16) => {
            types::Int16Type
        };
        (Int32) => {
            types::Int32Type
        };
        (Int64) => {
            types::Int64Type
        };
        (UInt8) => {
            types::UInt8Type
        };
        (UInt16) => {
            types::UInt16Type
        };
        (UInt32) => {
            types::UInt32Type
        };
        (UInt64) => {
            types::UInt64Type
        };
    }
    of!(Int8 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64)
}

fn named(error: BatchError, column: &str) -> BatchError {
    let named = BatchError::of(column, String::from(error.message()));
    error.row().map_or(named.clone(), |row| named.at(row))
}
