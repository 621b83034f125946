//! The values of an unknown key that the policies tell apart: one value for each class of them.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::net::IpAddr;

use super::compare::Comparison;
use super::condition::Test;
use super::grant::GrantScope;
use super::key_id::{KeyId, Sameness};
use super::patterns::Patterns;
use super::request::{Request, Value};
use super::set::PolicySet;
use super::statement::Compiled;
use super::text::{Reading, Text};
use crate::ConditionKey;
use crate::shared::value;

/// More classes of one value than this make too many sets of them.
const MOST_FOR_SETS: usize = 6;

/// The values of the key at this place, if they can be told: the key is in no variable, and all that compares it is of one type
/// and compares it with texts that are known.
pub(super) fn classes(set: &PolicySet, request: &Request, place: usize) -> Option<Vec<Value>> {
    let key = &request.context.get(place)?.key;
    let is_it = |it: &KeyId| it.sameness(key) != Sameness::Different;
    let mut found = Elements::default();
    for statement in concerned(set, request) {
        let texts = statement.resources.iter().flat_map(|it| it.texts());
        let operands = statement.tests.iter().flat_map(|it| &it.operands).map(|it| it.text());
        if texts.chain(operands).flat_map(Text::variables).any(|it| is_it(&it.id)) {
            return None;
        }
        for test in statement.tests.iter().filter(|it| is_it(&it.key.id)) {
            found.add(test)?;
        }
    }
    for grant in &set.grants {
        let (name, of) = match &grant.scope {
            GrantScope::Project(it) => (it, &set.keys.project),
            GrantScope::EnterpriseProject(it) => (it, &set.keys.enterprise_project),
            _ => continue,
        };
        if is_it(of) {
            found.patterns.add(name, Reading::LITERAL)?;
            found.has_text = true;
        }
    }
    let elements = found.elements()?;
    let stated = ConditionKey::from_name(key.name()).and_then(ConditionKey::is_multivalued);
    let mut all = alloc::vec![Value::Absent];
    // Of a key of which no page says whether it has several values, whoever puts a qualifier on it says that it has.
    if !stated.unwrap_or(found.has_qualifier) {
        all.extend(elements.iter().map(|it| Value::One(it.as_str().into())));
    } else {
        if elements.len() > MOST_FOR_SETS {
            return None;
        }
        let chosen = |bits: usize| {
            let some = elements.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1);
            Value::Many(some.map(|(_, it)| it.clone()).collect())
        };
        all.extend((0..1 << elements.len()).map(chosen));
    }
    Some(all)
}

fn concerned<'a>(set: &'a PolicySet, request: &'a Request) -> impl Iterator<Item = &'a Compiled> {
    let hits = set.index.hits(&request.action).map(|it| it.statement);
    hits.chain(set.index.exclusions().iter().copied()).filter_map(|it| set.statements.get(it))
}

/// What a key is compared with.
#[derive(Default)]
struct Elements {
    has_qualifier: bool,
    has_text: bool,
    has_bool: bool,
    patterns: Patterns,
    numbers: Vec<String>,
    dates: Vec<(i64, u32)>,
    ranges: Vec<(IpAddr, u8)>,
    has_ip: bool,
    has_date: bool,
    has_number: bool,
}

impl Elements {
    fn add(&mut self, test: &Test) -> Option<()> {
        self.has_qualifier |= test.qualifier.is_some();
        for operand in &test.operands {
            let text = match operand.text() {
                Text::Any => "*",
                Text::Plain(text) | Text::Wild(text) => text,
                // Escapes are as good as variables here.
                Text::Parts(_) => return None,
            };
            match test.comparison {
                Comparison::Text(reading) => self.patterns.add(text, reading)?,
                Comparison::Affix(reading) => {
                    self.patterns.add(text, reading)?;
                    self.patterns.add(text, Reading { ignore_case: true, ..reading })?;
                }
                Comparison::Number(_) => {
                    self.numbers.extend(value::compare_numbers(text, text).map(|_| text.to_string()));
                }
                Comparison::Date(_) => self.dates.extend(value::date(text)),
                Comparison::Ip => self.ranges.extend(value::ip_range(text)),
                Comparison::Bool | Comparison::Null | Comparison::NullOrEmpty => {}
            }
        }
        match test.comparison {
            Comparison::Text(_) | Comparison::Affix(_) => self.has_text = true,
            Comparison::Bool => {
                self.has_bool = true;
                for text in ["true", "false"] {
                    self.patterns.add(text, Reading { ignore_case: true, ..Reading::LITERAL })?;
                }
            }
            Comparison::Number(_) => self.has_number = true,
            Comparison::Date(_) => self.has_date = true,
            Comparison::Ip => self.has_ip = true,
            Comparison::Null => {}
            Comparison::NullOrEmpty => self.patterns.add("", Reading::LITERAL)?,
        }
        Some(())
    }

    /// A value of the type that is asked for stands for each class.
    fn elements(&mut self) -> Option<Vec<String>> {
        let types = [self.has_text || self.has_bool, self.has_number, self.has_date, self.has_ip];
        if types.into_iter().filter(|it| *it).count() > 1 {
            return None;
        }
        Some(if self.has_number {
            numbers(&mut self.numbers)
        } else if self.has_date {
            dates(&mut self.dates)
        } else if self.has_ip {
            addresses(&self.ranges)
        } else if self.has_bool && !self.has_text {
            ["true", "false"].map(String::from).into()
        } else {
            self.patterns.classes()?
        })
    }
}

/// Each number, and one between each two, before the first and behind the last.
fn numbers(all: &mut Vec<String>) -> Vec<String> {
    let compare = |a: &String, b: &String| value::compare_numbers(a, b).unwrap_or(Ordering::Equal);
    all.sort_by(compare);
    all.dedup_by(|a, b| compare(a, b).is_eq());
    let decimals = all.iter().filter_map(|it| it.split_once('.')).map(|(_, part)| part.len()).max().unwrap_or(0);
    // A little further from zero than the number, but nearer than any other.
    let beyond = |it: &str| {
        let (whole, part) = it.split_once('.').unwrap_or((it, ""));
        format!("{whole}.{part:0<decimals$}1")
    };
    let sign = |it: &str| value::compare_numbers(it, "0").unwrap_or(Ordering::Equal);
    let negative = |it: &str| if it.starts_with('-') { beyond(it) } else { format!("-{}", beyond(it)) };
    let mut out = Vec::new();
    let mut before: Option<&str> = None;
    for it in all.iter() {
        out.push(match before {
            _ if sign(it).is_le() => negative(it),
            Some(before) if sign(before).is_ge() => beyond(before.trim_start_matches('-')),
            _ => "0".into(),
        });
        out.push(it.clone());
        before = Some(it);
    }
    out.push(match before {
        Some(last) if sign(last).is_ge() => beyond(last.trim_start_matches('-')),
        _ => "0".into(),
    });
    out
}

/// Each instant, one before the first and one just behind each.
fn dates(all: &mut Vec<(i64, u32)>) -> Vec<String> {
    all.sort_unstable();
    all.dedup();
    let before = all.first().map(|(seconds, _)| (seconds - 1, 0));
    let behind = all.iter().map(|(seconds, nanos)| match nanos {
        999_999_999 => (seconds + 1, 0),
        _ => (*seconds, nanos + 1),
    });
    let mut each: Vec<(i64, u32)> = all.iter().copied().chain(before).chain(behind).collect();
    if each.is_empty() {
        each.push((0, 0));
    }
    each.sort_unstable();
    each.dedup();
    each.into_iter().filter_map(value::date_text).collect()
}

/// Wherever a range begins and behind where it ends, for both versions.
fn addresses(ranges: &[(IpAddr, u8)]) -> Vec<String> {
    let mut all = value::ip_boundaries(ranges.iter().copied());
    // How an address of version 4 compares that is written as one of version 6 is an open question of its own.
    if ranges.iter().any(|(it, _)| it.is_ipv4()) {
        all.retain(|it| !matches!(it, IpAddr::V6(it) if it.to_ipv4_mapped().is_some()));
    }
    all.iter().map(ToString::to_string).collect()
}
