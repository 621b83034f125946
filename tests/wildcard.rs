//! `expand` and `shrink` against slow and obvious versions of them.

use std::collections::BTreeSet;

use hwc_iam::wildcard::KnownAction;
use hwc_iam::{Action, RoleAction, Service, expand, pattern, shrink};
use proptest::prelude::*;

use crate::cases::few;

fn names<A: KnownAction>(actions: &[A]) -> Vec<&'static str> {
    actions.iter().map(|it| it.name()).collect()
}

fn patterns<A: KnownAction>(actions: &[A]) -> Vec<String> {
    shrink(actions.iter().copied()).patterns.into_iter().map(|it| it.pattern).collect()
}

#[test]
fn a_star_is_everything() {
    assert_eq!(expand::<Action>(["*"]), Action::all().collect::<Vec<_>>());
    assert_eq!(expand::<RoleAction>(["*:*:*"]), RoleAction::all().collect::<Vec<_>>());
}

#[test]
fn a_star_may_stand_for_a_colon() {
    assert_eq!(expand::<Action>(["im*s:list"]), expand::<Action>(["ims:images:list"]));
    assert_eq!(expand::<Action>(["ims*"]).len(), 26);
}

#[test]
fn several_patterns_are_one_set() {
    let twice = expand::<Action>(["ims:quotas:get", "ims:*:get", "ims:quotas:get"]);
    assert_eq!(names(&twice), ["ims:images:get", "ims:quotas:get"]);
    assert!(expand::<Action>(["ims:images:lst", "", "?"]).is_empty());
}

#[test]
fn words_stay_whole() {
    let shrunk = |wanted: &[&str]| patterns(&expand::<Action>(wanted.iter().copied()));
    // `listImage*` would cut `Images` in `listImagesByTag`.
    assert_eq!(
        shrunk(&["ims:images:listImagesByTag", "ims:images:listImageTags"]),
        ["ims:images:listImageTags", "ims:images:listImagesByTag"],
    );
    assert_eq!(shrunk(&["ims:images:list", "ims:images:list*"]), ["ims:images:list*"]);
    assert_eq!(shrunk(&["ims:images:getTags", "ims:images:getJob", "ims:images:get"]), ["ims:images:get*"]);
    assert_eq!(shrunk(&["ims:*:*"]), ["ims:*:*"]);
    assert!(shrunk(&["*"]).contains(&"ims:*:*".into()), "a service is never a wildcard");
}

#[test]
fn a_pattern_says_whether_later_names_match_it() {
    let shrunk = shrink(expand::<Action>(["ims:images:copy*", "ims:quotas:get"]));
    let open: Vec<_> = shrunk.patterns.iter().map(|it| (it.pattern.as_str(), it.is_open(), it.actions.len())).collect();
    assert_eq!(open, [("ims:images:copy*", true, 2), ("ims:quotas:get", false, 1)]);
}

#[test]
fn every_service_shrinks_to_itself_in_time() {
    for service in Service::all() {
        let all: Vec<RoleAction> = service.role_actions().collect();
        if !all.is_empty() {
            let one = patterns(&all);
            // The case of the role model's names does not count, and some pages print capitals.
            let code = format!("{service}:").to_lowercase();
            assert!(one.len() == 1 && one[0].to_lowercase().starts_with(&code), "{one:?}");
        }
    }
}

/// Where one word ends and the next begins, said by a list of cases.
fn starts_word(text: &[char], at: usize) -> bool {
    let (before, here, after) = (text[at - 1], text[at], text.get(at + 1));
    match (before.is_ascii_alphanumeric(), here.is_ascii_alphanumeric()) {
        (_, false) => false,
        (false, true) => true,
        (true, true) => {
            here.is_ascii_uppercase() && (!before.is_ascii_uppercase() || after.is_some_and(char::is_ascii_lowercase))
        }
    }
}

/// Every way to put one star in the place of whole words of `part`, or none.
fn starred(part: &str) -> Vec<String> {
    let text: Vec<char> = part.chars().collect();
    let is_cut = |at: usize| at == 0 || at == text.len() || starts_word(&text, at);
    let cuts: Vec<usize> = (0..=text.len()).filter(|at| is_cut(*at)).collect();
    let pairs = cuts.iter().flat_map(|a| cuts.iter().filter(move |b| a <= b).map(move |b| (*a, *b)));
    let mut all: Vec<String> = pairs
        .map(|(a, b)| format!("{}*{}", text[..a].iter().collect::<String>(), text[b..].iter().collect::<String>()))
        .collect();
    all.push(part.into());
    all
}

fn generalizations(name: &str) -> BTreeSet<String> {
    let parts: Vec<&str> = name.splitn(3, ':').collect();
    let mut all = BTreeSet::new();
    for kind in starred(parts[1]) {
        all.extend(starred(parts[2]).iter().map(|it| format!("{}:{kind}:{it}", parts[0])));
    }
    all
}

/// The least number of patterns, by trying all ones, all pairs, and so on.
fn least(wanted: &[Action], of: Service) -> usize {
    let covers = |it: &String| -> Option<u32> {
        let mut mask = 0;
        for action in of.actions().filter(|action| pattern::matches(it, action.name())) {
            let at = wanted.iter().position(|it| *it == action)?;
            generalizations(action.name()).contains(it).then_some(())?;
            mask |= 1 << at;
        }
        Some(mask)
    };
    let all: BTreeSet<String> = wanted.iter().flat_map(|it| generalizations(it.name())).collect();
    let masks: BTreeSet<u32> = all.iter().filter_map(covers).collect();
    let mut reached = BTreeSet::from([0]);
    let mut count = 0;
    while !reached.contains(&((1 << wanted.len()) - 1)) {
        reached = reached.iter().flat_map(|a| masks.iter().map(move |b| a | b)).collect();
        count += 1;
    }
    count
}

proptest! {
    #![proptest_config(few(24))]

    #[test]
    fn few_patterns_are_the_fewest(wanted in proptest::sample::subsequence(
        Service::from_code("ims").unwrap().actions().collect::<Vec<_>>(), 1..=12,
    )) {
        let shrunk = shrink(wanted.iter().copied());
        prop_assert!(shrunk.is_minimal);
        prop_assert_eq!(shrunk.patterns.len(), least(&wanted, Service::from_code("ims").unwrap()));
    }

    #[test]
    fn patterns_match_exactly_what_they_replace(wanted in proptest::sample::subsequence(
        RoleAction::all().collect::<Vec<_>>(), 0..=60,
    )) {
        let shrunk = shrink(wanted.iter().copied());
        let written: Vec<&str> = shrunk.patterns.iter().map(|it| it.pattern.as_str()).collect();
        prop_assert_eq!(&expand::<RoleAction>(written), &wanted);
        for it in &shrunk.patterns {
            prop_assert_eq!(&expand::<RoleAction>([it.pattern.as_str()]), &it.actions);
            for action in &it.actions {
                let lower = |it: &str| it.to_ascii_lowercase();
                let is_wordwise = generalizations(action.name()).iter().any(|of| lower(of) == lower(&it.pattern));
                prop_assert!(is_wordwise, "{} cuts {}", it.pattern, action.name());
            }
        }
    }

    #[test]
    fn expanding_asks_every_name(pattern in "(ims|obs|i?s|\\*|v[a-z*]{1,2}|DLI)(:|\\*)([a-zA-Z*]{0,6}|images|\\*)(:|\\*)([a-z*?]{0,4}|list\\*|\\*)") {
        let slow: Vec<RoleAction> =
            RoleAction::all().filter(|it| pattern::matches_ignore_case(&pattern, it.name())).collect();
        prop_assert_eq!(expand::<RoleAction>([pattern.as_str()]), slow);
        let slow: Vec<Action> = Action::all().filter(|it| pattern::matches(&pattern, it.name())).collect();
        prop_assert_eq!(expand::<Action>([pattern.as_str()]), slow);
    }
}

/// Every subset is an answer in bounded time, however the names are mixed.
#[test]
fn the_largest_services_shrink_in_bounded_time() {
    for code in ["dli", "iam"] {
        let all: Vec<RoleAction> = Service::from_code(code).unwrap().role_actions().collect();
        for step in [2, 3] {
            let some: Vec<RoleAction> =
                all.iter().enumerate().filter(|(at, _)| (at * at + at / step) % step != 1).map(|it| *it.1).collect();
            let shrunk = shrink(some.iter().copied());
            let written: Vec<&str> = shrunk.patterns.iter().map(|it| it.pattern.as_str()).collect();
            assert_eq!(expand::<RoleAction>(written), some);
        }
    }
}
