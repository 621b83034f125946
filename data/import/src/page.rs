//! A page, and what is known of it besides its text.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{Source, SourceKind};
use hwc_iam_data::shared::words::Cloud;
use sha2::{Digest, Sha256};

/// A page to read.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// How the report calls it; its last folder and name make the id of the source.
    pub path: String,
    /// What it holds; bytes that are no UTF-8 are replaced.
    pub bytes: Vec<u8>,
    /// What is known of it.
    pub origin: Origin,
}

/// Where a page is from, as far as it is known.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The cloud that it documents; guessed where it is not known.
    pub cloud: Option<Cloud>,
    /// Its repository or site.
    pub repository: Option<String>,
    /// Its path there.
    pub path: Option<String>,
    /// The commit that it is of.
    pub commit: Option<String>,
    /// A version that a newer one has replaced.
    pub older: bool,
    /// The service, where whoever stored the page says so.
    pub service: Option<String>,
}

impl Page {
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(super) fn sha256(&self) -> String {
        Sha256::digest(&self.bytes).iter().map(|it| format!("{it:02x}")).collect()
    }

    /// The folder that it lies in.
    pub(super) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |it| it.0)
    }

    /// The cloud, and whether it is only guessed.
    pub(super) fn cloud(&self, text: &str) -> (Cloud, bool) {
        if let Some(cloud) = self.origin.cloud {
            return (cloud, false);
        }
        let repository = self.origin.repository.as_deref().unwrap_or_default().to_lowercase();
        for (word, cloud) in [("opentelekomcloud", Cloud::OpenTelekomCloud), ("huaweicloud", Cloud::HuaweiCloud)] {
            if repository.contains(word) {
                return (cloud, false);
            }
        }
        let otc = text.contains("otc.t-systems.com") || text.trim_start().starts_with(":original_name:");
        (if otc { Cloud::OpenTelekomCloud } else { Cloud::HuaweiCloud }, true)
    }

    pub(super) fn source(&self, cloud: Cloud, title: Option<&str>, date: Option<&str>, text: &str) -> Source {
        let origin = &self.origin;
        let place = origin.path.as_deref().unwrap_or(&self.path);
        let is_host = |it: &String| it.contains('.') && !it.contains(['/', ' ', ',']);
        let page = match (&origin.repository, &origin.commit) {
            (Some(host), None) if is_host(host) && origin.path.is_some() => format!("https://{host}/{place}"),
            (Some(repository), Some(commit)) => format!("{repository}@{commit} {place}"),
            (Some(repository), None) => format!("{repository} {place}"),
            (None, _) => self.path.clone(),
        };
        let title = title.filter(|it| it.chars().count() <= 120).unwrap_or_else(|| self.stem());
        Source {
            id: self.id(cloud, 1),
            cloud,
            kind: SourceKind::Page,
            page,
            title: title.to_owned(),
            language: language(text).to_owned(),
            date: date.map(str::to_owned).into(),
            sha256: Stated::As(self.sha256()),
            older: origin.older,
        }
    }

    /// Its name without the ending.
    pub(super) fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |it| it.0)
    }

    /// The same for the same path, wherever the folder of all pages lies; with so many of the folders around it.
    pub(super) fn id(&self, cloud: Cloud, folders: usize) -> String {
        let mut parts: Vec<&str> = self.folder().rsplit('/').take(folders).collect();
        parts.reverse();
        parts.push(self.stem());
        id(cloud, &parts)
    }
}

/// The words of the parts, in lower case and with hyphens.
pub(super) fn id(cloud: Cloud, parts: &[&str]) -> String {
    let mut id = String::from(cloud.name());
    for word in parts.iter().flat_map(|it| it.split(|it: char| !it.is_alphanumeric())).filter(|it| !it.is_empty()) {
        id.push('-');
        id.push_str(&word.to_lowercase());
    }
    id
}

pub(super) fn is_chinese(text: &str) -> bool {
    text.chars().any(|it| ('\u{4e00}'..='\u{9fff}').contains(&it))
}

fn language(text: &str) -> &'static str {
    let han = |it: char| ('\u{4e00}'..='\u{9fff}').contains(&it);
    let (chinese, letters) =
        (text.chars().filter(|it| han(*it)).count(), text.chars().filter(char::is_ascii_alphabetic).count());
    // Most of the letters of a page in HTML are those of its tags.
    if chinese * 200 > letters { "zh" } else { "en" }
}
