use crate::ValueType;
use crate::lint::context::{Context, Statement};
use crate::lint::finding::Findings;
use crate::lint::range::Range;
use crate::lint::rule::Check;
use crate::lint::{Level, Rule, Severity};
use alloc::format;

pub(super) static RULE: Rule = Rule {
    name: "host_bits",
    severity: Severity::Warning,
    level: Level::Warn,
    issue_code: None,
    summary: "an address range whose address is not its first one",
    docs: include_str!("host_bits.md"),
    check: Check::Statement(check),
};

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Findings<'_>) {
    let of_addresses = statement.conditions.iter().filter(|it| it.value_type() == Some(ValueType::Ip));
    for it in of_addresses.flat_map(|it| &it.values) {
        if let Some(range) = Range::read(it.text).filter(|it| it.has_host_bits()) {
            out.add(it.span, format!("`{}` has bits set beyond its prefix", it.text))
                .help_with(format!("the range that holds it is `{range}`"));
        }
    }
}
