//! Words that several rules use.

use alloc::string::String;

/// `a`, `b` and so on, each in backticks.
pub(super) fn quoted<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for (at, name) in names.into_iter().enumerate() {
        match at {
            MOST => out.push_str(" and others"),
            _ if at > MOST => {}
            _ => {
                out.push_str(if at == 0 { "`" } else { ", `" });
                out.push_str(name);
                out.push('`');
            }
        }
    }
    out
}

/// More names than a message bears.
const MOST: usize = 5;
