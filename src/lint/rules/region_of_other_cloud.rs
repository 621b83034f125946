use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Region, urn};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "region_of_other_cloud",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a region of the other cloud",
    docs: include_str!("region_of_other_cloud.md"),
    check: Check::Statement(check),
};

fn check(context: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let cloud = context.options.profile.cloud();
    for it in statement.resources.iter().flat_map(|it| &it.items) {
        let region = urn::split(it.text).and_then(|[_, region, ..]| Region::from_id(region));
        if let Some(region) = region.filter(|it| it.cloud() != cloud) {
            out.add(it.span, format!("the region `{}` is one of {}", region.id(), region.cloud().title()));
        }
    }
}
