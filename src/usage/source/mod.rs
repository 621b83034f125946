//! Which operations source code with the vendor's SDKs can call.
//!
//! Each language is parsed by its grammar, and all of them become one form. Imports say which names are of an SDK; a variable, a field or
//! what a function returns is a client if what it is given is one, through all files of a language. A name alone decides nothing: what is
//! called on something unknown is a question.

mod form;
mod found;
mod language;
mod lower;
mod operations;
mod script;
mod types;
mod world;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::thread;

use super::calls::{Calls, Does, Place};
use super::{Answers, Question};
use form::Unit;
use found::{Meaning, meaning};
use language::{Sdk, UnknownPackage};
use types::{Typer, one_space};
use world::World;

pub use language::SourceLanguage;
pub use operations::{SdkOperation, SdkOperations};

/// What a program calls.
///
/// ```
/// use hwc_iam::generate::Generator;
/// use hwc_iam::usage::{Answers, SourceCode};
/// use hwc_iam::{Cloud, Model};
///
/// let text = "from huaweicloudsdkims.v2 import *
/// client = ImsClient.new_builder().build()
/// client.list_images(ListImagesRequest())";
/// let found = SourceCode::of(&[("list.py".into(), text.into())], &Answers::default());
/// let (generated, calls) = found.calls.generate(Generator::new(Model::IdentityPolicy, Cloud::HuaweiCloud));
/// assert_eq!((calls[0].api.path, calls[0].by[0].as_str()), ("/v2/cloudimages", "list.py:3"));
/// assert_eq!(generated.reasons[0].action, "ims:images:list");
/// ```
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct SourceCode {
    /// The APIs that it calls.
    pub calls: Calls,
    /// In how many places it does.
    pub places: usize,
    /// Calls of which it is not known what they are called on.
    pub questions: Vec<Question>,
    /// What could not be read, or is not known.
    pub unread: Vec<UnreadCode>,
}

/// A part of a program that says nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct UnreadCode {
    /// The file.
    pub file: String,
    /// The line, from 1; nothing, if it is the whole file.
    pub line: Option<usize>,
    /// Why.
    pub why: String,
}

impl SourceCode {
    /// What files call, by their names and texts; `go.mod` says what packages are called.
    #[must_use]
    pub fn of(files: &[(String, String)], answers: &Answers) -> Self {
        let mut by_language: BTreeMap<SourceLanguage, Vec<&(String, String)>> = BTreeMap::new();
        let mut found = Self::default();
        for it in files {
            if let Some(language) = SourceLanguage::of_name(&it.0) {
                if is_bundle(language, &it.1) {
                    if it.1.contains(language.mark()) || it.1.contains("huaweicloud") {
                        let why = "a line of it is as long as those of bundles: its sources say more";
                        found.unread.push(unread(&it.0, None, why));
                    }
                    continue;
                }
                if let Some(line) = language.line_of_obs(&it.1) {
                    let why = "it imports the SDK that OBS has of its own: what is called by that is not looked at";
                    found.unread.push(unread(&it.0, Some(line), why));
                }
                by_language.entry(language).or_default().push(it);
            }
        }
        let modules = go_modules(files);
        for (language, all) in by_language {
            if all.iter().any(|it| it.1.contains(language.mark())) {
                found.language(language, &all, &modules, answers);
            }
        }
        found.unread.sort();
        found.unread.dedup();
        found
    }

    fn language(
        &mut self,
        language: SourceLanguage,
        files: &[&(String, String)],
        modules: &BTreeMap<&str, &str>,
        answers: &Answers,
    ) {
        let names: Vec<String> = files.iter().map(|it| module(language, &it.0, modules)).collect();
        let units = lower_all(language, files, &names);
        let imported = self.imported(language, &units);
        let world = World::new(language, units, &names);
        let mut typer = Typer::new(&world);
        for (at, unit) in world.units.iter().enumerate() {
            self.unread.extend(unit.unread.iter().map(|(line, why)| unread(unit.file, Some(*line), *why)));
            for it in &unit.uses {
                let place = format!("{}:{}", unit.file, it.line);
                match meaning(&world, &mut typer, at, it, &imported) {
                    Meaning::Nothing => {}
                    Meaning::Operation(operation) => self.call(operation, place),
                    Meaning::Unknown(why) => self.unread.push(unread(unit.file, Some(it.line), why)),
                    Meaning::Perhaps(all) => self.perhaps(all, &place, "what it is called on is not known", answers),
                    Meaning::OneOf(all) => {
                        self.perhaps(all, &place, "which client it is called on is not said", answers);
                    }
                }
            }
        }
    }

    fn call(&mut self, operation: SdkOperation, place: String) {
        self.places += 1;
        self.calls.add(operation.api, place, Does::Call, Place::default());
    }

    /// Asks of each whether it is called.
    fn perhaps(&mut self, all: Vec<SdkOperation>, place: &str, why: &str, answers: &Answers) {
        for it in all {
            let (service, version, name) = (it.service, it.version, it.name);
            let fact = format!("{place}:{service}.v{version}.{name}");
            match answers.get(&fact) {
                Some(true) => self.call(it, place.to_string()),
                Some(false) => {}
                None => {
                    let asks = format!("is it `{name}` of `{service}` v{version} that `{place}` calls, where {why}?");
                    let question = Question { fact, asks };
                    if !self.questions.contains(&question) {
                        self.questions.push(question);
                    }
                }
            }
        }
    }

    /// The packages that are imported.
    fn imported(&mut self, language: SourceLanguage, units: &[Unit<'_>]) -> BTreeSet<Sdk> {
        let mut all = BTreeSet::new();
        for unit in units {
            for it in &unit.imports {
                match language.sdk(&it.path) {
                    Some((Ok(sdk), _)) => {
                        all.insert(sdk);
                    }
                    Some((Err(UnknownPackage(name)), _)) => {
                        let why = format!("the table of operations has none of the SDK's package `{name}`");
                        self.unread.push(unread(unit.file, None, why));
                    }
                    None => {}
                }
            }
        }
        all
    }
}

fn unread(file: &str, line: Option<usize>, why: impl Into<String>) -> UnreadCode {
    UnreadCode { file: file.to_string(), line, why: why.into() }
}

/// All files, on all processors.
fn lower_all<'a>(language: SourceLanguage, files: &[&'a (String, String)], names: &'a [String]) -> Vec<Unit<'a>> {
    let count = thread::available_parallelism().map_or(1, usize::from).min(files.len()).max(1);
    let some = |first: usize| -> Vec<(usize, Unit<'a>)> {
        let all = files.iter().zip(names).enumerate().skip(first).step_by(count);
        all.map(|(at, (file, name))| (at, lower::lower(language, &file.0, &file.1, name.clone()))).collect()
    };
    let mut units: Vec<(usize, Unit<'a>)> = thread::scope(|scope| {
        let some = &some;
        let spawn = |first| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || some(first));
        let running: Vec<_> = (0..count).map(|it| (it, spawn(it))).collect();
        let joined = |(first, it): (usize, std::io::Result<thread::ScopedJoinHandle<'_, Vec<_>>>)| {
            it.ok().and_then(|it| it.join().ok()).unwrap_or_else(|| some(first))
        };
        running.into_iter().flat_map(joined).collect()
    });
    units.sort_by_key(|it| it.0);
    units.into_iter().map(|it| it.1).collect()
}

/// What the names of a file are the names of.
fn module(language: SourceLanguage, file: &str, modules: &BTreeMap<&str, &str>) -> String {
    if language.has_one_space() {
        return one_space(language).to_string();
    }
    if language != SourceLanguage::Go {
        return world::module_of(language, file);
    }
    let folder = file.rsplit_once('/').map_or("", |it| it.0);
    let mut above = folder;
    loop {
        if let Some(module) = modules.get(above) {
            let below = folder.get(above.len()..).unwrap_or_default().trim_start_matches('/');
            return if below.is_empty() { (*module).to_string() } else { format!("{module}/{below}") };
        }
        match above.rsplit_once('/') {
            Some((it, _)) => above = it,
            None if above.is_empty() => return format!("./{folder}"),
            None => above = "",
        }
    }
}

/// The modules of Go by their folders.
fn go_modules(files: &[(String, String)]) -> BTreeMap<&str, &str> {
    let mut all = BTreeMap::new();
    for (name, text) in files {
        let folder = match name.rsplit_once('/') {
            Some((folder, "go.mod")) => folder,
            None if name == "go.mod" => "",
            _ => continue,
        };
        let module = text.lines().find_map(|it| it.trim().strip_prefix("module "));
        all.extend(module.map(|it| (folder, it.trim().trim_matches('"'))));
    }
    all
}

/// Whether a file was put together of others. Bundles of JavaScript have the SDK's own code in them, without its name.
fn is_bundle(language: SourceLanguage, text: &str) -> bool {
    let may_be = language == SourceLanguage::TypeScript || text.contains(language.mark());
    may_be && text.lines().any(|it| it.len() > LONGEST_LINE)
}

/// Longer than anybody writes: what is in such a file was put together of others, the SDK's own among them.
const LONGEST_LINE: usize = 20_000;

/// Enough for the deepest tree that is looked at.
const STACK: usize = 64 << 20;
