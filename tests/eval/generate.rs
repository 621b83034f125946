//! Random scenarios that hit every operator, layer, assumption and unknown key.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hwc_iam::eval::{Assumption, GrantScope};
use hwc_iam::{
    ActionPattern, Actions, Condition, ConditionKey, ConditionOperator, Dependency, Effect, KeyName, Operator, Policy,
    Principal, PrincipalKind, Principals, Qualifier, Resources, Statement, ValueType, Version,
};

use super::scenario::{Scenario, Value};
#[cfg(feature = "access")]
use super::slow::is_of;
use crate::random::Random;

const ACTIONS: &[&str] = &[
    "ims:images:list",
    "ims:images:get",
    "ims:images:copyInRegion",
    "ims:images:copy",
    "IMS:images:list",
    "iam:users:listUsers",
    "iam:agencies:assume",
    "zzz:things:list",
    "sts::tagSession",
    "identity:users:listUsers",
];
const ACTION_PATTERNS: &[&str] = &[
    "*",
    "ims:*:*",
    "ims:images:*",
    "ims:*",
    "*:images:list",
    "ims:images:l?st",
    "::list",
    "::l*",
    "IMS:IMAGES:LIST",
    "ims:images:c*",
    "i*:*:*list*",
    "*:*:*",
    "sts:*:tag*",
    "zzz:*:*",
    "ims::list",
    "identity:*",
    "identity:users:*",
    "i?entity:*",
];
const RESOURCES: &[&str] =
    &["ims:r:acct:image:a", "ims:r:acct:image:ab", "ims:r:other:image:b", "obs::acct:bucket:a", "/iam/x", "ims:x"];
const RESOURCE_PATTERNS: &[&str] = &[
    "*",
    "ims:*:*:image:*",
    "ims:*:acct:image:a",
    "ims:*:*:image:${g:UserName}",
    "ims:*:*:image:a*",
    "ims:x*",
    "/iam/x",
    "OBS:*:*:bucket:a",
    "ims:*:*:*:${g:DomainName, 'a'}",
    "ims:*:*:image:${g:TagKeys}",
    "ims:r:*:image:${*}",
    "ims:*:*:image:?",
    "obs:*",
    "ims:*:*:image:${",
    "ims:*:${g:UserName}:image:b",
    "ims:${g:DomainName}:*:image:*",
    "${x:Custom}:*:*:*:*",
];
const PRINCIPALS: &[(PrincipalKind, &str)] = &[
    (PrincipalKind::Iam, "iam::acct:user:alice"),
    (PrincipalKind::Iam, "sts::acct:assumed-agency:ops/s"),
    (PrincipalKind::Iam, "sts::other:external-user:idp/s"),
    (PrincipalKind::Service, "service.IMS"),
    (PrincipalKind::IdentityProvider, "idp"),
];
const PRINCIPAL_NAMES: &[(PrincipalKind, &str)] = &[
    (PrincipalKind::Iam, "acct"),
    (PrincipalKind::Iam, "other"),
    (PrincipalKind::Iam, "iam::acct:user:alice"),
    (PrincipalKind::Iam, "iam::acct:agency:a/ops"),
    (PrincipalKind::Iam, "iam::acct:user:*"),
    (PrincipalKind::Iam, "*"),
    (PrincipalKind::Service, "service.IMS"),
    (PrincipalKind::Service, "service.*"),
    (PrincipalKind::IdentityProvider, "idp"),
];
const KEYS: &[(&str, ValueType)] = &[
    ("g:UserName", ValueType::String),
    ("G:username", ValueType::String),
    ("g:DomainName", ValueType::String),
    ("g:TagKeys", ValueType::String),
    ("g:ResourceTag/a", ValueType::String),
    ("g:ResourceTag/A", ValueType::String),
    ("x:Custom", ValueType::String),
    ("g:MFAPresent", ValueType::Boolean),
    ("g:MFAAge", ValueType::Number),
    ("g:CurrentTime", ValueType::Date),
    ("g:SourceIp", ValueType::Ip),
];
const TEXTS: &[&str] = &["a", "b", "ab", "A", "aB", "", "true", "a*"];
const TEXT_VALUES: &[&str] = &[
    "a",
    "b",
    "ab",
    "A",
    "aB",
    "",
    "a*",
    "*b",
    "?",
    "*",
    "a?",
    "${g:UserName}",
    "${g:DomainName, 'b'}",
    "${g:TagKeys,'a'}",
    "${*}",
    "a${?}",
    "${",
    "b${x:Custom}",
    "${ g:username , 'it''s' }",
];
const NUMBERS: &[&str] = &["1", "2", "1.5", "-1", "01.0", "abc", "-0", "0"];
const DATES: &[&str] = &[
    "2024-02-29T00:00:00Z",
    "2024-02-29T01:00:00+01:00",
    "2025-01-01T12:00:00Z",
    "2023-12-31T23:59:59-05:30",
    "soon",
    "2024-02-29T00:00:00",
    "2024-06-30T12:00:00",
];
const ADDRESSES: &[&str] = &["10.0.0.1", "10.1.0.0", "11.0.0.1", "2001:db8::1", "2001:db9::", "nowhere"];
const RANGES: &[&str] = &[
    "10.0.0.0/8",
    "10.0.0.1",
    "10.0.0.0/16",
    "0.0.0.0/0",
    "2001:db8::/32",
    "::/0",
    "10.0.0.0/33",
    "10.0.0.77/8",
    "2001:db8::1/32",
];
const BOOLEANS: &[&str] = &["true", "false", "True", "yes"];

pub(crate) fn scenario(random: &mut Random) -> Scenario {
    let mut it = Scenario { action: random.pick(ACTIONS).into(), ..Scenario::default() };
    it.identity = policies(random, Version::V5_0, 2);
    if random.chance(25) {
        it.scps = (0..=random.below(2)).map(|_| policies(random, Version::V5_0, 2)).collect();
        it.management = random.chance(20);
    }
    if random.chance(20) {
        it.sessions = policies(random, Version::V5_0, 2);
    }
    it.principal = Some(random.pick(PRINCIPALS)).map(|(kind, name)| (kind, name.into()));
    it.resource = Some(random.pick(RESOURCES).into()).filter(|_| random.chance(80));
    if random.chance(25) {
        it.resource_policy = Some(policy(random, Version::V5_0, true));
    }
    // Where the URNs do not say whose the resource is, the scenario does.
    let is_told = match it.resource.as_deref() {
        None => it.resource_policy.is_none(),
        Some(it) => it.matches(':').count() == 4,
    };
    if !is_told || random.chance(20) {
        it.cross_account = Some(random.chance(40));
    }
    if random.chance(25) {
        it.roles = roles(random);
    }
    it.root = random.chance(4);
    context(random, &mut it);
    settings(random, &mut it);
    it
}

/// Two stacks of policies that are often alike, for the same requests: what a comparison can be asked about.
#[cfg(feature = "access")]
pub(super) fn pair(random: &mut Random) -> [Scenario; 2] {
    let mut layers = || {
        let mut it = Scenario { cross_account: Some(false), ..Scenario::default() };
        it.identity = policies(random, Version::V5_0, 2);
        it.identity.push(policy(random, Version::V5_0, false));
        if random.chance(20) {
            it.scps = (0..=random.below(2)).map(|_| policies(random, Version::V5_0, 2)).collect();
        }
        if random.chance(15) {
            it.sessions = policies(random, Version::V5_0, 2);
        }
        it
    };
    let (mut old, mut new) = (layers(), layers());
    if random.chance(65) {
        new = old.clone();
        let all: Vec<&mut Policy> =
            new.identity.iter_mut().chain(new.scps.iter_mut().flatten()).chain(&mut new.sessions).collect();
        let at = random.below(all.len());
        if let Some(it) = all.into_iter().nth(at) {
            let mut statements = it.statements().to_vec();
            let changed = random.below(statements.len());
            match random.below(3) {
                0 if statements.len() > 1 => drop(statements.remove(changed)),
                1 => statements[changed] = statement(random, Version::V5_0, false),
                _ => statements.push(statement(random, Version::V5_0, false)),
            }
            *it = Policy::from_parts(Version::V5_0, Cow::Owned(statements), Cow::Borrowed(&[]));
        }
    }
    settings(random, &mut old);
    new.settings.clone_from(&old.settings);
    [old, new]
}

/// Both asked for the same, with every key known and these settings.
#[cfg(feature = "access")]
pub(super) fn asked(
    random: &mut Random,
    sides: &[Scenario; 2],
    settings: &BTreeMap<Assumption, bool>,
) -> [Scenario; 2] {
    let mut it = Scenario { action: random.pick(ACTIONS).into(), ..sides[0].clone() };
    it.resource = Some(random.pick(RESOURCES).into()).filter(|_| random.chance(80));
    it.settings.clone_from(settings);
    context(random, &mut it);
    // The comparison goes by the pages: where one says that a key has one value, there are not several, or a set of none.
    let is_single = |name: &str| ConditionKey::from_name(name).and_then(ConditionKey::is_multivalued) == Some(false);
    it.context.retain(|name, value| !is_single(name) || !matches!(value, Value::Many(all) if all.len() != 1));
    // And values of the type that it says.
    it.context.retain(|name, value| {
        let kind = ConditionKey::from_name(name).and_then(ConditionKey::value_type).unwrap_or(ValueType::String);
        match value {
            Value::One(text) => is_of(kind, text),
            Value::Many(all) => all.iter().all(|text| is_of(kind, text)),
            Value::Absent => true,
        }
    });
    it.unknown.clear();
    let other = &sides[1];
    let (identity, scps, sessions) = (other.identity.clone(), other.scps.clone(), other.sessions.clone());
    [it.clone(), Scenario { identity, scps, sessions, ..it }]
}

/// All settings, with the open ones chosen.
#[cfg(feature = "access")]
pub(super) fn closed(random: &mut Random, some: &BTreeMap<Assumption, bool>) -> BTreeMap<Assumption, bool> {
    let mut choose = |it| some.get(&it).copied().unwrap_or_else(|| random.chance(50));
    Assumption::ALL.iter().map(|it| (*it, choose(*it))).collect()
}

/// One action, few statements, and many keys that are not known: in conditions, in variables, of one type and of several.
pub(super) fn open_scenario(random: &mut Random) -> Scenario {
    let mut it = Scenario { action: "ims:images:list".into(), ..Scenario::default() };
    it.resource = Some(random.pick(&["ims:r:acct:image:a", "ims:r:acct:image:ab"]).into());
    let keys = random.some(KEYS, 2);
    let operators: Vec<Operator> = Operator::ALL.iter().copied().filter(|it| it.is_of(Version::V5_0.model())).collect();
    let statements: Vec<Statement> = (0..2 + random.below(2))
        .map(|at| {
            let conditions: Vec<Condition> =
                (0..random.below(3)).map(|_| open_condition(random, &keys, &operators)).collect();
            let resources = random.chance(30).then(|| {
                let pattern =
                    random.pick(&["ims:*:*:image:${g:UserName}", "ims:*:*:image:a${x:Custom}", "ims:*:*:image:a*"]);
                Resources::These(Cow::Owned(vec![Cow::Borrowed(pattern)]))
            });
            let effect = if at == 0 || random.chance(50) { Effect::Allow } else { Effect::Deny };
            let actions = Actions::These(Cow::Borrowed(&[ActionPattern::Unchecked(Cow::Borrowed("ims:images:list"))]));
            Statement::from_parts(None, effect, None, actions, resources, Cow::Owned(conditions))
        })
        .collect();
    it.identity = vec![Policy::from_parts(Version::V5_0, Cow::Owned(statements), Cow::Borrowed(&[]))];
    for (name, _) in keys.iter().chain(&[("g:UserName", ValueType::String), ("x:Custom", ValueType::String)]) {
        let name = if *name == "G:username" { "g:UserName" } else { *name };
        if random.chance(70) && !it.unknown.iter().any(|it| it == name) {
            it.unknown.push(name.into());
        }
    }
    let percent = random.pick(&[70, 90, 100]);
    it.settings =
        Assumption::ALL.iter().copied().filter_map(|it| setting(random, percent).map(|yes| (it, yes))).collect();
    it
}

fn open_condition(random: &mut Random, keys: &[(&'static str, ValueType)], operators: &[Operator]) -> Condition {
    let (name, kind) = random.pick(keys);
    let fits = |it: &&Operator| it.value_type().is_none_or(|it| it == kind);
    let fitting: Vec<Operator> = operators.iter().filter(fits).copied().collect();
    let is_any = random.chance(5);
    let operator = random.pick(if is_any { operators } else { &fitting });
    let values: &[&str] = match operator.value_type() {
        Some(ValueType::String) => &["a", "b", "ab", "a*", "*b", "${g:UserName}", "a${x:Custom}", "${*}"],
        Some(ValueType::Number) => &["1", "60", "${x:Custom}"],
        Some(ValueType::Date) => &["2024-02-29T00:00:00Z", "2025-01-01T12:00:00Z"],
        Some(ValueType::Ip) => &["10.0.0.0/8", "10.0.0.1", "2001:db8::/32"],
        Some(ValueType::Boolean) | None => &["true", "false"],
    };
    let values: Vec<Cow<'static, str>> = random.some(values, 2).into_iter().map(Cow::Borrowed).collect();
    let qualifier = random.pick(&[None, None, None, Some(Qualifier::ForAnyValue), Some(Qualifier::ForAllValues)]);
    let operator = ConditionOperator::new(qualifier, operator, random.chance(30));
    Condition::from_parts(operator, KeyName::Unchecked(Cow::Borrowed(name)), Cow::Owned(values))
}

fn policies(random: &mut Random, version: Version, most: usize) -> Vec<Policy> {
    (0..random.below(most + 1)).map(|_| policy(random, version, false)).collect()
}

fn policy(random: &mut Random, version: Version, has_principal: bool) -> Policy {
    let statements: Vec<Statement> = (0..=random.below(2)).map(|_| statement(random, version, has_principal)).collect();
    Policy::from_parts(version, Cow::Owned(statements), Cow::Borrowed(&[]))
}

fn roles(random: &mut Random) -> Vec<(String, Policy, GrantScope)> {
    let mut all = Vec::new();
    for name in ["one", "two"].iter().take(1 + random.below(2)) {
        let version = random.pick(&[Version::V1_0, Version::V1_1]);
        let statements: Vec<Statement> = (0..=random.below(2)).map(|_| statement(random, version, false)).collect();
        let depends = if version == Version::V1_0 && random.chance(50) {
            let name = random.pick(&["one", "TWO", "three"]);
            vec![Dependency::from_parts(Cow::Borrowed("BASE"), Cow::Borrowed(name))]
        } else {
            Vec::new()
        };
        let scope = random.pick(&[
            GrantScope::All,
            GrantScope::All,
            GrantScope::Global,
            GrantScope::AllProjects,
            GrantScope::Project("a".into()),
            GrantScope::EnterpriseProject("b".into()),
        ]);
        all.push(((*name).into(), Policy::from_parts(version, Cow::Owned(statements), Cow::Owned(depends)), scope));
    }
    all
}

fn statement(random: &mut Random, version: Version, has_principal: bool) -> Statement {
    let effect = if random.chance(70) { Effect::Allow } else { Effect::Deny };
    let actions: Vec<ActionPattern> = (0..random.below(3) + usize::from(random.chance(95)))
        .map(|_| {
            let text = if random.chance(50) { random.pick(ACTIONS) } else { random.pick(ACTION_PATTERNS) };
            if text.contains(['*', '?']) {
                ActionPattern::Pattern(Cow::Borrowed(text))
            } else {
                ActionPattern::Unchecked(Cow::Borrowed(text))
            }
        })
        .collect();
    let actions =
        if random.chance(15) { Actions::AllBut(Cow::Owned(actions)) } else { Actions::These(Cow::Owned(actions)) };
    let resources = random.chance(45).then(|| {
        let all: Vec<Cow<'static, str>> = match random.chance(4) {
            true => Vec::new(),
            false => random.some(RESOURCE_PATTERNS, 2).into_iter().map(Cow::Borrowed).collect(),
        };
        match random.below(10) {
            0..7 => Resources::These(Cow::Owned(all)),
            7 if version != Version::V5_0 => Resources::Uris(Cow::Owned(all)),
            _ => Resources::AllBut(Cow::Owned(all)),
        }
    });
    let principals = has_principal.then(|| {
        let all: Vec<Principal> = random
            .some(PRINCIPAL_NAMES, 2)
            .into_iter()
            .map(|(kind, name)| Principal::from_parts(kind, Cow::Borrowed(name)))
            .collect();
        if random.chance(25) { Principals::AllBut(Cow::Owned(all)) } else { Principals::These(Cow::Owned(all)) }
    });
    let conditions: Vec<Condition> =
        (0..random.pick(&[0, 0, 0, 1, 1, 1, 2])).map(|_| condition(random, version)).collect();
    Statement::from_parts(None, effect, principals, actions, resources, Cow::Owned(conditions))
}

fn condition(random: &mut Random, version: Version) -> Condition {
    let (name, kind) = random.pick(KEYS);
    let fits = |it: &Operator| it.value_type().is_none_or(|it| it == kind) && it.is_of(version.model());
    let any = random.chance(10);
    let operators: Vec<Operator> = Operator::ALL.iter().copied().filter(|it| any || fits(it)).collect();
    let operator = random.pick(&operators);
    let values: &[&str] = match operator.value_type() {
        Some(ValueType::String) => TEXT_VALUES,
        Some(ValueType::Number) => NUMBERS,
        Some(ValueType::Date) => DATES,
        Some(ValueType::Ip) => RANGES,
        Some(ValueType::Boolean) | None => BOOLEANS,
    };
    let mut values: Vec<Cow<'static, str>> = random.some(values, 2).into_iter().map(Cow::Borrowed).collect();
    if random.chance(3) {
        values.clear();
    } else if random.chance(4) {
        values[0] = Cow::Borrowed("${g:MFAAge}");
    }
    let qualifier = match random.below(8) {
        0 => Some(Qualifier::ForAnyValue),
        1 => Some(Qualifier::ForAllValues),
        _ => None,
    };
    let key = match ConditionKey::from_name(name) {
        Some(it) if it.template().is_none() && random.chance(50) => KeyName::Known(it),
        _ => KeyName::Unchecked(Cow::Borrowed(name)),
    };
    Condition::from_parts(ConditionOperator::new(qualifier, operator, random.chance(25)), key, Cow::Owned(values))
}

fn context(random: &mut Random, it: &mut Scenario) {
    let mut open = random.pick(&[0, 0, 0, 1, 1, 2]);
    for (name, kind) in KEYS {
        if *name == "G:username" {
            continue;
        }
        let values = match kind {
            ValueType::String => TEXTS,
            ValueType::Number => NUMBERS,
            ValueType::Date => DATES,
            ValueType::Ip => ADDRESSES,
            ValueType::Boolean => BOOLEANS,
        };
        match random.below(12) {
            0..4 => drop(it.context.insert((*name).into(), Value::One(random.pick(values).into()))),
            4 => {
                let all = random.some(values, 3).into_iter().map(String::from).collect();
                it.context.insert((*name).into(), Value::Many(all));
            }
            5 => drop(it.context.insert((*name).into(), Value::Many(Vec::new()))),
            6 | 7 if open > 0 => {
                open -= 1;
                it.unknown.push((*name).into());
            }
            _ => {}
        }
    }
    it.context.insert("g:ProjectName".into(), Value::One(random.pick(&["a", "b"]).into()));
    it.context.insert("g:EnterpriseProjectId".into(), Value::One(random.pick(&["a", "b"]).into()));
}

fn settings(random: &mut Random, it: &mut Scenario) {
    let percent = random.pick(&[0, 50, 90, 100]);
    let all: BTreeMap<Assumption, bool> =
        Assumption::ALL.iter().copied().filter_map(|it| setting(random, percent).map(|yes| (it, yes))).collect();
    it.settings = all;
}

fn setting(random: &mut Random, percent: usize) -> Option<bool> {
    let is_set = random.chance(percent);
    is_set.then(|| random.chance(50))
}
