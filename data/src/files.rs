//! The files of a catalogue, and what is wrong with them.

use std::fs;
use std::io;
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::locate::{self, Step};
use crate::pages;
use crate::problem::Problem;
use crate::schema::{Service, Source};
use crate::yaml;

/// The texts of the files, to find lines in, and what is wrong with them.
#[derive(Default)]
pub(crate) struct Files {
    texts: Vec<(String, String)>,
    pub(crate) problems: Vec<Problem>,
    /// Whether they came with this crate, and so need no bounds, which would take each build a quarter of the time of reading.
    are_own: bool,
}

impl Files {
    pub(crate) fn own() -> Self {
        Self { are_own: true, ..Self::default() }
    }

    pub(crate) fn report(&mut self, file: &str, steps: &[Step<'_>], message: impl Into<String>) {
        let text = self.texts.iter().find(|(name, _)| name == file).map_or("", |(_, text)| text);
        let line = locate::line(text, steps);
        self.report_line(file, line, message.into());
    }

    pub(crate) fn report_line(&mut self, file: &str, line: usize, message: String) {
        self.problems.push(Problem { file: file.into(), line, message });
    }

    pub(crate) fn read<T: DeserializeOwned>(&mut self, folder: &Path, name: &str) -> Option<T> {
        let text = self.text(folder, name)?;
        match if self.are_own { serde_yaml::from_str(&text) } else { yaml::read_yaml(&text) } {
            Ok(value) => Some(value),
            Err(error) => {
                let line = error.location().map_or(0, |it| it.line());
                self.report_line(name, line, error.to_string());
                None
            }
        }
    }

    pub(crate) fn pages(&mut self, folder: &Path) -> Option<Vec<Source>> {
        let text = self.text(folder, pages::FILE)?;
        let read = pages::read(&text);
        read.map_err(|wrong| self.problems.extend(wrong)).ok()
    }

    fn text(&mut self, folder: &Path, name: &str) -> Option<String> {
        match text(&folder.join(name)) {
            Ok(text) => {
                // Some editors put a byte order mark in front.
                let text = text.strip_prefix('\u{feff}').map(String::from).unwrap_or(text);
                self.texts.push((name.into(), text.clone()));
                Some(text)
            }
            Err(error) => {
                self.report_line(name, 0, format!("cannot be read: {error}"));
                None
            }
        }
    }

    pub(crate) fn services(&mut self, folder: &Path) -> Vec<String> {
        let mut names = Vec::new();
        match fs::read_dir(folder.join("services")) {
            Ok(entries) => {
                let all = entries.flatten().filter_map(|it| it.file_name().into_string().ok());
                names.extend(all.map(|it| format!("services/{it}")));
            }
            Err(error) => self.report_line("services", 0, format!("cannot be read: {error}")),
        }
        names.sort();
        let (files, others): (Vec<String>, Vec<String>) = names.into_iter().partition(|it| it.ends_with(".yaml"));
        // A file that the name hides would be facts that nobody misses.
        for file in others.into_iter().filter(|it| it.ends_with(".yml") || it.to_ascii_lowercase().ends_with(".yaml")) {
            self.report_line(&file, 0, "its name must end with `.yaml`; rename it".into());
        }
        files
    }
}

/// The text of a file, and of nothing else that may be in its place, such as a pipe, and would never end.
fn text(path: &Path) -> io::Result<String> {
    let found = fs::metadata(path)?;
    if found.is_file() { fs::read_to_string(path) } else { Err(io::Error::other("it is not a file")) }
}

/// The file of a service, from the catalogue's folder on.
pub(crate) fn file_of(service: &Service) -> String {
    format!("services/{}.yaml", service.service.to_ascii_lowercase())
}
