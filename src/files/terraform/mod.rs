//! Terraform's language, evaluated as far as it can be before Terraform runs.
//!
//! `hcl-edit` reads it. The evaluator of `hcl-rs` is not used: it has neither places, nor values that are not known, nor any function.

mod access;
mod collected;
mod config;
mod document;
mod doubt;
mod encode;
mod eval;
mod evaluate;
mod filled;
mod functions;
mod instance;
mod json;
mod leave_out;
mod lower;
#[cfg(feature = "eval")]
mod made;
mod module;
mod name;
mod number;
mod operators;
mod parse;
mod parts;
mod policies;
mod provider;
mod repeat;
mod syntax;
mod template;
mod text;
mod types;
mod unlisted;
mod used;
mod value;
mod values;
mod why;
mod world;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::cell::RefCell;

use super::module::{ModuleOptions, Unread};
use super::{Found, InResource, Tree, UsedIn};
use crate::error::ReadFileError;
use crate::policy::Text;
use crate::shared::tree::{self, Node};
use crate::{Document, PolicyKind, Position, Span};
use collected::{Collected, Policy};
use config::Config;
use module::Module;
use world::{Sources, World};

pub use evaluate::{Evaluated, evaluate};
#[cfg(feature = "eval")]
pub(super) use made::{Argument, Made, Said, made};
pub(super) use parse::body as parse_body;

/// In which of its two forms a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Native,
    Json,
}

/// Whether a document has blocks of resources, and is no policy: Terraform in JSON.
pub(super) fn is_terraform(root: &Node<Span>) -> bool {
    let is_block = |it: &Node<Span>| matches!(it.value, tree::Value::Object(_));
    let has_blocks = |it: &Node<Span>| {
        let blocks = super::json::get(it, "resource").map(super::json::each);
        blocks.is_some_and(|it| it.iter().all(is_block))
    };
    let bodies = super::json::each(root);
    bodies.iter().any(has_blocks) && bodies.iter().all(|it| super::json::get(it, "Statement").is_none())
}

/// The policies in a text that stands alone.
pub(super) fn each(
    text: &Text,
    syntax: Syntax,
    kind: Option<PolicyKind>,
    visit: &mut dyn FnMut(Found),
) -> Result<(), ReadFileError> {
    let nothing = BTreeMap::new();
    let world = World::new(&nothing, "");
    let mut config = Config::default();
    let body = config::body(&world, if syntax == Syntax::Json { ".json" } else { "" }, text.as_str())?;
    let values = body.blocks.is_empty().then(|| body.clone());
    config.add(&world, body, false);
    let module = root(&world, config);
    let found = policies::of(&world, &module);
    for it in found.policies {
        policy(it, text, None, kind).into_iter().for_each(&mut *visit);
    }
    for (span, why) in found.unread.into_iter().chain(found.apart) {
        let document = Document::of(text.clone(), PolicyKind::Identity, Some(super::opaque(span)), Vec::new());
        let unread = Some(why.as_str().to_string().into());
        visit(Found { unread, ..Found::whole(None, document, false) });
    }
    if let Some(body) = values {
        values::each(&world, &module, &body, (text, kind), visit);
    }
    Ok(())
}

impl super::Module {
    /// Reads the module in a folder of a tree.
    pub fn read(tree: &dyn Tree, folder: &str, options: &ModuleOptions) -> Self {
        let world = World::new(tree, folder);
        let config = Config::of_folder(&world, folder, Some(&options.variable_files));
        let module = root(&world, config);
        let Collected { policies: found, unread, apart, moved, .. } = policies::of(&world, &module);
        let configs = world.called();
        let files = Arc::new(Files::of(world.sources.take()));
        let mut unread = not_read(&files, [&module.config].into_iter().chain(&configs), unread, apart);
        let templates: Vec<String> = world.template_files.take().into_iter().collect();
        let called = configs.iter().map(|it| it.folder.clone()).collect();
        // What was evaluated is not kept beside what is made of it.
        drop((configs, module, world));
        let mut policies = Vec::with_capacity(found.len());
        policies.extend(found.into_iter().filter_map(|it| policy(it, &files.text, Some(&files), options.kind)));
        unread.extend(unused(tree, &templates, &policies));
        let files = files.files.iter().map(|it| it.0.clone()).collect();
        Self { policies, unread, files, templates, called, moved, folder: folder.into() }
    }

    /// Whether a file of this name declares what belongs to a module.
    ///
    /// ```
    /// use hwc_iam::files::Module;
    ///
    /// assert!(Module::is_declared_in("main.tf") && Module::is_declared_in("more.tf.json"));
    /// assert!(!Module::is_declared_in("values.tfvars"));
    /// ```
    #[must_use]
    pub fn is_declared_in(name: &str) -> bool {
        config::is_declaration(name)
    }
}

/// The templates of policies of which no policy is made where some are looked for.
fn unused(tree: &dyn Tree, templates: &[String], policies: &[Found]) -> Vec<Unread> {
    let used: BTreeSet<&str> = policies.iter().flat_map(Found::files).collect();
    let of_policy =
        |it: &&String| !used.contains(it.as_str()) && tree.read(it).is_ok_and(|it| it.contains("Statement"));
    let unread = |file: &String| Unread {
        file: file.clone(),
        start: super::START,
        end: super::START,
        why: String::from("a template that is filled in where no policy is looked for"),
        is_broken: false,
        is_file: false,
        is_apart: true,
    };
    templates.iter().filter(of_policy).map(unread).collect()
}

/// Reads what a folder uses, as the module that nobody calls.
pub(super) fn read_used(tree: &dyn Tree, folder: &str, options: &ModuleOptions) -> UsedIn {
    let world = World::new(tree, folder);
    let module = root(&world, Config::of_folder(&world, folder, Some(&options.variable_files)));
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    used::of(&world, &module, &mut found, &mut unread);
    let configs = world.called();
    let files = Files::of(world.sources.take());
    UsedIn {
        used: found,
        unread: not_read(&files, [&module.config].into_iter().chain(&configs), unread, Vec::new()),
        files: files.files.iter().map(|it| it.0.clone()).collect(),
        called: configs.iter().map(|it| it.folder.clone()).collect(),
    }
}

/// The files that are not in their language or are left out, and what else was not looked at.
fn not_read<'a>(
    files: &Files,
    configs: impl Iterator<Item = &'a Rc<Config>>,
    unread: Vec<(Span, why::Why)>,
    apart: Vec<(Span, why::Why)>,
) -> Vec<Unread> {
    let configs: Vec<&Config> = configs.map(|it| &**it).collect();
    let broken = configs.iter().flat_map(|it| &it.broken).map(|(file, error)| Unread {
        file: file.clone(),
        start: error.position(),
        end: error.position(),
        why: error.why().into(),
        is_broken: true,
        is_file: false,
        is_apart: false,
    });
    let left_out = configs.iter().flat_map(|it| &it.left_out).map(|(file, why)| Unread {
        file: file.clone(),
        start: super::START,
        end: super::START,
        why: why.clone(),
        is_broken: false,
        is_file: true,
        is_apart: false,
    });
    let all = unread.into_iter().map(|it| (it, false)).chain(apart.into_iter().map(|it| (it, true)));
    let not_read = all.map(|((span, why), is_apart)| Unread {
        file: files.file(span.start).unwrap_or_default().into(),
        start: files.position(span.start),
        end: files.position(span.end),
        why: why.as_str().into(),
        is_broken: false,
        is_file: false,
        is_apart,
    });
    broken.chain(left_out).chain(not_read).collect()
}

fn root(world: &World<'_>, config: Config) -> Rc<Module> {
    let config = Rc::new(config);
    world.add_module(|id| Module {
        id,
        config,
        address: String::new(),
        caller: None,
        doubts: None,
        children: RefCell::default(),
    })
}

/// The texts of the files of a module, one after the other.
#[derive(Debug)]
pub(super) struct Files {
    text: Text,
    /// The names of the files, and where each begins.
    files: Vec<(String, u32)>,
}

impl Files {
    fn of(Sources { mut text, files }: Sources) -> Self {
        text.shrink_to_fit();
        Self { text: Text::from(text), files }
    }

    /// The file that a place is in, and where it begins.
    fn entry(&self, at: u32) -> Option<&(String, u32)> {
        let after = self.files.partition_point(|it| it.1 <= at);
        self.files.get(after.checked_sub(1)?)
    }

    pub(super) fn file(&self, at: u32) -> Option<&str> {
        self.entry(at).map(|it| it.0.as_str())
    }

    /// A place within its file.
    pub(super) fn position(&self, at: u32) -> Position {
        let Position { line, column, offset } = self.text.position(at);
        let start = self.entry(at).map_or(0, |it| it.1);
        let before = self.text.position(start).line - 1;
        Position { line: line - before, column, offset: offset - start as usize }
    }
}

/// In these files, or in a text that stands alone.
fn policy(policy: Policy, text: &Text, files: Option<&Arc<Files>>, kind: Option<PolicyKind>) -> Option<Found> {
    let Policy { place, address, at, drafts, is_absent, undecided } = policy;
    let mut drafts = drafts.into_iter().map(|draft| {
        let read = InResource { text: text.clone(), root: draft.root, problems: draft.problems, is_editable: true };
        let mut found = Found::of_resource(place, Some(address.clone()), kind, read);
        if !draft.is_contained {
            found.document = found.document.scattered();
        }
        found.reasons = draft.unknown.into_iter().map(|(span, why)| (span, why.as_str().to_string())).collect();
        found.concerns = draft.concerns;
        found.files = files.cloned();
        found.at = Some(at);
        found.is_absent = is_absent;
        if let Some(why) = undecided.as_ref().filter(|_| kind.is_none()) {
            found.unread = Some(why.clone().into());
        }
        found
    });
    let first = drafts.next();
    let variants: Vec<Found> = drafts.collect();
    first.map(|it| Found { variants, ..it })
}
