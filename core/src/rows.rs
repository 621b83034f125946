//! The rows that a catalogue has few of.

use super::packed::{List, stated, word};
use super::words::{Cloud, ConstraintKind, FactKind, Model, Risk, RoleKind, Support, ValueType};

/// One type of resource.
#[derive(Debug)]
pub struct ResourceTypeRow {
    /// As the page prints it.
    pub name: &'static str,
    /// As the page prints it, such as `ims:<region>:<account-id>:image:<image-id>`; nothing where no page does.
    pub urn: Option<&'static str>,
    /// In `refs`.
    pub sources: List,
}

/// One condition key.
#[derive(Debug)]
pub struct KeyRow {
    /// As the page prints it.
    pub name: &'static str,
    /// Nothing if no page states it.
    pub value_type: Option<ValueType>,
    /// Whether a request has several values of it; nothing if no page states it.
    pub multivalued: Option<bool>,
    /// What stands behind the `/`, such as `tag-key`.
    pub template: Option<&'static str>,
    /// By `Model`: whether its documentation lists it.
    pub models: [bool; 2],
    /// The page's words for it.
    pub title: Option<&'static str>,
    /// The words of the Chinese page.
    pub title_zh: Option<&'static str>,
    /// Ids of the service's sources, or of the global ones.
    pub sources: &'static [&'static str],
}

/// One condition operator, without qualifier and `IfExists`.
#[derive(Debug)]
pub struct OperatorRow {
    /// As the page prints it.
    pub name: &'static str,
    /// Nothing for the operator that takes a key of any type.
    pub value_type: Option<ValueType>,
    /// Whether it holds where the operator without `Not` does not.
    pub negated: bool,
    /// Whether `IfExists` may be put behind it.
    pub if_exists: bool,
    /// By `Model`.
    pub models: [bool; 2],
    /// Ids of the global sources.
    pub sources: &'static [&'static str],
}

/// One system-defined role or policy.
#[derive(Debug)]
pub struct RoleRow {
    /// As the page prints it.
    pub name: &'static str,
    /// What it is.
    pub kind: RoleKind,
    /// The cloud whose pages state it.
    pub cloud: Cloud,
    /// The page's words for it.
    pub title: Option<&'static str>,
    /// Its name before it was renamed.
    pub formerly: Option<&'static str>,
    /// In `needs`, where `qualifier` says of the role in which scope it must be granted.
    pub dependencies: List,
    /// The policy document as JSON, where it is known.
    pub document: Option<&'static str>,
    /// What a table of common operations says of it, in `covered`.
    pub operations: List,
    /// In `refs`.
    pub sources: List,
}

/// One code of a role or policy.
#[derive(Debug)]
pub struct RoleCodeRow {
    /// As the page prints it.
    pub code: &'static str,
    /// The cloud whose pages state it.
    pub cloud: Cloud,
    /// The name that the page prints beside it.
    pub role: Option<&'static str>,
    /// The words of the page that say where it is so, such as regions.
    pub qualifier: Option<&'static str>,
    /// In `refs`.
    pub sources: List,
}

/// One common operation in the page's words, whether the role allows it, and the words that the page puts on that.
#[derive(Debug)]
pub struct Covered(pub &'static str, pub Support, pub &'static str);

/// One thing that a console or a job does, in the page's words, and what it needs.
#[derive(Debug)]
pub struct FeatureRow {
    /// As the page prints it.
    pub name: &'static str,
    /// The page's words for it.
    pub title: Option<&'static str>,
    /// The model that it is about.
    pub model: Model,
    /// The cloud whose pages state it.
    pub cloud: Cloud,
    /// The services that it uses, as printed, in `strings`.
    pub services: List,
    /// In `needs`.
    pub needs: List,
    /// In `refs`.
    pub sources: List,
}

/// How a statement of the role/policy model names resources of one type.
#[derive(Debug)]
pub struct RoleResourceRow {
    /// As the page prints it.
    pub name: &'static str,
    /// The cloud whose pages state it.
    pub cloud: Cloud,
    /// As the page prints it.
    pub path: &'static str,
    /// The page's words for it.
    pub title: Option<&'static str>,
    /// In `refs`.
    pub sources: List,
}

/// One fact that constraints speak of.
#[derive(Debug)]
pub struct FactRow {
    /// As the page prints it.
    pub name: &'static str,
    /// What it is.
    pub kind: FactKind,
    /// What its numbers count, such as `GB`.
    pub unit: Option<&'static str>,
    /// The page's words for it.
    pub title: &'static str,
    /// The values that are named somewhere, each with the page's word for it.
    pub values: &'static [(&'static str, &'static str)],
}

/// One documented constraint of operations.
#[derive(Debug)]
pub struct ConstraintRow {
    /// What refers to it.
    pub id: &'static str,
    /// What it is.
    pub kind: ConstraintKind,
    /// The page's words for it.
    pub title: &'static str,
    /// As `METHOD /path`, in `strings`.
    pub operations: List,
    /// Where it applies; always, if there is nothing.
    pub when: Option<Predicate>,
    /// What must hold; for a charge, nothing.
    pub holds: Option<Predicate>,
    /// The code of the service that a charge is for.
    pub charge: Option<&'static str>,
    /// In `refs`.
    pub sources: List,
}

/// A condition over named facts.
#[derive(Debug, Clone, Copy)]
pub enum Predicate {
    /// All of them hold; an empty list holds.
    All(&'static [Self]),
    /// One of them holds.
    Any(&'static [Self]),
    /// It does not hold.
    Not(&'static Self),
    /// The fact is this.
    Is(&'static str, bool),
    /// The fact is one of these.
    OneOf(&'static str, &'static [&'static str]),
    /// The fact, a list, has one of these.
    HasOneOf(&'static str, &'static [&'static str]),
    /// The fact, roles held together, has one of these and what that one depends on.
    HasRole(&'static str, &'static [&'static str]),
    /// The fact is at most this number.
    AtMost(&'static str, u64),
    /// The region that the fact names is in mainland China, or is not.
    Mainland(&'static str, bool),
}

/// One region.
#[derive(Debug)]
pub struct RegionRow {
    /// What refers to it.
    pub id: &'static str,
    /// The cloud whose pages state it.
    pub cloud: Cloud,
    /// As the page prints it.
    pub name: Option<&'static str>,
    /// Whether it is in the Chinese mainland; nothing if no page states it.
    pub mainland: Option<bool>,
    /// Ids of the global sources.
    pub sources: &'static [&'static str],
}

/// An action with which one can get more than it says.
#[derive(Debug)]
pub struct SensitiveRow {
    /// Its name.
    pub action: &'static str,
    /// The model that it is about.
    pub model: Model,
    /// What one can do who has it.
    pub risk: Risk,
    /// The type of resource that a policy can limit it to.
    pub resource_type: Option<&'static str>,
    /// What it does, as the end of a sentence.
    pub why: &'static str,
}

/// One documented limit of policies.
#[derive(Debug)]
pub struct LimitRow {
    /// What refers to it.
    pub id: &'static str,
    /// The model that it is about.
    pub model: Model,
    /// What is counted, such as `statements` or `characters`.
    pub counts: &'static str,
    /// The smallest number; nothing if there is none.
    pub min: Option<u32>,
    /// The largest number.
    pub max: u32,
    /// Which documentation states it, where they differ.
    pub profile: &'static str,
    /// Ids of the global sources.
    pub sources: &'static [&'static str],
}

/// One page that facts come from: its id, address, title, language, date and checksum, with tabs between them, and packed: its cloud
/// and whether a newer version has replaced it. As so many fields, the pages are a sixth of what the library costs to compile.
#[derive(Debug)]
pub struct SourceRow(pub &'static str, pub u8);

impl SourceRow {
    /// What refers to it.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        cell(self.0, 0)
    }

    /// The cloud whose pages state it.
    #[must_use]
    pub const fn cloud(&self) -> Cloud {
        match word(Cloud::ALL, (self.1 >> 1) as u32) {
            Some(it) => it,
            None => Cloud::HuaweiCloud,
        }
    }

    /// Its address.
    #[must_use]
    pub const fn page(&self) -> &'static str {
        cell(self.0, 1)
    }

    /// The page's words for it.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        cell(self.0, 2)
    }

    /// The code of its language, such as `zh`.
    #[must_use]
    pub const fn language(&self) -> &'static str {
        cell(self.0, 3)
    }

    /// The date that the page prints on itself.
    #[must_use]
    pub const fn date(&self) -> Option<&'static str> {
        stated(cell(self.0, 4))
    }

    /// SHA-256 of what was read.
    #[must_use]
    pub const fn sha256(&self) -> Option<&'static str> {
        stated(cell(self.0, 5))
    }

    /// Whether a newer version of the page has replaced it.
    #[must_use]
    pub const fn is_older(&self) -> bool {
        self.1 & 1 == 1
    }

    /// The second field.
    #[must_use]
    pub const fn pack(cloud: Cloud, is_older: bool) -> u8 {
        (cloud as u8) << 1 | is_older as u8
    }
}

/// The part of a line behind this many tabs, up to the next one.
const fn cell(line: &str, tabs: usize) -> &str {
    let mut rest = line.as_bytes();
    let mut left = tabs;
    loop {
        let (cell, behind) = at_tab(rest);
        if left == 0 {
            // A part of a text between ASCII characters is a text.
            return match core::str::from_utf8(cell) {
                Ok(it) => it,
                Err(_) => "",
            };
        }
        rest = behind;
        left -= 1;
    }
}

/// What is before the first tab, or all of it, and what is behind.
const fn at_tab(line: &[u8]) -> (&[u8], &[u8]) {
    let mut rest = line;
    while let [first, behind @ ..] = rest {
        if *first == b'\t' {
            return (line.split_at(line.len() - rest.len()).0, behind);
        }
        rest = behind;
    }
    (line, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cells_of_a_source_are_found() {
        for cloud in Cloud::ALL {
            for older in [false, true] {
                let row = SourceRow("id\thttps://page\t标题 title\tzh\t2025-11-06\t", SourceRow::pack(*cloud, older));
                assert_eq!(
                    (row.id(), row.page(), row.title(), row.language()),
                    ("id", "https://page", "标题 title", "zh")
                );
                assert_eq!((row.date(), row.sha256()), (Some("2025-11-06"), None));
                assert_eq!((row.cloud(), row.is_older()), (*cloud, older));
            }
        }
    }

    #[test]
    fn a_line_that_ends_early_has_empty_cells() {
        let row = SourceRow("id", 0);
        assert_eq!((row.id(), row.page(), row.date()), ("id", "", None));
    }
}
