//! The fixes of policies that are written in another language.

use hwc_iam::files::{Found, LiteralFix};
use hwc_iam::lint::Finding;

use super::fix::{Edits, applied};
use super::subject::Subject;

/// At most so many fixes of the policies of a text, each held against what is read then: that policy is the mended one, and none
/// has changed that is written elsewhere.
pub(super) fn fixes(subject: &Subject<'_>, text: &str, all: &[(Found, Vec<Finding>)], most: usize) -> Vec<Edits> {
    let mut out = Vec::new();
    for (at, (found, findings)) in all.iter().enumerate().filter(|it| it.1.0.is_editable() && !it.1.1.is_empty()) {
        let pointer = |it: &Finding| found.document().pointer(it.span());
        let is_reported =
            |fix: &LiteralFix| findings.iter().any(|it| it.rule().name() == fix.rule && pointer(it) == fix.pointer);
        let fixes = found.literal_fixes(&subject.options(found)).into_iter().filter(is_reported);
        for fix in fixes.take(most - out.len()) {
            let edits: Edits =
                fix.edits.iter().map(|it| (it.span.start as usize, it.span.end as usize, it.text.clone())).collect();
            if is_it(subject, applied(text, std::slice::from_ref(&edits)), all, at, &fix) {
                out.push(edits);
            }
        }
    }
    out
}

/// Whether a text says what a fix makes of one policy, and the same of all others.
fn is_it(subject: &Subject<'_>, text: String, all: &[(Found, Vec<Finding>)], at: usize, fix: &LiteralFix) -> bool {
    let mut others = all.iter().enumerate();
    let mut is_same = true;
    let read = subject.each_reported(text, &mut |new, _| {
        if new.address().is_none() {
            return;
        }
        let Some((other, (old, _))) = others.next() else { return };
        let (new, old_policy) = (new.document().policy(), old.document().policy());
        is_same &= match other == at {
            true => new == Some(&fix.policy),
            // What another one shares is judged with all others.
            false if old.is_touched_by(&fix.edits) => old_policy.is_some(),
            false => new == old_policy,
        };
    });
    read.is_ok() && is_same && others.next().is_none()
}
