//! The linter: its rules, their pages, and what both say.

mod bucket;
mod cases;
mod clean;
mod cover;
mod covered;
mod federation;
mod fixes;
mod hostile;
mod judged;
mod pages;
mod registry;
mod risk;
pub(crate) mod words;

use std::fs;
use std::path::{Path, PathBuf};

use hwc_iam::files::{self, Language, Suppressions};
use hwc_iam::lint::{self, Finding, Level, Options, Profile, Rule};
use hwc_iam::{Document, PolicyKind};

/// The folder of the rules.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules")
}

/// The names of the rules' files with this extension, sorted.
fn files(extension: &str) -> Vec<String> {
    let all = fs::read_dir(folder()).unwrap().map(|it| it.unwrap().path());
    let of_extension = all.filter(|it| it.extension().is_some_and(|it| it == extension));
    let mut names: Vec<String> =
        of_extension.map(|it| it.file_stem().unwrap().to_str().unwrap().to_owned()).filter(|it| it != "mod").collect();
    names.sort();
    names
}

/// An example of a page, with its language and the words behind that.
struct Block<'a> {
    info: &'a str,
    text: &'a str,
}

impl Block<'_> {
    fn document(&self) -> Document {
        let words: Vec<&str> = self.info.split_whitespace().collect();
        let kind = words.iter().find_map(|it| PolicyKind::from_name(it)).unwrap_or(PolicyKind::Identity);
        Document::read(self.text, kind)
    }

    fn options(&self) -> Options {
        let mut options = Options::default();
        for word in self.info.split_whitespace() {
            match word {
                "json" | "terraform" | "hundredfold" => {}
                "enterprise_project" => options.enterprise_project = true,
                "small_budget" => options.steps = 1,
                other => {
                    let profile = Profile::from_name(other);
                    assert!(profile.is_some() || PolicyKind::from_name(other).is_some(), "{other}");
                    options.profile = profile.unwrap_or_default();
                }
            }
        }
        options
    }

    /// What this rule finds in it, whatever its level.
    fn findings_of(&self, rule: &'static Rule) -> Vec<Finding> {
        let mut options = self.options();
        options.levels.set(rule, Level::Warn);
        self.findings(&options).into_iter().filter(|it| it.rule() == rule).collect()
    }

    fn findings(&self, options: &Options) -> Vec<Finding> {
        if !self.is_terraform() {
            return lint::check_with(&self.document(), options);
        }
        let mut suppressions = Suppressions::of(Language::Terraform, self.text);
        let mut kept = Vec::new();
        files::each(Language::Terraform, self.text.into(), None, &mut |found| {
            for it in lint::check_with(found.document(), options) {
                if suppressions.take(it.rule(), found.position(it.span().start).line).is_none() {
                    kept.push(it);
                }
            }
        })
        .unwrap();
        kept.extend(suppressions.findings(&options.levels));
        kept
    }

    /// An example of what stands in a file beside its policies.
    fn is_terraform(&self) -> bool {
        self.info.split_whitespace().any(|it| it == "terraform")
    }
}

/// The blocks of a page under these headings.
fn example(rule: &'static Rule) -> (Block<'static>, Block<'static>) {
    let under = |heading: &str| {
        let section = rule.docs().split_once(heading).unwrap_or_else(|| panic!("{}: no {heading}", rule.name())).1;
        let block = section.split_once("```").unwrap_or_else(|| panic!("{}: no block", rule.name())).1;
        let (info, rest) = block.split_once('\n').unwrap();
        let (text, _) = rest.split_once("\n```").unwrap();
        let is_more = info.split_whitespace().any(|it| it == "hundredfold");
        Block { info, text: if is_more { hundredfold(text).leak() } else { text } }
    };
    (under("\n## Example\n"), under("\n## Use instead\n"))
}

/// A policy of one statement with a hundred of them; a page cannot show what is too large.
fn hundredfold(text: &str) -> String {
    let (before, rest) = text.split_once("\"Statement\": [").unwrap();
    let (statement, behind) = rest.rsplit_once(']').unwrap();
    let all: Vec<String> = (0..100).map(|it| statement.replace("\"Sid\": \"", &format!("\"Sid\": \"{it}"))).collect();
    format!("{before}\"Statement\": [{}]{behind}", all.join(","))
}
