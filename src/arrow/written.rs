//! Numbers and dates as the texts that policies compare.

use core::fmt::Write;

use arrow_array::builder::LargeStringBuilder;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Decimal256Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, LargeStringArray, PrimitiveArray};
use arrow_schema::{DataType, TimeUnit};

use crate::error::BatchError;
use crate::shared::value;

/// The texts; nothing, if it is neither of numbers nor of dates.
pub(super) fn written(array: &dyn Array) -> Option<Result<LargeStringArray, BatchError>> {
    Some(match array.data_type() {
        DataType::Int8 => plain::<Int8Type>(array)?,
        DataType::Int16 => plain::<Int16Type>(array)?,
        DataType::Int32 => plain::<Int32Type>(array)?,
        DataType::Int64 => plain::<Int64Type>(array)?,
        DataType::UInt8 => plain::<UInt8Type>(array)?,
        DataType::UInt16 => plain::<UInt16Type>(array)?,
        DataType::UInt32 => plain::<UInt32Type>(array)?,
        DataType::UInt64 => plain::<UInt64Type>(array)?,
        DataType::Float32 => plain::<Float32Type>(array)?,
        DataType::Float64 => plain::<Float64Type>(array)?,
        DataType::Decimal128(..) => {
            let all = array.as_primitive_opt::<Decimal128Type>()?;
            texts(all, |row, _, out| Ok(out.write_str(&all.value_as_string(row))))
        }
        DataType::Decimal256(..) => {
            let all = array.as_primitive_opt::<Decimal256Type>()?;
            texts(all, |row, _, out| Ok(out.write_str(&all.value_as_string(row))))
        }
        DataType::Date32 => dates::<Date32Type>(array, 86_400, 1, Form::Day)?,
        DataType::Date64 => dates::<Date64Type>(array, 1, 1_000, Form::Day)?,
        DataType::Timestamp(unit, zone) => {
            let form = if zone.is_some() { Form::Instant } else { Form::WithoutZone };
            match unit {
                TimeUnit::Second => dates::<TimestampSecondType>(array, 1, 1, form)?,
                TimeUnit::Millisecond => dates::<TimestampMillisecondType>(array, 1, 1_000, form)?,
                TimeUnit::Microsecond => dates::<TimestampMicrosecondType>(array, 1, 1_000_000, form)?,
                TimeUnit::Nanosecond => dates::<TimestampNanosecondType>(array, 1, 1_000_000_000, form)?,
            }
        }
        _ => return None,
    })
}

/// How much of a date is known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Instant,
    WithoutZone,
    Day,
}

fn plain<T: ArrowPrimitiveType<Native: core::fmt::Display>>(
    array: &dyn Array,
) -> Option<Result<LargeStringArray, BatchError>> {
    let all = array.as_primitive_opt::<T>()?;
    Some(texts(all, |_, it, out| Ok(write!(out, "{it}"))))
}

/// Dates in units of so many seconds, or of one of so many parts of a second.
fn dates<T: ArrowPrimitiveType<Native: Into<i64>>>(
    array: &dyn Array,
    seconds: i64,
    parts: i64,
    form: Form,
) -> Option<Result<LargeStringArray, BatchError>> {
    let all = array.as_primitive_opt::<T>()?;
    Some(texts(all, |row, it, out| {
        let it: i64 = it.into();
        let nanos = u32::try_from(it.rem_euclid(parts) * (1_000_000_000 / parts)).unwrap_or_default();
        let instant = it.div_euclid(parts).checked_mul(seconds).map(|it| (it, nanos));
        let text = instant.and_then(value::date_text);
        let text = text.ok_or_else(|| BatchError::new("a year does not have four digits").at(row))?;
        let end = match form {
            Form::Instant => text.len(),
            Form::WithoutZone => text.len() - 1,
            Form::Day => text.find('T').unwrap_or(text.len()),
        };
        Ok(out.write_str(text.get(..end).unwrap_or(&text)))
    }))
}

fn texts<T: ArrowPrimitiveType>(
    all: &PrimitiveArray<T>,
    write: impl Fn(usize, T::Native, &mut LargeStringBuilder) -> Result<core::fmt::Result, BatchError>,
) -> Result<LargeStringArray, BatchError> {
    let mut out = LargeStringBuilder::with_capacity(all.len(), all.len() * 8);
    for (row, it) in all.iter().enumerate() {
        match it {
            None => out.append_null(),
            Some(it) => {
                // Into memory.
                _ = write(row, it, &mut out)?;
                out.append_value("");
            }
        }
    }
    Ok(out.finish())
}
