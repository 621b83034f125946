// `Action` and `NotAction`: names and patterns against the catalogue.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::checker::{Actions, Checker, Named};
use crate::problem::{Date, KnownActions, Mistake, OtherAction, quoted};
use crate::read::Span;
use crate::tables::{ActionRow, List, ServiceRow, Tables};
use crate::tree::{Member, Value};
use crate::words::{Model, PolicyKind, Version};
use crate::{federation, pattern, slip};

impl Checker {
    /// What `Action` names; nothing for `NotAction`, whose resources and conditions are those of all other actions.
    pub(super) fn actions(&mut self, element: &Member<Span>) -> Actions {
        let mut found = Actions::default();
        let shown = format!("`{}`", element.name);
        for node in self.strings(&shown, &element.value) {
            match &node.value {
                Value::Constant(text) if self.is_of_other_model(text, node.span) => {}
                Value::String(text) | Value::Constant(text) => self.action(text, node.span, &mut found),
                _ => {}
            }
        }
        if element.name == "Action" { found } else { Actions::default() }
    }

    /// Whether a constant is of the other model than the policy, which is a mistake whatever names there are.
    fn is_of_other_model(&mut self, text: &str, span: Span) -> bool {
        let (Some(version), Some((code, _))) = (self.version, text.split_once(':')) else { return false };
        let Some(service) = self.tables.service_ignore_case(code) else { return false };
        let own = find(self.tables, service, text, version.model());
        let named = find(self.tables, service, text, version.model().other());
        let (None, Some(named)) = (own, named) else { return false };
        let (name, model, twins) = (text.into(), version.model().other(), twins(service, named));
        self.report(span, Mistake::WrongModel { name, model, version, twins });
        true
    }

    pub(super) fn action(&mut self, text: &str, span: Span, found: &mut Actions) {
        // What other mistakes of the document depend on its version can only be said of a known one.
        let Some(version) = self.version else { return };
        if text == "*" {
            return;
        }
        let Some((code, rest)) = three_parts(text) else {
            // Roles have names of an older form, such as `identity:*` and `::Get`.
            if version != Version::V1_0 {
                self.report(span, Mistake::MalformedAction { name: text.into(), near: self.completed(text) });
            }
            return;
        };
        // The names of roles are older than the catalogue's.
        if version == Version::V1_0 && self.tables.service_ignore_case(code).is_none() {
            return;
        }
        if pattern::is_pattern(text) {
            self.action_pattern(text, code, rest, version, span, found);
            return;
        }
        let Some(service) = self.service(code, version.model(), span) else { return };
        match find(self.tables, service, text, version.model()) {
            Some(named) => found.exact.push((named, span)),
            None if self.kind == PolicyKind::Trust && federation::ACTIONS.contains(&text) => {}
            None => self.unknown_action(service, text, version, span),
        }
    }

    /// The service with this code; a mistake if there is none.
    pub(super) fn service(&mut self, code: &str, model: Model, span: Span) -> Option<&'static ServiceRow> {
        let service = self.tables.service_ignore_case(code);
        let is_as_written =
            |it: &&ServiceRow| it.code == code || it.names(model).any(|it| it.split(':').next() == Some(code));
        let found = service.filter(|it| model == Model::RolePolicy || is_as_written(it));
        if found.is_none() {
            let is_read = !self.tables.is_other_service(code);
            let codes = self.tables.services.iter().map(|it| it.code);
            let near = if is_read { self.nearest(&code.to_lowercase(), codes) } else { None };
            let near = near.map(String::from);
            let date = Date(self.tables.date());
            self.report(span, Mistake::UnknownService { code: code.into(), near, is_read, date });
        }
        found
    }

    /// The known action of either model that this name is a slip of.
    fn slip_of(&self, service: &'static ServiceRow, text: &str) -> Option<&'static str> {
        let mut all = Model::ALL.iter().flat_map(|it| service.names(*it));
        all.find(|it| !differs_in_short_type(text, it) && slip::is_slip(text, it, |it| self.tables.is_word(it)))
    }

    /// How many actions of the services are known where a name or pattern is of none of them.
    fn known(&self, services: &[&'static ServiceRow], model: Model) -> KnownActions {
        let count = services.iter().map(|it| it.names(model).count()).sum();
        let dates = services.iter().filter_map(|it| it.date_of(model));
        let service = match services {
            [service] => service.code,
            _ => "these services",
        };
        KnownActions { service, model, count, date: Date(dates.max()) }
    }

    fn unknown_action(&mut self, service: &'static ServiceRow, text: &str, version: Version, span: Span) {
        let model = version.model();
        let other = model.other();
        let of_other = find(self.tables, service, text, other);
        let known = self.known(&[service], model);
        let near = |it: Option<&str>| it.map(String::from);
        let name = text.into();
        // No page says if identity policies tell cases apart: the spelling is what helps, not the role model's action, of which
        // they do not.
        let in_case = service.names(model).find(|it| it.eq_ignore_ascii_case(text));
        let (date, none) = (known.date, None);
        let mistake = match (of_other, service.is_complete(model)) {
            (_, true) if in_case.is_some() => Mistake::UnknownAction { name, near: near(in_case), other: none, date },
            (_, false) if in_case.is_some() => {
                Mistake::UnreadAction { name, near: near(in_case), other: none, of_other: false, known }
            }
            (Some(named), true) => Mistake::WrongModel { name, model: other, version, twins: twins(service, named) },
            (Some(_), false) => Mistake::UnreadAction { name, near: None, other: none, of_other: true, known },
            (None, is_complete) => {
                let slip = if is_complete { None } else { self.slip_of(service, text) };
                // What is equally near is taken for one of the policy's own.
                let all = service.names(model).chain(service.names(other));
                let meant = slip.or_else(|| self.nearest(text, all));
                // An action that both models have, in two spellings, is the policy's own.
                let spelt = |it: &str| service.names(model).find(|own| own.eq_ignore_ascii_case(it));
                let meant = meant.map(|it| spelt(it).unwrap_or(it));
                let (near, other) = match meant {
                    Some(it) if !service.names(model).any(|own| own == it) => {
                        (None, other_action(self.tables, service, it, other))
                    }
                    it => (near(it), None),
                };
                if is_complete || slip.is_some() {
                    Mistake::UnknownAction { name, near, other, date }
                } else {
                    Mistake::UnreadAction { name, near, other, of_other: false, known }
                }
            }
        };
        self.report(span, mistake);
    }

    fn action_pattern(
        &mut self,
        text: &str,
        code: &str,
        rest: &str,
        version: Version,
        span: Span,
        found: &mut Actions,
    ) {
        let model = version.model();
        let mut services: Vec<&'static ServiceRow> = Vec::new();
        if pattern::is_pattern(code) {
            services.extend(self.tables.services.iter().filter(|it| pattern::matches_in(model, code, it.code)));
        } else {
            services.extend(self.service(code, model, span));
            if services.is_empty() {
                return;
            }
        }
        let count: usize = services.iter().map(|it| it.actions.len() + it.role_actions.len()).sum();
        if !self.spend(count, span) {
            return;
        }
        let is_match = |name: &&str| pattern::matches_in(model, text, name);
        let any = services.iter().any(|it| it.names(model).any(|it| is_match(&it)));
        if model == Model::IdentityPolicy {
            let all = services.iter().flat_map(|service| service.actions.iter().map(|row| (*service, row)));
            found.matched.push((all.filter(|(_, row)| is_match(&row.name())).collect(), span));
        }
        if any || version == Version::V1_0 {
            return;
        }
        let known = self.known(&services, model);
        let near = services.first().and_then(|it| self.near_pattern(it, rest, model));
        if services.iter().all(|it| it.is_complete(model)) {
            let near = near.map(|it| it.0);
            self.report(span, Mistake::NoMatch { pattern: text.into(), near, date: known.date });
        } else if let [_] = services.as_slice() {
            let mistake = match near {
                Some((near, true)) => Mistake::NoMatch { pattern: text.into(), near: Some(near), date: known.date },
                near => {
                    let near = near.map(|it| it.0);
                    Mistake::UnreadAction { name: text.into(), near, other: None, of_other: false, known }
                }
            };
            self.report(span, mistake);
        }
    }

    /// The same pattern with the operation or the resource type that was meant, and whether this one is a slip of it.
    fn near_pattern(&self, service: &'static ServiceRow, rest: &str, model: Model) -> Option<(String, bool)> {
        let whole = format!("{}:{rest}", service.code);
        let is_slip = |name: &str, known: &str| slip::is_slip(name, known, |it| self.tables.is_word(it));
        let stem = whole.strip_suffix('*').filter(|it| !pattern::is_pattern(it));
        if let Some((stem, near)) = stem.and_then(|it| Some((it, self.nearest(it, service.names(model))?))) {
            return Some((format!("{near}*"), is_slip(stem, near)));
        }
        let (kind, operation) = rest.split_once(':')?;
        let kinds = service.names(model).filter_map(|it| it.split(':').nth(1));
        let near = self.nearest(kind, kinds)?;
        let candidate = format!("{}:{near}:{operation}", service.code);
        let is_slip = kind.len() > SHORT && is_slip(kind, near);
        service.names(model).any(|it| pattern::matches_in(model, &candidate, it)).then_some((candidate, is_slip))
    }

    /// `ims:*` and `ims` with what they lack, where that is a service.
    fn completed(&self, text: &str) -> Option<String> {
        let code = text.split(':').next()?;
        let service = self.tables.service_ignore_case(code)?;
        let short = text == code || text.strip_prefix(code).is_some_and(|it| it == ":*" || it == ":");
        short.then(|| format!("{}:*:*", service.code))
    }
}

/// Whether all that differs is a type of resource of which nobody can tell whether it is one: `vpns` is not a slip of `vpcs`.
fn differs_in_short_type(name: &str, known: &str) -> bool {
    let parts = |it| -> Option<(&str, &str)> { three_parts(it)?.1.split_once(':') };
    let (Some((own, operation)), Some((other, same))) = (parts(name), parts(known)) else { return false };
    own != other && own.len() <= SHORT && operation.eq_ignore_ascii_case(same)
}

/// The letters of a short word.
const SHORT: usize = 4;

fn three_parts(text: &str) -> Option<(&str, &str)> {
    let (code, rest) = text.split_once(':')?;
    let (_, operation) = rest.split_once(':')?;
    (!code.is_empty() && !operation.is_empty() && !operation.contains(':')).then_some((code, rest))
}

fn find(tables: &Tables, service: &'static ServiceRow, text: &str, model: Model) -> Option<Named> {
    match model {
        Model::IdentityPolicy => {
            let (_, row) = tables.action_place(text)?;
            service.actions.get(usize::from(row)).map(|it| Named::Action(service, it))
        }
        Model::RolePolicy => {
            let (_, rest) = text.split_once(':')?;
            service.role_actions.get(service.role_action_place(rest)?).map(|it| Named::RoleAction(service, it))
        }
    }
}

/// An action of the other model, with what connects it with this one.
fn other_action(tables: &Tables, service: &'static ServiceRow, name: &str, model: Model) -> Option<OtherAction> {
    let twins = find(tables, service, name, model).map(|it| twins(service, it)).unwrap_or_default();
    Some(OtherAction { name: name.into(), model, twins })
}

/// The names of the other model that an alias connects with this one, for people.
fn twins(service: &'static ServiceRow, named: Named) -> String {
    let aliases = |list: List| list.of(service.strings).unwrap_or_default();
    match named {
        Named::Action(_, row) if row.facts().doubtful_aliases => String::new(),
        Named::Action(_, row) => quoted(aliases(row.facts().aliases).iter().copied()),
        Named::RoleAction(_, row) => {
            let is_alias = |it: &&&str| it.eq_ignore_ascii_case(row.name());
            let certain = service.actions.iter().filter(|it| !it.facts().doubtful_aliases);
            let all = certain.filter(|it| aliases(it.facts().aliases).iter().any(|it| is_alias(&it)));
            quoted(all.map(ActionRow::name))
        }
    }
}
