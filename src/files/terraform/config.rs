//! What the files of a folder declare.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Range;

use super::json;
use super::leave_out;
use super::lower::Source;
use super::parse;
use super::parts;
use super::syntax::{Attribute, Block, Body, Expr};
use super::world::World;
use crate::error::{ReadFileError, ReadTreeError};
use crate::{Position, Span};

/// The declarations of a module.
#[derive(Debug, Default)]
pub(super) struct Config {
    pub(super) folder: String,
    pub(super) variables: BTreeMap<String, Body>,
    pub(super) locals: BTreeMap<String, Expr>,
    pub(super) outputs: BTreeMap<String, Expr>,
    pub(super) calls: Vec<Block>,
    /// The configurations of providers.
    pub(super) providers: Vec<Block>,
    pub(super) resources: Vec<Resource>,
    /// The addresses that resources and modules had, and those that they have.
    pub(super) moved: Vec<(String, String)>,
    /// What names the templates of files.
    pub(super) templates: Vec<Expr>,
    /// The places of resources and data sources, by their addresses.
    places: BTreeMap<String, usize>,
    /// Values of variables, which count if nobody calls the module.
    pub(super) values: BTreeMap<String, Expr>,
    /// The files that were read.
    pub(super) files: Vec<String>,
    /// The files that are not in their language.
    pub(super) broken: Vec<(String, ReadFileError)>,
    /// What would belong to it and is not read, and why.
    pub(super) left_out: Vec<(String, String)>,
}

/// A resource or a data source.
#[derive(Debug)]
pub(super) struct Resource {
    pub(super) is_data: bool,
    pub(super) kind: String,
    pub(super) name: String,
    /// Where its kind stands.
    pub(super) head: Span,
    pub(super) span: Span,
    block: Rc<Block>,
}

impl Resource {
    pub(super) fn block(&self, world: &World<'_>) -> Rc<Block> {
        world.whole(&self.block)
    }

    /// Whether it has an attribute with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        match &self.block.left_out {
            Some(names) => names.iter().any(|it| **it == *name),
            None => self.block.body.get(name).is_some(),
        }
    }

    /// Whether its expressions may have these words, without reading them again.
    pub(super) fn may_say(&self, world: &World<'_>, words: &str) -> bool {
        // What an override replaced is whole, and is written at another place.
        self.block.left_out.is_none() || world.says(self.span, words)
    }

    pub(super) fn address(&self) -> String {
        let data = if self.is_data { "data." } else { "" };
        format!("{data}{}.{}", self.kind, self.name)
    }
}

/// Which part of a module a file is, by its name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Declarations,
    /// What replaces parts of declarations.
    Override,
    Values,
    LaterValues,
}

fn part(name: &str) -> Option<Part> {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    if let Some(stem) = stem.strip_suffix(".tf").or_else(|| stem.strip_suffix(".tofu")) {
        let is_override = stem == "override" || stem.ends_with("_override");
        return Some(if is_override { Part::Override } else { Part::Declarations });
    }
    let stem = stem.strip_suffix(".tfvars")?;
    match stem {
        "terraform" => Some(Part::Values),
        _ => stem.ends_with(".auto").then_some(Part::LaterValues),
    }
}

/// Whether a file declares what belongs to a module.
pub(super) fn is_declaration(name: &str) -> bool {
    matches!(part(name), Some(Part::Declarations | Part::Override))
}

impl Config {
    /// Reads a folder. Its own values of variables are read only for the module that nobody calls.
    pub(super) fn of_folder(world: &World<'_>, folder: &str, variable_files: Option<&[(String, String)]>) -> Self {
        let mut config = Self { folder: folder.into(), ..Self::default() };
        let file = |name: &str| if folder.is_empty() { String::from(name) } else { format!("{folder}/{name}") };
        let is_meant = |name: &str| match part(name) {
            Some(Part::Declarations | Part::Override) => true,
            Some(Part::Values | Part::LaterValues) => variable_files.is_some(),
            None => name.is_empty(),
        };
        let left_out = world.tree.left_out(folder).into_iter().filter(|it| is_meant(&it.0));
        config.left_out = left_out.map(|(name, why)| (file(&name), why)).collect();
        let mut names: Vec<(Part, String)> =
            world.tree.names(folder).into_iter().filter_map(|it| Some((part(&it)?, it))).collect();
        names.sort();
        for (part, name) in names {
            let file = file(&name);
            match part {
                Part::Declarations | Part::Override => {
                    if let Some(body) = config.read(world, &file, world.tree.read(&file)) {
                        config.add(world, body, part == Part::Override);
                    }
                }
                Part::Values | Part::LaterValues if variable_files.is_some() => {
                    config.read_values(world, &file, world.tree.read(&file));
                }
                Part::Values | Part::LaterValues => {}
            }
        }
        for (name, text) in variable_files.unwrap_or_default() {
            config.read_values(world, name, Ok(text.clone()));
        }
        config
    }

    fn read(&mut self, world: &World<'_>, file: &str, text: Result<String, ReadTreeError>) -> Option<Body> {
        self.files.push(file.into());
        let read = text.map_err(|it| ReadFileError::new(START, it.to_string())).and_then(|it| body(world, file, &it));
        read.map_err(|it| self.broken.push((file.into(), it))).ok()
    }

    fn read_values(&mut self, world: &World<'_>, file: &str, text: Result<String, ReadTreeError>) {
        if let Some(body) = self.read(world, file, text) {
            self.values.extend(body.attributes.into_iter().map(|it| (it.name, it.value)));
        }
    }

    /// Adds what a file declares.
    pub(super) fn add(&mut self, world: &World<'_>, body: Body, replaces: bool) {
        self.templates.extend(body.templates);
        for block in body.blocks {
            match (block.kind.as_str(), block.labels.as_slice()) {
                ("locals", _) => self.locals.extend(block.body.attributes.into_iter().map(|it| (it.name, it.value))),
                ("variable", [name]) => {
                    let name = name.clone();
                    match self.variables.get_mut(&name) {
                        Some(it) if replaces => replace(it, block.body),
                        _ => drop(self.variables.insert(name, block.body)),
                    }
                }
                ("output", [name]) => {
                    let value = block.body.attributes.iter().find(|it| it.name == "value");
                    self.outputs.extend(value.map(|it| (name.clone(), it.value.clone())));
                }
                ("module", [name]) => match self.calls.iter_mut().find(|it| replaces && it.labels == [name.clone()]) {
                    Some(it) => replace(&mut it.body, block.body),
                    None => self.calls.push(block),
                },
                ("provider", [_]) => {
                    let is_same = |it: &&mut Block| {
                        let alias = |it: &Block| it.body.get("alias").and_then(|it| it.value.literal());
                        replaces && it.labels == block.labels && alias(it) == alias(&block)
                    };
                    match self.providers.iter_mut().find(is_same) {
                        Some(it) => replace(&mut it.body, block.body),
                        None => self.providers.push(block),
                    }
                }
                ("resource" | "data", [kind, name]) => {
                    let is_data = block.kind == "data";
                    let (kind, name, head, span) = (kind.clone(), name.clone(), block.head, block.span);
                    let resource = Resource { is_data, kind, name, head, span, block: Rc::new(block) };
                    let address = resource.address();
                    match self.places.get(&address).and_then(|it| self.resources.get_mut(*it)) {
                        Some(it) if replaces => {
                            let mut replaced = Rc::unwrap_or_clone(it.block(world));
                            replace(&mut replaced.body, Rc::unwrap_or_clone(resource.block(world)).body);
                            it.block = Rc::new(replaced);
                        }
                        _ => {
                            self.places.insert(address, self.resources.len());
                            self.resources.push(resource);
                        }
                    }
                }
                ("moved", []) => {
                    let address = |name| block.body.get(name).and_then(|it| it.value.address());
                    self.moved.extend(address("from").zip(address("to")));
                }
                _ => {}
            }
        }
    }

    /// Whether there is nothing in the folder that belongs to a module.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub(super) fn resource(&self, address: &str) -> Option<&Resource> {
        self.places.get(address).and_then(|it| self.resources.get(*it))
    }
}

/// The body of a resource that is all of a text, which stands there among what is read.
pub(super) fn body_of_resource(text: &str, base: u32, is_json: bool) -> Body {
    if is_json {
        return json::body_of_resource(text, base);
    }
    let parsed = parse::body(text).map(|it| Source { text, base, within: None }.body(&it));
    parsed.ok().and_then(|mut it| it.blocks.pop()).map_or_else(Body::default, |it| it.body)
}

/// What an override says instead.
fn replace(body: &mut Body, by: Body) {
    let is_replaced = |it: &Attribute| by.get(&it.name).is_some();
    body.attributes.retain(|it| !is_replaced(it));
    body.blocks.retain(|it| by.blocks_of(&it.kind).next().is_none());
    body.attributes.extend(by.attributes);
    body.blocks.extend(by.blocks);
}

/// What a file says.
pub(super) fn body(world: &World<'_>, file: &str, text: &str) -> Result<Body, ReadFileError> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let base = world.sources.borrow_mut().add(file, text);
    let base = base.ok_or_else(|| ReadFileError::new(START, "the module is too large to be read"))?;
    if file.ends_with(".json") {
        return json::body(text, base, world.is_large());
    }
    // A mark is no part of the language; blanks in its place leave every offset as it is.
    let unmarked = (mark > 0).then(|| format!("   {}", text.get(mark..).unwrap_or_default()));
    let text = unmarked.as_deref().unwrap_or(text);
    let parts = parts::parts(text, PART);
    let read = |range: &Range<usize>| {
        let mut part = in_part(text, base, range.clone())?;
        leave_out::resources(&mut part, world.is_large());
        Ok(part)
    };
    let whole = 0..text.len();
    match parts.iter().map(read).collect::<Result<Vec<Body>, _>>() {
        Ok(all) if parts.len() == 1 || is_each_once(&all) => {
            let mut body = Body::default();
            all.into_iter().for_each(|it| body.append(it));
            Ok(body)
        }
        // It is not valid, and the parser says where.
        Ok(_) => read(&whole),
        // Where the parts are wrong, they are not its blocks.
        Err(_) if parts.len() > 1 && text.len() <= LARGEST_WHOLE => read(&whole),
        Err(it) => Err(it),
    }
}

/// Whether no attribute is there twice.
fn is_each_once(all: &[Body]) -> bool {
    let mut seen = BTreeSet::new();
    all.iter().flat_map(|it| &it.attributes).all(|it| seen.insert(it.name.as_str()))
}

fn in_part(text: &str, base: u32, range: Range<usize>) -> Result<Body, ReadFileError> {
    let part = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).unwrap_or_default();
    let place = |it: Position| Position {
        line: it.line + before.matches('\n').count(),
        column: it.column,
        offset: it.offset + before.len(),
    };
    let is_mark = |it: &u8| matches!(it, b'\n' | b',' | b'[' | b'{' | b'(' | b'=' | b'.' | b'$');
    if part.bytes().filter(is_mark).count() > AT_LEAST_PARTS + part.len() / BYTES_OF_PART {
        let why = format!("it has more than {AT_LEAST_PARTS} values in one block: it is too large to be read");
        return Err(ReadFileError::new(place(START), why));
    }
    let parsed = parse::body(part).map_err(|it| ReadFileError::new(place(it.position()), it.why()))?;
    let base = base.saturating_add(u32::try_from(range.start).unwrap_or(u32::MAX));
    Ok(Source { text: part, base, within: None }.body(&parsed))
}

const START: Position = Position { line: 1, column: 0, offset: 0 };

/// A block may have so many marks of blocks, attributes and values, and one more for so many of its bytes: the parser keeps some
/// six hundred bytes of each.
const AT_LEAST_PARTS: usize = 110_000;
const BYTES_OF_PART: usize = 16;

/// Bytes that are read at once, unless a block has more.
const PART: usize = 64 << 10;

/// A larger text is not read again as one part.
const LARGEST_WHOLE: usize = 256 << 10;
