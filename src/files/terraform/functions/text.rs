//! Functions of strings. What they leave as it is keeps its place.

use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;

use super::list::texts;
use super::{Answer, Given};
use crate::files::terraform::eval::push;
use crate::files::terraform::operators;
use crate::files::terraform::text::{LONGEST, MOST_PIECES};
use crate::files::terraform::text::{Piece, Text};
use crate::files::terraform::value::{Item, Kind, Sort, Value};
use crate::files::terraform::why::Why;

impl Given<'_> {
    /// A string with the places of its characters.
    pub(super) fn pieces(&self, at: usize) -> Result<Text, Why> {
        let value = self.get(at)?;
        match &value.kind {
            Kind::Bool(_) | Kind::Number(_) | Kind::String(_) | Kind::Encoded(_) => {
                let mut text = Text::default();
                push(&mut text, value.clone(), value.span);
                Ok(text)
            }
            _ => Err(operators::not_a("a string", value)),
        }
    }

    fn string(&self, text: Text) -> Answer {
        if text.len() > LONGEST { Err(Why::too_large()) } else { self.of(Kind::String(Rc::new(text))) }
    }

    /// A part of the first argument, by bytes.
    fn part(&self, of: impl Fn(&str) -> (usize, usize)) -> Answer {
        let whole = self.text(0)?;
        let (start, end) = of(&whole);
        let mut text = Text::default();
        Cursor::new(&self.pieces(0)?).part(start, end, &mut text);
        self.string(text)
    }
}

/// Goes through a text of which all is known, from its start to its end.
struct Cursor<'t> {
    text: &'t Text,
    /// The piece that comes next, and where it begins.
    next: usize,
    start: usize,
}

impl<'t> Cursor<'t> {
    const fn new(text: &'t Text) -> Self {
        Self { text, next: 0, start: 0 }
    }

    /// Adds a part that does not begin before the last one.
    fn part(&mut self, start: usize, end: usize, out: &mut Text) {
        while let Some(Piece::Known(run)) = self.text.0.get(self.next) {
            let behind = self.start + run.text.len();
            if self.start >= end {
                return;
            }
            if behind > start {
                let part = run.part(start.saturating_sub(self.start), end.min(behind) - self.start);
                if !part.text.is_empty() {
                    out.0.push(Piece::Known(part));
                }
            }
            if behind > end {
                return;
            }
            (self.next, self.start) = (self.next + 1, behind);
        }
    }
}

pub(super) fn chomp(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    given.part(|it| (0, it.trim_end_matches(['\r', '\n']).len()))
}

pub(super) fn trimspace(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    given.part(|it| {
        let start = it.len() - it.trim_start().len();
        (start, start + it.trim().len())
    })
}

pub(super) fn trim(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let cut: Vec<char> = given.text(1)?.chars().collect();
    given.part(|it| {
        let start = it.len() - it.trim_start_matches(cut.as_slice()).len();
        (start, it.trim_end_matches(cut.as_slice()).len().max(start))
    })
}

pub(super) fn trimprefix(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let cut = given.text(1)?;
    given.part(|it| (if it.starts_with(&cut) { cut.len() } else { 0 }, it.len()))
}

pub(super) fn trimsuffix(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let cut = given.text(1)?;
    given.part(|it| (0, it.strip_suffix(cut.as_str()).unwrap_or(it).len()))
}

pub(super) fn substr(given: &Given<'_>) -> Answer {
    given.count(3, 3)?;
    let text = given.text(0)?;
    if !text.is_ascii() {
        return Err(Why::new("a part of a text that is not ascii"));
    }
    let whole = |at| given.number(at)?.to_whole().ok_or_else(|| Why::failed("a number that is not a place"));
    let (offset, length): (i128, i128) = (whole(1)?, whole(2)?);
    let count = i128::try_from(text.len()).unwrap_or_default();
    let start = if offset < 0 { offset.saturating_add(count).max(0) } else { offset.min(count) };
    let end = if length < 0 { count } else { start.saturating_add(length).min(count) };
    let place = |it: i128| usize::try_from(it).unwrap_or_default();
    given.part(|_| (place(start), place(end)))
}

pub(super) fn lower(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    Ok(Value::text(&given.text(0)?.to_lowercase(), given.span))
}

pub(super) fn upper(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    Ok(Value::text(&given.text(0)?.to_uppercase(), given.span))
}

pub(super) fn title(given: &Given<'_>) -> Answer {
    given.count(1, 1)?;
    let mut titled = String::new();
    let mut is_start = true;
    for it in given.text(0)?.chars() {
        if is_start {
            titled.extend(it.to_uppercase());
        } else {
            titled.push(it);
        }
        // Beyond ASCII only blanks part words.
        is_start = if it.is_ascii() { !(it.is_ascii_alphanumeric() || it == '_') } else { it.is_whitespace() };
    }
    Ok(Value::text(&titled, given.span))
}

pub(super) fn indent(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let blanks = " ".repeat(given.index(0)?.min(LONGEST));
    let mut text = Text::default();
    for piece in given.pieces(1)?.0 {
        let Piece::Known(run) = piece else {
            // Its lines would be indented, too.
            return Err(operators::not_a("a string", given.get(1)?));
        };
        let mut from = 0;
        for line in run.text.split_inclusive('\n') {
            let end = from + line.len();
            text.0.push(Piece::Known(run.part(from, end)));
            if line.ends_with('\n') {
                text.push(&blanks, run.at);
            }
            from = end;
        }
        if text.len() > LONGEST {
            return Err(Why::too_large());
        }
    }
    given.string(text)
}

pub(super) fn startswith(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    given.bool(given.text(0)?.starts_with(&given.text(1)?))
}

pub(super) fn endswith(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    given.bool(given.text(0)?.ends_with(&given.text(1)?))
}

pub(super) fn strcontains(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    given.bool(given.text(0)?.contains(&given.text(1)?))
}

pub(super) fn join(given: &Given<'_>) -> Answer {
    given.count(1, usize::MAX)?;
    let separator = given.pieces(0)?;
    let mut text = Text::default();
    let mut is_first = true;
    for at in 1..given.arguments.len() {
        for item in &given.list(at)?.items {
            if !is_first {
                text.0.extend(separator.0.iter().cloned());
            }
            is_first = false;
            match item {
                Item::One(it) => push(&mut text, it.clone(), it.span),
                Item::Many(it) => {
                    let why = it.first_unknown().cloned().unwrap_or_else(Why::too_large);
                    if given.arguments.len() == 2 && given.list(at)?.items.len() == 1 {
                        return Err(why);
                    }
                    // Without items it is nothing, and the separator beside it, too.
                    return Ok(Value::unknown(why, given.span));
                }
            }
        }
    }
    given.string(text)
}

pub(super) fn split(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let (separator, text, pieces) = (given.text(0)?, given.text(1)?, given.pieces(1)?);
    if separator.is_empty() {
        return texts(text.chars().map(String::from), given);
    }
    let (mut at, mut items, mut cursor) = (0, Vec::new(), Cursor::new(&pieces));
    for part in text.split(separator.as_str()) {
        let mut piece = Text::default();
        cursor.part(at, at + part.len(), &mut piece);
        items.push(Item::One(Value::new(Kind::String(Rc::new(piece)), given.span)));
        at += part.len() + separator.len();
    }
    if text.is_empty() {
        items.clear();
        items.push(Item::One(Value::text("", given.span)));
    }
    given.list_from(Sort::List, items)
}

pub(super) fn replace(given: &Given<'_>) -> Answer {
    given.count(3, 3)?;
    let (text, pattern) = (given.text(0)?, given.text(1)?);
    if let Some(pattern) = pattern.strip_prefix('/').and_then(|it| it.strip_suffix('/')).filter(|_| pattern.len() > 1) {
        let replaced = compiled(pattern)?.replace_all(&text, given.text(2)?.as_str()).into_owned();
        return if replaced.len() > LONGEST { Err(Why::too_large()) } else { Ok(Value::text(&replaced, given.span)) };
    }
    if pattern.is_empty() {
        let replaced = text.replace("", &given.text(2)?);
        return if replaced.len() > LONGEST { Err(Why::too_large()) } else { Ok(Value::text(&replaced, given.span)) };
    }
    let pieces = given.pieces(0)?;
    let with = given.get(2)?;
    if !matches!(with.kind, Kind::Unknown(_)) {
        given.pieces(2)?;
    }
    let (mut at, mut out, mut cursor) = (0, Text::default(), Cursor::new(&pieces));
    for (found, it) in text.match_indices(pattern.as_str()) {
        cursor.part(at, found, &mut out);
        if out.0.len() > MOST_PIECES {
            return Err(Why::too_large());
        }
        push(&mut out, with.clone(), with.span);
        at = found + it.len();
    }
    cursor.part(at, text.len(), &mut out);
    given.string(out)
}

pub(super) fn regex(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let (pattern, text) = (compiled(&given.text(0)?)?, given.text(1)?);
    let found = pattern.captures(&text).ok_or_else(|| Why::failed("the pattern does not match"))?;
    Ok(captured(&pattern, &found, given))
}

pub(super) fn regexall(given: &Given<'_>) -> Answer {
    given.count(2, 2)?;
    let (pattern, text) = (compiled(&given.text(0)?)?, given.text(1)?);
    let all = pattern.captures_iter(&text).map(|it| Item::One(captured(&pattern, &it, given)));
    given.list_from(Sort::List, all.collect())
}

fn captured(pattern: &regex::Regex, found: &regex::Captures<'_>, given: &Given<'_>) -> Value {
    let text = |it: Option<regex::Match<'_>>| match it {
        Some(it) => Value::text(it.as_str(), given.span),
        None => Value::new(Kind::Null, given.span),
    };
    let names: Vec<&str> = pattern.capture_names().flatten().collect();
    if !names.is_empty() {
        let entries = names.iter().map(|it| super::super::value::Entry::new(it, text(found.name(it))));
        return Value::map(entries.collect(), Vec::new(), given.span);
    }
    if found.len() == 1 {
        return text(found.get(0));
    }
    Value::tuple(found.iter().skip(1).map(text), given.span)
}

/// A pattern in the language of Terraform, whose classes of characters are those of ASCII.
fn compiled(pattern: &str) -> Result<regex::Regex, Why> {
    let mut ours = String::new();
    let mut rest = pattern.chars();
    while let Some(it) = rest.next() {
        match (it, if it == '\\' { rest.next() } else { None }) {
            (_, Some('d')) => ours.push_str("[0-9]"),
            (_, Some('D')) => ours.push_str("[^0-9]"),
            (_, Some('w')) => ours.push_str("[0-9A-Za-z_]"),
            (_, Some('W')) => ours.push_str("[^0-9A-Za-z_]"),
            (_, Some('s')) => ours.push_str("[\\t\\n\\f\\r ]"),
            (_, Some('S')) => ours.push_str("[^\\t\\n\\f\\r ]"),
            (_, Some('b' | 'B' | 'Q' | 'C')) => return Err(Why::new("a pattern that is not evaluated")),
            (_, Some(it)) => ours.extend(['\\', it]),
            (it, None) => ours.push(it),
        }
    }
    // These mean something else within brackets there.
    if ["&&", "--", "~~", "[["].iter().any(|it| pattern.contains(it)) || pattern.contains("(?") && pattern.contains('x')
    {
        return Err(Why::new("a pattern that is not evaluated"));
    }
    let built = regex::RegexBuilder::new(&ours).size_limit(1 << 20).build();
    built.map_err(|_| Why::new("a pattern that is not evaluated"))
}
