//! The second evaluator: slow and obvious, written from the reference. It knows no third value: it is asked once for each way
//! to answer the open questions that it meets.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam::eval::{Assumption as A, Decision, GrantScope};
use hwc_iam::{
    Action, ActionPattern, Actions, Cloud, Condition, ConditionKey, Coverage, Effect, KeyName, Model, Operator, Policy,
    PrincipalKind, Principals, Qualifier, Resources, RoleAction, Service, ServiceLevel, Statement, Support,
};

use super::scenario::{Scenario, Value};

/// One way to answer everything that is open, and the decision.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) keys: BTreeMap<String, Value>,
    pub(super) answers: BTreeMap<A, bool>,
    pub(super) decision: Decision,
}

/// Every way, with the unknown keys having these values.
pub(super) fn runs(scenario: &Scenario, values: &BTreeMap<String, Vec<Value>>) -> Vec<Run> {
    let mut all = Vec::new();
    for keys in products(values) {
        // The answers that are still to be tried: what is not in them is answered with yes at first, and with no later.
        let mut left: Vec<BTreeMap<A, bool>> = vec![BTreeMap::new()];
        while let Some(answers) = left.pop() {
            let mut slow =
                Slow { scenario, keys: &keys, given: answers.clone(), asked: BTreeMap::new(), order: vec![] };
            let decision = slow.decide();
            for assumption in slow.order.iter().filter(|it| !answers.contains_key(it)) {
                let before = slow.order.iter().take_while(|it| *it != assumption);
                let mut other: BTreeMap<A, bool> = before.map(|it| (*it, slow.asked[it])).collect();
                other.insert(*assumption, false);
                left.push(other);
            }
            all.push(Run { keys: keys.clone(), answers: slow.asked, decision });
        }
    }
    all
}

pub(super) fn decisions(runs: &[Run]) -> BTreeSet<Decision> {
    runs.iter().map(|it| it.decision).collect()
}

fn products(values: &BTreeMap<String, Vec<Value>>) -> Vec<BTreeMap<String, Value>> {
    let mut all = vec![BTreeMap::new()];
    for (key, values) in values {
        all = all
            .iter()
            .flat_map(|it: &BTreeMap<String, Value>| {
                values.iter().map(move |value| {
                    let mut it = it.clone();
                    it.insert(key.clone(), value.clone());
                    it
                })
            })
            .collect();
    }
    all
}

struct Slow<'a> {
    scenario: &'a Scenario,
    keys: &'a BTreeMap<String, Value>,
    given: BTreeMap<A, bool>,
    asked: BTreeMap<A, bool>,
    order: Vec<A>,
}

/// What a text of a policy is in this request.
enum Filled {
    Text(Vec<(char, bool)>),
    /// A variable has no value.
    Failed,
}

impl Slow<'_> {
    fn ask(&mut self, assumption: A) -> bool {
        if let Some(it) = self.scenario.settings.get(&assumption) {
            return *it;
        }
        if let Some(it) = self.asked.get(&assumption) {
            return *it;
        }
        let answer = self.given.get(&assumption).copied().unwrap_or(true);
        self.asked.insert(assumption, answer);
        self.order.push(assumption);
        answer
    }

    // D1: all layers.
    fn decide(&mut self) -> Decision {
        let s = self.scenario;
        let identity_denies = self.any(&s.identity, Effect::Deny);
        let identity_allows = self.any(&s.identity, Effect::Allow);
        let roles_deny = self.any_role(Effect::Deny);
        let roles_allow = self.any_role(Effect::Allow);

        let (mut own_allows, mut own_denies) = if s.roles.is_empty() {
            (identity_allows, identity_denies)
        } else if s.identity.is_empty() {
            (roles_allow, roles_deny)
        } else if !identity_denies && !roles_deny {
            (self.either(identity_allows, roles_allow), false)
        } else if self.ask(A::DenyCrossesModels) {
            (self.either(identity_allows, roles_allow), true)
        } else {
            let allows = self.either(identity_allows && !identity_denies, roles_allow && !roles_deny);
            (allows, !allows)
        };
        if s.root {
            (own_allows, own_denies) = (true, false);
        }

        let mut scp_denies = false;
        let mut scp_allows = true;
        for level in &s.scps {
            scp_denies |= self.any(level, Effect::Deny);
            let has_allow = level.iter().flat_map(Policy::statements).any(|it| it.effect() == Effect::Allow);
            scp_allows &= if has_allow { self.any(level, Effect::Allow) } else { self.ask(A::LevelWithoutAllow) };
        }
        if s.management && !self.ask(A::ScpBindsManagementAccount) {
            (scp_allows, scp_denies) = (true, false);
        }

        let session_denies = self.any(&s.sessions, Effect::Deny);
        let session_allows: Vec<bool> =
            s.sessions.iter().map(|it| self.any(std::slice::from_ref(it), Effect::Allow)).collect();
        let session_allows = s.sessions.is_empty()
            || if self.ask(A::EverySessionPolicyMustAllow) {
                session_allows.iter().all(|it| *it)
            } else {
                session_allows.iter().any(|it| *it)
            };

        let resource: Vec<Policy> = s.resource_policy.iter().cloned().collect();
        let resource_allows = self.any(&resource, Effect::Allow);
        let mut resource_denies = self.any(&resource, Effect::Deny);
        let other_account = s.cross_account.unwrap_or_else(|| self.is_other_account());
        if s.root && !other_account && resource_denies {
            resource_denies = self.ask(A::ResourcePolicyDeniesRoot);
        }

        if own_denies || scp_denies || session_denies || resource_denies {
            return Decision::ExplicitDeny;
        }
        let by_identity = own_allows && scp_allows && session_allows;
        let allows = if other_account {
            by_identity && resource_allows
        } else {
            by_identity
                || resource_allows
                    && (scp_allows || !self.ask(A::ScpLimitsResourcePolicy))
                    && (session_allows || !self.ask(A::SessionLimitsResourcePolicy))
        };
        if allows { Decision::Allow } else { Decision::ImplicitDeny }
    }

    fn either(&mut self, one: bool, other: bool) -> bool {
        if self.ask(A::ModelsAddUp) { one || other } else { one && other }
    }

    fn is_other_account(&self) -> bool {
        let Some((PrincipalKind::Iam, name)) = &self.scenario.principal else { return false };
        let account = |it: &str| urn(it).unwrap()[2].clone();
        self.scenario.resource.as_ref().is_some_and(|it| account(name) != account(it))
    }

    fn any(&mut self, policies: &[Policy], effect: Effect) -> bool {
        let mut found = false;
        for policy in policies {
            for statement in policy.statements().iter().filter(|it| it.effect() == effect) {
                found |= self.applies(statement, policy.version().model());
            }
        }
        found
    }

    // D2: what is granted in a scope.
    fn any_role(&mut self, effect: Effect) -> bool {
        let mut found = false;
        for (_, policy, scope) in &self.scenario.roles {
            for statement in policy.statements().iter().filter(|it| it.effect() == effect) {
                found |= self.applies(statement, Model::RolePolicy)
                    && self.reaches(scope)
                    && policy.depends().iter().all(|it| self.is_granted(it.display_name()));
            }
        }
        found
    }

    fn is_granted(&mut self, name: &str) -> bool {
        let grants: Vec<_> = self.scenario.roles.iter().filter(|it| it.0.eq_ignore_ascii_case(name)).collect();
        if grants.is_empty() {
            return false;
        }
        let mut here = false;
        for (_, _, scope) in grants {
            here |= self.reaches(scope);
        }
        here || self.ask(A::DependencyInOtherScope)
    }

    fn reaches(&mut self, scope: &GrantScope) -> bool {
        let service = self.scenario.action.split(':').next().unwrap();
        let level = Service::from_code_ignore_case(service).and_then(Service::level);
        match scope {
            GrantScope::All => true,
            GrantScope::Global => level == Some(ServiceLevel::Global) || self.ask(A::ScopeOfOtherLevel),
            GrantScope::AllProjects => level == Some(ServiceLevel::Project) || self.ask(A::ScopeOfOtherLevel),
            GrantScope::Project(name) => {
                self.is_place("g:ProjectName", name)
                    && (level == Some(ServiceLevel::Project) || self.ask(A::ScopeOfOtherLevel))
            }
            GrantScope::EnterpriseProject(id) => {
                let role = RoleAction::from_name(&self.scenario.action);
                let support = role.map(|it| it.scope(Cloud::HuaweiCloud).enterprise_project);
                self.is_place("g:EnterpriseProjectId", id)
                    && match support {
                        Some(Support::Yes) => true,
                        Some(Support::No) => false,
                        _ => self.ask(A::EnterpriseProjectSupport),
                    }
            }
        }
    }

    fn is_place(&mut self, key: &str, name: &str) -> bool {
        self.value(key) == Value::One(name.into())
    }

    // A: statements.
    fn applies(&mut self, statement: &Statement, model: Model) -> bool {
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

    fn is_action(&mut self, pattern: &ActionPattern, model: Model) -> bool {
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

    fn is_foreign(&self, model: Model) -> bool {
        let name = &self.scenario.action;
        let (v5, role) = (Action::from_name(name).is_some(), RoleAction::from_name(name).is_some());
        let is_read = Service::from_code_ignore_case(name.split(':').next().unwrap())
            .is_some_and(|it| it.coverage(model) == Coverage::Page);
        is_read && if model == Model::RolePolicy { v5 && !role } else { role && !v5 }
    }

    fn is_resource(&mut self, resources: Option<&Resources>, model: Model) -> bool {
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
    fn is_one_resource(&mut self, pattern: &str, model: Model) -> Option<bool> {
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

    fn is_principal(&mut self, principals: &Principals) -> bool {
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
    fn fill_part(&mut self, text: &str, is_last: bool, model: Model) -> Filled {
        let escapes = ["${*}", "${?}", "${$}"].iter().fold(text.to_owned(), |text, it| text.replace(it, ""));
        if model == Model::RolePolicy && !is_last && escapes.contains("${") && !self.ask(A::VariableOutsideLastPart) {
            return Filled::Failed;
        }
        self.fill(text)
    }

    fn fill(&mut self, text: &str) -> Filled {
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

    fn value(&mut self, key: &str) -> Value {
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

    // B: conditions.
    fn condition(&mut self, condition: &Condition, model: Model) -> bool {
        if !condition.operator().operator().is_of(model) && !self.ask(A::OperatorOfOtherModel) {
            return false;
        }
        if condition.values().is_empty() && self.ask(A::EmptyListRestrictsNothing) {
            return true;
        }
        let key = condition.key().to_string();
        let (qualifier, operator) = (condition.operator().qualifier(), condition.operator().operator());
        let found = self.value(&key);
        if matches!(operator, Operator::Null | Operator::IsNullOrEmpty) {
            return (qualifier.is_none() || self.ask(A::QualifierOnSingleValuedKey))
                && self.presence(operator == Operator::IsNullOrEmpty, &found, condition);
        }
        if found == Value::Absent && condition.operator().if_exists() {
            return true;
        }
        let multivalued = match condition.key() {
            KeyName::Known(it) | KeyName::Template(it, _) => it.is_multivalued(),
            KeyName::Unchecked(it) => ConditionKey::from_name(it).and_then(ConditionKey::is_multivalued),
        };
        let single = match &found {
            Value::One(_) => multivalued != Some(true),
            _ => multivalued == Some(false),
        };
        if qualifier.is_some() && single && !self.ask(A::QualifierOnSingleValuedKey) {
            return false;
        }
        match (&found, qualifier) {
            (Value::Absent, None) => self.missing(condition),
            (Value::Absent, Some(it)) => {
                if self.ask(A::QualifierOnMissingKey) {
                    it == Qualifier::ForAllValues
                } else {
                    self.missing(condition)
                }
            }
            (Value::Many(all), None) if all.is_empty() => {
                self.ask(A::EmptySetIsMissing) && (condition.operator().if_exists() || self.missing(condition))
            }
            (Value::Many(all), Some(it)) if all.is_empty() => {
                condition.operator().if_exists() && self.ask(A::EmptySetIsMissing) || it == Qualifier::ForAllValues
            }
            (Value::One(it), None) if multivalued == Some(true) => {
                self.ask(A::OperatorOnSeveralValues) && self.one_value(it, condition)
            }
            (Value::One(it), _) => self.one_value(it, condition),
            (Value::Many(all), Some(Qualifier::ForAllValues)) => all.iter().all(|it| self.one_value(it, condition)),
            (Value::Many(all), Some(Qualifier::ForAnyValue)) => all.iter().any(|it| self.one_value(it, condition)),
            (Value::Many(all), None) => {
                (all.len() == 1 && multivalued == Some(false) || self.ask(A::OperatorOnSeveralValues))
                    && all.iter().any(|it| self.one_value(it, condition))
            }
        }
    }

    /// Without `IfExists`.
    fn missing(&mut self, condition: &Condition) -> bool {
        condition.operator().operator().is_negated() && self.ask(A::NegatedOperatorOnMissingKey)
    }

    fn presence(&mut self, or_empty: bool, found: &Value, condition: &Condition) -> bool {
        let is_absent = match found {
            Value::Absent => true,
            Value::One(it) => or_empty && it.is_empty(),
            Value::Many(all) => all.is_empty() && (or_empty || self.ask(A::EmptySetIsMissing)),
        };
        condition.values().iter().any(|it| match it.to_ascii_lowercase().as_str() {
            "true" => is_absent,
            "false" => !is_absent,
            _ => self.ask(A::UnreadableValueHolds),
        })
    }

    fn one_value(&mut self, found: &str, condition: &Condition) -> bool {
        let operator = condition.operator().operator();
        let mut is_match = false;
        let mut unreadable = false;
        let mut failed = false;
        for text in condition.values() {
            match self.fill(text) {
                Filled::Failed => failed = true,
                Filled::Text(filled) => match self.compare(operator, found, &filled) {
                    Some(is) => is_match |= is,
                    None => unreadable = true,
                },
            }
        }
        let mut holds = is_match != operator.is_negated();
        if unreadable {
            // What is certain of the readable values stays certain.
            let is_certain = holds != operator.is_negated();
            holds = if is_certain { holds } else { self.ask(A::UnreadableValueHolds) };
        }
        holds && (!failed || self.ask(A::FailedVariableSparesTheRest))
    }

    fn date(&mut self, found: &str, text: &str, holds: fn(i64, i64) -> bool) -> Option<bool> {
        let in_utc = holds(seconds(found)?, seconds(text)?);
        let has_zone = |it: &str| it.len() > 19;
        if has_zone(found) == has_zone(text) || self.ask(A::DateWithoutZoneIsUtc) {
            return Some(in_utc);
        }
        Some(self.ask(A::DateWithoutZoneHolds))
    }

    /// Without negation; nothing, if one of them is not of the operator's type.
    fn compare(&mut self, operator: Operator, found: &str, filled: &[(char, bool)]) -> Option<bool> {
        let text: String = filled.iter().map(|it| it.0).collect();
        let lower = |it: &str| it.to_lowercase();
        let name = operator.name().trim_end_matches("AnyOf").replace("Not", "");
        let mut affix = |is: fn(&str, &str) -> bool| {
            let exact = is(found, &text);
            exact || is(&lower(found), &lower(&text)) && self.ask(A::AffixIgnoresCase)
        };
        Some(match name.as_str() {
            "StringEquals" => found == text,
            "StringEqualsIgnoreCase" => lower(found) == lower(&text),
            "StringMatch" => matches(filled, found, false),
            "StringStartWith" => affix(|found, text| found.starts_with(text)),
            "StringEndWith" => affix(|found, text| found.ends_with(text)),
            "StringLike" => affix(|found, text| found.contains(text)),
            "Bool" => boolean(found)? == boolean(&text)?,
            "NumberEquals" => number(found)? == number(&text)?,
            "NumberLessThan" => number(found)? < number(&text)?,
            "NumberLessThanEquals" => number(found)? <= number(&text)?,
            "NumberGreaterThan" => number(found)? > number(&text)?,
            "NumberGreaterThanEquals" => number(found)? >= number(&text)?,
            "DateLessThan" => self.date(found, &text, |a, b| a < b)?,
            "DateLessThanEquals" => self.date(found, &text, |a, b| a <= b)?,
            "DateGreaterThan" => self.date(found, &text, |a, b| a > b)?,
            "DateGreaterThanEquals" => self.date(found, &text, |a, b| a >= b)?,
            "IpAddress" => {
                let is_in = address(found, &text);
                if has_host_bits(&text) && !self.ask(A::HostBitsAreIgnored) {
                    return None;
                }
                is_in?
            }
            other => panic!("what is `{other}`?"),
        })
    }
}

/// Five parts; a colon in `${…}` is none between them.
fn urn(text: &str) -> Option<Vec<String>> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    let all: Vec<char> = text.chars().collect();
    for (at, it) in all.iter().enumerate() {
        match it {
            '{' if at > 0 && all[at - 1] == '$' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ':' if depth == 0 && parts.len() < 5 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(*it);
    }
    (parts.len() == 5).then_some(parts)
}

/// What stands behind `${`: key, default, and what follows.
fn variable(text: &str) -> Option<(String, Option<String>, String)> {
    let end = text.find([',', '}'])?;
    let key = text[..end].trim().to_owned();
    if key.is_empty() || key.contains([' ', '{', '\'', '$']) {
        return None;
    }
    if text[end..].starts_with('}') {
        return Some((key, None, text[end + 1..].to_owned()));
    }
    let quoted = text[end + 1..].trim_start().strip_prefix('\'')?;
    let chars: Vec<char> = quoted.chars().collect();
    let mut default = String::new();
    let mut at = 0;
    loop {
        match (chars.get(at)?, chars.get(at + 1)) {
            ('\'', Some('\'')) => {
                default.push('\'');
                at += 2;
            }
            ('\'', _) => break,
            (it, _) => {
                default.push(*it);
                at += 1;
            }
        }
    }
    let behind: String = chars[at + 1..].iter().collect();
    Some((key, Some(default), behind.trim_start().strip_prefix('}')?.to_owned()))
}

fn like(pattern: &str, text: &str) -> bool {
    let pattern: Vec<(char, bool)> = pattern.chars().map(|it| (it, true)).collect();
    matches(&pattern, text, false)
}

/// Each character of the pattern with whether it may be a wildcard.
fn matches(pattern: &[(char, bool)], text: &str, ignore_case: bool) -> bool {
    fn rest(pattern: &[(char, bool)], text: &[char], ignore_case: bool) -> bool {
        match pattern {
            [] => text.is_empty(),
            [('*', true), behind @ ..] => (0..=text.len()).any(|it| rest(behind, &text[it..], ignore_case)),
            [('?', true), behind @ ..] => !text.is_empty() && rest(behind, &text[1..], ignore_case),
            [(it, _), behind @ ..] => {
                let same = |found: &char| found == it || ignore_case && found.eq_ignore_ascii_case(it);
                text.first().is_some_and(same) && rest(behind, &text[1..], ignore_case)
            }
        }
    }
    rest(pattern, &text.chars().collect::<Vec<_>>(), ignore_case)
}

fn boolean(text: &str) -> Option<bool> {
    text.to_ascii_lowercase().parse().ok()
}

/// In billionths.
fn number(text: &str) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_digit());
    if !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let value: i128 = format!("{whole}{part:0<9}").parse().unwrap();
    Some(if text.starts_with('-') { -value } else { value })
}

/// Of `YYYY-MM-DDThh:mm:ss` with `Z` or an offset, or neither.
fn seconds(text: &str) -> Option<i64> {
    if text.len() < 19 || !text.is_ascii() {
        return None;
    }
    let field = |from: usize, to: usize| text[from..to].parse::<i64>().ok();
    let (year, month, day) = (field(0, 4)?, field(5, 7)?, field(8, 10)?);
    let leap = |it: i64| it % 4 == 0 && (it % 100 != 0 || it % 400 == 0);
    let mut days: i64 = (1970..year).map(|it| if leap(it) { 366 } else { 365 }).sum();
    let lengths = [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    days += lengths[..usize::try_from(month).ok()? - 1].iter().sum::<i64>() + day - 1;
    let offset = match &text[19..] {
        "" | "Z" => 0,
        it => {
            let minutes = it[1..3].parse::<i64>().ok()? * 60 + it[4..6].parse::<i64>().ok()?;
            if it.starts_with('-') { -minutes * 60 } else { minutes * 60 }
        }
    };
    Some(days * 86_400 + field(11, 13)? * 3600 + field(14, 16)? * 60 + field(17, 19)? - offset)
}

fn has_host_bits(range: &str) -> bool {
    let Some((base, count)) = range.split_once('/') else { return false };
    let zeros = |bits: String| bits.chars().skip(count.parse().unwrap()).any(|it| it == '1');
    match base.parse() {
        Ok(std::net::IpAddr::V4(it)) => zeros(format!("{:032b}", u32::from(it))),
        Ok(std::net::IpAddr::V6(it)) => zeros(format!("{:0128b}", u128::from(it))),
        Err(_) => false,
    }
}

fn address(found: &str, range: &str) -> Option<bool> {
    let bits = |text: &str| -> Option<String> {
        Some(match text.parse().ok()? {
            std::net::IpAddr::V4(it) => format!("{:032b}", u32::from(it)),
            std::net::IpAddr::V6(it) => format!("{:0128b}", u128::from(it)),
        })
    };
    let (base, count) = range.split_once('/').map_or((range, None), |(base, count)| (base, Some(count)));
    let (found, base) = (bits(found)?, bits(base)?);
    let count: usize = count.map_or(Some(base.len()), |it| it.parse().ok())?;
    if count > base.len() {
        return None;
    }
    // Whether `::ffff:10.1.2.3` is in `10.0.0.0/8` no page says.
    let is_mapped = |it: &str| it.len() == 128 && it[..96].trim_start_matches('0') == "1".repeat(16);
    if found.len() != base.len() && (is_mapped(&found) || is_mapped(&base)) {
        return None;
    }
    Some(found.len() == base.len() && found[..count] == base[..count])
}
