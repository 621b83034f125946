use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Level, Rule};
use crate::shared::pattern;

/// What is done with the findings of each rule: what was set, else what the rule itself says.
///
/// ```
/// use hwc_iam::lint::{Level, Levels, Rule};
///
/// let rule = Rule::from_name("unknown_action").unwrap();
/// let mut levels = Levels::default();
/// assert_eq!(levels.of(rule), Level::Deny);
/// levels.set(rule, Level::Allow);
/// assert_eq!(levels.of(rule), Level::Allow);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels(BTreeMap<&'static str, Level>);

impl Levels {
    /// What is done with the findings of a rule.
    #[must_use]
    pub fn of(&self, rule: &Rule) -> Level {
        self.0.get(rule.name()).copied().unwrap_or(rule.level())
    }

    /// Sets it for a rule.
    pub fn set(&mut self, rule: &Rule, level: Level) {
        self.0.insert(rule.name, level);
    }

    /// Sets what `other` sets.
    pub fn extend(&mut self, other: &Self) {
        self.0.extend(other.0.iter().map(|(name, level)| (*name, *level)));
    }
}

/// Levels for every file, and others for some of them.
///
/// ```
/// use hwc_iam::lint::{Config, Level, Levels, Rule};
///
/// let rule = Rule::from_name("full_access").unwrap();
/// let mut of_admins = Levels::default();
/// of_admins.set(rule, Level::Allow);
/// let mut config = Config::default();
/// config.add("policies/admin/*", of_admins);
/// assert_eq!(config.levels("policies/admin/all.json").of(rule), Level::Allow);
/// assert_eq!(config.levels("policies/all.json").of(rule), Level::Deny);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The levels of every file.
    pub levels: Levels,
    paths: Vec<(String, Levels)>,
}

impl Config {
    /// Adds levels for the files whose paths a pattern matches: `*` is any run of characters, slashes included, and `?` any one.
    /// Of two patterns that match a path, the later one counts.
    pub fn add(&mut self, path: impl Into<String>, levels: Levels) {
        self.paths.push((path.into(), levels));
    }

    /// The levels of a file.
    #[must_use]
    pub fn levels(&self, path: &str) -> Levels {
        let mut levels = self.levels.clone();
        for (_, it) in self.paths.iter().filter(|(glob, _)| pattern::matches(glob, path)) {
            levels.extend(it);
        }
        levels
    }
}
