use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Input, Scenario};
use crate::access::{Access, Options, blast_radius, compare};
use crate::error::{InputProblem, ReadInputError};
use crate::eval::{Assumption, PolicySet, Setting};
use crate::report::{self, Comparison};
use crate::{Policy, PolicyKind};

/// What a policy or a scenario grants, to compare it with another.
///
/// ```
/// use hwc_iam::access::{Options, Verdict};
/// use hwc_iam::scenario::{Granted, Input};
///
/// let old = r#"{ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:get"] }] }"#;
/// let new = old.replace("get", "get*");
/// let [old, new] = [("old", old), ("new", &new)].map(|(name, text)| Granted::read(name, &Input::json(text), &[]));
/// let found = old?.compare(&new?, &Options::default())?;
/// assert_eq!(found.verdict, Verdict::Broader);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub struct Granted {
    name: String,
    what: What,
    /// What looks wrong in it, such as misspelt actions.
    pub warnings: Vec<InputProblem>,
}

#[derive(Debug)]
enum What {
    Policy(Policy, PolicyKind),
    Set(Box<PolicySet>),
}

impl Granted {
    /// Reads a policy or a scenario, which messages call by this name, with further answers to open questions.
    ///
    /// # Errors
    ///
    /// It is neither, or has mistakes.
    pub fn read(
        name: impl Into<String>,
        input: &Input<'_>,
        assume: &[(Assumption, Setting)],
    ) -> Result<Self, ReadInputError> {
        let (what, warnings) = if input.is_policy() {
            let (policy, warnings) = input.policy(None)?;
            (What::Policy(policy, input.kind()), warnings)
        } else {
            let scenario = Scenario::read_with(input, assume, None)?;
            (What::Set(Box::new(scenario.set)), scenario.warnings)
        };
        Ok(Self { name: name.into(), what, warnings })
    }

    /// What changes if this becomes the other.
    ///
    /// # Errors
    ///
    /// One is the policy of a resource and the other is not, or one has a part that the comparison does not look at.
    pub fn compare(&self, new: &Self, options: &Options) -> Result<Comparison, InputProblem> {
        let resource = self.resource();
        if resource != new.resource() {
            let [(one, is), (other, too)] = [self, new].map(|it| (&it.name, it.title()));
            let why = format!("{one} is {is}, and {other} is {too}: what they allow is not the same question");
            let help = "compare two of one kind, or give both as scenarios; see `hwc-iam explain scenario`";
            return Err(InputProblem::new(why).help_with(Some(String::from(help))));
        }
        let (old, new) = (self.access()?, new.access()?);
        let mut radius = blast_radius(&old, &new, options);
        if let (Some(radius), Some(service)) = (&mut radius, resource.and_then(service_of)) {
            // Of other services it says nothing.
            let is_its = |it: &&str| it.split_once(':').is_some_and(|(code, _)| code == service);
            [&mut radius.gained, &mut radius.lost, &mut radius.unknown].into_iter().for_each(|it| it.retain(is_its));
        }
        Ok(report::comparison(&compare(&old, &new, options), radius.as_ref()))
    }

    /// The resource whose policy it is; a principal's policies have none.
    const fn resource(&self) -> Option<PolicyKind> {
        match &self.what {
            What::Policy(_, kind @ (PolicyKind::Bucket | PolicyKind::Trust | PolicyKind::Endpoint)) => Some(*kind),
            _ => None,
        }
    }

    /// What it is, with its article.
    fn title(&self) -> String {
        match &self.what {
            What::Policy(_, PolicyKind::Identity) => String::from("an identity policy"),
            What::Policy(_, kind) => format!("a {kind} policy"),
            What::Set(_) => String::from("a scenario"),
        }
    }

    fn access(&self) -> Result<Access<'_>, InputProblem> {
        match &self.what {
            What::Policy(it, _) => Ok(Access::of(it)),
            What::Set(it) => Access::of_set(it).map_err(|it| InputProblem::new(format!("{}: {it}", self.name))),
        }
    }
}

/// The service whose actions the policy of such a resource is about.
const fn service_of(kind: PolicyKind) -> Option<&'static str> {
    match kind {
        PolicyKind::Bucket => Some("obs"),
        PolicyKind::Trust => Some("sts"),
        _ => None,
    }
}
