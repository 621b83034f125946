//! What was found, in the form that was asked for; each file is printed when its turn comes.

mod github;
pub(super) mod human;
mod json;
mod sarif;

use super::Format;
use super::checked::Checked;
use crate::failure::Result;
use hwc_iam::printable;
use hwc_iam::report::PassedOver;

use crate::name;
use crate::output::{self, Out};

/// The output and the numbers behind it.
pub(super) struct Report {
    format: Format,
    out: Out,
    is_first: bool,
    /// Whether the file whose turn it is has begun, in JSON.
    is_begun: bool,
    errors: Vec<String>,
    /// What was not checked, as notes of SARIF.
    notes: Vec<serde_json::Value>,
    /// The files without a policy, and how it is known.
    passed_over: Vec<PassedOver>,
    /// How much of what was not checked is said to people.
    said: usize,
    /// Findings that people are only told the number of.
    hidden: usize,
    /// Whether what can be fixed has been.
    fixes: bool,
    sum: Sum,
}

/// What the last line says.
#[derive(Debug, Default)]
struct Sum {
    files: usize,
    policies: usize,
    denied: usize,
    warned: usize,
    silenced: usize,
    suppressed: usize,
    unknown: usize,
    unchecked: usize,
    fixed: usize,
    fixable: usize,
}

impl Report {
    pub(super) fn new(format: Format, fixes: bool) -> Result<Self> {
        let mut report = Self {
            format,
            out: Out::new(),
            is_first: true,
            is_begun: false,
            errors: Vec::new(),
            notes: Vec::new(),
            passed_over: Vec::new(),
            said: 0,
            hidden: 0,
            fixes,
            sum: Sum::default(),
        };
        match format {
            Format::Json => report.write(json::HEAD)?,
            Format::Sarif => report.write(&sarif::head())?,
            Format::Text | Format::Github | Format::Diff => {}
        }
        Ok(report)
    }

    pub(super) fn unreadable(&mut self, message: String) -> Result<()> {
        if self.format == Format::Github {
            self.write(&github::error(&message))?;
        }
        output::error(&message);
        self.errors.push(message);
        Ok(())
    }

    pub(super) fn add(&mut self, mut checked: Checked) -> Result<()> {
        std::mem::take(&mut checked.unreadable).into_iter().try_for_each(|it| self.unreadable(it))?;
        if let Some(why) = checked.passed_over {
            self.passed_over.push(PassedOver::new(name::in_reports(&checked.path), why));
            return Ok(());
        }
        let was_begun = std::mem::replace(&mut self.is_begun, checked.goes_on && self.format == Format::Json);
        let left = MOST_SAID.saturating_sub(self.said);
        self.said += checked.unchecked.len();
        self.add_up(&checked);
        let text = match self.format {
            Format::Text => {
                self.hidden += checked.findings.iter().filter(|it| it.rendered.is_none()).count();
                let findings = checked.findings.iter().filter_map(|it| it.rendered.as_deref());
                findings.map(String::from).chain(human::unchecked(&checked).take(left)).collect()
            }
            Format::Json => json::file(checked, was_begun)?,
            Format::Sarif => {
                self.notes.extend(sarif::unchecked(&checked));
                sarif::results(&checked)
            }
            Format::Github => github::file(&checked) + &github::unchecked(&checked).take(left).collect::<String>(),
            Format::Diff => std::mem::take(&mut checked.diff),
        };
        let separator = match self.format {
            Format::Json | Format::Sarif if !self.is_first && !was_begun && !text.is_empty() => ",\n",
            _ => "",
        };
        self.is_first &= text.is_empty();
        self.write(separator)?;
        self.write(&text)
    }

    /// Counts a file of which nothing is to be printed.
    pub(super) fn count(&mut self, mut checked: Checked) -> Result<()> {
        std::mem::take(&mut checked.unreadable).into_iter().try_for_each(|it| self.unreadable(it))?;
        self.add_up(&checked);
        Ok(())
    }

    fn add_up(&mut self, checked: &Checked) {
        self.sum.add(checked);
        // What is left of the fixes was not taken, and would not be the next time.
        if !self.fixes {
            self.sum.fixable += checked.findings.iter().filter(|it| it.finding.fix.is_some()).count();
        }
    }

    /// Whether there is no policy, or something of one that was not checked.
    pub(super) fn finish(mut self, is_baseline: bool) -> Result<bool> {
        let passed_over = if self.sum.policies == 0 { self.nothing_but() } else { None };
        let end = match self.format {
            Format::Text => {
                let more = |number: usize, what: &str| {
                    (number > 0).then(|| format!("{number} more {what}; `--format json` lists them\n"))
                };
                let findings = more(self.hidden, "findings in files with more than a thousand are not shown");
                let parts = more(self.said.saturating_sub(MOST_SAID), "parts were not checked");
                findings.into_iter().chain(parts).chain(passed_over.map(|it| it + "\n")).collect::<String>()
                    + &self.sum.to_string(is_baseline)
            }
            Format::Json => json::tail(&self.errors, &self.passed_over)?,
            Format::Sarif => {
                self.notes.extend(self.passed_over.iter().map(|it| sarif::passed_over(&it.file, &it.why)));
                sarif::tail(&self.errors, &self.notes)
            }
            Format::Github => {
                let suppressed = self.sum.suppressed;
                let said = (suppressed > 0).then(|| format!("{} suppressed", count(suppressed, "finding", "findings")));
                said.into_iter().chain(passed_over).map(|it| github::notice(&it)).collect()
            }
            Format::Diff => {
                output::beside(&[self.sum.to_string(is_baseline).trim_end().replace(" fixed", " would be fixed")]);
                String::new()
            }
        };
        self.write(&end)?;
        self.out.finish()?;
        Ok(self.sum.policies == 0 || self.said > 0)
    }

    /// What there is instead of policies.
    fn nothing_but(&self) -> Option<String> {
        let names = self.passed_over.iter().take(MOST_NAMED);
        let named: Vec<String> = names.map(|it| format!("{} ({})", printable::line(&it.file), it.why)).collect();
        let more = self.passed_over.len().saturating_sub(named.len());
        let more = if more > 0 { format!(" and {}", count(more, "more file", "more files")) } else { String::new() };
        (!named.is_empty()).then(|| format!("passed over: {}{more}", named.join(", ")))
    }

    fn write(&mut self, text: &str) -> Result<()> {
        self.out.write(text).map(drop)
    }
}

/// So much of what was not checked is said to people one by one.
const MOST_SAID: usize = 20;

/// So many of the files that were passed over are named.
const MOST_NAMED: usize = 10;

impl Sum {
    fn add(&mut self, checked: &Checked) {
        use hwc_iam::lint::Level;

        let denied = checked.findings.iter().filter(|it| it.finding.level == Level::Deny).count();
        self.files += usize::from(checked.is_relevant);
        self.policies += checked.policies;
        self.denied += denied;
        self.warned += checked.findings.len() - denied;
        self.silenced += checked.silenced;
        self.suppressed += checked.suppressed.len();
        self.unknown += checked.unknown;
        self.unchecked += checked.unchecked.len();
        self.fixed += checked.fixed;
    }

    fn to_string(&self, is_baseline: bool) -> String {
        let Self { files, policies, denied, warned, silenced, suppressed, unknown, unchecked, fixed, fixable } = self;
        let mut line = format!("{} in {}: ", count(*policies, "policy", "policies"), count(*files, "file", "files"));
        if is_baseline {
            line += &format!("{} listed", count(denied + warned, "finding", "findings"));
        } else {
            line += &format!("{denied} denied, {warned} warned");
        }
        let mut say = |number: usize, what: &str| {
            if number > 0 {
                line += &format!("; {number} {what}");
            }
        };
        say(*fixed, "fixed");
        say(if is_baseline { 0 } else { *fixable }, "can be fixed by `--fix`");
        say(*silenced, "known from the baseline");
        say(*suppressed, "suppressed");
        say(*unknown, "known only when terraform runs, and not checked");
        say(unchecked.saturating_sub(*unknown), "not checked");
        line + "\n"
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
