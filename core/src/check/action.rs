// `Action` and `NotAction`: names and patterns against the catalogue.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::super::pattern;
use super::super::problem::{Date, Mistake};
use super::super::tables::{ActionRow, List, RoleActionRow, ServiceRow, Tables};
use super::super::tree::{Member, Value};
use super::super::words::{Coverage, Model, Version};
use super::policy::{Actions, Checker, Named};

impl<S: Copy> Checker<S> {
    /// What `Action` names; nothing for `NotAction`, whose resources and conditions are those of all other actions.
    pub(super) fn actions(&mut self, element: &Member<S>) -> Actions<S> {
        let mut found = Actions::default();
        let shown = format!("`{}`", element.name);
        for node in self.strings(&shown, &element.value) {
            if let Value::String(text) | Value::Constant(text) = &node.value {
                self.action(text, node.span, &mut found);
            }
        }
        if element.name == "Action" { found } else { Actions::default() }
    }

    pub(super) fn action(&mut self, text: &str, span: S, found: &mut Actions<S>) {
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
            None => self.unknown_action(service, text, version, span),
        }
    }

    /// The service with this code; a mistake if there is none.
    pub(super) fn service(&mut self, code: &str, model: Model, span: S) -> Option<&'static ServiceRow> {
        let service = self.tables.service_ignore_case(code);
        let found = service.filter(|it| model == Model::RolePolicy || it.code == code);
        if found.is_none() {
            let near = self.nearest(code, self.tables.services.iter().map(|it| it.code)).map(String::from);
            let date = Date(self.tables.date());
            self.report(span, Mistake::UnknownService { code: code.into(), near, date });
        }
        found
    }

    fn unknown_action(&mut self, service: &'static ServiceRow, text: &str, version: Version, span: S) {
        let model = version.model();
        let other = if model == Model::RolePolicy { Model::IdentityPolicy } else { Model::RolePolicy };
        let mistake = if let Some(named) = find(self.tables, service, text, other) {
            Mistake::WrongModel { name: text.into(), model: other, version, twins: twins(service, named) }
        } else {
            let near = self.nearest(text, names(service, model)).map(String::from);
            let mentioned = service.coverage(model) != Coverage::Page;
            Mistake::UnknownAction { name: text.into(), near, mentioned, date: Date(service.date) }
        };
        self.report(span, mistake);
    }

    fn action_pattern(
        &mut self,
        text: &str,
        code: &str,
        rest: &str,
        version: Version,
        span: S,
        found: &mut Actions<S>,
    ) {
        let model = version.model();
        let mut services: Vec<&'static ServiceRow> = Vec::new();
        if pattern::is_pattern(code) {
            services.extend(self.tables.services.iter().filter(|it| matches(model, code, it.code)));
        } else {
            services.extend(self.service(code, model, span));
            if services.is_empty() {
                return;
            }
        }
        let count: usize = services.iter().map(|it| it.actions.len() + it.role_actions.len()).sum();
        let Some(steps) = self.steps.checked_sub(count) else { return };
        self.steps = steps;
        let is_match = |name: &&str| matches(model, text, name);
        let any = services.iter().any(|it| names(it, model).any(|it| is_match(&it)));
        if model == Model::IdentityPolicy {
            let all = services.iter().flat_map(|service| service.actions.iter().map(|row| (*service, row)));
            found.matched.push((all.filter(|(_, row)| is_match(&row.name())).collect(), span));
        }
        // Of a service that only others mention, an action may exist that the pattern matches.
        let all_read = services.iter().all(|it| it.coverage(model) == Coverage::Page);
        if !any && all_read && version != Version::V1_0 {
            let near = services.first().and_then(|it| self.near_pattern(it, rest, model));
            let date = match services.as_slice() {
                [service] => service.date,
                _ => self.tables.date(),
            };
            self.report(span, Mistake::NoMatch { pattern: text.into(), near, date: Date(date) });
        }
    }

    /// The same pattern with the operation or the resource type that was meant.
    fn near_pattern(&self, service: &'static ServiceRow, rest: &str, model: Model) -> Option<String> {
        let whole = format!("{}:{rest}", service.code);
        let stem = whole.strip_suffix('*').filter(|it| !pattern::is_pattern(it));
        if let Some(near) = stem.and_then(|it| self.nearest(it, names(service, model))) {
            return Some(format!("{near}*"));
        }
        let (kind, operation) = rest.split_once(':')?;
        let kinds = names(service, model).filter_map(|it| it.split(':').nth(1));
        let near = self.nearest(kind, kinds)?;
        let candidate = format!("{}:{near}:{operation}", service.code);
        names(service, model).any(|it| matches(model, &candidate, it)).then_some(candidate)
    }

    /// `ims:*` and `ims` with what they lack, where that is a service.
    fn completed(&self, text: &str) -> Option<String> {
        let code = text.split(':').next()?;
        let service = self.tables.service_ignore_case(code)?;
        let short = text == code || text.strip_prefix(code).is_some_and(|it| it == ":*" || it == ":");
        short.then(|| format!("{}:*:*", service.code))
    }
}

fn three_parts(text: &str) -> Option<(&str, &str)> {
    let (code, rest) = text.split_once(':')?;
    let (_, operation) = rest.split_once(':')?;
    (!code.is_empty() && !operation.is_empty() && !operation.contains(':')).then_some((code, rest))
}

fn matches(model: Model, pattern: &str, name: &str) -> bool {
    match model {
        Model::IdentityPolicy => pattern::matches(pattern, name),
        Model::RolePolicy => pattern::matches_ignore_case(pattern, name),
    }
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

fn names(service: &'static ServiceRow, model: Model) -> impl Iterator<Item = &'static str> {
    let (v5, role) = match model {
        Model::IdentityPolicy => (service.actions, [].as_slice()),
        Model::RolePolicy => ([].as_slice(), service.role_actions),
    };
    v5.iter().map(ActionRow::name).chain(role.iter().map(RoleActionRow::name))
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

/// `a`, `b` and `c`, each in backticks.
pub(super) fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    for name in names {
        if !out.is_empty() {
            out.push_str(", ");
        }
        out.push('`');
        out.push_str(name);
        out.push('`');
    }
    out
}
