use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, RecordBatch};
use hwc_iam::arrow::BatchOptions;
use hwc_iam::eval::{Assumption, Decision, Layer, PolicySet, Request};
use hwc_iam::{Effect, PrincipalKind, policy};
use proptest::prelude::*;

use super::columns::{self, Cell};
use crate::eval::generate;
use crate::eval::scenario::{Scenario, Value};
use crate::random::Random;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn a_batch_is_decided_as_its_rows_are_one_by_one(seed in any::<u64>()) {
        let mut random = Random::new(seed);
        for _ in 0..4 {
            agrees(&mut random);
        }
    }
}

fn agrees(random: &mut Random) {
    let mut scenario = generate::scenario(random);
    if random.chance(50) {
        Assumption::ALL.iter().for_each(|it| _ = scenario.settings.entry(*it).or_insert_with(|| random.chance(50)));
    }
    let set = scenario.set();
    let unknown: Vec<String> = scenario.unknown.iter().filter(|_| random.chance(80)).cloned().collect();
    let is_unknown_resource = random.chance(20);
    let count = 1 + random.below(40);
    let mut rows: Vec<Scenario> = (0..1 + random.below(8)).map(|_| generate::scenario(random)).collect();
    // Some more than once, and some that differ in one part only.
    rows = (0..count).map(|_| mixed(random, &rows)).collect();
    let batch = batch(random, &mut rows);
    let mut options = BatchOptions::default().statements().threads(random.below(3));
    options = unknown.iter().fold(options, |options, it| options.unknown(it));
    options = if is_unknown_resource { options.unknown("resource") } else { options };
    // Engines hand over parts of larger batches.
    let start = random.below(rows.len());
    let batch = batch.slice(start, rows.len() - start);

    let decided = set.decide_batch(&batch, &options).unwrap();
    let statements = decided.statements.unwrap();
    let names = decided.decisions.values().as_string::<i32>();
    for (row, asked) in rows[start..].iter().enumerate() {
        let request = request(asked, &unknown, is_unknown_resource);
        let decision = set.decide(&request);
        let found = decided.decisions.key(row).map(|it| names.value(it));
        assert_eq!(found, Some(decision.name()), "{request:#?} {scenario:#?}");
        let statement = statements.key(row).map(|it| statements.values().as_string::<i32>().value(it));
        // What is settled case by case is decided by no statement.
        let is_open = scenario.settings.len() < Assumption::ALL.len() || !unknown.is_empty() || is_unknown_resource;
        if statement.is_some() || !is_open {
            let statement = statement.map(|it| serde_json::from_str::<serde_json::Value>(it).unwrap());
            assert_eq!(statement, deciding(&set, &scenario, &request, decision), "{request:#?} {scenario:#?}");
        }
    }
}

/// One of these, often with the principal, the resource or the context of another.
fn mixed(random: &mut Random, rows: &[Scenario]) -> Scenario {
    let mut row = random.pick(rows);
    if random.chance(30) {
        row.principal = random.pick(rows).principal;
    }
    if random.chance(30) {
        row.resource = random.pick(rows).resource;
    }
    if random.chance(30) {
        row.context = random.pick(rows).context;
    }
    row
}

/// A batch of their requests, of which some keys are columns and some in `context`. What a column cannot hold is left out.
fn batch(random: &mut Random, rows: &mut [Scenario]) -> RecordBatch {
    let mut columns: Vec<(String, ArrayRef)> = Vec::new();
    let actions: Vec<Option<&str>> = rows.iter().map(|it| Some(&*it.action)).collect();
    columns.push(("action".into(), columns::texts(random, &actions)));
    let resources: Vec<Option<&str>> = rows.iter().map(|it| it.resource.as_deref()).collect();
    columns.push(("resource".into(), columns::texts(random, &resources)));
    for it in rows.iter_mut() {
        it.principal = it.principal.take().filter(|it| matches!(it.0, PrincipalKind::Iam | PrincipalKind::Service));
    }
    let principals: Vec<Option<&str>> = rows.iter().map(|it| it.principal.as_ref().map(|it| &*it.1)).collect();
    columns.push(("principal".into(), columns::texts(random, &principals)));
    let mut keys: Vec<String> = rows.iter().flat_map(|it| it.context.keys().cloned()).collect();
    keys.sort();
    keys.dedup();
    let mut in_context: BTreeMap<String, Vec<Cell>> = BTreeMap::new();
    let has_lists_in_context = random.chance(50);
    for key in keys {
        let is_in_context = random.chance(40);
        let has_lists = if is_in_context { has_lists_in_context } else { random.chance(50) };
        for it in rows.iter_mut() {
            it.context.retain(|name, value| *name != key || matches!(value, Value::Many(_)) == has_lists);
        }
        let cells: Vec<Cell> = rows
            .iter()
            .map(|it| match it.context.get(&key) {
                None | Some(Value::Absent) => Cell::Null,
                Some(Value::One(it)) => Cell::One(it.clone()),
                Some(Value::Many(all)) => Cell::Many(all.clone()),
            })
            .collect();
        if is_in_context {
            in_context.insert(key, cells);
        } else {
            columns.push((key, columns::key(random, &cells)));
        }
    }
    if !in_context.is_empty() {
        let rows: Vec<Vec<(&str, &Cell)>> =
            (0..rows.len()).map(|row| in_context.iter().map(|(key, all)| (&**key, &all[row])).collect()).collect();
        columns.push(("context".into(), columns::context(random, &rows)));
    }
    RecordBatch::try_from_iter(columns).unwrap()
}

/// The request of a row as somebody would write it.
fn request(row: &Scenario, unknown: &[String], is_unknown_resource: bool) -> Request {
    let mut row = row.clone();
    row.unknown = unknown.iter().filter(|it| !row.context.contains_key(*it)).cloned().collect();
    if row.resource.is_none() && is_unknown_resource { row.request().unknown_resource() } else { row.request() }
}

/// By taking statements away: the first that decides by itself.
fn deciding(set: &PolicySet, scenario: &Scenario, request: &Request, decision: Decision) -> Option<serde_json::Value> {
    let explained = set.explain(request);
    let (effect, is_granting) = match decision {
        Decision::ExplicitDeny => (Effect::Deny, false),
        Decision::Allow => (Effect::Allow, true),
        _ => return None,
    };
    let is_one = |layer: Layer, of: Effect| {
        of == effect && (!is_granting || matches!(layer, Layer::Identity | Layer::Role | Layer::Resource))
    };
    let all: Vec<(Layer, String, usize)> = explained
        .matched
        .iter()
        .filter(|it| is_one(it.layer, it.effect))
        .map(|it| (it.layer, it.policy.to_owned(), it.statement))
        .collect();
    let without = |kept: Option<&(Layer, String, usize)>| {
        let statements = |layer: Layer, name: &str, policy: &hwc_iam::Policy| {
            let kept = policy.statements().iter().enumerate().filter(|(place, it)| {
                !is_one(layer, it.effect())
                    || kept.is_some_and(|(l, n, p)| (*l, n.as_str(), *p) == (layer, name, *place))
            });
            let kept: Vec<hwc_iam::Statement> = kept.map(|it| it.1.clone()).collect();
            let depends = policy.depends().to_vec();
            hwc_iam::Policy::from_parts(policy.version(), kept.into(), depends.into())
        };
        let mut less = scenario.clone();
        for (at, it) in less.identity.iter_mut().enumerate() {
            *it = statements(Layer::Identity, &format!("identity {at}"), it);
        }
        for (level, all) in less.scps.iter_mut().enumerate() {
            for (at, it) in all.iter_mut().enumerate() {
                *it = statements(Layer::Scp(level), &format!("scp {at}"), it);
            }
        }
        for (at, it) in less.sessions.iter_mut().enumerate() {
            *it = statements(Layer::Session(at), &format!("session {at}"), it);
        }
        if let Some(it) = &mut less.resource_policy {
            *it = statements(Layer::Resource, "resource", it);
        }
        for (name, it, _) in &mut less.roles {
            *it = statements(Layer::Role, name, it);
        }
        less.set().decide(request)
    };
    if without(None) == decision {
        return None;
    }
    let found = all.iter().find(|it| without(Some(it)) == decision)?;
    let document = serde_json::to_value(hwc_iam::report::decision(&explained)).unwrap();
    document["matched"].as_array().unwrap().iter().zip(&explained.matched).find_map(|(json, it)| {
        ((it.layer, it.policy, it.statement) == (found.0, &*found.1, found.2)).then(|| json.clone())
    })
}

/// More rows than one thread takes, in both ways of going through them.
#[test]
fn threads_answer_as_one_does() {
    let mut random = Random::new(7);
    let scenario = generate::scenario(&mut random);
    let set = scenario.set();
    let count = 40_000;
    let action: ArrayRef = Arc::new(
        (0..count).map(|it| Some(["ims:images:list", "ims:images:get"][it % 2])).collect::<arrow_array::StringArray>(),
    );
    let name: ArrayRef =
        Arc::new((0..count).map(|it| Some(format!("a{}", it % 1000))).collect::<arrow_array::StringArray>());
    let batch = RecordBatch::try_from_iter([("action", action), ("g:UserName", name)]).unwrap();
    let of = |threads| set.decide_batch(&batch, &BatchOptions::default().statements().threads(threads)).unwrap();
    let (one, two) = (of(1), of(2));
    assert_eq!(one.decisions.len(), count);
    assert_eq!(one.decisions, two.decisions);
    assert_eq!(one.statements, two.statements);
}

/// No statement names a resource or a principal, but in another account it takes a policy of the resource.
#[test]
fn rows_that_differ_only_in_the_account_are_told_apart() {
    let policy = policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }] });
    let set = PolicySet::builder().identity("readers", policy).build().unwrap();
    let rows: Vec<[String; 3]> = (0..64)
        .map(|it| {
            let account = |bit: usize| if it >> bit & 1 == 0 { "0a1b" } else { "2c3d" };
            let resource = format!("ims:r:{}:image:i{it}", account(0));
            ["ims:images:get".into(), format!("iam::{}:user:u{it}", account(1)), resource]
        })
        .collect();
    let column = |at: usize| -> ArrayRef {
        Arc::new(rows.iter().map(|it| Some(&*it[at])).collect::<arrow_array::StringArray>())
    };
    let batch =
        RecordBatch::try_from_iter([("action", column(0)), ("principal", column(1)), ("resource", column(2))]).unwrap();
    let decided = set.decide_batch(&batch, &BatchOptions::default()).unwrap().decisions;
    let names = decided.values().as_string::<i32>();
    for (row, [action, principal, resource]) in rows.iter().enumerate() {
        let request = Request::new(action).principal(principal).resource(resource);
        assert_eq!(decided.key(row).map(|it| names.value(it)), Some(set.decide(&request).name()), "{request:?}");
    }
    let allowed = decided.keys_iter().filter(|it| it.is_some_and(|it| names.value(it) == "allow")).count();
    assert_eq!(allowed, 32);
}
