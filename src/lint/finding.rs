use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Level, Levels, Rule, fix};
use crate::{DocumentProblem, Span, printable};

/// What a rule has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    rule: &'static Rule,
    level: Level,
    message: String,
    help: Option<String>,
    span: Span,
    fix: Option<Fix>,
    of_service: Option<String>,
    more: usize,
}

impl Finding {
    /// Says of how many more nothing is said.
    pub(super) fn and_more(&mut self, more: usize) {
        self.message = format!("{} and {more} more", self.message);
        self.more = more;
    }

    /// Of how many more of its rule nothing is said beside it, as there are too many.
    #[must_use]
    pub const fn more(&self) -> usize {
        self.more
    }

    pub(super) fn of_problem(problem: &DocumentProblem<'_>, levels: &Levels) -> Option<Self> {
        let rule = Rule::from_name(problem.rule())?;
        let (message, help) = (short(problem.message()), problem.help().map(short));
        let fix = fix::of_mistake(problem.mistake(), problem.span());
        let of_service = problem.mistake().of_service().map(String::from);
        Some(Self { rule, level: levels.of(rule), message, help, span: problem.span(), fix, of_service, more: 0 })
    }

    /// One about what stands beside a policy.
    pub(super) fn beside(
        rule: &str,
        levels: &Levels,
        span: Span,
        message: String,
        help: Option<String>,
    ) -> Option<Self> {
        let rule = Rule::from_name(rule)?;
        let level = levels.of(rule);
        let found = Self { rule, level, message: short(message), help, span, fix: None, of_service: None, more: 0 };
        (level > Level::Allow).then_some(found)
    }

    /// The rule that found it.
    #[must_use]
    pub const fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// What is done with it: `Warn` or `Deny`.
    #[must_use]
    pub const fn level(&self) -> Level {
        self.level
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The service, if the message is about it as a whole: one such message is enough.
    #[must_use]
    pub fn of_service(&self) -> Option<&str> {
        self.of_service.as_deref()
    }

    /// What to do about it, where that can be said.
    #[must_use]
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }

    /// Where it is in the text.
    #[must_use]
    pub const fn span(&self) -> Span {
        self.span
    }

    /// How to mend it without granting anything more, where that is certain.
    #[must_use]
    pub const fn fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }

    /// Says what to do about it.
    pub(super) fn help_with(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a way to mend it.
    pub(super) fn fix_with(&mut self, fix: Option<Fix>) -> &mut Self {
        self.fix = fix;
        self
    }
}

/// Edits that mend a finding and grant nothing that was not granted before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What they do, for people.
    pub title: String,
    /// The edits, which do not overlap, in the order of their places.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// The text with these edits; nothing, if it is another one than they are for.
    ///
    /// ```
    /// use hwc_iam::{Document, PolicyKind, lint};
    ///
    /// let text = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": "ims:images:list" }] }"#;
    /// let findings = lint::check(&Document::read(text, PolicyKind::Identity));
    /// let mended = findings[0].fix().unwrap().apply(text).unwrap();
    /// assert!(mended.contains(r#""Action": ["ims:images:list"]"#));
    /// ```
    #[must_use]
    pub fn apply(&self, text: &str) -> Option<String> {
        fix::apply(text, &self.edits)
    }
}

/// The replacement of a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The part.
    pub span: Span,
    /// The text that replaces it.
    pub text: String,
}

/// Where a rule puts what it finds.
pub(super) struct Findings<'a> {
    rule: &'static Rule,
    level: Level,
    count: usize,
    last: Option<Finding>,
    all: &'a mut Vec<Finding>,
}

impl<'a> Findings<'a> {
    pub(super) const fn new(rule: &'static Rule, level: Level, all: &'a mut Vec<Finding>) -> Self {
        Self { rule, level, count: 0, last: None, all }
    }

    pub(super) fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        if self.count < MOST {
            self.all.extend(self.last.take());
        }
        self.count += 1;
        let (rule, level) = (self.rule, self.level);
        self.last.insert(Finding {
            rule,
            level,
            message: short(message.into()),
            help: None,
            span,
            fix: None,
            of_service: None,
            more: 0,
        })
    }

    /// Says of how many more nothing is said.
    pub(super) fn finish(mut self) {
        let more = self.count.saturating_sub(MOST);
        if let Some(last) = self.last.as_mut().filter(|_| more > 1) {
            last.and_more(more);
        }
        self.all.extend(self.last);
    }
}

/// A message without most of a name that nobody reads to its end, and without what a terminal would obey.
fn short(text: String) -> String {
    let mut text = match printable::line(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(text) => text,
    };
    if let Some((end, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// More findings of one rule than anybody reads.
pub(super) const MOST: usize = 1000;

/// The characters of a message; the longest that there is reason for lists the keys of an action.
const LONGEST: usize = 2000;
