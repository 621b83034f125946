//! Which pages there are, and what a manifest beside them says of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use hwc_iam::import::{Origin, Page};

/// The files that a folder is searched for.
const ENDINGS: &[&str] = &["rst", "md", "html", "htm", "txt", "json"];
/// Older than the pages of the repository that took over from it.
const ARCHIVED: &[&str] = &["opentelekomcloud/docs"];

/// A manifest: a table with a header of at least `path`, separated by tabs.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    folder: PathBuf,
    rows: BTreeMap<String, Origin>,
}

impl Manifest {
    /// Reads the one that is given, or `MANIFEST.tsv` in or above the pages' folder.
    pub(crate) fn find(given: Option<&Path>, pages: &[PathBuf]) -> Result<Self, String> {
        if let Some(path) = given {
            return Self::read(path);
        }
        let near = pages.iter().flat_map(|it| it.ancestors()).map(|it| it.join("MANIFEST.tsv")).find(|it| it.is_file());
        near.map_or_else(|| Ok(Self::default()), |it| Self::read(&it))
    }

    fn read(path: &Path) -> Result<Self, String> {
        let text = fs::read_to_string(path).map_err(|it| format!("{}: {it}", path.display()))?;
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
        let rows = lines.filter_map(|line| {
            let row: BTreeMap<&str, &str> = header.iter().copied().zip(line.split('\t')).collect();
            let field =
                |name: &str| row.get(name).filter(|it| !it.is_empty() && **it != "-").map(|it| (*it).to_owned());
            let repository = field("source_repo");
            let archived = repository.as_ref().is_some_and(|it| ARCHIVED.contains(&it.as_str()));
            let origin = Origin {
                cloud: None,
                older: archived || field("kind").is_some_and(|it| it.ends_with("-history")),
                path: field("source_path"),
                commit: field("commit"),
                service: field("service"),
                repository,
            };
            Some((field("path")?, origin))
        });
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        Ok(Self { folder, rows: rows.collect() })
    }

    /// The pages that the arguments name; folders are searched, with a manifest for its pages only.
    pub(crate) fn pages(&self, arguments: &[PathBuf]) -> Result<(Vec<Page>, Vec<String>), String> {
        let mut files = Vec::new();
        for path in arguments {
            if path.is_dir() {
                walk(path, &mut files).map_err(|it| format!("{}: {it}", path.display()))?;
            } else {
                files.push((path.clone(), true));
            }
        }
        let (mut pages, mut unreadable) = (Vec::new(), Vec::new());
        for (file, named) in files {
            let inside = file.strip_prefix(&self.folder).ok().map(|it| it.to_string_lossy().replace('\\', "/"));
            let row = inside.as_ref().and_then(|it| self.rows.get(it));
            if !named && row.is_none() && !self.rows.is_empty() {
                continue;
            }
            match fs::read(&file) {
                Ok(bytes) => {
                    let path = inside.filter(|_| row.is_some()).unwrap_or_else(|| file.to_string_lossy().into_owned());
                    let origin = row.cloned().unwrap_or_else(|| Origin { older: is_older(&path), ..Origin::default() });
                    pages.push(Page { path, bytes, origin });
                }
                Err(error) if named => return Err(format!("{}: {error}", file.display())),
                Err(error) => unreadable.push(format!("{}: {error}", file.display())),
            }
        }
        Ok((pages, unreadable))
    }
}

fn walk(folder: &Path, files: &mut Vec<(PathBuf, bool)>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
        if path.is_dir() {
            walk(&path, files)?;
        } else if ending.is_some_and(|it| ENDINGS.contains(&it.as_str())) {
            files.push((path, false));
        }
    }
    Ok(())
}

/// `page@0123abcd.md` is the page as it was at a commit.
fn is_older(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |it| it.0);
    let commit = stem.rsplit_once('@').map_or("", |it| it.1);
    commit.len() >= 7 && commit.chars().all(|it| it.is_ascii_hexdigit())
}
