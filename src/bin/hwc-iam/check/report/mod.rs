//! What was found, in the form that was asked for; each file is printed when its turn comes.

mod github;
pub(super) mod human;
mod json;
mod sarif;

use std::io::{self, BufWriter, ErrorKind, Stdout, Write};

use super::Format;
use super::file::Checked;

/// The output and the numbers behind it.
pub(super) struct Report {
    format: Format,
    out: BufWriter<Stdout>,
    is_first: bool,
    errors: Vec<String>,
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
    unknown: usize,
    fixed: usize,
    fixable: usize,
}

impl Report {
    pub(super) fn new(format: Format) -> Result<Self, String> {
        let mut report = Self {
            format,
            out: BufWriter::with_capacity(1 << 16, io::stdout()),
            is_first: true,
            errors: Vec::new(),
            sum: Sum::default(),
        };
        match format {
            Format::Json => report.write(json::HEAD)?,
            Format::Sarif => report.write(&sarif::head())?,
            Format::Text | Format::Github => {}
        }
        Ok(report)
    }

    pub(super) fn unreadable(&mut self, message: String) -> Result<(), String> {
        if self.format == Format::Github {
            self.write(&github::error(&message))?;
        }
        eprintln!("error: {message}");
        self.errors.push(message);
        Ok(())
    }

    pub(super) fn add(&mut self, mut checked: Checked) -> Result<(), String> {
        std::mem::take(&mut checked.unreadable).into_iter().try_for_each(|it| self.unreadable(it))?;
        if !checked.is_relevant {
            return Ok(());
        }
        let text = match self.format {
            Format::Text => checked.findings.iter().filter_map(|it| it.rendered.as_deref()).collect(),
            Format::Json => json::file(&checked),
            Format::Sarif => sarif::results(&checked),
            Format::Github => github::file(&checked),
        };
        let separator = match self.format {
            Format::Json | Format::Sarif if !self.is_first && !text.is_empty() => ",\n",
            _ => "",
        };
        self.is_first &= text.is_empty();
        self.sum.add(&checked);
        self.write(separator)?;
        self.write(&text)
    }

    /// Counts a file of which nothing is to be printed.
    pub(super) fn count(&mut self, mut checked: Checked) -> Result<(), String> {
        std::mem::take(&mut checked.unreadable).into_iter().try_for_each(|it| self.unreadable(it))?;
        self.sum.add(&checked);
        Ok(())
    }

    pub(super) fn finish(mut self, is_baseline: bool) -> Result<(), String> {
        let end = match self.format {
            Format::Text => self.sum.to_string(is_baseline),
            Format::Json => json::tail(&self.errors),
            Format::Sarif => sarif::tail(&self.errors),
            Format::Github => String::new(),
        };
        self.write(&end)?;
        self.out.flush().or_else(quiet).map_err(|it| format!("<stdout>: {it}"))
    }

    fn write(&mut self, text: &str) -> Result<(), String> {
        self.out.write_all(text.as_bytes()).or_else(quiet).map_err(|it| format!("<stdout>: {it}"))
    }
}

/// A reader that has gone away is no error.
fn quiet(error: io::Error) -> io::Result<()> {
    if error.kind() == ErrorKind::BrokenPipe { Ok(()) } else { Err(error) }
}

impl Sum {
    fn add(&mut self, checked: &Checked) {
        use hwc_iam::lint::Level;

        let denied = checked.findings.iter().filter(|it| it.finding.level() == Level::Deny).count();
        self.files += usize::from(checked.is_relevant);
        self.policies += checked.policies;
        self.denied += denied;
        self.warned += checked.findings.len() - denied;
        self.silenced += checked.silenced;
        self.unknown += checked.unknown;
        self.fixed += checked.fixed;
        self.fixable += checked.findings.iter().filter(|it| !it.edits.is_empty()).count();
    }

    fn to_string(&self, is_baseline: bool) -> String {
        let Self { files, policies, denied, warned, silenced, unknown, fixed, fixable } = self;
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
        say(*unknown, "known only when terraform runs, and not checked");
        line + "\n"
    }
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
