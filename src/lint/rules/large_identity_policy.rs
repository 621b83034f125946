use crate::lint::context::Context;
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Span, Version};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "large_identity_policy",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "an identity policy that is probably too large",
    docs: include_str!("large_identity_policy.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    let Some(root) = context.document.root().filter(|_| context.version == Some(Version::V5_0)) else { return };
    let text = context.document.text().get(root.span.start as usize..root.span.end as usize).unwrap_or_default();
    let count = text.chars().filter(|it| !it.is_whitespace()).count();
    if count > LIKELY_MOST {
        let span = Span { start: root.span.start, end: root.span.start + 1 };
        out.add(span, format!("the policy has {count} characters, more than {LIKELY_MOST}")).help_with(
            "the quota `policy_size_quota` of the account says how many it may have; white space is not counted",
        );
    }
}

/// The number of the role/policy model and of Identity Center; that of identity policies is a quota that no page prints.
const LIKELY_MOST: usize = 6144;
