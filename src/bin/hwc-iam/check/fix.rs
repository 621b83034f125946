//! The fixes of findings in a text.

use std::collections::BTreeMap;
use std::ops::Range;

use hwc_iam::Policy;
use hwc_iam::access::grants_no_more;
use hwc_iam::files::Found;
use hwc_iam::lint::Finding;
use hwc_iam::report::Fix;

use super::edits::{Edits, apart, applied};
use super::literal;
use super::subject::Subject;

/// A text after the fixes.
pub(super) struct Fixed {
    pub(super) text: String,
    /// How many fixes were applied.
    pub(super) count: usize,
    /// The places where nothing was fixed though it might have been elsewhere, and why.
    pub(super) left: Vec<(usize, String)>,
}

/// A text as it was looked at once.
#[derive(Default)]
struct State {
    /// How often each rule finds something.
    counts: BTreeMap<&'static str, usize>,
    policies: Vec<Option<Policy>>,
    fixes: Vec<Edits>,
    /// Those that are written in another language, with their findings.
    elsewhere: Vec<(Found, Vec<Finding>)>,
}

impl State {
    /// Nothing, if the text cannot be read.
    fn of(subject: &Subject<'_>, text: &str) -> Option<Self> {
        let mut state = Self::default();
        let read = subject.each_reported(text.to_owned(), &mut |found, findings| {
            for finding in &findings {
                *state.counts.entry(finding.rule().name()).or_default() += 1 + finding.more();
            }
            if found.address().is_some() {
                state.elsewhere.push((found.clone(), findings));
                return;
            }
            state.policies.push(found.document().policy().cloned());
            if found.is_editable() {
                let place = |it: u32| found.position(it).offset;
                for fix in findings.iter().filter_map(Finding::fix) {
                    let edits = fix.edits.iter().map(|it| (place(it.span.start), place(it.span.end), it.text.clone()));
                    state.fixes.push(edits.collect());
                }
            }
        });
        read.ok().map(|()| state)
    }

    /// Whether it has fewer findings than before, none more of any rule, and policies that grant no more.
    fn is_better_than(&self, before: &Self) -> bool {
        let sum = |of: &Self| of.counts.values().sum::<usize>();
        let is_no_worse = |(rule, count): (&&str, &usize)| before.counts.get(*rule).is_some_and(|it| it >= count);
        let policies = before.policies.iter().zip(&self.policies);
        let elsewhere = before.elsewhere.iter().zip(&self.elsewhere);
        sum(self) < sum(before)
            && self.counts.iter().all(is_no_worse)
            && before.policies.len() == self.policies.len()
            && policies.into_iter().all(|(old, new)| match (old, new) {
                (Some(old), Some(new)) => grants_no_more(old, new),
                (old, new) => old.is_none() && new.is_none(),
            })
            && before.elsewhere.len() == self.elsewhere.len()
            && elsewhere.into_iter().all(|((old, _), (new, _))| new.grants_no_more_than(old))
    }
}

/// Applies every fix after which the text is no worse: no rule finds more than before, and all fixes together grant no more,
/// which does not follow from each doing so. What one fix makes possible is done, too.
pub(super) fn all(subject: &Subject<'_>, text: String) -> Fixed {
    let mut fixed = Fixed { text, count: 0, left: Vec::new() };
    let Some(mut now) = State::of(subject, &fixed.text) else { return fixed };
    for _ in 0..MOST_ROUNDS {
        let mut fixes = std::mem::take(&mut now.fixes);
        fixes.extend(literal::fixes(subject, &fixed.text, &now.elsewhere, MOST_SINGLE));
        let fixes = apart(fixes);
        if fixes.is_empty() {
            break;
        }
        let together = applied(&fixed.text, &fixes);
        if let Some(after) = State::of(subject, &together).filter(|it| it.is_better_than(&now)) {
            fixed.text = together;
            fixed.count += fixes.len();
            now = after;
            continue;
        }
        let count = one_by_one(subject, &mut fixed.text, &fixes, &mut now);
        fixed.count += count;
        if count == 0 {
            break;
        }
    }
    fixed.left = literal::left(subject, &fixed.text, &now.elsewhere);
    fixed
}

/// The fixes that touch a part of a text or are among those that are wanted, each after which the text is better, as [`all`] asks
/// before it applies one.
pub(super) fn near(subject: &Subject<'_>, text: &str, part: Range<usize>, wanted: &[Edits]) -> Vec<Edits> {
    let Some(mut now) = State::of(subject, text) else { return Vec::new() };
    let mut fixes = std::mem::take(&mut now.fixes);
    fixes.extend(literal::fixes(subject, text, &now.elsewhere, MOST_SINGLE));
    let is_near = |it: &Edits| it.iter().any(|(start, end, _)| *start <= part.end && part.start <= *end);
    fixes.retain(|it| is_near(it) || wanted.contains(it));
    fixes.sort();
    fixes.dedup();
    let is_better = |it: &Edits| {
        let after = State::of(subject, &applied(text, std::slice::from_ref(it)));
        after.is_some_and(|it| it.is_better_than(&now))
    };
    fixes.into_iter().take(MOST_OFFERED).filter(is_better).collect()
}

/// The fixes of policies that are written in another language, as they are in the text.
pub(super) fn offered(subject: &Subject<'_>, text: &str) -> BTreeMap<(usize, &'static str), Fix> {
    let state = State::of(subject, text);
    state.map_or_else(BTreeMap::new, |it| literal::offered(subject, text, &it.elsewhere))
}

/// From the end, so that the places of the others stay as they are.
fn one_by_one(subject: &Subject<'_>, text: &mut String, fixes: &[Edits], now: &mut State) -> usize {
    let mut count = 0;
    for fix in fixes.iter().rev().take(MOST_SINGLE) {
        let tried = applied(text, std::slice::from_ref(fix));
        if let Some(after) = State::of(subject, &tried).filter(|it| it.is_better_than(now)) {
            *text = tried;
            count += 1;
            *now = after;
        }
    }
    count
}

/// One fix may uncover the next, but not for ever.
const MOST_ROUNDS: usize = 10;

/// Each costs a check of the whole file.
const MOST_SINGLE: usize = 100;

/// So many are offered at one place.
const MOST_OFFERED: usize = 20;
