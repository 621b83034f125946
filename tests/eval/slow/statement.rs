//! Whether a statement applies.

use hwc_iam::eval::Assumption as A;
use hwc_iam::{
    Action, ActionPattern, Actions, ConditionKey, Coverage, Model, PrincipalKind, Principals, Resources, RoleAction,
    Service, Statement,
};

use super::texts::{like, matches, urn, variable};
use super::{Filled, Slow, Value};

impl Slow<'_> {
    // A: statements.
    pub(super) fn applies(&mut self, statement: &Statement, model: Model) -> bool {
        let by_action = match statement.actions() {
            Actions::These(all) => all.iter().any(|it| self.is_action(it, model)),
            Actions::AllBut(all) => !all.iter().any(|it| self.is_action(it, model)),
        };
        // 0b: an action of the other model, however a statement comes to be for it.
        by_action
            && (!self.is_foreign(model) || self.ask(A::ActionOfOtherModel))
            && self.is_resource(statement.resources(), model)
            && statement.principals().is_none_or(|it| self.is_principal(it))
            && statement.conditions().iter().all(|it| self.condition(it, model))
    }

    pub(super) fn is_action(&mut self, pattern: &ActionPattern, model: Model) -> bool {
        let name = self.scenario.action.clone();
        let pattern = pattern.as_str().to_owned();
        let (lower_pattern, lower_name) = (pattern.to_ascii_lowercase(), name.to_ascii_lowercase());
        let parts = |it: &str| it.split(':').count();
        if like(&lower_pattern, &lower_name) {
            if pattern != "*" && parts(&pattern) != parts(&name) && !self.ask(A::ShortActionPattern) {
                return false;
            }
            if model == Model::IdentityPolicy && !like(&pattern, &name) && !self.ask(A::ActionCase) {
                return false;
            }
            return true;
        }
        let operation = |it: &str| it.splitn(3, ':').nth(2).map(str::to_owned);
        let same_operation = match (operation(&lower_pattern), operation(&lower_name)) {
            (Some(pattern), Some(name)) => like(&pattern, &name),
            _ => false,
        };
        if model == Model::RolePolicy && pattern.starts_with("::") && same_operation {
            return self.ask(A::EmptyActionPart);
        }
        // E: `identity:*` in old roles.
        let twin = match lower_name.split_once(':') {
            Some(("iam", rest)) => format!("identity:{rest}"),
            Some(("identity", rest)) => format!("iam:{rest}"),
            _ => return false,
        };
        model == Model::RolePolicy
            && like(&lower_pattern, &twin)
            && (parts(&pattern) == parts(&twin) || self.ask(A::ShortActionPattern))
            && self.ask(A::IdentityIsIam)
    }

    pub(super) fn is_foreign(&self, model: Model) -> bool {
        let name = &self.scenario.action;
        let (v5, role) = (Action::from_name(name).is_some(), RoleAction::from_name(name).is_some());
        let is_read = Service::from_code_ignore_case(name.split(':').next().unwrap())
            .is_some_and(|it| it.coverage(model) == Coverage::Page);
        is_read && if model == Model::RolePolicy { v5 && !role } else { role && !v5 }
    }

    pub(super) fn is_resource(&mut self, resources: Option<&Resources>, model: Model) -> bool {
        let Some(resources) = resources else { return true };
        let (all, excluded) = match resources {
            Resources::These(all) | Resources::Uris(all) => (all, false),
            Resources::AllBut(all) => (all, true),
        };
        if all.is_empty() {
            return excluded || self.ask(A::EmptyListRestrictsNothing);
        }
        let mut found = false;
        let mut failed = false;
        for it in all.iter() {
            match self.is_one_resource(it, model) {
                Some(is) => found |= is,
                None => failed = true,
            }
        }
        match (excluded, failed) {
            (false, _) => found,
            (true, false) => !found,
            (true, true) => !found && self.ask(A::FailedVariableSparesTheRest),
        }
    }

    /// Nothing, if a variable has no value.
    pub(super) fn is_one_resource(&mut self, pattern: &str, model: Model) -> Option<bool> {
        if pattern == "*" {
            return Some(true);
        }
        let Some(patterns) = urn(pattern) else {
            let Filled::Text(filled) = self.fill_part(pattern, false, model) else { return None };
            let Some(name) = self.scenario.resource.clone().filter(|it| it != "*") else { return Some(false) };
            let is = matches(&filled, &name, false);
            return Some(is && (!pattern.contains(['*', '?']) || self.ask(A::ShortResourcePattern)));
        };
        let mut filled = Vec::new();
        for (at, it) in patterns.iter().enumerate() {
            match self.fill_part(it, at == 4, model) {
                Filled::Text(it) => filled.push(it),
                Filled::Failed => return None,
            }
        }
        let Some(parts) = self.scenario.resource.as_deref().filter(|it| *it != "*").and_then(urn) else {
            return Some(false);
        };
        let role = model == Model::RolePolicy;
        Some(filled.iter().zip(&parts).enumerate().all(|(at, (pattern, part))| matches(pattern, part, role && at == 0)))
    }

    pub(super) fn is_principal(&mut self, principals: &Principals) -> bool {
        let (kind, name) = self.scenario.principal.clone().unwrap();
        let (all, excluded) = match principals {
            Principals::These(all) => (all, false),
            Principals::AllBut(all) => (all, true),
        };
        let found = all.iter().any(|it| {
            if it.kind() == kind && it.name() == name {
                return true;
            }
            let parts = urn(&name);
            let account = parts.as_ref().map(|it| it[2].as_str());
            if it.kind() == PrincipalKind::Iam && kind == PrincipalKind::Iam && account == Some(it.name()) {
                return true;
            }
            let by_pattern = it.kind() == kind && it.name().contains(['*', '?']) && like(it.name(), &name);
            let by_session = kind == PrincipalKind::Iam
                && parts.as_ref().is_some_and(|parts| {
                    let owner = parts[4].split('/').next().unwrap();
                    let form = (parts[0].as_str(), parts[3].as_str());
                    let last = |it: &str| it.rsplit(['/', ':']).next().unwrap() == owner;
                    parts[4].contains('/')
                        && match it.kind() {
                            PrincipalKind::Iam => {
                                form == ("sts", "assumed-agency")
                                    && it.name().starts_with("iam:")
                                    && urn(it.name()).is_some_and(|of| of[2] == parts[2] && of[3] == "agency")
                                    && last(it.name())
                            }
                            PrincipalKind::IdentityProvider | PrincipalKind::Federated => {
                                form == ("sts", "external-user") && last(it.name())
                            }
                            PrincipalKind::Service | PrincipalKind::Id => false,
                        }
                });
            (by_pattern || by_session) && self.ask(A::PrincipalInOtherForm)
        });
        found != excluded
    }

    // A: policy variables; of the role/policy model in the fifth part only.
    pub(super) fn fill_part(&mut self, text: &str, is_last: bool, model: Model) -> Filled {
        let escapes = ["${*}", "${?}", "${$}"].iter().fold(text.to_owned(), |text, it| text.replace(it, ""));
        if model == Model::RolePolicy && !is_last && escapes.contains("${") && !self.ask(A::VariableOutsideLastPart) {
            return Filled::Failed;
        }
        self.fill(text)
    }

    pub(super) fn fill(&mut self, text: &str) -> Filled {
        let mut out: Vec<(char, bool)> = Vec::new();
        let mut rest = text.to_owned();
        while let Some(at) = rest.find("${") {
            out.extend(rest[..at].chars().map(|it| (it, true)));
            let inside = rest[at + 2..].to_owned();
            if let Some(escaped) = ['*', '?', '$'].into_iter().find(|it| inside.starts_with(&format!("{it}}}"))) {
                out.push((escaped, false));
                rest = inside[2..].to_owned();
                continue;
            }
            let Some((key, default, behind)) = variable(&inside) else {
                if !self.ask(A::MalformedVariableIsText) {
                    return Filled::Failed;
                }
                out.extend(rest[at..].chars().map(|it| (it, true)));
                return Filled::Text(out);
            };
            rest = behind;
            let multivalued = ConditionKey::from_name(&key).and_then(ConditionKey::is_multivalued);
            let value = match self.value(&key) {
                Value::Absent => default,
                Value::One(it) if multivalued != Some(true) => Some(it),
                Value::Many(all) if multivalued == Some(false) && all.len() == 1 => Some(all[0].clone()),
                _ => default.filter(|_| self.ask(A::DefaultForSeveralValues)),
            };
            let Some(value) = value else { return Filled::Failed };
            let wild = value.contains(['*', '?']) && self.ask(A::WildcardInVariableValue);
            out.extend(value.chars().map(|it| (it, wild)));
        }
        out.extend(rest.chars().map(|it| (it, true)));
        Filled::Text(out)
    }

    pub(super) fn value(&mut self, key: &str) -> Value {
        let mut alike = Value::Absent;
        let known = self.scenario.context.iter().chain(self.keys).map(|(name, value)| (name.clone(), value.clone()));
        // One that is not there hides none that is.
        for (name, value) in known.filter(|it| it.1 != Value::Absent).collect::<Vec<_>>() {
            // The account of the principal has two names.
            let first = |it: &str| it.to_ascii_lowercase().replace("g:domainid", "g:principalaccount");
            if first(&name) != first(key) {
                continue;
            }
            let tag = |it: &str| it.split_once('/').map(|(_, it)| it.to_owned());
            if tag(&name) == tag(key) {
                return value;
            }
            alike = value;
        }
        if alike == Value::Absent || self.ask(A::TagKeyCase) { alike } else { Value::Absent }
    }
}
