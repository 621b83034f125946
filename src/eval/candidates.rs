//! The texts that a value of a key may be, from all that it is compared with.

use alloc::collections::BTreeSet;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::classes::{is_plain_address, is_plain_date};
use super::compare::{Comparator, Kind};
use super::condition::Test;
use super::env::{Env, Found};
use super::request::Request;
use super::set::PolicySet;
use super::text::Text;
use crate::ValueType;
use crate::classes::{Budget, Compared};
use crate::shared::{urn, value};

/// More texts, and longer ones, are not taken apart.
const MOST_TEXTS: usize = 32;
const LONGEST: usize = 40;
const MOST_CANDIDATES: usize = 512;
const MOST_STEPS: u64 = 1 << 14;

/// What a key is compared with.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) texts: Vec<String>,
    /// The same with something in the place of keys that are not known.
    filled: Vec<String>,
    has_bool: bool,
    kinds: Vec<Kind>,
    /// What it is compared as, where it is compared itself.
    types: Vec<ValueType>,
    /// The type that a page gives it, if that is not a string.
    pub(super) own: Option<ValueType>,
}

impl Texts {
    pub(super) fn add(&mut self, test: &Test, is_own: bool, env: &Env<'_>) {
        self.has_bool |= test.comparison == Comparator::Bool;
        if !self.kinds.contains(&test.comparison.kind()) {
            self.kinds.push(test.comparison.kind());
        }
        for it in &test.operands {
            match it.text().filled(env) {
                Ok(it) => self.texts.push(it),
                Err(_) => self.filled.extend(it.text().filled_with("some", env)),
            }
        }
        if is_own {
            self.types.extend(match test.comparison {
                Comparator::Text(_) | Comparator::Affix(_) => Some(ValueType::String),
                Comparator::Bool => Some(ValueType::Boolean),
                Comparator::Number(_) => Some(ValueType::Number),
                Comparator::Date(_) => Some(ValueType::Date),
                Comparator::Ip => Some(ValueType::Ip),
                Comparator::Null | Comparator::NullOrEmpty => None,
            });
            return;
        }
        match env.find(&test.key.id) {
            Found::One(it) => self.texts.push(it.into()),
            Found::Many(all) => self.texts.extend(all.iter().cloned()),
            Found::Open | Found::Absent => {}
        }
    }

    /// The parts of the resource's name that must be as the pattern's parts with the key.
    pub(super) fn add_parts(&mut self, pattern: &[Text], has_it: impl Fn(&Text) -> bool, request: &Request) {
        let Some(name) = request.resource_name() else { return };
        match urn::split(name) {
            Some(parts) if pattern.len() == parts.len() => {
                let parts = parts.iter().zip(pattern).filter(|(_, it)| has_it(it));
                self.texts.extend(parts.map(|it| String::from(*it.0)));
            }
            _ => self.texts.push(name.into()),
        }
    }

    /// Whole texts first, then parts of them.
    pub(super) fn candidates(&self, set: &PolicySet) -> Vec<String> {
        let few = |all: &[String]| {
            let mut all: Vec<String> = all.iter().take(MOST_TEXTS).cloned().collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (texts, filled) = (few(&self.texts), few(&self.filled));
        let whole = || texts.iter().chain(&filled);
        let mut all: Vec<String> = whole().cloned().collect();
        let mut compared = Compared::default();
        for kind in &self.kinds {
            compared.add(*kind, whole().map(String::as_str));
        }
        all.extend(compared.typed(self.own));
        all.extend(compared.values(self.own, &mut Budget::new(MOST_STEPS)).map_or_else(|_| Vec::new(), |it| it.all));
        if self.has_bool {
            all.extend(["true", "false"].map(String::from));
        }
        all.extend(["", "*"].map(String::from));
        let mut fresh = String::from("other");
        while whole().any(|it| it.contains(&fresh)) {
            fresh.push('z');
        }
        all.push(fresh.clone());
        for it in whole() {
            all.extend([format!("{it}{fresh}"), format!("{fresh}{it}")]);
            all.extend([it.to_lowercase(), it.to_uppercase()]);
            all.extend([it.replace('*', "").replace('?', "z"), it.replace(['*', '?'], "z")]);
        }
        for text in texts.iter().filter(|it| it.len() <= LONGEST) {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let pairs = places.iter().flat_map(|from| places.iter().map(move |to| *from..*to));
            let parts: Vec<&str> = pairs.filter_map(|it| text.get(it)).collect();
            if self.kinds.iter().any(|it| it.may_ignore_case()) {
                all.extend(parts.iter().flat_map(|it| [it.to_lowercase(), it.to_uppercase()]));
            }
            all.extend(parts.into_iter().map(String::from));
        }
        let mut seen = BTreeSet::new();
        all.retain(|it| self.is_of_type(it, set) && seen.insert(it.clone()));
        all.truncate(MOST_CANDIDATES);
        all
    }

    pub(super) fn len(&self) -> usize {
        self.texts.len() + self.filled.len()
    }

    fn is_of_type(&self, text: &str, set: &PolicySet) -> bool {
        let is = |kind: &ValueType| match kind {
            ValueType::Date => value::date(text).is_some() && is_plain_date(text, set),
            ValueType::Ip => value::is_value(ValueType::Ip, text) && !text.contains('/') && is_plain_address(text, set),
            _ => value::is_value(*kind, text),
        };
        self.own.as_ref().map_or_else(|| self.types.is_empty() || self.types.iter().any(is), is)
    }
}
