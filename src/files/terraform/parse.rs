//! Terraform's language as `hcl-edit` reads it, with two differences: of an object that has a key twice the last one counts, as for
//! Terraform, and objects with so many keys that it would take minutes are refused.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use hcl_edit::expr::Expression;
use hcl_edit::parser;
use hcl_edit::structure::Body;
use hcl_edit::template::Template;

use crate::Position;
use crate::error::ReadFileError;

pub(in crate::files) fn body(text: &str) -> Result<Body, ReadFileError> {
    parse(text, parser::parse_body)
}

pub(super) fn template(text: &str) -> Result<Template, ReadFileError> {
    parse(text, parser::parse_template)
}

pub(super) fn expression(text: &str) -> Result<Expression, ReadFileError> {
    parse(text, parser::parse_expr)
}

/// In place of a key that is there twice another one of the same length is read; whoever asks for its name looks at the text.
fn parse<T>(text: &str, read: impl Fn(&str) -> Result<T, parser::Error>) -> Result<T, ReadFileError> {
    if effort(text) > MOST_EFFORT {
        return Err(ReadFileError::new(START, String::from("it has an object with too many keys to be read")));
    }
    let mut other: Option<String> = None;
    let mut number = 0;
    // Each costs a reading of the text.
    let most = (MOST_READ / text.len().max(1)).min(MOST_DUPLICATES);
    loop {
        let error = match read(other.as_deref().unwrap_or(text)) {
            Ok(it) => return Ok(it),
            Err(it) => it,
        };
        let is_duplicate = error.message().contains("redefined object key") && number < most;
        let key = key_at(text, error.location().offset()).filter(|_| is_duplicate);
        let Some(key) = key else {
            let (line, offset) = (error.location().line(), error.location().offset());
            let position = Position { line, column: error.location().column().saturating_sub(1), offset };
            return Err(ReadFileError::new(position, error.message().to_string()));
        };
        number += 1;
        let name = name(
            number,
            key.len(),
            text.get(key.clone()).is_some_and(|it| it.starts_with(|it: char| it.is_ascii_digit())),
        );
        other.get_or_insert_with(|| text.into()).replace_range(key, &name);
    }
}

/// The name of a key, without its quotes, if it is written out.
fn key_at(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-');
    let (start, length) = match rest.strip_prefix('"') {
        Some(inner) => {
            let end =
                inner.find(['"', '\\', '$', '%']).filter(|it| inner.get(*it..).is_some_and(|it| it.starts_with('"')));
            (start + 1, end?)
        }
        None => (start, rest.find(|it| !is_name(it)).unwrap_or(rest.len())),
    };
    (length > 0).then_some(start..start + length)
}

/// A name, or a number, of that many bytes.
fn name(number: usize, length: usize, is_number: bool) -> String {
    let digits: &[u8] = if is_number { b"9876543210" } else { b"zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA" };
    let mut left = number;
    let mut name = String::new();
    for _ in 0..length {
        name.push(digits.get(left % digits.len()).map_or('z', |it| char::from(*it)));
        left /= digits.len();
    }
    name
}

/// What stands around a character.
enum Around {
    Object(u64),
    Text,
    Other,
}

/// How often keys of objects would be held against each other, estimated.
fn effort(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut around: Vec<Around> = Vec::new();
    let (mut all, mut at, mut before) = (0_u64, 0, b'\n');
    while let Some(byte) = bytes.get(at).copied() {
        let next = bytes.get(at + 1).copied().unwrap_or(b'\n');
        at += 1;
        if matches!(around.last(), Some(Around::Text)) {
            match (byte, next) {
                (b'\\', _) => at += 1,
                (b'"' | b'\n', _) => drop(around.pop()),
                (b'$' | b'%', b'{') => {
                    around.push(Around::Other);
                    at += 1;
                }
                _ => {}
            }
            continue;
        }
        match (byte, next) {
            (b'#', _) | (b'/', b'/') => at += bytes.iter().skip(at).take_while(|it| **it != b'\n').count(),
            (b'"', _) => around.push(Around::Text),
            (b'{', _) => {
                let is_object = matches!(before, b'=' | b':' | b'(' | b',' | b'[' | b'?');
                around.push(if is_object { Around::Object(0) } else { Around::Other });
            }
            (b'}', _) => {
                if let Some(Around::Object(keys)) = around.pop() {
                    all = all.saturating_add(keys.saturating_mul(keys));
                }
            }
            (b'=' | b':', _) => {
                if let Some(Around::Object(keys)) = around.last_mut() {
                    *keys += 1;
                }
            }
            _ => {}
        }
        before = if byte.is_ascii_whitespace() { before } else { byte };
    }
    all
}

const START: Position = Position { line: 1, column: 0, offset: 0 };

/// Keys that are held against each other in a second.
const MOST_EFFORT: u64 = 400_000_000;

/// More than anybody writes.
const MOST_DUPLICATES: usize = 64;

/// Bytes that are read again for them.
const MOST_READ: usize = 64 << 20;
