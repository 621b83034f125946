//! Checks what is open, in a thread of its own, so that the editor gets its answers meanwhile. Of a text that has changed
//! several times only the last state is checked.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use hwc_iam::files::Module;
use hwc_iam::report::Finding;
use lsp_server::{Message, Notification};
use lsp_types::notification::{Notification as _, PublishDiagnostics};
use lsp_types::{Diagnostic, PublishDiagnosticsParams, Range, Uri};

use super::text::Text;
use super::{diagnostics, uri};
use crate::check::{Live, Seen, Texts};
use crate::failure::Result;
use crate::input;

/// What has changed.
#[derive(Debug, Default)]
pub(super) struct Task {
    pub(super) texts: Texts,
    /// What the editor calls each of them, and its version.
    pub(super) names: BTreeMap<PathBuf, (Uri, i32)>,
    pub(super) changed: BTreeSet<PathBuf>,
    /// Whether the files that are not open may have changed, too.
    pub(super) is_reload: bool,
}

/// Hands over what has changed to the thread that checks it.
pub(super) fn start(folders: Vec<PathBuf>, send: impl Fn(Message) + Send + 'static) -> Sender<Task> {
    let (sender, receiver) = mpsc::channel();
    let checker = Checker { lives: Lives::new(folders), published: BTreeMap::new(), in_config: BTreeMap::new(), send };
    thread::spawn(move || checker.run(&receiver));
    sender
}

/// The configurations, each read once until something is saved.
pub(super) struct Lives {
    folders: Vec<PathBuf>,
    all: BTreeMap<PathBuf, Result<Live>>,
}

impl Lives {
    pub(super) const fn new(folders: Vec<PathBuf>) -> Self {
        Self { folders, all: BTreeMap::new() }
    }

    /// That of the folder of the editor that a file is in, or of its own folder.
    pub(super) fn of(&mut self, path: &Path) -> &mut Result<Live> {
        let folder = self.folders.iter().filter(|it| path.starts_with(it)).max_by_key(|it| it.components().count());
        let folder = folder.cloned().or_else(|| path.parent().map(Path::to_path_buf)).unwrap_or_default();
        self.all.entry(folder).or_insert_with_key(|it| Live::near(it))
    }

    pub(super) fn forget(&mut self) {
        self.all.clear();
    }
}

struct Checker<F> {
    lives: Lives,
    /// The files that are not open of which something was said because of a group.
    published: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// What is wrong with the configurations, by the file that shows it.
    in_config: BTreeMap<PathBuf, (PathBuf, Vec<Finding>)>,
    send: F,
}

impl<F: Fn(Message)> Checker<F> {
    fn run(mut self, tasks: &Receiver<Task>) {
        while let Ok(mut task) = tasks.recv() {
            while let Ok(mut next) = tasks.try_recv() {
                next.changed.append(&mut task.changed);
                next.is_reload |= task.is_reload;
                task = next;
            }
            self.check(&task);
        }
    }

    fn check(&mut self, task: &Task) {
        if task.is_reload {
            self.lives.forget();
        }
        let mut groups: BTreeMap<PathBuf, BTreeSet<PathBuf>> = BTreeMap::new();
        let all: BTreeSet<&PathBuf> = if task.is_reload {
            task.texts.keys().chain(&task.changed).collect()
        } else {
            task.changed.iter().collect()
        };
        for path in all {
            groups.entry(group(path)).or_default().insert(path.clone());
        }
        for (name, mut files) in groups {
            // The files of a module are checked together.
            files.extend(task.texts.keys().filter(|it| group(it) == name).cloned());
            let closed: Vec<PathBuf> = files.iter().filter(|it| !task.texts.contains_key(*it)).cloned().collect();
            closed.iter().for_each(|it| self.publish(task, it, Vec::new()));
            files.retain(|it| task.texts.contains_key(it));
            self.group(task, name, &files);
        }
    }

    fn group(&mut self, task: &Task, name: PathBuf, files: &BTreeSet<PathBuf>) {
        let mut others = BTreeSet::new();
        for path in files.iter().filter(|it| is_too_large(task, it)) {
            let why = format!("larger than {} MiB, so that it is not checked while you type", LARGEST >> 20);
            self.publish(task, path, vec![diagnostics::error(Range::default(), &why)]);
        }
        let files: BTreeSet<PathBuf> = files.iter().filter(|it| !is_too_large(task, it)).cloned().collect();
        if let Some(first) = files.first() {
            match self.lives.of(first) {
                Ok(live) => {
                    let seen = live.check(&task.texts, &files);
                    let config = live.config().map(|it| it.0.to_path_buf());
                    for it in seen {
                        let path = it.path.clone();
                        if !task.texts.contains_key(&path) {
                            others.insert(path.clone());
                        }
                        self.publish(task, &path, all(task, &it));
                        if let Some(config) = &config {
                            self.in_config.insert(path, (config.clone(), it.in_config));
                        }
                    }
                    config.iter().for_each(|it| self.publish_config(task, it));
                }
                Err(why) => {
                    let error = diagnostics::error(Range::default(), &why.to_string());
                    files.iter().for_each(|it| self.publish(task, it, vec![error.clone()]));
                }
            }
        }
        let before = self.published.remove(&name).unwrap_or_default();
        before
            .difference(&others)
            .filter(|it| !task.texts.contains_key(*it))
            .for_each(|it| self.publish(task, it, Vec::new()));
        if !others.is_empty() {
            self.published.insert(name, others);
        }
    }

    /// What the files that are open say of a configuration.
    fn publish_config(&mut self, task: &Task, config: &Path) {
        self.in_config.retain(|path, _| task.texts.contains_key(path));
        let Ok(text) = input::read(config) else { return };
        let text = Text::new(text);
        let mut findings: Vec<&Finding> =
            self.in_config.values().filter(|it| it.0 == config).flat_map(|it| &it.1).collect();
        findings.sort_by_key(|it| it.start);
        findings.dedup();
        let all = findings.into_iter().map(|it| diagnostics::finding(it, &text)).collect();
        self.publish(task, config, all);
    }

    fn publish(&self, task: &Task, path: &Path, diagnostics: Vec<Diagnostic>) {
        let named = task.names.get(path).map(|(uri, version)| (uri.clone(), Some(*version)));
        let Some((uri, version)) = named.or_else(|| Some((uri::of(path)?, None))) else { return };
        let parameters = PublishDiagnosticsParams { uri, diagnostics, version };
        if let Ok(parameters) = serde_json::to_value(parameters) {
            (self.send)(Message::Notification(Notification {
                method: PublishDiagnostics::METHOD.into(),
                params: parameters,
            }));
        }
    }
}

fn all(task: &Task, seen: &Seen) -> Vec<Diagnostic> {
    let text = match task.texts.get(&seen.path) {
        Some(it) => String::from(&*it.text),
        None => input::read(&seen.path).unwrap_or_default(),
    };
    diagnostics::of(seen, &Text::new(text))
}

/// What is checked together: the files of a folder with Terraform, and anything else on its own.
fn group(path: &Path) -> PathBuf {
    let is_module = path.file_name().is_some_and(|it| Module::is_declared_in(&it.to_string_lossy()));
    let folder = path.parent().filter(|_| is_module);
    folder.unwrap_or(path).to_path_buf()
}

fn is_too_large(task: &Task, path: &Path) -> bool {
    task.texts.get(path).is_some_and(|it| it.text.len() > LARGEST)
}

/// Far larger than any policy that somebody writes by hand.
const LARGEST: usize = 4 << 20;
