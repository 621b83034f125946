// `Condition`: operators, keys, values, and whether the statement's actions take the key.

use alloc::string::String;
use alloc::vec::Vec;

use super::checker::{Actions, Checker, Named};
use crate::problem::{Date, Mistake, quoted};
use crate::read::Span;
use crate::tables::{ActionRow, KeyRow, List, OperatorRow, ServiceRow};
use crate::tree::{Member, Node, Value};
use crate::words::{Model, Qualifier, ValueType, Version};
use crate::{federation, name, obs, slip, value, variable};

impl Checker {
    pub(super) fn condition(&mut self, element: &Member<Span>, actions: &Actions) {
        let Some(operators) = self.object("`Condition`", &element.value) else { return };
        self.duplicates(operators, "`Condition`");
        for member in operators {
            let operator = if self.is_of_obs(member) { None } else { self.operator(&member.name, member.name_span) };
            let Some(keys) = self.object("an operator", &member.value) else { continue };
            if keys.is_empty() && matches!(member.value.value, Value::Object(_)) {
                self.empty("an operator", member.value.span);
            }
            self.duplicate_keys(keys, str::to_lowercase);
            for key in keys {
                self.condition_key(operator, key, actions);
            }
        }
    }

    /// Whether a policy of the role model has an operator for keys of OBS that bucket policies have.
    fn is_of_obs(&self, operator: &Member<Span>) -> bool {
        let (Value::Object(keys) | Value::Open(keys)) = &operator.value.value else { return false };
        self.version == Some(Version::V1_1)
            && obs::operator(&operator.name).is_some()
            && !keys.is_empty()
            && keys.iter().all(|it| obs::is_key(&it.name))
    }

    fn operator(&mut self, text: &str, span: Span) -> Option<Operator> {
        let (qualifier, stem, if_exists) = name::operator_parts(text);
        let Some(row) = self.tables.operator(stem) else {
            self.unknown_operator(text, span);
            return None;
        };
        if if_exists && !row.if_exists {
            self.report(span, Mistake::IfExists { operator: row.name.into() });
        }
        let refuses = |it: &Version| row.models.get(it.model() as usize) == Some(&false);
        if let Some(version) = self.version.filter(refuses) {
            let instead =
                (row.name == "StringLike").then_some("StringMatch` with `*` before and behind the text, as in `*text*");
            self.report(span, Mistake::OperatorModel { operator: row.name.into(), version, instead });
        }
        Some(Operator { row, qualifier })
    }

    fn unknown_operator(&mut self, text: &str, span: Span) {
        let model = self.version.map(|it| it.model() as usize);
        let taken = |it: &&OperatorRow| model.is_none_or(|model| it.models.get(model) == Some(&true));
        let prefixes: &[&str] = if text.contains(':') { &["ForAllValues:", "ForAnyValue:"] } else { &[""] };
        let rows = self.tables.operators.iter().filter(taken);
        let names = rows.flat_map(|it| prefixes.iter().map(move |prefix| alloc::format!("{prefix}{}", it.name)));
        let names: Vec<String> = names
            .flat_map(|it| {
                let if_exists = alloc::format!("{it}IfExists");
                [it, if_exists]
            })
            .collect();
        let near = self.nearest(text, names.iter().map(String::as_str)).map(String::from);
        let date = Date(self.tables.global_date);
        self.report(span, Mistake::UnknownOperator { name: text.into(), near, date });
    }

    fn condition_key(&mut self, operator: Option<Operator>, member: &Member<Span>, actions: &Actions) {
        let key = if member.checked { self.key(&member.name, member.name_span) } else { None };
        if let (Some(key), Some(Operator { row, qualifier })) = (key, operator) {
            if let (Some(compares), Some(is)) = (row.value_type, key.value_type) {
                if compares != is {
                    let (operator, key) = (row.name.into(), key.name.into());
                    self.report(member.name_span, Mistake::OperatorType { operator, compares, key, is });
                }
            }
            if let (Some(qualifier), Some(false)) = (qualifier, key.multivalued) {
                let mistake = Mistake::QualifierSingle { qualifier: qualifier.name(), key: key.name.into() };
                self.report(member.name_span, mistake);
            }
        }
        if let Some(key) = key {
            self.key_of_actions(key, member, actions);
        }
        let kind = match operator {
            // `Null` asks whether the key is there, whatever its type.
            Some(Operator { row: OperatorRow { value_type: None, .. }, .. }) => Some(ValueType::Boolean),
            Some(Operator { row, .. }) => row.value_type,
            None => None,
        };
        self.values(&member.value, kind);
    }

    /// The key with this name; a mistake if there is none.
    pub(super) fn key(&mut self, text: &str, span: Span) -> Option<&'static KeyRow> {
        if let Some(row) = self.tables.key_place(text).and_then(|it| self.tables.keys.get(it)) {
            let incomplete = row.template.is_some() && text.split_once('/').is_some_and(|(_, it)| it.is_empty());
            if incomplete {
                self.incomplete_key(row, span);
            }
            return Some(row);
        }
        if federation::is_key(text) || self.version == Some(Version::V1_1) && obs::is_bucket_key(text) {
            return None;
        }
        let stem = name::without_template(text);
        let of_stem = self.tables.key_stem_place(stem).and_then(|it| self.tables.keys.get(it));
        if let Some(row) = of_stem.filter(|it| it.template.is_some()) {
            self.incomplete_key(row, span);
            return None;
        }
        let prefix = text.split_once(':').map_or("", |(prefix, _)| prefix);
        let service = self.tables.service_ignore_case(prefix);
        let date = Date(service.map_or_else(|| self.tables.global_date, |it| it.date_of(Model::IdentityPolicy)));
        let near = self.near_key(text, prefix);
        let is_slip = near.as_deref().is_some_and(|it| slip::is_slip(text, it, |_| false));
        // Of a service that is known to be none, another one was meant.
        let is_service = service.is_some() || self.tables.is_other_service(prefix);
        let meant = if near.is_some() || is_service { None } else { self.key_of_near_service(text, prefix) };
        let is_read = is_slip || meant.is_some() || prefix.is_empty() || service.is_some_and(states_all_keys);
        let near = near.or(meant);
        self.report(span, Mistake::UnknownKey { name: text.into(), near, is_read, date });
        None
    }

    /// The known key of this service that is most like a name.
    fn near_key(&self, text: &str, prefix: &str) -> Option<String> {
        let of_prefix = |it: &&str| it.split_once(':').is_some_and(|(it, _)| it.eq_ignore_ascii_case(prefix));
        let near = self.nearest(name::without_template(text), self.known_keys().filter(of_prefix))?;
        Some(with_template_of(text, near))
    }

    /// The known key that differs in its service only: by a slip, without one, or as the key of another cloud.
    fn key_of_near_service(&self, text: &str, prefix: &str) -> Option<String> {
        let stem = name::without_template(text);
        let own = stem.split_once(':').map_or(stem, |(_, key)| key);
        let is_near = |of: &str| slip::is_near(prefix, of) || of == "g" && OTHER_VENDORS.contains(&prefix);
        // Of each service that is near one name is looked for: policies may have keys that are not known by the thousand.
        let services = self.tables.services.iter().map(|it| it.code).chain(["g"]).filter(|of| is_near(of));
        let places = services.filter_map(|of| self.tables.key_stem_place(&alloc::format!("{of}:{own}")));
        let known = places.min().and_then(|it| self.tables.keys.get(it)).map(|it| name::without_template(it.name));
        let is_meant =
            |it: &&str| it.split_once(':').is_some_and(|(of, key)| key.eq_ignore_ascii_case(own) && is_near(of));
        known.or_else(|| federation::KEYS.into_iter().find(is_meant)).map(|it| with_template_of(text, it))
    }

    fn known_keys(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.tables.keys.iter().map(|it| name::without_template(it.name)).chain(federation::KEYS)
    }

    fn incomplete_key(&mut self, row: &KeyRow, span: Span) {
        let template = row.template.unwrap_or_default().replace('-', " ");
        let stem = name::without_template(row.name);
        self.report(span, Mistake::KeyTemplate { name: stem.into(), template });
    }

    fn key_of_actions(&mut self, key: &'static KeyRow, member: &Member<Span>, actions: &Actions) {
        let refused = |service, row| {
            let taken = self.tables.keys_instead(service, row, key)?;
            Some(quoted(taken.iter().map(|it| it.name)))
        };
        let mut mistakes = Vec::new();
        let mut refuse = |row: &ActionRow, taken| {
            mistakes.push(Mistake::KeyNotTaken { key: key.name.into(), action: row.name().into(), taken });
        };
        for (named, _) in &actions.exact {
            let Named::Action(service, row) = *named else { continue };
            if let Some(taken) = refused(service, row) {
                refuse(row, taken);
            }
        }
        // A pattern is for whatever it matches, so it is a mistake only if nothing that it matches takes the key.
        for (matched, _) in &actions.matched {
            let first = matched.first().and_then(|(service, row)| Some((row, refused(service, row)?)));
            if let (Some((row, taken)), true) = (first, matched.iter().all(|(it, row)| refused(it, row).is_some())) {
                refuse(row, taken);
            }
        }
        for mistake in mistakes {
            self.report(member.name_span, mistake);
        }
    }

    fn values(&mut self, node: &Node<Span>, kind: Option<ValueType>) {
        match &node.value {
            Value::Array(all) if all.is_empty() && self.version == Some(Version::V1_1) => {
                self.empty("the list of values", node.span);
            }
            Value::Array(all) => all.iter().for_each(|it| self.value(it, kind)),
            _ => self.value(node, kind),
        }
    }

    fn value(&mut self, node: &Node<Span>, kind: Option<ValueType>) {
        let text = match &node.value {
            Value::String(text) => text,
            Value::Unchecked(_) | Value::Opaque | Value::Open(_) => return,
            other => {
                let text = match other {
                    Value::Bool(it) => Some(String::from(if *it { "true" } else { "false" })),
                    Value::Number(it) => Some(it.clone()),
                    _ => None,
                };
                self.report(node.span, Mistake::ValueNotString { found: other.kind(), text });
                return;
            }
        };
        self.variables(text, node.span);
        if let Some(kind) = kind.filter(|it| !variable::has_variable(text) && !value::is_value(*it, text)) {
            self.report(node.span, Mistake::InvalidValue { value: text.clone(), kind });
        }
    }
}

/// A known key with the part that a name has behind its `/`.
fn with_template_of(text: &str, known: &str) -> String {
    alloc::format!("{known}{}", text.get(name::without_template(text).len()..).unwrap_or_default())
}

/// Before the keys of other clouds.
const OTHER_VENDORS: [&str; 2] = ["acs", "aws"];

/// Whether a page lists all keys of a service; pages of single APIs name some of them only.
fn states_all_keys(service: &ServiceRow) -> bool {
    service.keys != List::NOT_STATED && service.is_complete(Model::IdentityPolicy)
}

#[derive(Clone, Copy)]
struct Operator {
    row: &'static OperatorRow,
    qualifier: Option<Qualifier>,
}
