use crate::lint::context::{Context, is_everything};
use crate::lint::finding::Findings;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use crate::{Service, ServiceLevel, Version};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "mixed_levels",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "global and project-level services in one policy",
    docs: include_str!("mixed_levels.md"),
    check: Check::Policy(check),
};

fn check(context: &Context<'_>, out: &mut Findings<'_>) {
    // System-defined roles may mix them; it is custom policies that may not.
    if context.version != Some(Version::V1_1) {
        return;
    }
    let mut first: Option<(Service, ServiceLevel)> = None;
    let items = context.statements.iter().filter_map(|it| it.actions.as_ref()).flat_map(|it| &it.items);
    for item in items.filter(|it| !is_everything(it.text)) {
        let code = item.text.split(':').next().unwrap_or_default();
        let Some(service) = Service::from_code_ignore_case(code) else { continue };
        let Some(level) = service.level() else { continue };
        match first {
            None => first = Some((service, level)),
            Some((other, of_other)) if of_other != level => {
                out.add(item.span, format!("`{service}` is {}, but `{other}` is {}", word(level), word(of_other)))
                    .help_with("a policy covers one level of services: split it");
                return;
            }
            Some(_) => {}
        }
    }
}

const fn word(level: ServiceLevel) -> &'static str {
    match level {
        ServiceLevel::Global => "a global service",
        ServiceLevel::Project => "a project-level service",
    }
}
