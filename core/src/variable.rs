//! Policy variables: `${g:UserName}`, `${g:UserName, 'nobody'}` and the escapes `${*}`, `${?}`, `${$}`.

use alloc::string::String;

/// A part of a string with variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// What stands for itself, wildcards included.
    Text(&'a str),
    /// A character that is meant literally, though it would be a wildcard or begin a variable.
    Escaped(char),
    /// The value of a condition key.
    Variable {
        /// The key.
        key: &'a str,
        /// What stands in its place where the request does not have it.
        default: Option<String>,
    },
    /// `${` that no variable follows; with everything behind it.
    Malformed(&'a str),
}

/// The parts of `text` in order.
///
/// ```
/// use hwc_iam::variable::{Part, parts};
///
/// let found: Vec<_> = parts("home/${g:UserName, 'it''s'}/${*}").collect();
/// let variable = Part::Variable { key: "g:UserName", default: Some("it's".into()) };
/// assert_eq!(found, [Part::Text("home/"), variable, Part::Text("/"), Part::Escaped('*')]);
/// ```
pub fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    core::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(after) = rest.strip_prefix("${") else {
            let (part, behind) = rest.find("${").and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
            rest = behind;
            return Some(Part::Text(part));
        };
        let Some((part, behind)) = variable(after) else {
            let all = rest;
            rest = "";
            return Some(Part::Malformed(all));
        };
        rest = behind;
        Some(part)
    })
}

/// Whether `text` has a variable, an escape or something that was meant as one.
///
/// ```
/// assert!(hwc_iam::variable::has_variable("${g:UserName}"));
/// assert!(!hwc_iam::variable::has_variable("$5"));
/// ```
#[must_use]
pub fn has_variable(text: &str) -> bool {
    text.contains("${")
}

/// `text` written so that it is matched literally: its `*`, `?` and `$` are escaped.
///
/// ```
/// assert_eq!(hwc_iam::variable::escape("50% of $5*"), "50% of ${$}5${*}");
/// ```
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for it in text.chars() {
        match it {
            '*' | '?' | '$' => out.extend(['$', '{', it, '}']),
            _ => out.push(it),
        }
    }
    out
}

/// What stands behind `${`, and what follows its `}`.
fn variable(text: &str) -> Option<(Part<'_>, &str)> {
    for escaped in ['*', '?', '$'] {
        if let Some(behind) = text.strip_prefix(escaped).and_then(|it| it.strip_prefix('}')) {
            return Some((Part::Escaped(escaped), behind));
        }
    }
    let end = text.find([',', '}'])?;
    let (key, behind) = text.split_at_checked(end)?;
    let key = key.trim();
    if key.is_empty() || key.contains(|it: char| it.is_whitespace() || matches!(it, '{' | '\'' | '$')) {
        return None;
    }
    if let Some(behind) = behind.strip_prefix('}') {
        return Some((Part::Variable { key, default: None }, behind));
    }
    let mut rest = behind.strip_prefix(',')?.trim_start().strip_prefix('\'')?;
    let mut default = String::new();
    loop {
        let (part, behind) = rest.split_once('\'')?;
        default.push_str(part);
        match behind.strip_prefix('\'') {
            Some(behind) => {
                default.push('\'');
                rest = behind;
            }
            None => {
                let behind = behind.trim_start().strip_prefix('}')?;
                return Some((Part::Variable { key, default: Some(default) }, behind));
            }
        }
    }
}
