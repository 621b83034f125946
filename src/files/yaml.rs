//! YAML as the tree of JSON that it stands for, with places. What is built is bounded, whatever its aliases stand for.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError, Tag};

use crate::Span;
use crate::shared::tree::{Member, Node, Value};

/// Why a text is not read, and at which byte.
pub(crate) struct Broken {
    pub(super) offset: u32,
    pub(super) why: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.offset, self.why)
    }
}

/// The document of a text, or an array of several.
pub(super) fn read(text: &str) -> Result<Option<Node<Span>>, Broken> {
    // The parser counts characters.
    let places = text.char_indices().map(|(at, _)| offset(at)).chain([offset(text.len())]);
    let mut build = Build {
        text,
        places: if text.is_ascii() { Vec::new() } else { places.collect() },
        open: Vec::new(),
        done: Vec::new(),
        anchors: BTreeMap::new(),
        left: AT_LEAST_VALUES + text.len() / BYTES_OF_VALUE,
        left_bytes: text.len() * MOST_TIMES + AT_LEAST,
    };
    let fail =
        |build: &Build<'_>, it: &ScanError| Broken { offset: build.at(*it.marker()), why: it.info().to_string() };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|it| fail(&build, &it))?;
        let span = Span { start: build.at(span.start), end: build.at(span.end) };
        let quoted = matches!(event, Event::Scalar(..)).then(|| quoted_end(text, span.start as usize)).flatten();
        let span = Span { end: quoted.map_or(span.end, offset), ..span };
        build.event(event, span).map_err(|it| Broken { offset: span.start, why: it.to_string() })?;
    }
    let whole = Span { start: 0, end: offset(text.len()) };
    Ok(match build.done.len() {
        0 | 1 => build.done.pop(),
        _ => Some(Node { value: Value::Array(build.done), span: whole }),
    })
}

/// The places of the scalars, in order, each with its quotes; nothing if it is not YAML.
#[cfg(feature = "lint")]
pub(super) fn scalars(text: &str) -> Option<Vec<core::ops::Range<usize>>> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut all = Vec::new();
    for event in Parser::new_from_str(text) {
        if let (Event::Scalar(..), span) = event.ok()? {
            let (start, end) = (*places.get(span.start.index())?, *places.get(span.end.index())?);
            all.push(start..quoted_end(text, start).unwrap_or(end));
        }
    }
    Some(all)
}

/// Where a quoted scalar ends that begins there: to the parser a comment behind it is a part of it.
fn quoted_end(text: &str, start: usize) -> Option<usize> {
    let mut rest = text.get(start..)?.char_indices().peekable();
    let (_, quote) = rest.next().filter(|it| matches!(it.1, '"' | '\''))?;
    while let Some((at, it)) = rest.next() {
        if it == '\\' && quote == '"' || it == '\'' && quote == it && rest.peek().is_some_and(|it| it.1 == '\'') {
            rest.next();
        } else if it == quote {
            return Some(start + at + 1);
        }
    }
    None
}

struct Build<'a> {
    text: &'a str,
    /// The byte of each character, unless that is its number.
    places: Vec<u32>,
    /// The values that are not complete, the outermost first.
    open: Vec<Open>,
    done: Vec<Node<Span>>,
    anchors: BTreeMap<usize, Node<Span>>,
    /// How many values there may still be.
    left: usize,
    /// How much of it may still be there once more, for an alias or for its anchor.
    left_bytes: usize,
}

/// What is not built, though it is YAML.
#[derive(Clone, Copy)]
enum Refused {
    AliasOfParent,
    Depth,
    Values,
    Bytes,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AliasOfParent => f.write_str("an alias stands for something around it"),
            Self::Depth => write!(f, "more than {MOST_DEPTH} values are within each other"),
            Self::Values => {
                write!(f, "the yaml has more than {AT_LEAST_VALUES} values, with every alias written out")
            }
            Self::Bytes => f.write_str("the aliases stand for far more than the text has"),
        }
    }
}

struct Open {
    start: u32,
    anchor: usize,
    /// It stands for something that nobody here knows.
    is_opaque: bool,
    what: Holder,
}

enum Holder {
    Array(Vec<Node<Span>>),
    Object { members: Vec<Member<Span>>, key: Option<Node<Span>> },
}

impl Build<'_> {
    fn at(&self, marker: Marker) -> u32 {
        match self.places.get(marker.index()) {
            Some(it) => *it,
            None if self.places.is_empty() => offset(marker.index().min(self.text.len())),
            None => offset(self.text.len()),
        }
    }

    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), Refused> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let value = match tag.as_deref() {
                    Some(tag) if is_string(tag) => Value::String(text.into_owned()),
                    Some(tag) if !tag.is_yaml_core_schema() => Value::Opaque,
                    _ if style == ScalarStyle::Plain => plain(&text),
                    _ => Value::String(text.into_owned()),
                };
                self.add(Node { value, span }, anchor)?;
            }
            Event::SequenceStart(anchor, tag) => self.open(span, anchor, tag.as_deref(), Holder::Array(Vec::new()))?,
            Event::MappingStart(anchor, tag) => {
                self.open(span, anchor, tag.as_deref(), Holder::Object { members: Vec::new(), key: None })?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let Some(done) = self.open.pop() else { return Ok(()) };
                let value = match done.what {
                    _ if done.is_opaque => Value::Opaque,
                    Holder::Array(all) => Value::Array(all),
                    Holder::Object { members, .. } => Value::Object(merged(members)),
                };
                // The parser ends a block where the next thing begins.
                let text = self.text.get(done.start as usize..span.end as usize).unwrap_or_default();
                let end = done.start + offset(text.trim_end().len());
                self.add(Node { value, span: Span { start: done.start, end } }, done.anchor)?;
            }
            Event::Alias(anchor) => {
                let node = self.anchors.get(&anchor).ok_or(Refused::AliasOfParent)?;
                let Size { values, bytes } = Size::of(node);
                self.left = self.left.checked_sub(values).ok_or(Refused::Values)?;
                self.left_bytes = self.left_bytes.checked_sub(bytes).ok_or(Refused::Bytes)?;
                let node = node.clone().map_spans(&|_| span);
                self.add(node, 0)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, span: Span, anchor: usize, tag: Option<&Tag>, what: Holder) -> Result<(), Refused> {
        if self.open.len() >= MOST_DEPTH {
            return Err(Refused::Depth);
        }
        let is_opaque = tag.is_some_and(|it| !it.is_yaml_core_schema());
        self.open.push(Open { start: span.start, anchor, is_opaque, what });
        Ok(())
    }

    fn add(&mut self, node: Node<Span>, anchor: usize) -> Result<(), Refused> {
        self.left = self.left.checked_sub(1).ok_or(Refused::Values)?;
        if anchor > 0 {
            self.left_bytes = self.left_bytes.checked_sub(Size::of(&node).bytes).ok_or(Refused::Bytes)?;
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.done.push(node),
            Some(Open { what: Holder::Array(all), .. }) => all.push(node),
            Some(Open { what: Holder::Object { members, key }, is_opaque, .. }) => match key.take() {
                None => *key = Some(node),
                Some(Node { value, span }) => {
                    let name = match value {
                        Value::String(it) | Value::Number(it) => it,
                        Value::Bool(it) => it.to_string(),
                        Value::Null => String::from("null"),
                        _ => {
                            *is_opaque = true;
                            return Ok(());
                        }
                    };
                    members.push(Member { name, name_span: span, checked: true, value: node });
                }
            },
        }
        Ok(())
    }
}

/// What a value takes.
#[derive(Default)]
struct Size {
    values: usize,
    bytes: usize,
}

impl Size {
    fn of(node: &Node<Span>) -> Self {
        let mut size = Self::default();
        size.add(node);
        size
    }

    fn add(&mut self, node: &Node<Span>) {
        self.values += 1;
        self.bytes += size_of::<Node<Span>>();
        match &node.value {
            Value::String(text) | Value::Number(text) => self.bytes += text.len(),
            Value::Array(all) => all.iter().for_each(|it| self.add(it)),
            Value::Object(all) => all.iter().for_each(|it| {
                self.bytes += it.name.len() + size_of::<Member<Span>>();
                self.add(&it.value);
            }),
            _ => {}
        }
    }
}

/// The members with those that `<<` names beside them.
fn merged(members: Vec<Member<Span>>) -> Vec<Member<Span>> {
    if members.iter().all(|it| it.name != "<<") {
        return members;
    }
    let (merges, mut own): (Vec<_>, Vec<_>) = members.into_iter().partition(|it| it.name == "<<");
    let mut names: BTreeSet<String> = own.iter().map(|it| it.name.clone()).collect();
    for merge in merges {
        let all = match merge.value.value {
            Value::Array(all) => all,
            _ => alloc::vec![merge.value],
        };
        for member in all.into_iter().flat_map(|it| if let Value::Object(all) = it.value { all } else { Vec::new() }) {
            if names.insert(member.name.clone()) {
                own.push(member);
            }
        }
    }
    own
}

fn is_string(tag: &Tag) -> bool {
    tag.suffix == "str" || tag.handle.is_empty() && tag.suffix.is_empty() || tag.handle == "!" && tag.suffix.is_empty()
}

/// What a scalar without quotes is, in the core schema.
fn plain(text: &str) -> Value<Span> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if is_number(text) => Value::Number(text.into()),
        _ => Value::String(text.into()),
    }
}

fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let begins = digits.strip_prefix('.').unwrap_or(digits).starts_with(|it: char| it.is_ascii_digit());
    begins && digits.parse::<f64>().is_ok()
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

const MOST_DEPTH: usize = 100;

/// It may have so many values, far more than any file of policies, and one more for so many of its bytes.
const AT_LEAST_VALUES: usize = 400_000;
const BYTES_OF_VALUE: usize = 16;

/// With every alias written out, a text may be so many times as large, and so much larger.
const MOST_TIMES: usize = 2;
const AT_LEAST: usize = 8 << 20;
