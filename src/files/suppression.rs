use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::Language;
use super::comment::Comments;
use crate::Span;
use crate::lint::{Finding, Levels, Rule, Suppression};

/// What the comments of a file state about intended findings: `# hwc-iam: allow RULE reason` above or beside the line on which a
/// finding begins. A string over several lines is one line, as it cannot contain a comment.
///
/// ```
/// use hwc_iam::files::{Language, Suppressions};
/// use hwc_iam::lint::{Levels, Rule};
///
/// let text = "locals {\n  a = 1 # hwc-iam: allow full_access break-glass account\n}\n";
/// let mut suppressions = Suppressions::of(Language::Terraform, text);
/// let rule = Rule::from_name("full_access").unwrap();
/// assert_eq!(suppressions.take(rule, 2), Some("break-glass account"));
/// assert_eq!(suppressions.take(rule, 3), None);
/// assert!(suppressions.findings(&Levels::default()).is_empty());
/// ```
#[derive(Debug, Default)]
pub struct Suppressions {
    /// By the lines that they are about.
    all: BTreeMap<usize, Vec<Suppression>>,
    comments: Comments,
    /// The lines of what was not suppressed, by rule.
    kept: BTreeMap<&'static str, BTreeSet<usize>>,
}

impl Suppressions {
    /// Those of a text; none, if it is of a language without comments.
    #[must_use]
    pub fn of(language: Language, text: &str) -> Self {
        // Hardly any file has one, and each costs another reading.
        if !text.contains(crate::lint::MARK) {
            return Self::default();
        }
        let comments = Comments::of(language, text);
        let mut all: BTreeMap<usize, Vec<Suppression>> = BTreeMap::new();
        let found = comments.all.iter().filter_map(|it| {
            let said = text.get(it.span.clone())?.trim_start_matches(['#', '/', '*']).trim_end_matches(['/', '*']);
            let offset = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
            let length = text.get(it.span.clone())?.trim_end().len();
            let span = Span { start: offset(it.span.start), end: offset(it.span.start + length) };
            Some((comments.first_line(it.line), Suppression::read(said, span)?))
        });
        found.for_each(|(line, it)| all.entry(line).or_default().push(it));
        Self { all, comments, kept: BTreeMap::new() }
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The reason why a finding of this rule that begins on this line is intended, if one is given.
    pub fn take(&mut self, rule: &'static Rule, line: usize) -> Option<&str> {
        if self.all.is_empty() {
            return None;
        }
        let line = self.comments.first_line(line);
        let here = self.all.get_mut(&line).and_then(|all| all.iter_mut().find_map(|it| it.takes(rule).then_some(&*it)));
        if here.is_none() {
            self.kept.entry(rule.name()).or_default().insert(line);
        }
        here.map(Suppression::reason)
    }

    /// What is wrong with the suppressions themselves, once every finding was asked about.
    #[must_use]
    pub fn findings(&self, levels: &Levels) -> Vec<Finding> {
        let all = self.all.iter().flat_map(|(line, all)| all.iter().map(move |it| (*line, it)));
        all.flat_map(|(line, it)| it.findings(levels, |rule| self.nearest(rule, line))).collect()
    }

    /// The line nearest to this one on which a rule finds something that is not suppressed.
    fn nearest(&self, rule: &Rule, line: usize) -> Option<usize> {
        let lines = self.kept.get(rule.name())?;
        let near = [lines.range(..line).next_back(), lines.range(line..).next()];
        near.into_iter().flatten().copied().min_by_key(|it| it.abs_diff(line))
    }
}
