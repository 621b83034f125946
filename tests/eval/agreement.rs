//! Whether the evaluator agrees with the slow one on a scenario.

use std::collections::{BTreeMap, BTreeSet};

use hwc_iam::eval::{Assumption, Decision, GrantScope};
use hwc_iam::{Condition, ConditionKey, Operator, Policy, Resources, Statement, ValueType};

use super::scenario::{Scenario, Value};
use super::slow::{Run, decisions, runs};

pub(super) fn agrees(scenario: &Scenario) {
    let (set, request) = (scenario.set(), scenario.request());
    let fast = set.decide(&request);
    let explained = set.explain(&request);
    assert_eq!(explained.decision, fast, "{scenario:#?}");
    let open = Open::of(scenario);
    let runs = runs(scenario, &open.values);
    let slow = decisions(&runs);
    match slow.iter().collect::<Vec<_>>().as_slice() {
        [one] if open.is_exact => assert_eq!(fast, **one, "the slow one is sure: {scenario:#?}"),
        [one] => assert!(fast == **one || fast == Decision::Unknown, "{fast} for {one}: {scenario:#?}"),
        several => {
            assert_eq!(fast, Decision::Unknown, "the slow one finds {several:?}: {scenario:#?}");
            if open.is_exact {
                let possible: BTreeSet<Decision> = explained.possible.iter().copied().collect();
                assert_eq!(possible, slow, "{scenario:#?}");
                let found = Settling {
                    keys: explained.missing.iter().map(ToString::to_string).collect(),
                    assumptions: explained.assumptions.iter().copied().collect(),
                };
                found.is_smallest(&runs, scenario);
            }
        }
    }
}

/// The unknown keys with values that tell apart what the policies tell apart.
pub(super) struct Open {
    pub(super) values: BTreeMap<String, Vec<Value>>,
    /// Whether they do so for sure.
    is_exact: bool,
}

impl Open {
    pub(super) fn of(scenario: &Scenario) -> Self {
        let mut open = Self { values: BTreeMap::new(), is_exact: true };
        for key in &scenario.unknown {
            let values = open.of_key(key, scenario);
            open.values.insert(key.clone(), values);
        }
        if scenario.unknown.len() > 1 {
            // Two large universes are too many pairs.
            let is_large = open.values.values().filter(|it| it.len() > 40).count() > 1;
            open.is_exact &= !is_large;
            if is_large {
                open.values.values_mut().for_each(|it| it.truncate(40));
            }
        }
        open
    }

    fn of_key(&mut self, key: &str, scenario: &Scenario) -> Vec<Value> {
        let conditions: Vec<&Condition> = statements(scenario)
            .flat_map(Statement::conditions)
            .filter(|it| it.key().to_string().eq_ignore_ascii_case(key))
            .collect();
        let in_variable = format!("${{{key}").to_lowercase();
        let texts = statements(scenario).flat_map(|it| {
            let resources = match it.resources() {
                Some(Resources::These(all) | Resources::AllBut(all) | Resources::Uris(all)) => all.to_vec(),
                None => Vec::new(),
            };
            resources.into_iter().chain(it.conditions().iter().flat_map(|it| it.values().to_vec()))
        });
        let types: BTreeSet<ValueType> =
            conditions.iter().filter_map(|it| it.operator().operator().value_type()).collect();
        let is_mixed = types.len() > 1;
        // These universes are of what the operators compare, not of what a page says that the key is.
        let stated = ConditionKey::from_name(key).and_then(ConditionKey::value_type);
        self.is_exact &= stated.is_none_or(|kind| types.iter().all(|it| *it == kind));
        self.is_exact &= !is_mixed
            && !texts.into_iter().any(|it| it.to_lowercase().replace(' ', "").contains(&in_variable))
            && !conditions.iter().flat_map(|it| it.values()).any(|it| it.contains("${"));
        let multivalued = ConditionKey::from_name(key).and_then(ConditionKey::is_multivalued);
        let many = multivalued != Some(false);
        // A key of which a page states another type than text has no values but those, whatever an operator compares it with.
        let kind =
            stated.filter(|it| *it != ValueType::String).or_else(|| types.first().copied().filter(|_| !is_mixed));
        let elements: Vec<String> = match kind {
            _ if is_mixed && kind.is_none() => strings(1),
            Some(ValueType::Boolean) => {
                self.is_exact &= !conditions.iter().any(|it| it.operator().operator() == Operator::IsNullOrEmpty);
                ["true", "false"].map(String::from).into()
            }
            Some(ValueType::Number) => {
                ["-2", "-1", "-0.5", "0", "0.5", "1", "1.2", "1.5", "1.7", "2", "3"].map(String::from).into()
            }
            Some(ValueType::Date) => {
                let instants = [
                    "2023-12-31T00:00:00Z",
                    "2024-01-01T05:29:59Z",
                    "2024-01-15T00:00:00Z",
                    "2024-02-29T00:00:00Z",
                    "2024-03-01T00:00:00Z",
                    "2025-01-01T12:00:00Z",
                    "2026-01-01T00:00:00Z",
                ];
                instants.map(String::from).into()
            }
            Some(ValueType::Ip) => {
                let all = [
                    "1.1.1.1",
                    "10.0.0.0",
                    "10.0.0.1",
                    "10.0.1.0",
                    "10.1.0.0",
                    "11.0.0.0",
                    "2001:db8::",
                    "2001:db9::",
                    "1::",
                ];
                // What only an open question tells apart is not looked at.
                let is_read = scenario.settings.contains_key(&Assumption::UnreadableValueHolds);
                all.into_iter().chain(is_read.then_some("::ffff:10.0.0.1")).map(String::from).collect()
            }
            Some(ValueType::String) if many => {
                strings(1).into_iter().chain(["ab", "aB", "bb"].map(String::from)).collect()
            }
            Some(ValueType::String) => {
                let values = || conditions.iter().flat_map(|it| it.values()).map(|it| it.to_string());
                let pairs = values().flat_map(|one| values().map(move |other| format!("{one}{other}")));
                // The sign that is a letter in lower case.
                let signs = values().map(|it| it.replace(['k', 'K'], "\u{212a}"));
                // What ends in one in another case.
                let cases = values().map(|it| it.to_uppercase());
                strings(3).into_iter().chain(values()).chain(pairs).chain(signs).chain(cases).collect()
            }
            None => ["", "c"].map(String::from).into(),
        };
        if matches!(kind, Some(ValueType::Number | ValueType::Date | ValueType::Ip)) {
            self.is_exact &= !conditions.iter().any(|it| it.operator().operator() == Operator::IsNullOrEmpty);
        }
        let mut all = vec![Value::Absent];
        if multivalued != Some(true) {
            let values = conditions.iter().flat_map(|it| it.values()).map(|it| it.to_string());
            let values = values.filter(|it| kind.is_some_and(|kind| hwc_iam::value::is_value(kind, it)));
            let places = scenario.roles.iter().filter_map(|(.., scope)| match scope {
                GrantScope::Project(name) | GrantScope::EnterpriseProject(name) => Some(name.clone()),
                _ => None,
            });
            let values = values.chain(places.filter(|_| key == "g:ProjectName" || key == "g:EnterpriseProjectId"));
            all.extend(elements.iter().cloned().chain(values.filter(|it| !it.contains('/'))).map(Value::One));
        }
        if !many {
            return all;
        }
        // Some sets of three may come to what no smaller one does.
        self.is_exact &= conditions.is_empty();
        all.push(Value::Many(Vec::new()));
        for (at, one) in elements.iter().enumerate() {
            all.push(Value::Many(vec![one.clone()]));
            all.extend(elements.iter().skip(at + 1).map(|other| Value::Many(vec![one.clone(), other.clone()])));
        }
        all
    }
}

fn statements(scenario: &Scenario) -> impl Iterator<Item = &Statement> {
    let scps = scenario.scps.iter().flatten();
    let own = scenario.identity.iter().chain(scps).chain(&scenario.sessions).chain(&scenario.resource_policy);
    own.chain(scenario.roles.iter().map(|it| &it.1)).flat_map(Policy::statements)
}

/// Every text of these letters up to a length.
fn strings(most: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..most {
        last = last.iter().flat_map(|it| ['a', 'b', 'A', 'B', 'c'].map(|letter| format!("{it}{letter}"))).collect();
        all.extend(last.clone());
    }
    all
}

/// What is known of a run: the values of keys, and the answers that it asked for.
type Known<'a> = (Vec<&'a Value>, Vec<Option<bool>>);

struct Settling {
    keys: BTreeSet<String>,
    assumptions: BTreeSet<Assumption>,
}

impl Settling {
    /// Whether whoever knows these knows the decision: two runs that are decided differently differ in one of them.
    fn settles(&self, runs: &[Run]) -> bool {
        let mut seen: BTreeMap<Known<'_>, BTreeSet<Decision>> = BTreeMap::new();
        for run in runs {
            let keys = self.keys.iter().filter_map(|it| run.keys.get(it)).collect();
            let answers = self.assumptions.iter().map(|it| run.answers.get(it).copied()).collect();
            seen.entry((keys, answers)).or_default().insert(run.decision);
        }
        let agree = |one: &Known<'_>, other: &Known<'_>| {
            one.0 == other.0
                && one.1.iter().zip(&other.1).all(|(one, other)| one.is_none() || other.is_none() || one == other)
        };
        seen.values().all(|it| it.len() == 1)
            && seen
                .iter()
                .all(|(one, decisions)| seen.iter().all(|(other, others)| decisions == others || !agree(one, other)))
    }

    fn is_smallest(&self, runs: &[Run], scenario: &Scenario) {
        assert!(self.settles(runs), "{:?} {:?} do not settle {scenario:#?}", self.keys, self.assumptions);
        let keys: BTreeSet<&String> = scenario.unknown.iter().collect();
        let assumptions: BTreeSet<Assumption> = runs.iter().flat_map(|it| it.answers.keys().copied()).collect();
        let count = self.keys.len() + self.assumptions.len();
        let all = keys.len() + assumptions.len();
        // Of more than 512 cases, which take more open questions than this, `explain` names everything that is open.
        if all > 10 || count > 5 || runs.len() > 400 {
            return;
        }
        for bits in 0..1_usize << all {
            if bits.count_ones() as usize >= count {
                continue;
            }
            let smaller = Self {
                keys: keys
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| bits >> at & 1 == 1)
                    .map(|(_, it)| (*it).clone())
                    .collect(),
                assumptions: assumptions
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| bits >> (at + keys.len()) & 1 == 1)
                    .map(|(_, it)| *it)
                    .collect(),
            };
            assert!(
                !smaller.settles(runs),
                "{:?} {:?} are fewer than {:?} {:?}: {scenario:#?}",
                smaller.keys,
                smaller.assumptions,
                self.keys,
                self.assumptions
            );
        }
    }
}
