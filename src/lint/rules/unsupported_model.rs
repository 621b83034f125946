use crate::lint::context::{Context, get, object};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Cloud, Version};

pub(super) static RULE: Rule = Rule {
    name: "unsupported_model",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "an identity policy for a cloud that has none",
    docs: include_str!("unsupported_model.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    if context.options.profile.cloud() != Cloud::OpenTelekomCloud || context.version != Some(Version::V5_0) {
        return;
    }
    let members = context.document.root().and_then(object).unwrap_or_default();
    if let Some(version) = get(members, "Version") {
        out.add(version.value.span, "the iam pages of Open Telekom Cloud have no policies of version `5.0`")
            .help_with("those of 2026-01-26 have roles, `1.0`, and policies, `1.1`; a page of one service shows `5.0`");
    }
}
