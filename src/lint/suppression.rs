use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::words::quoted;
use super::{Finding, Level, Levels, Rule};
use crate::{Span, suggest};

/// An author's statement that findings are intended: the rules, and why.
///
/// ```
/// use hwc_iam::Span;
/// use hwc_iam::lint::{Rule, Suppression};
///
/// let place = Span { start: 0, end: 49 };
/// let mut suppression = Suppression::read("hwc-iam: allow full_access break-glass account", place).unwrap();
/// assert_eq!(suppression.reason(), "break-glass account");
/// assert!(suppression.takes(Rule::from_name("full_access").unwrap()));
/// assert!(!suppression.takes(Rule::from_name("unknown_action").unwrap()));
///
/// assert_eq!(Suppression::read("everything may be done here", place), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Each with whether it had something to suppress.
    rules: Vec<(&'static Rule, bool)>,
    reason: String,
    span: Span,
    complaints: Vec<Complaint>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Complaint {
    message: String,
    help: Option<String>,
}

impl Suppression {
    /// Suppresses one rule.
    #[must_use]
    pub fn new(rule: &'static Rule, reason: impl Into<String>, span: Span) -> Self {
        Self { rules: Vec::from([(rule, false)]), reason: reason.into(), span, complaints: Vec::new() }
    }

    /// Reads a comment without what marks it as one: `hwc-iam: allow RULE reason`, with commas between several rules.
    /// Nothing, if it is not addressed to this linter.
    #[must_use]
    pub fn read(comment: &str, span: Span) -> Option<Self> {
        let said = comment.trim().strip_prefix(MARK)?.trim_start();
        let (verb, said) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
        let mut suppression = Self { rules: Vec::new(), reason: String::new(), span, complaints: Vec::new() };
        if verb != "allow" {
            let is_meant = suggest::nearest(verb, ["allow"]).is_some() || OTHER_WORDS.contains(&verb);
            suppression.complain(format!("`{verb}` suppresses nothing"), Some(suggest::did_you_mean("allow")));
            return is_meant.then_some(suppression);
        }
        let (names, reason) = names(said);
        if names.is_empty() {
            suppression.complain("the comment names no rule", Some(FORM.into()));
            return Some(suppression);
        }
        names.into_iter().for_each(|it| suppression.add(it));
        let reason = reason.trim_start().trim_start_matches([':', '-', '–', '—']);
        suppression.reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
        if suppression.reason.is_empty() {
            suppression.complain("the comment gives no reason", Some(FORM.into()));
        }
        Some(suppression)
    }

    fn add(&mut self, name: &str) {
        match Rule::from_name(name) {
            Some(rule) if rule.name() == "syntax" => {
                let help = "what cannot be read is not checked";
                self.complain("`syntax` cannot be suppressed", Some(help.into()));
            }
            Some(rule) => self.rules.push((rule, false)),
            None => {
                let near = suggest::nearest(name, Rule::ALL.iter().map(|it| it.name()));
                let help = near.map_or_else(|| "`hwc-iam list rules` lists them".into(), suggest::did_you_mean);
                self.complain(format!("unknown rule `{name}`"), Some(help));
            }
        }
    }

    fn complain(&mut self, message: impl Into<String>, help: Option<String>) {
        self.complaints.push(Complaint { message: message.into(), help });
    }

    /// Why the finding is intended.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Where it is said.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// Whether it suppresses the findings of a rule; it is remembered that there was one.
    pub fn takes(&mut self, rule: &Rule) -> bool {
        let found = self.rules.iter_mut().find(|it| it.0 == rule);
        found.map(|it| it.1 = true).is_some()
    }

    /// What is wrong with the suppression itself, after every finding was looked up in it. `elsewhere` tells where else a rule
    /// finds something, and whether that is unknown.
    #[must_use]
    pub fn findings(&self, levels: &Levels, elsewhere: impl Fn(&Rule) -> Option<usize>) -> Vec<Finding> {
        let complaints = self.complaints.iter().filter_map(|it| {
            let help = it.help.clone();
            Finding::beside("malformed_suppression", levels, self.span, it.message.clone(), help)
        });
        // A rule that is turned off finds nothing that could be suppressed.
        let unused: Vec<&Rule> =
            self.rules.iter().filter(|it| !it.1 && levels.of(it.0) > Level::Allow).map(|it| it.0).collect();
        let finding = (!unused.is_empty()).then(|| {
            let names = quoted(unused.iter().map(|it| it.name()));
            let line = unused.iter().find_map(|it| elsewhere(it));
            let help = line.map_or_else(
                || "remove the suppression".into(),
                |it| format!("line {it} has such a finding: put the comment above or beside it"),
            );
            Finding::beside("unused_suppression", levels, self.span, format!("no finding of {names} here"), Some(help))
        });
        complaints.chain(finding.flatten()).collect()
    }

    /// That there is nothing that it could be about, and why.
    #[must_use]
    pub fn of_nothing(&self, levels: &Levels, why: impl Into<String>) -> Option<Finding> {
        Finding::beside("unused_suppression", levels, self.span, why.into(), Some("remove the suppression".into()))
    }
}

/// The rules at the beginning, with commas between them, and what follows.
fn names(mut said: &str) -> (Vec<&str>, &str) {
    let mut names = Vec::new();
    loop {
        said = said.trim_start();
        let end = said.find(|it: char| !it.is_ascii_alphanumeric() && it != '_').unwrap_or(said.len());
        let Some((name, rest)) = said.split_at_checked(end).filter(|it| !it.0.is_empty()) else { break };
        names.push(name);
        said = rest;
        match rest.trim_start().strip_prefix(',') {
            Some(rest) => said = rest,
            None => break,
        }
    }
    (names, said)
}

/// How a comment begins that is addressed to the linter.
pub(crate) const MARK: &str = "hwc-iam:";

const FORM: &str = "the form is `hwc-iam: allow RULE reason`";

/// The words that other linters have for it.
const OTHER_WORDS: [&str; 6] = ["disable", "expect", "ignore", "noqa", "skip", "suppress"];
