//! `pages.tsv`: every page that a fact comes from, one line each.

use std::fmt::Write;

use crate::lists::sort_rows;
use crate::problem::Problem;
use crate::schema::{Source, SourceKind};
use crate::shared::suggest::unknown_word;
use crate::shared::words::Cloud;
use crate::stated::Stated;
use crate::word::Word;

pub(crate) const FILE: &str = "pages.tsv";

/// The columns, in order; "-" stands for what is not stated.
const HEADER: &str = "id\tcloud\tkind\tpage\ttitle\tlanguage\tdate\tsha256\tage";
const NOTHING: &str = "-";

/// Reads the table.
pub(crate) fn read(text: &str) -> Result<Vec<Source>, Vec<Problem>> {
    let problem = |line, message| Problem { file: FILE.into(), line, message };
    let mut lines = (1..).zip(text.lines());
    if lines.next().map(|it| it.1) != Some(HEADER) {
        return Err(vec![problem(1, format!("the header must be `{}`", HEADER.replace('\t', " ")))]);
    }
    let mut wrong = Vec::new();
    let mut all: Vec<Source> = Vec::new();
    for (number, line) in lines {
        match row(line) {
            Ok(row) => {
                if let Some(before) = all.last().filter(|it| it.id >= row.id) {
                    let message = if before.id == row.id {
                        format!("duplicate `{}`; give one of the two pages another id", row.id)
                    } else {
                        format!("`{}` must be before `{}`; sort the table", row.id, before.id)
                    };
                    wrong.push(problem(number, message));
                }
                all.push(row);
            }
            Err(message) => wrong.push(problem(number, message)),
        }
    }
    let mut addresses: Vec<(&str, Cloud, &str)> =
        all.iter().map(|it| (it.page.as_str(), it.cloud, it.id.as_str())).collect();
    sort_rows(&mut addresses, Ord::cmp);
    for pair in addresses.windows(2) {
        if let [(page, cloud, id), (other, of, more)] = pair {
            if (page, cloud) == (other, of) {
                let line = all.iter().position(|it| it.id == *more).map_or(0, |it| it + 2);
                wrong.push(problem(line, format!("`{id}` and `{more}` are the same page; delete one")));
            }
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(wrong) }
}

fn row(line: &str) -> Result<Source, String> {
    let cells: Vec<&str> = line.split('\t').collect();
    let &[id, cloud, kind, page, title, language, date, sha256, age] = cells.as_slice() else {
        return Err(format!("{} cells, but the header has {}", cells.len(), HEADER.split('\t').count()));
    };
    if let Some(at) = [id, cloud, kind, page, title, language, date, sha256, age].iter().position(|it| it.is_empty()) {
        return Err(format!("the cell of `{}` is empty", HEADER.split('\t').nth(at).unwrap_or_default()));
    }
    let stated = |it: &str| if it == NOTHING { Stated::Not } else { Stated::As(it.to_owned()) };
    let older = match age {
        NOTHING => false,
        "older" => true,
        _ => return Err(unknown_word(age, ["older", NOTHING].into_iter())),
    };
    Ok(Source {
        id: id.to_owned(),
        cloud: Cloud::of_text(cloud)?,
        kind: SourceKind::from_name(kind)
            .ok_or_else(|| unknown_word(kind, SourceKind::ALL.map(SourceKind::name).into_iter()))?,
        page: page.to_owned(),
        title: title.to_owned(),
        language: language.to_owned(),
        date: stated(date),
        sha256: stated(sha256),
        older,
    })
}

/// The table as [`read`] reads it. What would break a line is a blank.
pub(crate) fn write(all: &[&Source]) -> String {
    let mut out = format!("{HEADER}\n");
    for it in all {
        let cell = |text: &str| {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if text.is_empty() { String::from(NOTHING) } else { text }
        };
        let stated = |it: &Stated<String>| it.get().map_or_else(|| String::from(NOTHING), |it| cell(it));
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            cell(&it.id),
            it.cloud,
            it.kind.name(),
            cell(&it.page),
            cell(&it.title),
            cell(&it.language),
            stated(&it.date),
            stated(&it.sha256),
            if it.older { "older" } else { NOTHING },
        );
    }
    out
}

/// Where a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Address<'a> {
    /// On the web.
    Url(&'a str),
    /// A file of a repository, or of a folder where `repository` is empty.
    File {
        /// Owner and name.
        repository: &'a str,
        /// The state of the repository.
        commit: Option<&'a str>,
        /// The file, from the top of the repository on.
        path: &'a str,
    },
    /// Words that say what it is.
    Note(&'a str),
}

impl<'a> Address<'a> {
    /// What the page column says.
    #[must_use]
    pub fn of(page: &'a str) -> Self {
        if page.starts_with("https://") || page.starts_with("http://") {
            return Self::Url(page);
        }
        let (first, rest) = page.split_once(' ').unwrap_or((page, ""));
        if rest.is_empty() {
            return if page.contains('/') {
                Self::File { repository: "", commit: None, path: page }
            } else {
                Self::Note(page)
            };
        }
        let (repository, commit) = first.split_once('@').map_or((first, None), |(name, it)| (name, Some(it)));
        let is_repository = repository.split('/').count() == 2 && repository.split('/').all(|it| !it.is_empty());
        if is_repository { Self::File { repository, commit, path: rest } } else { Self::Note(page) }
    }

    /// Its address on the web; a file of a repository has one where the commit is known.
    ///
    /// ```
    /// use hwc_iam_data::Address;
    ///
    /// let url = Address::of("owner/name@5d5f9de0 a folder/page.md").url();
    /// assert_eq!(url.unwrap(), "https://github.com/owner/name/blob/5d5f9de0/a%20folder/page.md");
    /// let several = Address::of("owner/name@5d5f9de0 folder/page.md and the tables after it");
    /// assert_eq!(several.url(), None);
    /// ```
    #[must_use]
    pub fn url(&self) -> Option<String> {
        match self {
            Self::Url(url) => Some(encoded(url)),
            Self::File { repository, commit: Some(commit), path } if !repository.is_empty() && is_one_file(path) => {
                Some(format!("https://github.com/{repository}/blob/{commit}/{}", encoded(path)))
            }
            Self::File { .. } | Self::Note(_) => None,
        }
    }

    /// What all versions and renderings of the page have in common: the address without commit and ending.
    #[must_use]
    pub fn versions(&self) -> String {
        match self {
            Self::Url(url) => {
                let rest = url.split_once("://").map_or(*url, |it| it.1);
                let rest = rest.split(['?', '#']).next().unwrap_or_default();
                let ending = [".html", ".htm", ".md"].into_iter().find(|it| rest.ends_with(it)).unwrap_or_default();
                rest.strip_suffix(ending).unwrap_or(rest).to_lowercase()
            }
            Self::File { repository, path, .. } => {
                let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
                let stem = name.rsplit_once('.').map_or(name, |it| it.0);
                // Without a repository, a name may have its commit behind it.
                let stem = if repository.is_empty() { stem.split('@').next().unwrap_or_default() } else { stem };
                format!("{repository} {folder}/{stem}").to_lowercase()
            }
            Self::Note(note) => note.to_lowercase(),
        }
    }
}

/// Whether the path is nothing but that of a file: several of them, or words behind it, have no address.
fn is_one_file(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |it| it.1);
    !ending.is_empty() && !ending.contains(' ') && !path.contains(['*', ','])
}

/// Without what an address, or a link in Markdown, cannot hold.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for it in address.chars() {
        match it {
            ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '(' | ')' => {
                let _ = write!(out, "%{:02X}", u32::from(it));
            }
            it => out.push(it),
        }
    }
    out
}
