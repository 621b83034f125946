//! Texts of a policy that are compared with texts of a request: with wildcards, variables and escapes.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use core::slice::Iter;
use core::str::Chars;

use super::Assumption::{DefaultForSeveralValues, MalformedVariableIsText, WildcardInVariableValue};
use super::env::{Env, Found};
use super::key::Key;
use super::truth::Truth;
use crate::classes::same_but_for_case;
use crate::shared::pattern::{self, Token};
use crate::shared::variable::{self, Part};

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Whether `*` and `?` are wildcards.
    pub(crate) wildcards: bool,
    /// Whether anything may stand before it.
    pub(crate) open_start: bool,
    /// Whether anything may stand behind it.
    pub(crate) open_end: bool,
    pub(crate) ignore_case: bool,
}

impl Reading {
    pub(super) const LITERAL: Self = Self { wildcards: false, open_start: false, open_end: false, ignore_case: false };
    pub(super) const PATTERN: Self = Self { wildcards: true, ..Self::LITERAL };
}

/// Whether a text of the policy matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    Is(Truth),
    /// It has a variable without a value.
    Failed,
    /// Whether it has a variable without a value is open.
    MayFail,
}

/// A text of a policy.
#[derive(Debug, Clone)]
pub(super) enum Text {
    /// It matches everything that is one text.
    Any,
    /// Without wildcards, variables and escapes.
    Plain(Box<str>),
    /// With wildcards only.
    Wild(Box<str>),
    Parts(Box<[Segment]>),
}

#[derive(Debug, Clone)]
pub(super) enum Segment {
    Text(Box<str>),
    Escaped(char),
    Variable { key: Key, default: Option<Box<str>> },
    Malformed(Box<str>),
}

impl Text {
    pub(super) fn new(text: &str) -> Self {
        if variable::has_variable(text) {
            return Self::Parts(variable::parts(text).map(Segment::new).collect());
        }
        match text {
            "*" => Self::Any,
            _ if pattern::is_pattern(text) => Self::Wild(text.into()),
            _ => Self::Plain(text.into()),
        }
    }

    pub(super) fn has_variable(&self) -> bool {
        let Self::Parts(all) = self else { return false };
        all.iter().any(|it| matches!(it, Segment::Variable { .. } | Segment::Malformed(_)))
    }

    pub(super) fn matches(&self, found: &str, reading: Reading, env: &Env<'_>) -> Match {
        let segments = match self {
            Self::Any if reading.wildcards => return Match::Is(Truth::Yes),
            Self::Plain(text) if reading == Reading::LITERAL || reading == Reading::PATTERN => {
                return Match::Is(Truth::of(**text == *found));
            }
            Self::Any => return Match::Is(Truth::of(reading.is_match(reading.tokens("*"), found))),
            Self::Plain(text) | Self::Wild(text) => {
                return Match::Is(Truth::of(reading.is_match(reading.tokens(text), found)));
            }
            Self::Parts(segments) => segments,
        };
        let mut is_open = false;
        let mut has_wildcard = false;
        // To the end, so that everything that is open is noted.
        for segment in segments {
            match segment.fill(env) {
                Fill::Text(text) => has_wildcard |= segment.is_variable() && pattern::is_pattern(text),
                Fill::Char(_) => {}
                Fill::Failed => return Match::Failed,
                Fill::Open => is_open = true,
            }
        }
        if is_open {
            return Match::MayFail;
        }
        let is_wild = if reading.wildcards && has_wildcard { env.ask(WildcardInVariableValue) } else { Truth::No };
        let is_match = |wild| {
            let tokens = Tokens { segments: segments.iter(), now: None, env, reading, wild_variables: wild };
            Truth::of(reading.is_match(tokens, found))
        };
        Match::Is(match is_wild {
            Truth::Open => Truth::Open.choose(is_match(true), is_match(false)),
            known => is_match(known == Truth::Yes),
        })
    }

    /// What it says in this request, if that takes no open question.
    pub(super) fn filled(&self, env: &Env<'_>) -> Result<alloc::string::String, Match> {
        let mut out = alloc::string::String::new();
        let segments = match self {
            Self::Any => return Ok("*".into()),
            Self::Plain(text) | Self::Wild(text) => return Ok((&**text).into()),
            Self::Parts(segments) => segments,
        };
        let mut is_open = false;
        for segment in segments {
            match segment.fill(env) {
                Fill::Text(text) => out.push_str(text),
                Fill::Char(it) => out.push(it),
                Fill::Failed => return Err(Match::Failed),
                Fill::Open => is_open = true,
            }
        }
        if is_open { Err(Match::MayFail) } else { Ok(out) }
    }

    /// The same where this stands for what is not known.
    pub(super) fn filled_with(&self, unknown: &str, env: &Env<'_>) -> Option<alloc::string::String> {
        let Self::Parts(segments) = self else { return self.filled(env).ok() };
        let fill = |it: &Segment| -> Option<alloc::string::String> {
            match it.fill(env) {
                Fill::Text(text) => Some(text.into()),
                Fill::Char(it) => Some(it.into()),
                Fill::Open => Some(unknown.into()),
                Fill::Failed => None,
            }
        };
        segments.iter().map(fill).collect()
    }

    /// Whether one of its variables has no value.
    pub(super) fn fails(&self, env: &Env<'_>) -> Truth {
        let segments = if let Self::Parts(all) = self { &**all } else { &[] };
        Truth::any(segments.iter().map(|it| match it.fill(env) {
            Fill::Failed => Truth::Yes,
            Fill::Open => Truth::Open,
            Fill::Text(_) | Fill::Char(_) => Truth::No,
        }))
    }

    /// Notes what is open of the keys of its variables.
    pub(super) fn note_variables(&self, env: &Env<'_>) {
        self.variables().for_each(|it| _ = env.find(&it.id));
    }

    /// The text that it was made of, if nothing in it is a variable or an escape.
    pub(super) fn plain(&self) -> Option<&str> {
        match self {
            Self::Any => Some("*"),
            Self::Plain(text) | Self::Wild(text) => Some(text),
            Self::Parts(_) => None,
        }
    }

    /// The text that it was made of, if nothing in it is a variable.
    pub(super) fn without_variables(&self) -> Option<Cow<'_, str>> {
        let Self::Parts(segments) = self else { return self.plain().map(Cow::Borrowed) };
        let mut written = alloc::string::String::new();
        for it in segments {
            match it {
                Segment::Text(text) => written.push_str(text),
                Segment::Escaped(it) => written.extend(["${", it.encode_utf8(&mut [0; 4]), "}"]),
                Segment::Variable { .. } | Segment::Malformed(_) => return None,
            }
        }
        Some(Cow::Owned(written))
    }

    /// The keys of its variables.
    pub(super) fn variables(&self) -> impl Iterator<Item = &Key> {
        let segments = if let Self::Parts(all) = self { &**all } else { &[] };
        segments.iter().filter_map(|it| if let Segment::Variable { key, .. } = it { Some(key) } else { None })
    }
}

impl Reading {
    pub(super) fn tokens(self, text: &str) -> impl Iterator<Item = Token> + Clone {
        text.chars().map(move |it| if self.wildcards { Token::of(it) } else { Token::Char(it) })
    }

    fn is_match(self, tokens: impl Iterator<Item = Token> + Clone, found: &str) -> bool {
        let open = |is_open: bool| is_open.then_some(Token::Run).into_iter();
        let all = open(self.open_start).chain(tokens).chain(open(self.open_end));
        pattern::matches_tokens(all, found.chars(), |a, b| a == b || self.ignore_case && same_but_for_case(a, b))
    }
}

/// What stands in the place of a segment.
enum Fill<'a> {
    Text(&'a str),
    Char(char),
    Failed,
    Open,
}

impl Segment {
    fn new(part: Part<'_>) -> Self {
        match part {
            Part::Text(text) => Self::Text(text.into()),
            Part::Escaped(it) => Self::Escaped(it),
            Part::Variable { key, default } => {
                Self::Variable { key: Key::named(key), default: default.map(Into::into) }
            }
            Part::Malformed(text) => Self::Malformed(text.into()),
        }
    }

    const fn is_variable(&self) -> bool {
        matches!(self, Self::Variable { .. })
    }

    fn fill<'a>(&'a self, env: &Env<'a>) -> Fill<'a> {
        let (key, default) = match self {
            Self::Text(text) => return Fill::Text(text),
            Self::Escaped(it) => return Fill::Char(*it),
            Self::Malformed(text) => {
                return match env.ask(MalformedVariableIsText) {
                    Truth::Yes => Fill::Text(text),
                    Truth::No => Fill::Failed,
                    Truth::Open => Fill::Open,
                };
            }
            Self::Variable { key, default } => (key, default.as_deref()),
        };
        match env.find(&key.id) {
            Found::Open => Fill::Open,
            Found::Absent => default.map_or(Fill::Failed, Fill::Text),
            Found::One(value) if key.multivalued != Some(true) => Fill::Text(value),
            Found::Many([value]) if key.multivalued == Some(false) => Fill::Text(value),
            Found::One(_) | Found::Many(_) => match default {
                None => Fill::Failed,
                Some(text) => match env.ask(DefaultForSeveralValues) {
                    Truth::Yes => Fill::Text(text),
                    Truth::No => Fill::Failed,
                    Truth::Open => Fill::Open,
                },
            },
        }
    }
}

/// The characters and wildcards of a text with variables, whose values are known to be there.
#[derive(Clone)]
struct Tokens<'a, 'e> {
    segments: Iter<'a, Segment>,
    now: Option<(Chars<'a>, bool)>,
    env: &'e Env<'a>,
    reading: Reading,
    wild_variables: bool,
}

impl Iterator for Tokens<'_, '_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            if let Some((chars, wild)) = &mut self.now {
                if let Some(it) = chars.next() {
                    return Some(if *wild { Token::of(it) } else { Token::Char(it) });
                }
                self.now = None;
            }
            let segment = self.segments.next()?;
            match segment.fill(self.env) {
                Fill::Text(text) => {
                    let wild = self.wild_variables || !segment.is_variable();
                    self.now = Some((text.chars(), wild && self.reading.wildcards));
                }
                Fill::Char(it) => return Some(Token::Char(it)),
                Fill::Failed | Fill::Open => {}
            }
        }
    }
}

/// What `matches` of several texts come to: the greatest, and whether one of them has a variable without a value.
pub(super) struct Matches {
    pub(super) any: Truth,
    pub(super) failed: Truth,
}

impl Matches {
    pub(super) fn of(all: impl Iterator<Item = Match>) -> Self {
        let mut found = Self { any: Truth::No, failed: Truth::No };
        for it in all {
            match it {
                Match::Is(is) => found.any = found.any.or(is),
                Match::Failed => found.failed = Truth::Yes,
                Match::MayFail => {
                    found.any = found.any.or(Truth::Open);
                    found.failed = found.failed.or(Truth::Open);
                }
            }
        }
        found
    }
}
