//! Who called.

use alloc::format;
use alloc::string::{String, ToString};

use serde_json::Value;

use crate::shared::urn;

/// Who called, as the page "Relationship Between IAM Identities and Operators" of CTS (cts_03_5113) has it, and as older traces do, which
/// have only names and ids.
///
/// ```
/// use hwc_iam::replay::{CallerKind, Trace};
///
/// let text = r#"{"trace_name": "createImage", "user": {
///     "type": "AssumedAgency", "name": "acme/ops", "domain": {"name": "acme", "id": "0a1b"},
///     "principal_urn": "sts::0a1b:assumed-agency:ops/s1", "principal_id": "7c6d:s1"}}"#;
/// let user = serde_json::from_str::<Trace>(text)?.user();
/// assert_eq!((user.kind, user.agency.as_deref()), (Some(CallerKind::Agency), Some("ops")));
/// // Whoever assumes the agency, its policies decide.
/// assert_eq!(user.principal(), "acme/ops (agency)");
/// assert!(user.is_called("iam::0a1b:agency:ops") && user.is_called("7c6d"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct User {
    /// What it is, where the trace says so.
    pub kind: Option<CallerKind>,
    /// The name.
    pub name: Option<String>,
    /// The id.
    pub id: Option<String>,
    /// The name of the account.
    pub account_name: Option<String>,
    /// The id of the account.
    pub account_id: Option<String>,
    /// The name of the agency that is assumed.
    pub agency: Option<String>,
    /// The id of that agency.
    pub agency_id: Option<String>,
    /// The URN, which for an agency has the session in it.
    pub urn: Option<String>,
}

/// What kind of identity calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CallerKind {
    /// An IAM user.
    User,
    /// A session of an agency.
    Agency,
    /// A federated user.
    Federated,
}

impl User {
    /// What groups are called: the account and the name, as far as they are known; of an agency its name, without the session.
    #[must_use]
    pub fn principal(&self) -> String {
        let agency = self.agency.as_ref().or(self.agency_id.as_ref()).map(|it| format!("{it} (agency)"));
        let name = self.name.as_deref().or(self.id.as_deref()).map(ToString::to_string);
        match (self.account_name.as_deref().or(self.account_id.as_deref()), agency.or(name)) {
            (Some(account), Some(name)) => format!("{account}/{name}"),
            (None, Some(name)) => name,
            (Some(account), None) => format!("{account}/?"),
            (None, None) => String::from("?"),
        }
    }

    /// Whether it is meant by a name, an id, a URN, or what groups are called. An agency is meant by its own name and URN, too.
    #[must_use]
    pub fn is_called(&self, name: &str) -> bool {
        let own = [&self.name, &self.id, &self.agency, &self.agency_id, &self.urn];
        let with_account = |account: &Option<String>| {
            let (Some(account), Some(agency)) = (account, &self.agency) else { return false };
            name == format!("{account}/{agency}") || name == format!("iam::{account}:agency:{agency}")
        };
        own.into_iter().any(|it| it.as_deref() == Some(name))
            || name == self.principal()
            || with_account(&self.account_id)
            || with_account(&self.account_name)
    }

    pub(super) fn read(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        match &value {
            Value::String(inner) if inner.trim_start().starts_with('{') => Self::read(inner),
            Value::String(name) => Self { name: Some(name.clone()), ..Self::default() },
            _ => Self::of(&value),
        }
    }

    fn of(value: &Value) -> Self {
        let text = |value: &Value, name| value.get(name).and_then(Value::as_str).map(String::from);
        let domain = value.get("domain").cloned().unwrap_or_default();
        let urn = text(value, "principal_urn");
        let (of_urn, assumed) = urn.as_deref().map(of_urn).unwrap_or_default();
        let kind = match text(value, "type").as_deref() {
            Some("User") => Some(CallerKind::User),
            Some("AssumedAgency") => Some(CallerKind::Agency),
            Some("ExternalUser") => Some(CallerKind::Federated),
            _ => assumed.map(|_| CallerKind::Agency),
        };
        let is_agency = kind == Some(CallerKind::Agency);
        let name = text(value, "name").or_else(|| text(value, "user_name"));
        // `ACCOUNT/AGENCY`
        let of_name = name.as_deref().and_then(|it| it.split_once('/')).map(|it| it.1).filter(|_| is_agency);
        let agency_id = text(value, "principal_id").filter(|_| is_agency);
        Self {
            kind,
            id: text(value, "id"),
            account_name: text(&domain, "name"),
            account_id: text(&domain, "id").or_else(|| text(value, "account_id")).or_else(|| of_urn.map(String::from)),
            agency: assumed.or(of_name).map(String::from),
            agency_id: agency_id.and_then(|it| Some(it.split_once(':')?.0.to_string())),
            name,
            urn,
        }
    }
}

/// The account in a URN of a caller, and the agency: `sts::ACCOUNT:assumed-agency:AGENCY/SESSION`.
fn of_urn(urn: &str) -> (Option<&str>, Option<&str>) {
    let Some([_, _, account, kind, id]) = urn::split(urn) else { return (None, None) };
    let agency = id.split('/').next().filter(|it| !it.is_empty() && kind == "assumed-agency");
    (Some(account).filter(|it| !it.is_empty()), agency)
}
