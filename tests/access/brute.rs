//! The comparison against brute force: every request of a small world that tells the patterns of the policies apart in every
//! way in which any world can. `PROPTEST_CASES=100000` makes it a long run.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use hwc_iam::access::{Access, Options, compare};
use hwc_iam::eval::{Assumption, Assumptions, Decision, PolicySet, Request, Setting};
use hwc_iam::{ConditionKey, Policy};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use super::read;
use crate::random::Random;
use crate::shared::slow_matches;

/// Patterns of the last part of an action or a resource. What matters of a text is what is left of each of them behind it;
/// `longer_texts_are_nothing_new` shows that texts of three letters reach all of that.
const PARTS: &[&str] =
    &["a", "b", "aa", "ab", "A", "", "*", "?", "??", "a*", "*a", "*b", "?a", "a?", "*a*", "a*b", "a**a"];
/// Those that patterns name, one in another case, and one that none names.
const LETTERS: &str = "abAc";

/// Beginnings of resources: what patterns name, another region, and what is wrong elsewhere, before and behind the `s`.
const BEGINNINGS: &[&str] = &["s:r:t:u:", "s:q:t:u:", "s:r:x:u:", "z:r:t:u:"];
/// Patterns of fewer than five parts, and the names with fewer parts that they tell apart.
const SHORT_PATTERNS: &[&str] = &["s*", "s", "*a", "s*a"];
const SHORT_NAMES: &[&str] = &["", "s", "a", "sa", "sc", "ca", "c"];

/// Keys with the values that policies have for them, and the operators for these.
const KEYS: &[(&str, &[&str], &[&str])] = &[
    ("g:UserName", TEXTS, TEXT_OPERATORS),
    ("g:UserName", &["a", "b", "ab"], &["StringStartWith", "StringEndWith"]),
    ("x:s", &["a", "b", "a*"], SET_OPERATORS),
    ("g:TagKeys", &["a", "b", "a*"], SET_OPERATORS),
    ("g:MFAPresent", &["true", "false"], &["Bool"]),
    ("g:MFAAge", NUMBERS, NUMBER_OPERATORS),
];
const TEXTS: &[&str] = &["a", "b", "aa", "ab", "A", "", "a*", "*b", "?"];
const TEXT_OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringMatch",
    "StringNotMatch",
];
const SET_OPERATORS: &[&str] = &[
    "ForAnyValue:StringEquals",
    "ForAllValues:StringEquals",
    "ForAnyValue:StringNotEquals",
    "ForAllValues:StringNotMatch",
    "ForAnyValue:StringMatch",
    "StringMatch",
    "StringNotEquals",
];
const NUMBERS: &[&str] = &["1", "2", "4"];
const NUMBER_OPERATORS: &[&str] = &[
    "NumberEquals",
    "NumberNotEquals",
    "NumberLessThan",
    "NumberLessThanEquals",
    "NumberGreaterThan",
    "NumberGreaterThanEquals",
];

/// More requests than this are not asked one by one: then of texts that match the same patterns only the first and the last are.
const MANY_REQUESTS: usize = 5_000;
/// Cases with more requests than this even then are left out, and counted.
const MOST_REQUESTS: usize = 60_000;

/// What a request has of a key.
#[derive(Debug, Clone)]
enum Given {
    Absent,
    One(String),
    Many(Vec<String>),
}

/// Every request of the world.
struct World {
    actions: Vec<String>,
    resources: Vec<Option<String>>,
    keys: Vec<(&'static str, Vec<Given>)>,
}

/// One side of a comparison.
struct Policies {
    identity: Policy,
    scp: Option<Policy>,
    sessions: Vec<Policy>,
}

/// What a case is made of.
struct Case {
    sides: [Policies; 2],
    assumptions: Assumptions,
    keys: Vec<&'static str>,
    has_resources: bool,
}

/// All texts of these letters up to this length.
fn texts(letters: &str, longest: usize) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut last = all.clone();
    for _ in 0..longest {
        last = last.iter().flat_map(|it| letters.chars().map(move |letter| format!("{it}{letter}"))).collect();
        all.extend_from_slice(&last);
    }
    all
}

fn does_match(pattern: &str, text: &str) -> bool {
    let chars = |it: &str| it.chars().collect::<Vec<_>>();
    slow_matches(&chars(pattern), &chars(text))
}

/// The first and the last of the texts that are the same to all patterns, as whatever they are read: with and without wildcards,
/// as a beginning, as an end, and whatever the case.
fn told_apart(all: Vec<String>, patterns: &[&str]) -> Vec<String> {
    let mut found: BTreeMap<Vec<bool>, (String, String)> = BTreeMap::new();
    for text in all {
        let lower = text.to_lowercase();
        let same = |pattern: &&str| {
            let small = pattern.to_lowercase();
            [
                *pattern == text,
                small == lower,
                does_match(pattern, &text),
                does_match(&small, &lower),
                text.starts_with(*pattern),
                lower.starts_with(&small),
                text.ends_with(*pattern),
                lower.ends_with(&small),
            ]
        };
        let class = patterns.iter().flat_map(same).collect();
        found.entry(class).and_modify(|it| it.1.clone_from(&text)).or_insert_with(|| (text.clone(), text));
    }
    let both = found.into_values().flat_map(|(first, last)| [first, last]);
    both.collect::<BTreeSet<_>>().into_iter().collect()
}

impl World {
    fn of(case: &Case) -> Self {
        let all = Self::whole(case, |all, _| all);
        if all.size() <= MANY_REQUESTS { all } else { Self::whole(case, told_apart) }
    }

    fn whole(case: &Case, reduce: impl Fn(Vec<String>, &[&str]) -> Vec<String>) -> Self {
        let written = case.sides.iter().flat_map(|it| [&it.identity].into_iter().chain(&it.scp).chain(&it.sessions));
        let written: String = written.map(ToString::to_string).collect();
        let is_written = |it: &String| written.contains(&format!("{it:?}"));
        let named = |all: Vec<String>| all.into_iter().filter(|it| is_written(it)).collect::<Vec<_>>();
        fn refs(all: &[String]) -> Vec<&str> {
            all.iter().map(String::as_str).collect()
        }

        let parts = texts(LETTERS, 3).into_iter().chain(texts("abc", 4));
        let parts: Vec<String> = parts.collect::<BTreeSet<_>>().into_iter().collect();
        let begun = |with: &str, all: &[String]| all.iter().map(|it| format!("{with}{it}")).collect::<Vec<_>>();
        let patterns = named(begun("x:y:", &PARTS.map_strings()));
        // The names that the comparison is about end in the name of an operation.
        let names = begun("x:y:", &parts).into_iter().filter(|it| it != "x:y:").collect();
        let mut actions = reduce(names, &refs(&patterns));
        actions.push("z:z:z".into());

        let mut resources = vec![None];
        if case.has_resources {
            let patterns = ["s:r:t:u:", "s:*:t:u:"].map(|it| begun(it, &PARTS.map_strings())).concat();
            let patterns = named([patterns, SHORT_PATTERNS.map_strings()].concat());
            let names = BEGINNINGS.iter().flat_map(|it| begun(it, &parts)).collect();
            resources.extend(reduce(names, &refs(&patterns)).into_iter().map(Some));
            resources.extend(SHORT_NAMES.map_strings().into_iter().map(Some));
        }
        let keys = case.keys.iter().map(|key| (*key, given(key, &written))).collect();
        Self { actions, resources, keys }
    }

    fn size(&self) -> usize {
        self.keys.iter().map(|it| it.1.len()).product::<usize>() * self.actions.len() * self.resources.len()
    }

    /// Asks for each request, until `ask` has enough.
    fn each(&self, mut ask: impl FnMut(Request) -> bool) {
        let count: usize = self.keys.iter().map(|it| it.1.len()).product();
        for mut at in 0..count {
            let mut context = Request::new("");
            for (key, all) in &self.keys {
                context = match &all[at % all.len()] {
                    Given::Absent => context,
                    Given::One(it) => context.key(key, it),
                    Given::Many(all) => context.keys(key, all.iter().cloned()),
                };
                at /= all.len();
            }
            for action in &self.actions {
                let request = context.clone().action(action);
                for resource in &self.resources {
                    let request = request.clone();
                    let request = if let Some(it) = resource { request.resource(it) } else { request };
                    if ask(request) {
                        return;
                    }
                }
            }
        }
    }
}

trait MapStrings {
    fn map_strings(&self) -> Vec<String>;
}

impl MapStrings for [&str] {
    fn map_strings(&self) -> Vec<String> {
        self.iter().map(ToString::to_string).collect()
    }
}

/// All that a request can have of the key.
fn given(key: &str, written: &str) -> Vec<Given> {
    let of_key = KEYS.iter().filter(|it| it.0 == key);
    let patterns: BTreeSet<&str> = of_key.flat_map(|it| it.1).copied().collect();
    let mut all: Vec<String> = match key {
        "g:MFAPresent" => vec!["true".into(), "false".into()],
        // At each number, between each two, and beyond them.
        "g:MFAAge" => (-1..=9).map(|it| (f64::from(it) / 2.0).to_string()).collect(),
        _ => [texts(LETTERS, 3), ["*", "?", "a*", "*b"].map_strings()].concat(),
    };
    if !matches!(key, "g:MFAPresent" | "g:MFAAge") {
        let named = patterns.iter().copied().filter(|it| written.contains(&format!("{it:?}")));
        all = told_apart(all, &named.collect::<Vec<_>>());
    }
    let is_multivalued = ConditionKey::from_name(key).and_then(ConditionKey::is_multivalued);
    let mut out = vec![Given::Absent];
    if is_multivalued != Some(true) {
        out.extend(all.iter().cloned().map(Given::One));
    }
    if is_multivalued != Some(false) {
        // The operators for sets do not ignore case. Of each class one: a second one changes nothing but that there are several.
        let patterns: Vec<&str> = patterns.into_iter().filter(|it| written.contains(&format!("{it:?}"))).collect();
        let mut classes: BTreeMap<Vec<bool>, String> = BTreeMap::new();
        for it in all {
            let number = |it: &str| it.parse::<f64>().ok();
            let class = patterns.iter().flat_map(|pattern| {
                let is_less = number(&it).zip(number(pattern)).is_some_and(|(it, bound)| it < bound);
                [*pattern == it, does_match(pattern, &it), is_less]
            });
            classes.insert(class.collect(), it);
        }
        let classes: Vec<String> = classes.into_values().collect();
        for set in 0..1_usize << classes.len() {
            let chosen = classes.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
            out.push(Given::Many(chosen.map(|it| it.1.clone()).collect()));
        }
        out.extend(classes.iter().map(|it| Given::Many(vec![it.clone(), it.clone()])));
    }
    out
}

impl Case {
    fn new(random: &mut Random) -> Self {
        let keys: Vec<_> = (0..random.below(3)).map(|_| &KEYS[random.below(KEYS.len())]).collect();
        let has_resources = random.chance(50);
        // Both sides are of the same few statements, so that they often differ in little.
        let statements: Vec<String> = (0..4).map(|_| statement(random, &keys, has_resources)).collect();
        let policy = |random: &mut Random| {
            let count = 1 + random.below(3);
            read(&(0..count).map(|_| random.pick(&statements)).collect::<Vec<_>>().join(","))
        };
        let is_under_scp = random.chance(15);
        let sessions = if random.chance(20) { 1 + random.below(2) } else { 0 };
        let mut side = || Policies {
            identity: policy(random),
            scp: is_under_scp.then(|| policy(random)),
            sessions: (0..sessions).map(|_| policy(random)).collect(),
        };
        let sides = [side(), side()];
        let assumptions = Assumption::ALL.iter().fold(Assumptions::default(), |all, it| {
            all.with(*it, if random.chance(50) { Setting::Yes } else { Setting::No })
        });
        let names: BTreeSet<&str> = keys.iter().map(|it| it.0).collect();
        Self { sides, assumptions, keys: names.into_iter().collect(), has_resources }
    }

    fn access(&self) -> [Access<'_>; 2] {
        self.sides.each_ref().map(|it| {
            let identity = Access::of(&it.identity);
            it.scp.iter().fold(identity, |all, scp| all.scp_level([scp])).session(&it.sessions)
        })
    }

    fn sets(&self) -> [PolicySet; 2] {
        self.sides.each_ref().map(|it| {
            let set = PolicySet::builder().assumptions(self.assumptions).identity("identity", it.identity.clone());
            let set = it.scp.iter().fold(set, |set, scp| set.scp_level([("scp", scp.clone())]));
            it.sessions.iter().fold(set, |set, it| set.session("session", it.clone())).build().unwrap()
        })
    }
}

type Key = (&'static str, &'static [&'static str], &'static [&'static str]);

fn statement(random: &mut Random, keys: &[&Key], has_resources: bool) -> String {
    let list = |random: &mut Random, all: &[String]| {
        let count = 1 + random.below(2);
        let all: Vec<String> = (0..count).map(|_| format!("{:?}", random.pick(all))).collect();
        format!("[{}]", all.join(","))
    };
    let parts = |with: &str| PARTS.iter().map(|it| format!("{with}{it}")).collect::<Vec<_>>();
    let effect = if random.chance(65) { "Allow" } else { "Deny" };
    let element = if random.chance(80) { "Action" } else { "NotAction" };
    let actions = if random.chance(10) { vec!["*".into()] } else { parts("x:y:") };
    let mut out = format!(r#"{{"Effect":"{effect}","{element}":{}"#, list(random, &actions));
    if has_resources && random.chance(70) {
        let element = if random.chance(70) { "Resource" } else { "NotResource" };
        let resources = match random.below(10) {
            0 => vec!["*".into()],
            1 | 2 => SHORT_PATTERNS.map_strings(),
            3 | 4 => parts("s:*:t:u:"),
            _ => parts("s:r:t:u:"),
        };
        out += &format!(r#","{element}":{}"#, list(random, &resources));
    }
    let mut operators: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
    for (key, values, fitting) in keys {
        for _ in 0..random.below(3) {
            let (operator, values) = if random.chance(15) {
                ("Null".into(), list(random, &["true", "false"].map_strings()))
            } else {
                let if_exists = if random.chance(30) { "IfExists" } else { "" };
                let operator = format!("{}{if_exists}", random.pick(fitting));
                let affix = operator.contains("StartWith") || operator.contains("EndWith");
                let values: Vec<String> =
                    values.map_strings().into_iter().filter(|it| !affix || !it.contains(['*', '?'])).collect();
                (operator, list(random, &values))
            };
            operators.entry(operator).or_default().insert(key, values);
        }
    }
    if !operators.is_empty() {
        let each = operators.iter().map(|(operator, keys)| {
            let keys: Vec<String> = keys.iter().map(|(key, values)| format!("{key:?}:{values}")).collect();
            format!("{operator:?}:{{{}}}", keys.join(","))
        });
        out += &format!(r#","Condition":{{{}}}"#, each.collect::<Vec<_>>().join(","));
    }
    out + "}"
}

/// What is left of a pattern behind each text, as the places in it that may come next.
fn behind(pattern: &str, places: &BTreeSet<usize>, letter: char) -> BTreeSet<usize> {
    let pattern: Vec<char> = pattern.chars().collect();
    let mut next = BTreeSet::new();
    for at in open(&pattern, places) {
        match pattern.get(at) {
            Some('*') => _ = next.insert(at),
            Some(it) if *it == '?' || *it == letter => _ = next.insert(at + 1),
            _ => {}
        }
    }
    open(&pattern, &next)
}

fn open(pattern: &[char], places: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut all = places.clone();
    for at in places {
        let runs = pattern.iter().skip(*at).take_while(|it| **it == '*').count();
        all.extend(*at..=at + runs);
    }
    all
}

/// That the world is large enough: a longer text leaves of all patterns what a shorter one does, so that whatever follows, one of
/// the shorter texts is the same to all of them. Any other letter is to them what `c` is.
#[test]
fn longer_texts_are_nothing_new() {
    for ignores_case in [false, true] {
        let fold = |it: &str| if ignores_case { it.to_lowercase() } else { it.to_string() };
        let patterns: Vec<String> = PARTS.iter().map(|it| fold(it)).collect();
        let start: Vec<BTreeSet<usize>> =
            patterns.iter().map(|it| open(&it.chars().collect::<Vec<_>>(), &[0].into())).collect();
        let mut known = BTreeSet::from([start.clone()]);
        let mut last = known.clone();
        for length in 1.. {
            let next = last.iter().flat_map(|state| {
                let patterns = &patterns;
                fold(LETTERS).chars().collect::<Vec<_>>().into_iter().map(move |letter| {
                    let left = patterns.iter().zip(state).map(|(it, places)| behind(it, places, letter));
                    left.collect::<Vec<_>>()
                })
            });
            last = next.filter(|it| !known.contains(it)).collect();
            if last.is_empty() {
                assert!(length - 1 <= 3, "texts of {} letters are needed", length - 1);
                break;
            }
            known.extend(last.iter().cloned());
        }
    }
}

#[test]
fn the_verdict_is_that_of_brute_force() {
    let config = ProptestConfig { max_shrink_iters: 0, failure_persistence: None, ..ProptestConfig::default() };
    // Few in a run that nobody asked for more: each asks for thousands of requests.
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { config.cases } else { 24 };
    let (asked, left_out, verdicts) = (Cell::new(0_u64), Cell::new(0_u32), RefCell::new(BTreeMap::new()));
    let run = TestRunner::new(ProptestConfig { cases, ..config }).run(&any::<u64>(), |seed| {
        let case = Case::new(&mut Random::new(seed));
        let world = World::of(&case);
        if world.size() > MOST_REQUESTS {
            left_out.set(left_out.get() + 1);
            return Ok(());
        }
        let told = || {
            let sides = case
                .sides
                .each_ref()
                .map(|it| (it.identity.to_string(), it.scp.as_ref().map(Policy::to_string), it.sessions.clone()));
            format!("{sides:?} {:?}", case.assumptions)
        };
        let (sets, access) = (case.sets(), case.access());
        let options = Options { assumptions: case.assumptions, ..Options::default() };
        let found = compare(&access[0], &access[1], &options);
        let (mut gained, mut lost, mut unknown) = (None, None, None);
        world.each(|request| {
            asked.set(asked.get() + 1);
            match sets.each_ref().map(|it| it.decide(&request)) {
                [Decision::Unknown, _] | [_, Decision::Unknown] => unknown = Some(request),
                [Decision::Allow, Decision::Allow] => {}
                [Decision::Allow, _] => lost = lost.take().or(Some(request)),
                [_, Decision::Allow] => gained = gained.take().or(Some(request)),
                _ => {}
            }
            gained.is_some() && lost.is_some()
        });
        prop_assert!(unknown.is_none(), "all questions are answered, {:?} {}", unknown, told());
        prop_assert_eq!(found.new_access, Some(gained.is_some()), "{:?} {:?} {}", gained, found, told());
        prop_assert_eq!(found.lost_access, Some(lost.is_some()), "{:?} {:?} {}", lost, found, told());
        *verdicts.borrow_mut().entry(found.verdict.name()).or_insert(0) += 1;
        Ok(())
    });
    let verdicts = verdicts.into_inner();
    println!("{cases} cases, {} left out, {} requests of each side, {verdicts:?}", left_out.get(), asked.get());
    run.unwrap_or_else(|error| panic!("{error}"));
    // That too many were left out shows here, too.
    assert!(verdicts.len() > 1, "all verdicts are the same: {verdicts:?}");
}
