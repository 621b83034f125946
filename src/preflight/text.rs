//! A report for people.

use core::fmt;

use super::{ConstraintCheck, FactNeeded, NeedCheck, Report, Unstated};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation;
        writeln!(f, "{}: {operation} ({}, {})", self.answer(), operation.model(), operation.cloud())?;
        section(f, "what it needs", &self.needs, need)?;
        section(f, "constraints", &self.constraints, |f, it| constraint(f, it, ["holds", "fails"]))?;
        section(f, "charges", &self.charges, |f, it| constraint(f, it, ["due", "not due"]))?;
        if !self.unstated.is_empty() {
            writeln!(f, "\nno page states")?;
        }
        for it in &self.unstated {
            match it {
                Unstated::Actions => writeln!(f, "  which actions it needs")?,
                Unstated::Dependencies => writeln!(f, "  what its actions depend on")?,
            }
        }
        section(f, "facts to find out", &self.facts_needed, fact)
    }
}

fn section<T>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    all: &[T],
    line: impl Fn(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    if !all.is_empty() {
        writeln!(f, "\n{title}")?;
    }
    all.iter().try_for_each(|it| line(f, it))
}

fn need(f: &mut fmt::Formatter<'_>, it: &NeedCheck) -> fmt::Result {
    let word = match (it.needed, it.has) {
        (Some(false), _) => "unneeded",
        (_, Some(true)) => "has",
        (Some(true), Some(false)) => "lacks",
        _ => "unknown",
    };
    write!(f, "  {word:<8} `{}`", it.need.name())?;
    if let Some(words) = it.need.qualifier() {
        write!(f, " ({words})")?;
    }
    if let Some(of) = it.need.of_action() {
        write!(f, " for `{of}`")?;
    }
    writeln!(f, ": {}", it.because)
}

fn constraint(f: &mut fmt::Formatter<'_>, it: &ConstraintCheck, [yes, no]: [&str; 2]) -> fmt::Result {
    let word = match it.holds {
        Some(true) => yes,
        Some(false) => no,
        None => "unknown",
    };
    writeln!(f, "  {word:<8} {}: {}", it.constraint.title(), it.because)
}

fn fact(f: &mut fmt::Formatter<'_>, it: &FactNeeded) -> fmt::Result {
    write!(f, "  `{}`: {} ({}", it.name, it.title, it.kind)?;
    if let Some(unit) = it.unit {
        write!(f, " of {unit}")?;
    }
    for (at, (value, _)) in it.values.iter().enumerate() {
        let before = if at == 0 { "; such as" } else { "," };
        write!(f, "{before} `{value}`")?;
    }
    writeln!(f, ")")
}
