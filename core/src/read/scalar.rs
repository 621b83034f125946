//! Numbers and words.

use alloc::format;
use alloc::string::String;

use super::{Reader, Span};
use crate::tree::Value;

impl Reader<'_> {
    pub(super) fn number(&mut self) -> Value<Span> {
        let start = self.at;
        let text = self.bare();
        let number = String::from(text);
        if !is_number(text) {
            self.report(start, self.at, &format!("`{number}` is not a number"));
        }
        Value::Number(number)
    }

    pub(super) fn word(&mut self) -> Value<Span> {
        let start = self.at;
        match self.bare() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            "" => {
                self.skip();
                let found = String::from(self.text.get(start..self.at).unwrap_or_default());
                self.report(start, self.at, &format!("`{found}` is not a value"));
                Value::Opaque
            }
            other => {
                let what = format!("`{other}` is not a value; a string needs double quotes");
                self.report(start, self.at, &what);
                Value::Opaque
            }
        }
    }

    /// The characters that words and numbers are made of.
    pub(super) fn bare(&mut self) -> &str {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        self.at += rest.find(|it| !is_bare(it)).unwrap_or(rest.len());
        self.text.get(start..self.at).unwrap_or_default()
    }
}

/// Whether it is a part of words and numbers.
pub(super) fn is_bare(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '_' | '-' | '+' | '.' | '*' | '$')
}

/// Whether it is a number of JSON.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| text.len() - text.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    let rest = text.strip_prefix('-').unwrap_or(text);
    let whole = digits(rest);
    if whole == 0 || whole > 1 && rest.starts_with('0') {
        return false;
    }
    let mut rest = rest.get(whole..).unwrap_or_default();
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = fraction.get(length..).unwrap_or_default();
    }
    match rest.strip_prefix(['e', 'E']) {
        Some(exponent) => {
            let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
            !exponent.is_empty() && digits(exponent) == exponent.len()
        }
        None => rest.is_empty(),
    }
}
