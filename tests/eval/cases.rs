//! The hand-written cases, on which both evaluators agree with the table.
//!
//! A line is `rule [source] | policies | request | decision`. Policies are statements, separated by ` ; `: a layer (`id`, `id2`,
//! `scp0`, `ses0`, `res`, `role:NAME:SCOPE`, `role1.0:NAME:SCOPE`), `+` or `-`, actions (behind `not`, all others), and then
//! `@` or `!@` with resources, `uri@` with names, `^` or `!^` with principals, `depends` with a role, and for each condition `?`
//! with an operator, a key and values. A layer with `.` alone has no statement. `root`, `management`, `cross`, `same`, `yes:` and
//! `no:` with an assumption stand for themselves. A request is an action and `@resource`, `^kind=principal`, `key=value`,
//! `key=[a,b]` and `?unknown-key`. What makes a decision unknown stands behind it. `␣` is a blank within a word.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use hwc_iam::eval::{Assumption, Decision, GrantScope};
use hwc_iam::{
    Action, ActionPattern, Actions, Condition, ConditionKey, ConditionOperator, Dependency, Effect, KeyName, Operator,
    Policy, Principal, PrincipalKind, Principals, Qualifier, Resources, Statement, Version,
};

use super::agreement::Open;
use super::scenario::{Scenario, Value};
use super::slow::{decisions, runs};

const FILES: &[(&str, &str)] = &[
    ("statements.txt", include_str!("cases/statements.txt")),
    ("operators.txt", include_str!("cases/operators.txt")),
    ("conditions.txt", include_str!("cases/conditions.txt")),
    ("layers.txt", include_str!("cases/layers.txt")),
    ("roles.txt", include_str!("cases/roles.txt")),
];

#[test]
fn both_evaluators_agree_with_every_case() {
    let mut count = 0;
    let mut wrong = Vec::new();
    for (file, text) in FILES {
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            count += 1;
            wrong.extend(check(line).err().map(|it| format!("{file}:{number}: {it}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 400, "{count} cases");
}

#[test]
fn every_operator_and_every_assumption_has_a_case() {
    let words = || FILES.iter().flat_map(|(_, text)| text.split_whitespace());
    let operator = |it: &str| it.rsplit(':').next().map(|it| it.trim_end_matches("IfExists").to_owned());
    let operators: BTreeSet<String> = words().filter_map(operator).collect();
    let missing = Operator::ALL.iter().map(|it| it.name()).filter(|it| !operators.contains(*it));
    let assumptions: BTreeSet<&str> = words().filter_map(|it| it.rsplit(':').next()).collect();
    let open = Assumption::ALL.iter().map(|it| it.name()).filter(|it| !assumptions.contains(it));
    let missing: Vec<&str> = missing.chain(open).collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

fn check(line: &str) -> Result<(), String> {
    let columns: Vec<&str> = line.split('|').map(str::trim).collect();
    let [rule, policies, request, expected] = columns[..] else { return Err(format!("{} columns", columns.len())) };
    if !rule.ends_with(']') {
        return Err(format!("`{rule}` has no source"));
    }
    let scenario = scenario(policies, request);
    let mut words = expected.split_whitespace();
    let decision = words.next().unwrap_or_default();
    let because: BTreeSet<&str> = words.collect();
    let (set, request) = (scenario.set(), scenario.request());
    let found = set.explain(&request);
    let questions = found.assumptions.iter().map(|it| it.name().to_string());
    let names: BTreeSet<String> = found.missing.iter().map(ToString::to_string).chain(questions).collect();
    if set.decide(&request) != found.decision {
        return Err(format!("{rule}: `decide` and `explain` differ"));
    }
    if found.decision.name() != decision || !names.iter().eq(&because) {
        return Err(format!("{rule}: {} {names:?}, not {expected}", found.decision));
    }
    let slow = slowly(&scenario, &because);
    let slow: Vec<&str> = slow.iter().map(|it| it.name()).collect();
    let agrees = if decision == "unknown" { slow.len() > 1 } else { slow == [decision] };
    if agrees { Ok(()) } else { Err(format!("{rule}: the slow evaluator finds {slow:?}, not {expected}")) }
}

/// What is missing in the request without being a key is tried, too.
fn slowly(scenario: &Scenario, because: &BTreeSet<&str>) -> BTreeSet<Decision> {
    let mut variants = vec![scenario.clone()];
    for key in ["g:ProjectName", "g:EnterpriseProjectId"] {
        if because.contains(key) && !scenario.unknown.iter().any(|it| it == key) {
            variants.iter_mut().for_each(|it| it.unknown.push(key.into()));
        }
    }
    if because.contains("principal") {
        let names = [(PrincipalKind::Iam, "iam::acct:user:alice"), (PrincipalKind::Service, "service.OBS")];
        variants = variants
            .iter()
            .flat_map(|it| names.map(|(kind, name)| Scenario { principal: Some((kind, name.into())), ..it.clone() }))
            .collect();
    }
    if because.contains("cross_account") {
        variants = variants
            .iter()
            .flat_map(|it| [true, false].map(|cross| Scenario { cross_account: Some(cross), ..it.clone() }))
            .collect();
    }
    variants.iter().flat_map(|it| decisions(&runs(it, &Open::of(it).values))).collect()
}

fn scenario(policies: &str, request: &str) -> Scenario {
    let mut it = Scenario::default();
    let mut layers: BTreeMap<String, Document> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for statement in policies.split(" ; ") {
        let words: Vec<String> = statement.split_whitespace().map(|it| it.replace('␣', " ")).collect();
        let Some((layer, rest)) = words.split_first() else { continue };
        match layer.as_str() {
            "root" => it.root = true,
            "management" => it.management = true,
            "cross" => it.cross_account = Some(true),
            "same" => it.cross_account = Some(false),
            _ => match layer.split_once(':') {
                Some((answer @ ("yes" | "no"), name)) => {
                    it.settings.insert(name.parse().unwrap(), answer == "yes");
                }
                _ => {
                    if !layers.contains_key(layer) {
                        order.push(layer.clone());
                    }
                    layers.entry(layer.clone()).or_default().add(rest);
                }
            },
        }
    }
    for layer in order {
        let document = layers.remove(&layer).unwrap();
        add(&mut it, &layer, document);
    }
    let mut words = request.split_whitespace().map(|it| it.replace('␣', " "));
    it.action = words.next().unwrap();
    for word in words {
        asked(&mut it, &word);
    }
    it
}

fn add(it: &mut Scenario, layer: &str, document: Document) {
    let at = |prefix: &str| layer.strip_prefix(prefix).and_then(|it| it.parse::<usize>().ok());
    if let Some(level) = at("scp") {
        it.scps.resize(it.scps.len().max(level + 1), Vec::new());
        if !document.statements.is_empty() {
            it.scps[level].push(document.policy(Version::V5_0));
        }
    } else if at("ses").is_some() {
        it.sessions.push(document.policy(Version::V5_0));
    } else if layer == "res" {
        it.resource_policy = Some(document.policy(Version::V5_0));
    } else if layer.starts_with("id") {
        it.identity.push(document.policy(Version::V5_0));
    } else {
        let parts: Vec<&str> = layer.splitn(3, ':').collect();
        let version = if parts[0] == "role1.0" { Version::V1_0 } else { Version::V1_1 };
        let scope = match parts[2].split_once('=') {
            Some(("project", name)) => GrantScope::Project(name.into()),
            Some((_, id)) => GrantScope::EnterpriseProject(id.into()),
            None if parts[2] == "global" => GrantScope::Global,
            None if parts[2] == "projects" => GrantScope::AllProjects,
            None => GrantScope::All,
        };
        it.roles.push((parts[1].replace('_', " "), document.policy(version), scope));
    }
}

fn asked(it: &mut Scenario, word: &str) {
    if let Some(name) = word.strip_prefix('@') {
        it.resource = Some(name.into());
    } else if let Some(principal) = word.strip_prefix('^') {
        let (kind, name) = principal.split_once('=').unwrap();
        it.principal = Some((PrincipalKind::from_name(kind).unwrap(), name.into()));
    } else if let Some(key) = word.strip_prefix('?') {
        it.unknown.push(key.into());
    } else {
        let (key, value) = word.split_once('=').unwrap();
        let value = match value.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            Some("") => Value::Many(Vec::new()),
            Some(all) => Value::Many(all.split(',').map(String::from).collect()),
            None => Value::One(value.into()),
        };
        it.context.insert(key.into(), value);
    }
}

#[derive(Default)]
struct Document {
    statements: Vec<Statement>,
    depends: Vec<Dependency>,
}

impl Document {
    fn policy(self, version: Version) -> Policy {
        Policy::from_parts(version, Cow::Owned(self.statements), Cow::Owned(self.depends))
    }

    fn add(&mut self, words: &[String]) {
        let (effect, words) = match words.split_first() {
            Some((sign, words)) if sign != "." => (if sign == "+" { Effect::Allow } else { Effect::Deny }, words),
            _ => return,
        };
        // Each element begins with its mark.
        let is_mark = |it: &String| matches!(it.as_str(), "@" | "!@" | "uri@" | "^" | "!^" | "?" | "depends");
        let mut groups: Vec<(&str, Vec<&String>)> = vec![("", Vec::new())];
        for word in words {
            if is_mark(word) {
                groups.push((word, Vec::new()));
            } else {
                groups.last_mut().unwrap().1.push(word);
            }
        }
        let text = |it: &String| Cow::<'static, str>::Owned(it.clone());
        let texts = |all: &[&String]| Cow::Owned(all.iter().map(|it| text(it)).collect::<Vec<_>>());
        let (mut actions, mut resources, mut principals) = (Actions::These(Cow::Borrowed(&[])), None, None);
        let mut conditions = Vec::new();
        for (mark, group) in &groups {
            match *mark {
                "" => {
                    let excluded = group.first().is_some_and(|it| *it == "not");
                    let names = group.iter().filter(|it| **it != "not").map(|it| action(it));
                    let names = Cow::Owned(names.collect::<Vec<_>>());
                    actions = if excluded { Actions::AllBut(names) } else { Actions::These(names) };
                }
                "@" => resources = Some(Resources::These(texts(group))),
                "!@" => resources = Some(Resources::AllBut(texts(group))),
                "uri@" => resources = Some(Resources::Uris(texts(group))),
                "^" => principals = Some(Principals::These(these(group))),
                "!^" => principals = Some(Principals::AllBut(these(group))),
                "depends" => {
                    let name = Cow::Owned(group[0].replace('_', " "));
                    self.depends.push(Dependency::from_parts(Cow::Borrowed("BASE"), name));
                }
                _ => conditions.push(condition(group, texts(group.get(2..).unwrap_or_default()))),
            }
        }
        self.statements.push(Statement::from_parts(
            None,
            effect,
            principals,
            actions,
            resources,
            Cow::Owned(conditions),
        ));
    }
}

fn these(group: &[&String]) -> Cow<'static, [Principal]> {
    let one = |it: &String| {
        let (kind, name) = it.split_once('=').unwrap();
        Principal::from_parts(PrincipalKind::from_name(kind).unwrap(), Cow::Owned(name.into()))
    };
    Cow::Owned(group.iter().map(|it| one(it)).collect())
}

fn condition(group: &[&String], values: Cow<'static, [Cow<'static, str>]>) -> Condition {
    let (qualifier, name) = match group[0].split_once(':') {
        Some((qualifier, name)) => (Qualifier::from_name(qualifier), name),
        None => (None, group[0].as_str()),
    };
    let stem = name.strip_suffix("IfExists").unwrap_or(name);
    let operator = Operator::from_name(stem).unwrap_or_else(|| panic!("unknown operator `{name}`"));
    let key = match ConditionKey::from_name(group[1]) {
        Some(it) if it.template().is_none() => KeyName::Known(it),
        _ => KeyName::Unchecked(Cow::Owned(group[1].clone())),
    };
    Condition::from_parts(ConditionOperator::new(qualifier, operator, stem.len() < name.len()), key, values)
}

/// As the catalogue has it, if it has it.
fn action(name: &str) -> ActionPattern {
    if name.contains(['*', '?']) {
        return ActionPattern::Pattern(Cow::Owned(name.into()));
    }
    let known = Action::from_name(name).map(ActionPattern::from);
    known.unwrap_or_else(|| ActionPattern::Unchecked(Cow::Owned(name.into())))
}
