//! From the role/policy model to identity policies: 1.1 and 1.0 documents become 5.0 ones.
//!
//! The names of the two models are not interchangeable. What stands for what is said by the *aliases* of the identity-policy
//! pages, by names that both models have, and by APIs that both models' pages list; what none of them says is [`Unmapped`]. A
//! name that both models have, of which no page states the alias or the API, is kept, but what becomes of its statement is
//! unknown. Otherwise the new policy allows nothing that the old one does not, unless that is asked for, and each statement is
//! compared with what it came from by [`access`](crate::access).

mod actions;
mod condition;
mod refusal;
mod relation;
mod report;
mod resource;
mod statement;
mod twins;

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

pub use report::{Instead, Migrated, MigratedStatement, Unmapped};

use crate::error::NotMigratableError;
use crate::{Model, Policy, Statement, Version};
use statement::Translated;

/// Why identity policies do not have something, as [`Unmapped::because`] says it.
struct Lost(String);

/// How far a migration may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Options {
    /// Whether to allow more where the old policy cannot be expressed exactly: patterns stay patterns and are shrunk, and a condition on a key that
    /// identity policies do not have is left out. Otherwise it allows less.
    pub allow_broader: bool,
}

impl Options {
    /// What cannot be said exactly may allow more.
    ///
    /// ```
    /// assert!(hwc_iam::migrate::Options::broader().allow_broader);
    /// ```
    #[must_use]
    pub const fn broader() -> Self {
        Self { allow_broader: true }
    }
}

/// A policy of the role/policy model as an identity policy.
///
/// ```
/// use hwc_iam::access::Verdict;
/// use hwc_iam::migrate::{Options, migrate};
/// use hwc_iam::policy;
///
/// let old = policy!({
///     "Version": "1.1",
///     "Statement": [{ "Effect": "Allow", "Action": ["ims:images:copy", "ecs:serverVolumes:use"] }]
/// });
/// let migrated = migrate(&old, Options::default())?;
/// assert_eq!(
///     migrated.policy.unwrap().to_string(),
///     r#"{"Version":"5.0","Statement":[{"Effect":"Allow","Action":["ims:images:copyCrossRegion","ims:images:copyInRegion"]}]}"#,
/// );
/// assert_eq!(migrated.statements[0].relation, Verdict::Narrower);
/// assert_eq!(migrated.unmapped[0].actions, ["ecs:serverVolumes:use"]);
/// # Ok::<(), hwc_iam::error::NotMigratableError>(())
/// ```
///
/// # Errors
///
/// If it is an identity policy already.
pub fn migrate(old: &Policy, options: Options) -> Result<Migrated, NotMigratableError> {
    if old.version().model() == Model::IdentityPolicy {
        return Err(NotMigratableError::new(old.version()));
    }
    let twins = twins::of(old);
    let mut migrated = Migrated { notes: notes(old), ..Migrated::default() };
    let mut new: Vec<Statement> = Vec::new();
    for (index, statement) in old.statements().iter().enumerate() {
        let Translated { statements, ideal, most, notes, unmapped, doubts } =
            statement::translate(index, statement, &twins, options);
        let compared = relation::of((ideal.as_ref(), most.as_ref()), &statements, statement.effect(), doubts);
        migrated.statements.push(MigratedStatement {
            index,
            effect: statement.effect(),
            relation: compared.verdict,
            new_access: compared.new_access,
            lost_access: compared.lost_access,
            witness: compared.witness,
            new: (new.len()..new.len() + statements.len()).collect(),
            notes: notes.into_iter().chain(compared.notes).collect(),
        });
        migrated.unmapped.extend(unmapped);
        new.extend(statements);
    }
    migrated.unmapped.extend(old.depends().iter().map(Unmapped::dependency));
    let policy = (!new.is_empty()).then(|| Policy::from_parts(Version::V5_0, Cow::Owned(new), Cow::Borrowed(&[])));
    match policy.as_ref().and_then(refusal::of_policy) {
        Some(because) => {
            migrated.statements.iter_mut().for_each(|it| it.new.clear());
            migrated.unmapped.push(Unmapped::policy(because));
        }
        None => migrated.policy = policy,
    }
    Ok(migrated)
}

fn notes(old: &Policy) -> Vec<String> {
    let mut notes = alloc::vec![String::from(
        "an identity policy has no scope: where the old one was granted in a project or enterprise project, this one reaches further",
    )];
    if !old.depends().is_empty() {
        notes.push(String::from(
            "the role took effect only where the roles that it depends on were also granted; this policy always does",
        ));
    }
    notes
}
