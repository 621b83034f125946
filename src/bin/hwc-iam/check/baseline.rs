//! The findings that are known already. They are told by what they say and not by where they stand, so that lines may move.

use std::collections::BTreeMap;
use std::path::Path;

use hwc_iam::report::Finding;
use serde::{Deserialize, Serialize};

use super::checked::Checked;
use crate::failure::{Failure, Result};
use crate::input;

/// How often each finding is known of a file.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    files: BTreeMap<String, Known>,
}

/// The findings of one file, and how often each is there.
pub(super) type Known = BTreeMap<Entry, usize>;

/// One finding, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// The resource of Terraform that it is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    policy: Option<String>,
    rule: String,
    message: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    files: BTreeMap<String, Vec<WrittenEntry>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct WrittenEntry {
    #[serde(flatten)]
    entry: Entry,
    count: usize,
}

impl Baseline {
    pub(super) fn read(path: &Path) -> Result<Self> {
        let written: Written = serde_json::from_str(&input::read(path)?).map_err(|it| Failure::of(path, it))?;
        if written.version != VERSION {
            let what = format!("its version is {}, and this command reads {VERSION}", written.version);
            return Err(Failure::of(path, what));
        }
        let folder = folder(path);
        let files = written.files.into_iter().map(|(name, all)| {
            let known = all.into_iter().map(|it| (it.entry, it.count)).collect();
            (absolute(&folder.join(name)), known)
        });
        Ok(Self { files: files.collect() })
    }

    /// What is known of a file.
    pub(super) fn of(&self, path: &Path) -> Known {
        self.files.get(&absolute(path)).cloned().unwrap_or_default()
    }

    /// Adds a file to a baseline that is to be written at `place`.
    pub(super) fn add(&mut self, place: &Path, checked: &Checked) {
        if checked.findings.is_empty() {
            return;
        }
        let (file, folder) = (absolute(&checked.path), absolute(&folder(place)));
        let inside = file.strip_prefix(&folder).and_then(|it| it.strip_prefix('/')).unwrap_or(&file).to_owned();
        let known = self.files.entry(inside).or_default();
        for finding in &checked.findings {
            *known.entry(Entry::of(&finding.finding)).or_default() += 1;
        }
    }

    pub(super) fn to_text(&self) -> Result<String> {
        let files = self.files.iter().map(|(name, known)| {
            let all = known.iter().map(|(entry, count)| WrittenEntry { entry: entry.clone(), count: *count });
            (name.clone(), all.collect())
        });
        let written = Written { version: VERSION, files: files.collect() };
        serde_json::to_string_pretty(&written).map(|it| it + "\n").map_err(Failure::new)
    }
}

impl Entry {
    pub(super) fn of(finding: &Finding) -> Self {
        Self { policy: finding.policy.clone(), rule: finding.rule.clone(), message: finding.message.clone() }
    }
}

fn folder(path: &Path) -> std::path::PathBuf {
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}

fn absolute(path: &Path) -> String {
    let here = Path::new(".");
    let path = if path.as_os_str().is_empty() { here } else { path };
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    whole.to_string_lossy().replace('\\', "/")
}

const VERSION: u32 = 1;
