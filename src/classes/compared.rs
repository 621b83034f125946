use alloc::collections::BTreeSet;
use alloc::string::String;
use alloc::vec::Vec;
use core::net::IpAddr;

use super::budget::{Budget, Spent};
use super::glob::Glob;
use super::{values, words};
use crate::ValueType;
use crate::eval::{Kind, Reading};
use crate::shared::value::{self, is_value};

/// What the values of a key are compared with.
#[derive(Debug, Default)]
pub(crate) struct Compared<'a> {
    texts: Vec<Glob>,
    numbers: Vec<&'a str>,
    dates: Vec<values::Instant>,
    ranges: Vec<(IpAddr, u8)>,
    has_numbers: bool,
    has_dates: bool,
    has_ranges: bool,
}

/// One value of each class.
#[derive(Debug)]
pub(crate) struct Values {
    pub(crate) all: Vec<String>,
    /// Whether there is one of every class: not where a key is compared as a text and as something else.
    pub(crate) is_whole: bool,
}

impl<'a> Compared<'a> {
    /// The values of one condition.
    pub(crate) fn add(&mut self, kind: Kind, values: impl Iterator<Item = &'a str>) {
        match kind {
            Kind::Text(reading) => self.texts.extend(values.map(|it| glob(it, reading))),
            Kind::Affix(reading) => {
                for it in values {
                    let glob = glob(it, reading);
                    self.texts.extend([glob.clone().ignoring_case(), glob]);
                }
            }
            Kind::Bool => self.texts.extend(["true", "false"].map(|it| Glob::literal(it).ignoring_case())),
            Kind::Number => {
                self.has_numbers = true;
                self.numbers.extend(values.filter(|it| is_value(ValueType::Number, it)));
            }
            Kind::Date => {
                self.has_dates = true;
                self.dates.extend(values.filter_map(value::date));
            }
            Kind::Ip => {
                self.has_ranges = true;
                self.ranges.extend(values.filter_map(value::ip_range));
            }
            Kind::Presence => {}
        }
    }

    /// One value of each class among those of the type, or among all texts where no type is known.
    ///
    /// # Errors
    ///
    /// If the budget is spent.
    pub(crate) fn values(mut self, kind: Option<ValueType>, budget: &mut Budget) -> Result<Values, Spent> {
        budget.spend(self.texts.len() + 2 * (self.numbers.len() + self.dates.len() + self.ranges.len()))?;
        let of_type = [
            (ValueType::Number, self.has_numbers),
            (ValueType::Date, self.has_dates),
            (ValueType::Ip, self.has_ranges),
        ];
        let compared = of_type.iter().filter(|it| it.1).count();
        let is_whole = match kind {
            Some(ValueType::Boolean) => true,
            None | Some(ValueType::String) => compared == 0 || compared == 1 && self.texts.is_empty(),
            Some(kind) => self.texts.is_empty() && of_type.iter().all(|(it, is_there)| *it == kind || !is_there),
        };
        let mut all = self.typed(kind);
        // The empty text may count as a missing key.
        self.texts.push(Glob::literal(""));
        let mut different = BTreeSet::new();
        let globs: Vec<&Glob> = self.texts.iter().filter(|it| different.insert(*it)).collect();
        if kind == Some(ValueType::Boolean) {
            all.clear();
            for it in ["true", "false"] {
                let words = words::classes(&[&Glob::literal(it).ignoring_case()], &globs, &|_| false, budget)?;
                all.push(it.into());
                all.extend(words.into_iter().map(|it| it.text));
            }
        } else if !is_whole || matches!(kind, None | Some(ValueType::String)) {
            // Where it is compared as another type, the texts that are no values of that.
            let is_read = |it: &str| of_type.iter().any(|(kind, is_there)| *is_there && is_value(*kind, it));
            let words = words::classes(&[&Glob::pattern("*")], &globs, &is_read, budget)?;
            all.extend(words.into_iter().map(|it| it.text));
            all.retain(|it| kind.is_none_or(|kind| is_value(kind, it)));
        }
        let mut seen = BTreeSet::new();
        all.retain(|it| seen.insert(it.clone()));
        Ok(Values { all, is_whole })
    }

    /// Those that are numbers, dates and addresses: they are few, whatever the texts are.
    pub(crate) fn typed(&self, kind: Option<ValueType>) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        if self.has_numbers || kind == Some(ValueType::Number) {
            all.extend(values::numbers(self.numbers.clone()));
        }
        if self.has_dates || kind == Some(ValueType::Date) {
            all.extend(values::dates(self.dates.clone()));
        }
        if self.has_ranges || kind == Some(ValueType::Ip) {
            all.extend(values::addresses(self.ranges.clone()));
        }
        all
    }
}

/// The texts that a value of a condition stands for.
fn glob(text: &str, reading: Reading) -> Glob {
    let glob = Glob::value(text, reading.wildcards).open(reading.open_start, reading.open_end);
    if reading.ignore_case { glob.ignoring_case() } else { glob }
}
