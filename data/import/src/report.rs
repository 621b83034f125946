//! What a run says of itself.

use serde::Serialize;

use hwc_iam_data::schema::Service;

use super::cell::Unread;
use super::change::Change;
use super::facts::TableReport;

/// The report of a run; as JSON it only ever gets more fields.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// In the order of their paths.
    pub pages: Vec<PageReport>,
    /// What the run adds, removes and changes.
    pub changes: Vec<Change>,
    /// Where pages of one cloud do not say the same.
    pub disagreements: Vec<Disagreement>,
    /// For every service that an authorization schema is read of: which actions it and the pages say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schemas: Vec<Comparison>,
    /// What pages say that the catalogue cannot hold.
    pub problems: Vec<String>,
}

/// What was read of a page.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PageReport {
    /// Its path.
    pub page: String,
    /// The layout that was recognised.
    pub format: &'static str,
    /// The cloud that it documents.
    pub cloud: &'static str,
    /// Nobody says which cloud it is; it looks like this one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub cloud_guessed: bool,
    /// The service that it documents, if its actions say.
    pub service: Option<String>,
    /// The id of it as a source.
    pub source: String,
    /// Another page with the same text, which was read in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_as: Option<String>,
    /// The tables with rows.
    pub tables: Vec<TableReport>,
    /// The actions that it names in a column of actions.
    pub actions: usize,
    /// The operations.
    pub operations: usize,
    /// The dependencies of them.
    pub dependencies: usize,
    /// The roles and policies.
    pub roles: usize,
    /// The items of a procedure's list of constraints; each with the beginning of its text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Unread>,
    /// How many constraints of the catalogue a person has transcribed from this page.
    pub constraints_kept: usize,
    /// What was not understood.
    pub unread: Vec<Unread>,
}

/// Who says that there is an action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Comparison {
    /// Its name.
    pub action: String,
    /// `both`, only the `schema`, only a `page`, or `contradicted` where both do and differ on it.
    pub said: &'static str,
}

/// Two pages of one cloud that do not say the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Disagreement {
    /// The prefix of the service.
    pub service: String,
    /// What they disagree on.
    pub what: String,
    /// The source whose word is in the catalogue.
    pub kept: String,
    /// The source whose word is not.
    pub other: String,
}

/// The disagreements that the file of a service has.
pub(super) fn disagreements(service: &Service) -> impl Iterator<Item = Disagreement> {
    service.disagreements.iter().map(|it| Disagreement {
        service: service.service.clone(),
        what: it.what.clone(),
        kept: it.kept.clone(),
        other: it.other.clone(),
    })
}
