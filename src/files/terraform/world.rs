//! What is read together: the files, what was found out already, and how much may still be done.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use super::super::Tree;
use super::super::embedded::Quotes;
use super::config::{self, Config};
use super::doubt::Others;
use super::functions;
use super::lower::Source;
use super::module::Module;
use super::parse;
use super::syntax::{Block, Part};
use super::value::{Kind, Value};
use super::why::Why;
use crate::Span;

/// Everything that the evaluation of a module shares.
pub(super) struct World<'t> {
    pub(super) tree: &'t dyn Tree,
    /// The folder of the module that is read; paths are relative to it.
    pub(super) root: String,
    pub(super) sources: RefCell<Sources>,
    modules: RefCell<Vec<Rc<Module>>>,
    /// Modules as they are where a thing has an instance that has none.
    pub(super) others: RefCell<Others>,
    /// The blocks that were last looked at, where not all are kept.
    blocks: RefCell<BTreeMap<u32, Rc<Block>>>,
    configs: RefCell<BTreeMap<String, Rc<Config>>>,
    memo: RefCell<BTreeMap<(usize, String), Option<Value>>>,
    texts: RefCell<Read<(Rc<str>, Span)>>,
    templates: RefCell<Read<Rc<[Part]>>>,
    /// The files that templates were read from.
    pub(super) template_files: RefCell<BTreeSet<String>>,
    left: Cell<u64>,
    depth: Cell<usize>,
    /// The bytes of all values that were made and may still be there, and those among them that are known by a name.
    made: Cell<usize>,
    named: Cell<usize>,
}

/// What was read of each path, or why it could not be.
type Read<T> = BTreeMap<String, Result<T, Why>>;

/// The texts of all files, one after the other.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) text: String,
    /// The names of the files, and where each begins.
    pub(super) files: Vec<(String, u32)>,
}

impl World<'_> {
    /// Whether these words stand in a part of the files.
    pub(super) fn says(&self, span: Span, words: &str) -> bool {
        let sources = self.sources.borrow();
        sources.text.get(span.start as usize..span.end as usize).is_some_and(|it| it.contains(words))
    }
}

impl Sources {
    /// Adds a text; says where it begins. Nothing if there is too much.
    pub(super) fn add(&mut self, name: &str, text: &str) -> Option<u32> {
        let start = u32::try_from(self.text.len()).ok()?;
        if self.text.len() + text.len() > MOST_TEXT {
            return None;
        }
        self.text.push_str(text);
        // The next one begins on a line of its own.
        self.text.push('\n');
        self.files.push((name.into(), start));
        Some(start)
    }

    /// The file that a place is in, and where it begins.
    pub(super) fn file_of(&self, at: u32) -> Option<(&str, u32)> {
        let after = self.files.partition_point(|it| it.1 <= at);
        self.files.get(after.checked_sub(1)?).map(|(name, start)| (name.as_str(), *start))
    }
}

impl Drop for World<'_> {
    /// A module that calls and one that is called hold each other.
    fn drop(&mut self) {
        self.modules.get_mut().iter().for_each(|it| it.children.borrow_mut().clear());
    }
}

impl<'t> World<'t> {
    pub(super) fn new(tree: &'t dyn Tree, root: &str) -> Self {
        Self {
            tree,
            root: root.into(),
            sources: RefCell::default(),
            modules: RefCell::default(),
            others: RefCell::default(),
            blocks: RefCell::default(),
            configs: RefCell::default(),
            memo: RefCell::default(),
            texts: RefCell::default(),
            templates: RefCell::default(),
            template_files: RefCell::default(),
            left: Cell::new(MOST_STEPS),
            depth: Cell::new(0),
            made: Cell::new(0),
            named: Cell::new(0),
        }
    }

    /// Whether so much is read that the tree of all of it would be large.
    pub(super) fn is_large(&self) -> bool {
        self.sources.borrow().text.len() > LARGE
    }

    /// A block of a resource with what it says, which is read again where that is left out.
    pub(super) fn whole(&self, block: &Rc<Block>) -> Rc<Block> {
        if block.left_out.is_none() {
            return Rc::clone(block);
        }
        let span = block.span;
        if let Some(it) = self.blocks.borrow().get(&span.start) {
            return Rc::clone(it);
        }
        let sources = self.sources.borrow();
        let text = sources.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let is_json = sources.file_of(span.start).is_some_and(|it| it.0.ends_with(".json"));
        let body = config::body_of_resource(text, span.start, is_json);
        let block = Rc::new(Block { body, left_out: None, ..Block::clone(block) });
        let mut blocks = self.blocks.borrow_mut();
        if blocks.len() >= MOST_BLOCKS {
            blocks.clear();
        }
        blocks.insert(span.start, Rc::clone(&block));
        block
    }

    /// Takes in a module, which gets a number.
    pub(super) fn add_module(&self, of: impl FnOnce(usize) -> Module) -> Rc<Module> {
        let id = self.modules.borrow().len();
        let module = Rc::new(of(id));
        self.modules.borrow_mut().push(Rc::clone(&module));
        module
    }

    pub(super) fn count_modules(&self) -> usize {
        self.modules.borrow().len()
    }

    /// The module with a number.
    pub(super) fn module(&self, id: usize) -> Option<Rc<Module>> {
        self.modules.borrow().get(id).cloned()
    }

    /// What the files of a folder declare, for a module that is called.
    pub(super) fn config(&self, folder: &str) -> Rc<Config> {
        if let Some(it) = self.configs.borrow().get(folder) {
            return Rc::clone(it);
        }
        let config = Rc::new(Config::of_folder(self, folder, None));
        self.configs.borrow_mut().insert(folder.into(), Rc::clone(&config));
        config
    }

    /// Every folder that was read for a module that is called.
    pub(super) fn called(&self) -> Vec<Rc<Config>> {
        self.configs.borrow().values().cloned().collect()
    }

    /// Goes one step deeper, if that may be.
    pub(super) fn enter(&self) -> bool {
        let may = self.depth.get() < DEEPEST && self.charge(1);
        if may {
            self.depth.set(self.depth.get() + 1);
        }
        may
    }

    pub(super) fn leave(&self) {
        self.depth.set(self.depth.get().saturating_sub(1));
    }

    /// Takes so many steps; false if there are not as many left.
    pub(super) fn charge(&self, steps: usize) -> bool {
        let left = self.left.get().checked_sub(steps as u64);
        self.left.set(left.unwrap_or_default());
        left.is_some()
    }

    /// Takes the steps of an operation that reads all of these values.
    pub(super) fn charge_for(&self, values: &[Value]) -> bool {
        let size = values.iter().map(|it| it.weight().count / 4).fold(1, u64::saturating_add);
        self.charge(usize::try_from(size).unwrap_or(usize::MAX))
    }

    /// Takes the steps of a search for a name in a value.
    pub(super) fn charge_search(&self, of: &Value) -> bool {
        match &of.kind {
            Kind::Map(it) => self.charge(it.entries.len() / 16),
            _ => true,
        }
    }

    /// A value, unless it took more than is left.
    pub(super) fn bounded(&self, value: Value) -> Value {
        let (steps, bytes) = match &value.kind {
            // The characters of several pieces are shared with what they come from.
            Kind::String(it) => {
                let own = if it.0.len() == 1 { it.len() } else { 0 };
                (it.0.len() + it.len() / 8, size_of_val(it.0.as_slice()) + own)
            }
            Kind::List(it) => (it.items.len() * 2, size_of_val(it.items.as_slice())),
            Kind::Map(it) => (it.entries.len() * 2, size_of_val(it.entries.as_slice())),
            _ => (0, 0),
        };
        if !self.charge(steps) {
            return Value::unknown(Why::too_large(), value.span);
        }
        if self.can_make(bytes) {
            self.made.set(self.made.get().saturating_add(bytes));
            value
        } else {
            Value::unknown(Why::too_much_made(MOST_MADE), value.span)
        }
    }

    /// What is made of values of which only those stay that have a name.
    pub(super) fn passing<T>(&self, of: impl FnOnce() -> T) -> T {
        let (made, named) = (self.made.get(), self.named.get());
        let found = of();
        self.made.set(made + self.named.get().saturating_sub(named));
        found
    }

    /// Whether so many bytes of values may be made.
    pub(super) fn can_make(&self, bytes: usize) -> bool {
        self.made.get().saturating_add(bytes) <= MOST_MADE + 4 * self.sources.borrow().text.len()
    }

    /// What something that has a name in a module is, found out once; what depends on itself is unknown.
    pub(super) fn once(&self, module: usize, name: String, span: Span, find: impl FnOnce() -> Value) -> Value {
        let key = (module, name);
        if let Some(known) = self.memo.borrow().get(&key) {
            let circle = || Value::unknown(Why::new(format!("`{}` depends on itself", key.1)), span);
            return known.clone().unwrap_or_else(circle);
        }
        self.memo.borrow_mut().insert(key.clone(), None);
        let (made, named) = (self.made.get(), self.named.get());
        let value = find();
        // What it was made of may have names, too.
        self.named.set(named + self.made.get().saturating_sub(made));
        self.memo.borrow_mut().insert(key, Some(value.clone()));
        value
    }

    /// Where a file stands that something in a folder names.
    pub(super) fn place(&self, folder: &str, name: &str) -> Result<String, Why> {
        functions::place(self.tree.around(), folder, name)
    }

    /// The text of a file that the module names, and where it stands.
    pub(super) fn text_file(&self, name: &str) -> Result<(Rc<str>, Span), Why> {
        let file = self.place(&self.root, name)?;
        if let Some(it) = self.texts.borrow().get(&file) {
            return it.clone();
        }
        let found = self.tree.read(&file).map_err(|it| Why::new(format!("the file `{name}` is not read: {it}")));
        let found = found.and_then(|text| {
            let start = self.sources.borrow_mut().add(&file, &text).filter(|_| text.len() <= LARGEST_TEXT);
            let start = start.ok_or_else(|| Why::new(format!("the file `{name}` is too large")))?;
            let end = start.saturating_add(u32::try_from(text.len()).unwrap_or(u32::MAX));
            Ok((text.as_str().into(), Span { start, end }))
        });
        self.texts.borrow_mut().insert(file, found.clone());
        found
    }

    /// The template in a file that the module names.
    pub(super) fn template_file(&self, name: &str) -> Result<Rc<[Part]>, Why> {
        let file = self.place(&self.root, name)?;
        self.template_files.borrow_mut().insert(file.clone());
        if let Some(it) = self.templates.borrow().get(&file) {
            return it.clone();
        }
        let found = self.text_file(name).and_then(|(text, span)| {
            let template = parse::template(&text)
                .map_err(|it| Why::new(format!("the template `{name}` is not read: {}", it.why())))?;
            let source = Source { text: &text, base: span.start, within: None };
            Ok(source.template(template.iter(), Quotes::Heredoc, 0).into())
        });
        self.templates.borrow_mut().insert(file, found.clone());
        found
    }
}

/// Bytes of values that are made of a small text.
pub(super) const MOST_MADE: usize = 16 << 20;

/// Steps of an evaluation: some tenths of a second.
const MOST_STEPS: u64 = 6_000_000;
/// Deeper than anybody writes, and not so deep that the stack ends.
const DEEPEST: usize = 220;
/// From so many bytes on.
const LARGE: usize = 512 << 10;
/// So many blocks of a large module are kept.
const MOST_BLOCKS: usize = 256;
/// More than all modules that anybody reads together have.
const MOST_TEXT: usize = 256 << 20;
const LARGEST_TEXT: usize = 4 << 20;
