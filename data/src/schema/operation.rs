//! APIs, and what they need.

use serde::{Deserialize as Read, Serialize as Write};

use crate::lists::sort_rows;
use crate::shared::words::{Cloud, Model, Support};
use crate::stated::Stated;
use crate::word;

/// One API with what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    #[serde(with = "word")]
    pub model: Model,
    #[serde(with = "word")]
    pub cloud: Cloud,
    /// What its page, or the vendor's SDK, calls it: `CreateImage`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub method: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub path: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub actions: Stated<Vec<Need>>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub dependencies: Stated<Vec<Need>>,
    #[serde(default = "not_stated", skip_serializing_if = "is_not_stated", with = "word")]
    pub iam_project: Support,
    #[serde(default = "not_stated", skip_serializing_if = "is_not_stated", with = "word")]
    pub enterprise_project: Support,
    /// Whether a statement can name single instances.
    #[serde(default = "not_stated", skip_serializing_if = "is_not_stated", with = "word")]
    pub by_instance: Support,
    /// Whether a statement can select instances by their tags.
    #[serde(default = "not_stated", skip_serializing_if = "is_not_stated", with = "word")]
    pub by_tag: Support,
    pub sources: Vec<String>,
}

impl Operation {
    /// `METHOD /path`, or what it has of both, or its title.
    #[must_use]
    pub fn name(&self) -> String {
        match (self.method.get(), self.path.get(), self.title.get()) {
            (Some(method), Some(path), _) => format!("{method} {path}"),
            (None, Some(path), _) => path.clone(),
            (_, None, Some(title)) => title.clone(),
            (_, None, None) => String::new(),
        }
    }

    /// What operations are sorted by, and distinguished by.
    ///
    /// One path, or one title of what has no path, may be that of several APIs, which their names tell apart.
    #[must_use]
    pub fn order(&self) -> (Model, Cloud, &str, &str, String) {
        fn text(it: &Stated<String>) -> &str {
            it.get().map(String::as_str).unwrap_or_default()
        }
        let names = self.names.join(" ");
        let last = if self.path.is_not() { format!("{}\n{names}", text(&self.title)) } else { names };
        (self.model, self.cloud, text(&self.path), text(&self.method), last)
    }
}

/// Something that a console or a job does, in the page's words, and what it needs.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct Feature {
    #[serde(with = "word")]
    pub model: Model,
    #[serde(with = "word")]
    pub cloud: Cloud,
    pub feature: String,
    /// What of it, or what for, in the page's words.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    /// The services that it uses, as printed.
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub services: Stated<Vec<String>>,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub needs: Stated<Vec<Need>>,
    pub sources: Vec<String>,
}

impl Feature {
    /// What features are sorted by, and distinguished by.
    #[must_use]
    pub fn order(&self) -> (&str, Option<&str>, Model, Cloud, Option<&[String]>) {
        let title = self.title.get().map(String::as_str);
        (&self.feature, title, self.model, self.cloud, self.services.get().map(Vec::as_slice))
    }
}

/// How a statement of the role/policy model names resources of one type.
#[derive(Debug, Clone, PartialEq, Eq, Read, Write)]
#[serde(deny_unknown_fields)]
pub struct RoleResource {
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(with = "word")]
    pub cloud: Cloud,
    /// Its path as the page prints it.
    pub path: String,
    #[serde(default, skip_serializing_if = "Stated::is_not")]
    pub title: Stated<String>,
    pub sources: Vec<String>,
}

impl RoleResource {
    /// What paths are sorted by, and distinguished by.
    #[must_use]
    pub fn order(&self) -> (&str, &str, &str) {
        (&self.kind, self.cloud.name(), &self.path)
    }
}

/// One thing that an operation needs: an action or pattern, a role, or what only prose says.
///
/// In YAML, an action about which nothing more is said is its name alone.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Need {
    pub action: Option<String>,
    pub role: Option<String>,
    pub text: Option<String>,
    /// The action that this is a dependency of, where the page groups them.
    pub of_action: Option<String>,
    /// The words that the page puts on it.
    pub qualifier: Option<String>,
    /// No table lists what it names, though its service is documented.
    pub unlisted: bool,
}

impl Need {
    /// What is needed, whatever it is.
    #[must_use]
    pub fn name(&self) -> &str {
        self.action.as_deref().or(self.role.as_deref()).or(self.text.as_deref()).unwrap_or_default()
    }

    /// Sorts them as the catalogue has them, without duplicates.
    pub fn sort(all: &mut Vec<Self>) {
        sort_rows(all, Self::cmp_name);
        all.dedup_by(|one, other| Self::cmp_name(one, other).is_eq());
    }

    #[must_use]
    pub fn cmp_name(one: &Self, other: &Self) -> std::cmp::Ordering {
        fn key(it: &Need) -> (Option<&str>, &str, Option<&str>) {
            (it.of_action.as_deref(), it.name(), it.qualifier.as_deref())
        }
        key(one).cmp(&key(other))
    }
}

const fn not_stated() -> Support {
    Support::NotStated
}

fn is_not_stated(it: &Support) -> bool {
    *it == Support::NotStated
}
