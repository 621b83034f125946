//! Which pages there are, and what a manifest beside them says of each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hwc_iam_import::{Origin, Page};

use crate::failure::{Failure, Result};
use crate::input::{self, Below};
use crate::name;

/// The files that a folder is searched for.
const ENDINGS: &[&str] = &["rst", "md", "html", "htm", "txt", "json"];
/// Older than the pages of the repository that took over from it.
const ARCHIVED: &[&str] = &["opentelekomcloud/docs"];

/// The pages that the arguments name, and what is wrong with what says where they are from.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    pub(crate) pages: Vec<Page>,
    /// What was not read, with its place and why.
    pub(crate) left: Vec<String>,
    /// What has the name of a page in a folder and is none, or is a link.
    pub(crate) left_out: Vec<String>,
}

impl Pages {
    /// Reads files and searches folders; a manifest, the one that is given or `MANIFEST.tsv` in or above them, says where they
    /// are from.
    pub(crate) fn read(arguments: &[PathBuf], given: Option<&Path>) -> Result<Self> {
        let mut all = Self::default();
        for argument in arguments {
            let near = || argument.ancestors().map(|it| it.join("MANIFEST.tsv")).find(|it| it.is_file());
            let manifest = match given.map(Path::to_path_buf).or_else(near) {
                Some(path) => Manifest::read(&path)?,
                None => Manifest::default(),
            };
            all.argument(argument, manifest)?;
        }
        Ok(all)
    }

    fn argument(&mut self, argument: &Path, mut manifest: Manifest) -> Result<()> {
        let mut files = Vec::new();
        let named = !argument.is_dir();
        if named {
            files.push(argument.to_path_buf());
        } else {
            let Below { files: found, unreadable, left_out } = input::files(argument, is_page);
            files.extend(found);
            self.left.extend(unreadable);
            self.left_out.extend(left_out.iter().map(|(it, why)| format!("not read: {}: {why}", name::of(it))));
        }
        for file in files {
            let inside = file.strip_prefix(&manifest.folder).ok().map(|it| it.to_string_lossy().replace('\\', "/"));
            let row = inside.as_ref().and_then(|it| manifest.rows.remove(it));
            // It says what the folder is, and is no page.
            let is_readme = inside.as_ref().is_some_and(|it| it.eq_ignore_ascii_case("README.md"));
            if !named && row.is_none() && manifest.is_there && is_readme {
                continue;
            }
            if !named && row.is_none() && manifest.is_there {
                self.left.push(format!("{}: not read: the manifest has no row for it", file.display()));
                continue;
            }
            match input::bytes(&file) {
                Ok(bytes) => {
                    let path = inside.filter(|_| row.is_some()).unwrap_or_else(|| file.to_string_lossy().into_owned());
                    let origin =
                        row.map_or_else(|| Origin { older: is_older(&path), ..Origin::default() }, |it| it.origin);
                    self.pages.push(Page { path, bytes, origin });
                }
                Err(error) if named => return Err(error),
                Err(error) => self.left.push(error.to_string()),
            }
        }
        // A row without a page would be a page that nobody misses.
        let missing = manifest.rows.iter().filter(|it| !named && manifest.folder.join(it.0).starts_with(argument));
        let mut missing: Vec<(usize, &String)> = missing.map(|(path, it)| (it.line, path)).collect();
        missing.sort_unstable();
        let place = manifest.path.display();
        self.left.extend(missing.into_iter().map(|(line, path)| format!("{place}:{line}: there is no page `{path}`")));
        Ok(())
    }
}

/// A table with a header of at least `path`, separated by tabs.
#[derive(Debug, Default)]
struct Manifest {
    is_there: bool,
    path: PathBuf,
    folder: PathBuf,
    rows: BTreeMap<String, Row>,
}

#[derive(Debug)]
struct Row {
    line: usize,
    origin: Origin,
}

impl Manifest {
    fn read(path: &Path) -> Result<Self> {
        let wrong = |line: usize, why: &str| Failure::at(format!("{}:{line}", path.display()), why);
        let text = input::read(path)?;
        let mut lines = (1..).zip(text.lines());
        let header: Vec<&str> = lines.next().map_or("", |it| it.1).split('\t').collect();
        for column in ["path", "source_repo", "source_path", "commit", "kind", "service"] {
            // The columns beside the path may be missing, but not misspelt.
            let near = header.iter().find(|it| it.eq_ignore_ascii_case(column) && **it != column);
            if let Some(near) = near {
                return Err(wrong(1, &format!("unknown column `{near}`; {}", hwc_iam::suggest::did_you_mean(column))));
            }
        }
        if !header.contains(&"path") {
            return Err(wrong(1, "the header has no column `path`, which names the page"));
        }
        let mut rows: BTreeMap<String, Row> = BTreeMap::new();
        for (line, text) in lines.filter(|it| !it.1.is_empty()) {
            let cells: Vec<&str> = text.split('\t').collect();
            if cells.len() != header.len() {
                return Err(wrong(line, &format!("{} cells, but the header has {}", cells.len(), header.len())));
            }
            let row: BTreeMap<&str, &str> = header.iter().copied().zip(cells).collect();
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
            let page = field("path").ok_or_else(|| wrong(line, "it names no page"))?;
            if let Some(before) = rows.get(&page) {
                return Err(wrong(line, &format!("duplicate `{page}`, which line {} has", before.line)));
            }
            rows.insert(page, Row { line, origin });
        }
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        Ok(Self { is_there: true, path: path.to_path_buf(), folder, rows })
    }
}

fn is_page(path: &Path) -> bool {
    let ending = path.extension().map(|it| it.to_string_lossy().to_lowercase());
    ending.is_some_and(|it| ENDINGS.contains(&it.as_str()))
}

/// `page@0123abcd.md` is the page as it was at a commit.
fn is_older(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |it| it.0);
    let commit = stem.rsplit_once('@').map_or("", |it| it.1);
    commit.len() >= 7 && commit.chars().all(|it| it.is_ascii_hexdigit())
}
