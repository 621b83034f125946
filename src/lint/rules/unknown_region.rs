use crate::catalog::TABLES;
use crate::lint::context::condition::Condition;
use crate::lint::context::{Context, Statement, Text};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::shared::problem::Date;
use crate::shared::urn;
use crate::{Operator, Region, pattern, suggest, variable};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "unknown_region",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "a region that the catalogue does not have",
    docs: include_str!("unknown_region.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    for it in statement.resources.iter().flat_map(|it| &it.items) {
        // Behind a prefix of another language each part is another one.
        if let (Some([_, region, ..]), None) = (urn::split(it.text), urn::foreign_prefix(it.text)) {
            region_of(region, *it, out);
        }
    }
    for it in statement.conditions.iter().filter(|it| is_region(it)).flat_map(|it| &it.values) {
        region_of(it.text, *it, out);
    }
}

fn is_region(it: &Condition<'_>) -> bool {
    let exact = [Operator::StringEquals, Operator::StringNotEquals].iter().any(|operator| it.is(*operator));
    exact && it.key.is_some_and(|it| it.name().ends_with("Region"))
}

fn region_of(region: &str, at: Text<'_>, out: &mut Findings<'_>) {
    let is_open = pattern::is_pattern(region) || variable::has_variable(region);
    if region.is_empty() || is_open || region.starts_with('<') || Region::from_id(region).is_some() {
        return;
    }
    let near = suggest::nearest(region, Region::all().map(Region::id));
    let finding = out.add(at.span, format!("unknown region `{region}` {}", Date(TABLES.global_date)));
    if let Some(near) = near {
        finding.help_with(suggest::did_you_mean(near));
    }
}
