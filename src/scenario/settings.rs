use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;

use serde::Deserialize;

use super::input::reason;
use crate::error::InputProblem;
use crate::lint::{Level, Levels, Options, Profile, Rule};
use crate::{PolicyKind, suggest};

/// What policies are checked for, as `hwc-iam.toml` says it of every file.
///
/// ```
/// use hwc_iam::lint::{Level, Profile, Rule};
/// use hwc_iam::scenario::Settings;
///
/// let settings = Settings::read(r#"{ "profile": "otc", "rules": { "all": "warn", "missing_sid": "allow" } }"#)?;
/// let options = settings.options()?;
/// assert_eq!(options.profile, Profile::OpenTelekomCloud);
/// assert_eq!(options.levels.of(Rule::from_name("missing_sid").unwrap()), Level::Allow);
/// assert_eq!(options.levels.of(Rule::from_name("full_access").unwrap()), Level::Warn);
///
/// let error = Settings::read(r#"{ "rules": { "missing_sit": "allow" } }"#)?.options().unwrap_err();
/// assert_eq!(error.to_string(), "unknown rule `missing_sit`\nhelp: did you mean `missing_sid`?");
/// # Ok::<(), hwc_iam::error::InputProblem>(())
/// ```
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Settings {
    /// The limits and names to check against: `hwc` (the default), `hwc-2024` or `otc`.
    pub profile: Option<String>,
    /// The kind of the policies; detected if there is none.
    pub kind: Option<String>,
    /// Whether policies are granted in enterprise projects.
    pub enterprise_project: bool,
    /// The level of each rule, or of `all`: `allow`, `warn` or `deny`.
    pub rules: BTreeMap<String, String>,
}

impl Settings {
    /// Reads them from JSON.
    ///
    /// # Errors
    ///
    /// It is not JSON, or has other members.
    pub fn read(json: &str) -> Result<Self, InputProblem> {
        serde_json::from_str(json).map_err(|it| InputProblem::new(reason(&it)).at(Some((it.line(), it.column()))))
    }

    /// The options of the linter.
    ///
    /// # Errors
    ///
    /// If there is no such profile, rule or level.
    pub fn options(&self) -> Result<Options, InputProblem> {
        Ok(Options {
            profile: self.profile.as_deref().map_or(Ok(Profile::default()), profile)?,
            enterprise_project: self.enterprise_project,
            levels: levels(&self.rules)?,
            ..Options::default()
        })
    }

    /// The kind of the policies, if it is given.
    ///
    /// # Errors
    ///
    /// If there is no such kind.
    pub fn kind(&self) -> Result<Option<PolicyKind>, InputProblem> {
        self.kind.as_deref().map(kind).transpose()
    }
}

/// The profile with this name.
///
/// # Errors
///
/// There is none.
pub fn profile(name: &str) -> Result<Profile, InputProblem> {
    Profile::from_name(name).ok_or_else(|| one_of("profile", name, Profile::ALL.iter().map(|it| it.name())))
}

/// The kind of policies with this name.
///
/// # Errors
///
/// There is none.
pub fn kind(name: &str) -> Result<PolicyKind, InputProblem> {
    PolicyKind::from_name(name)
        .ok_or_else(|| one_of("kind of policy", name, PolicyKind::ALL.iter().map(|it| it.name())))
}

/// The levels of rules by their names; `all` means every rule, and a rule's own level overrides it.
///
/// # Errors
///
/// If there is no such rule or level.
pub fn levels(written: &BTreeMap<String, String>) -> Result<Levels, InputProblem> {
    let mut levels = Levels::default();
    let all = written.iter().filter(|it| it.0 == ALL);
    for (name, level) in all.chain(written.iter().filter(|it| it.0 != ALL)) {
        let found = Level::from_name(level)
            .ok_or_else(|| one_of(&format!("level of `{name}`"), level, Level::ALL.iter().map(|it| it.name())))?;
        rules(name)?.iter().for_each(|it| levels.set(it, found));
    }
    Ok(levels)
}

/// The rule with this name, or every rule for `all`.
///
/// # Errors
///
/// There is none.
pub fn rules(name: &str) -> Result<&'static [&'static Rule], InputProblem> {
    if name == ALL {
        return Ok(Rule::ALL);
    }
    let place = Rule::ALL.iter().position(|it| it.name() == name);
    place.and_then(|it| Rule::ALL.get(it..=it)).ok_or_else(|| {
        let near = suggest::nearest(name, Rule::ALL.iter().map(|it| it.name()));
        InputProblem::new(format!("unknown rule `{name}`")).help_with(near.map(suggest::did_you_mean))
    })
}

fn one_of<'a>(what: &str, name: &str, all: impl Iterator<Item = &'a str>) -> InputProblem {
    let all: alloc::vec::Vec<String> = all.map(|it| format!("`{it}`")).collect();
    InputProblem::new(format!("unknown {what} `{name}`")).help_with(Some(format!("expected one of {}", all.join(", "))))
}

const ALL: &str = "all";
