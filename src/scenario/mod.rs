//! Scenarios, facts and requests as texts: what is granted to a principal, what limits it, what is asked and what is known.
//!
//! What is wrong is said with its line and column, in JSON, and with the feature `yaml` in YAML, too. Nothing here reads a file.

#[cfg(feature = "preflight")]
mod facts;
#[cfg(feature = "access")]
mod granted;
mod input;
mod read;
mod request;
#[cfg(feature = "lint")]
mod settings;
#[cfg(feature = "yaml")]
mod yaml;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::error::{InputProblem, ReadInputError, UnknownNameError};
use crate::eval::{Assumption, PolicySet, Request, Setting};
use crate::{Cloud, Model, Role, RoleCode, suggest};
#[cfg(feature = "preflight")]
pub use facts::{facts, single_facts};
#[cfg(feature = "access")]
pub use granted::Granted;
pub use input::Input;
pub use request::request;
#[cfg(feature = "lint")]
pub use settings::{Settings, kind, levels, profile, rules};

/// What is granted, and a request.
///
/// ```
/// use hwc_iam::eval::Decision;
/// use hwc_iam::scenario::{Input, Scenario};
///
/// let text = r#"{
///   "identity_policies": [{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] }],
///   "request": { "action": "ims:images:list" }
/// }"#;
/// let scenario = Scenario::read(&Input::json(text))?;
/// assert_eq!(scenario.set.decide(scenario.question().unwrap()), Decision::Allow);
/// # Ok::<(), hwc_iam::error::ReadInputError>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Scenario {
    /// What is granted.
    pub set: PolicySet,
    /// The request; without an action, if the scenario names none.
    pub request: Option<Request>,
    /// The models whose policies are there.
    pub models: Vec<Model>,
    /// Its cloud.
    pub cloud: Cloud,
    /// What looks wrong in it, such as misspelt actions.
    pub warnings: Vec<InputProblem>,
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// It is not one, or one of its policies has mistakes.
    pub fn read(input: &Input<'_>) -> Result<Self, ReadInputError> {
        Self::read_with(input, &[], None)
    }

    /// Reads a scenario, with further answers to open questions, and on this cloud: one that names another is a mistake.
    ///
    /// # Errors
    ///
    /// It is not one, or one of its policies has mistakes.
    pub fn read_with(
        input: &Input<'_>,
        assume: &[(Assumption, Setting)],
        cloud: Option<Cloud>,
    ) -> Result<Self, ReadInputError> {
        read::scenario(input, assume, cloud)
    }

    /// The request, if it has an action.
    #[must_use]
    pub fn question(&self) -> Option<&Request> {
        self.request.as_ref().filter(|it| !it.action_name().is_empty())
    }
}

/// The answer to an open question, as in `action_case=no`.
///
/// ```
/// use hwc_iam::eval::{Assumption, Setting};
/// use hwc_iam::scenario;
///
/// assert_eq!(scenario::setting("action_case=no")?, (Assumption::ActionCase, Setting::No));
/// # Ok::<(), hwc_iam::error::ReadInputError>(())
/// ```
///
/// # Errors
///
/// If there is no such question, or the answer is not `yes`, `no` or `unknown`.
pub fn setting(text: &str) -> Result<(Assumption, Setting), ReadInputError> {
    let wrong = || InputProblem::new(format!("`{text}` is not `NAME=yes|no|unknown`"));
    let (name, setting) = text.split_once('=').ok_or_else(wrong)?;
    answer(name, setting).map_err(|(why, help)| InputProblem::new(why).help_with(help).into())
}

/// Whether this can be a part of a URN, as the region and the account are.
///
/// ```
/// let wrong = hwc_iam::scenario::urn_part("--region", "eu-de:x").unwrap_err();
/// assert_eq!(wrong.to_string(), "--region: `eu-de:x` has a colon, which no part of a urn has");
/// ```
///
/// # Errors
///
/// It has a colon.
pub fn urn_part(name: &str, text: &str) -> Result<(), InputProblem> {
    if text.contains(':') {
        return Err(InputProblem::new(format!("{name}: `{text}` has a colon, which no part of a urn has")));
    }
    Ok(())
}

/// The answer to a question; else why not, and what may have been meant.
fn answer(name: &str, setting: &str) -> Result<(Assumption, Setting), (String, Option<String>)> {
    let found = Setting::from_name(setting)
        .ok_or_else(|| (format!("an assumption is `yes`, `no` or `unknown`, not `{setting}`"), None))?;
    let assumption: Assumption = name.parse().map_err(|it: UnknownNameError| {
        let all = || Assumption::ALL.iter().map(|it| format!("`{}`", it.name())).collect::<Vec<_>>().join(", ");
        let near = it.suggestion().map(suggest::did_you_mean);
        (it.to_string(), Some(near.unwrap_or_else(|| format!("the open questions are {}", all()))))
    })?;
    Ok((assumption, found))
}

/// What is doubtful about the name or code by which a system-defined role is granted: it is a slip, or the code of several roles.
///
/// ```
/// use hwc_iam::Cloud;
/// use hwc_iam::scenario::doubt_of_role;
///
/// let doubt = |name, cloud| doubt_of_role(name, cloud).unwrap_or_default();
/// assert_eq!(doubt("te_admin", Cloud::HuaweiCloud), "");
/// assert_eq!(doubt("te_admn", Cloud::HuaweiCloud), "the catalogue has no role `te_admn`; did you mean `te_admin`?");
/// let why = "the code `system_all_5` is that of `ELB FullAccess` or `VPC Admin`; name the role";
/// assert_eq!(doubt("system_all_5", Cloud::OpenTelekomCloud), why);
/// ```
#[must_use]
pub fn doubt_of_role(name: &str, cloud: Cloud) -> Option<String> {
    let names = Role::names_of(name, cloud);
    if names.len() > 1 {
        let names: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
        return Some(format!("the code `{name}` is that of {}; name the role", names.join(" or ")));
    }
    let is_known = !names.is_empty() || Role::is_name(name) || RoleCode::all().any(|it| it.code() == name);
    let near = if is_known { None } else { Role::nearest(name, cloud) };
    near.map(|it| format!("the catalogue has no role `{name}`; {}", suggest::did_you_mean(it)))
}
