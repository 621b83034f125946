//! Wildcard patterns as tokens: what an automaton over several of them steps through.

use alloc::string::String;
use alloc::vec::Vec;

use crate::shared::urn;
use crate::shared::variable::{self, Part};

/// A pattern of texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Glob {
    pub(super) tokens: Vec<Token>,
    /// Whether upper and lower case ASCII letters are one.
    pub(super) ignores_case: bool,
    /// Whether it has a variable: then the tokens are what it may match at most, and whether it does depends on the request.
    pub(super) has_variable: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token {
    Char(char),
    /// Any one character.
    One(Class),
    /// Any run of characters.
    Run(Class),
}

/// Which characters a wildcard stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Any,
    /// All but the colon: a wildcard in one of the first parts of a name.
    InPart,
}

impl Class {
    pub(super) fn has(self, it: char) -> bool {
        self == Self::Any || it != ':'
    }

    const fn is_within(self, other: Self) -> bool {
        matches!((self, other), (_, Self::Any) | (Self::InPart, Self::InPart))
    }
}

impl Glob {
    pub(super) const fn of(tokens: Vec<Token>) -> Self {
        Self { tokens, ignores_case: false, has_variable: false }
    }

    /// A pattern in which `*` and `?` stand for anything, and nothing is a variable, as in names of actions.
    pub(super) fn pattern(text: &str) -> Self {
        let mut tokens = Vec::new();
        push_wildcards(&mut tokens, text, Class::Any);
        Self::of(tokens)
    }

    /// The same where `*` and `?` stand for anything but colons.
    pub(super) fn pattern_of_parts(text: &str) -> Self {
        let mut tokens = Vec::new();
        push_wildcards(&mut tokens, text, Class::InPart);
        Self::of(tokens)
    }

    /// A value of a condition, with its escapes and variables; its wildcards are none if it is compared as a whole.
    pub(super) fn value(text: &str, has_wildcards: bool) -> Self {
        let mut glob = Self::of(Vec::new());
        glob.push_parts(text, Class::Any, has_wildcards);
        glob
    }

    /// A pattern of URNs, each part for its part. Nothing, if it has too few parts.
    pub(super) fn urn(text: &str, is_service_lower: bool) -> Option<Self> {
        let mut glob = Self::of(Vec::new());
        for (at, part) in urn::split(text)?.iter().enumerate() {
            let lower = if at == 0 && is_service_lower { part.to_ascii_lowercase() } else { String::new() };
            let part = if lower.is_empty() { part } else { lower.as_str() };
            let class = if at == 4 { Class::Any } else { Class::InPart };
            if at > 0 {
                glob.tokens.push(Token::Char(':'));
            }
            glob.push_parts(part, class, true);
        }
        Some(glob)
    }

    pub(super) fn ignoring_case(mut self) -> Self {
        self.ignores_case = true;
        self
    }

    /// The text, if it stands for only one.
    pub(super) fn as_literal(&self) -> Option<String> {
        if self.ignores_case || self.has_variable {
            return None;
        }
        self.tokens.iter().map(|it| if let Token::Char(it) = it { Some(*it) } else { None }).collect()
    }

    /// Whether the character stands for the other one.
    pub(super) fn is_same(&self, a: char, b: char) -> bool {
        a == b || self.ignores_case && is_same_but_for_case(a, b)
    }

    pub(super) fn matches(&self, text: &str) -> bool {
        self.covers_tokens(text.chars().map(Token::Char), false)
    }

    /// Whether it surely matches whatever `other` matches. `false` says nothing.
    pub(super) fn covers(&self, other: &Self) -> bool {
        !self.has_variable && self.covers_tokens(other.tokens.iter().copied(), other.ignores_case)
    }

    /// Whether surely no text matches both. `false` says nothing.
    pub(super) fn is_disjoint(&self, other: &Self) -> bool {
        self.are_ends_apart(other, self.ignores_case || other.ignores_case)
    }

    /// Whether surely no text matches both, even if case does not count. `false` says nothing.
    pub(super) fn is_disjoint_in_any_case(&self, other: &Self) -> bool {
        self.are_ends_apart(other, true)
    }

    fn are_ends_apart(&self, other: &Self, ignores_case: bool) -> bool {
        differ(self.tokens.iter(), other.tokens.iter(), ignores_case)
            || differ(self.tokens.iter().rev(), other.tokens.iter().rev(), ignores_case)
    }

    /// Goes back to the last run only: what an earlier run could take, the last one can take, too, as all positions that are
    /// possible at a time have seen the same number of colons.
    fn covers_tokens(&self, text: impl Iterator<Item = Token> + Clone, text_ignores_case: bool) -> bool {
        let fits = |mine: Token, theirs: Token| match (mine, theirs) {
            (Token::Char(a), Token::Char(b)) => {
                self.is_same(a, b) && (self.ignores_case || !text_ignores_case || !has_case(b))
            }
            (Token::One(class) | Token::Run(class), Token::Char(it)) => class.has(it),
            (Token::One(class) | Token::Run(class), Token::One(it)) => it.is_within(class),
            (Token::Run(class), Token::Run(it)) => it.is_within(class),
            (Token::One(_), Token::Run(_)) | (Token::Char(_), _) => false,
        };
        let mut pattern = self.tokens.iter().copied();
        let mut text = text;
        let mut retry = None;
        loop {
            let (mut next_pattern, mut next_text) = (pattern.clone(), text.clone());
            match (next_pattern.next(), next_text.next()) {
                (Some(run @ Token::Run(_)), _) => {
                    pattern = next_pattern;
                    retry = Some((run, pattern.clone(), text.clone()));
                    continue;
                }
                (None, None) => return true,
                (Some(token), Some(found)) if fits(token, found) => {
                    (pattern, text) = (next_pattern, next_text);
                    continue;
                }
                _ => {}
            }
            let Some((run, after, from)) = &mut retry else { return false };
            match from.next() {
                Some(found) if fits(*run, found) => {}
                _ => return false,
            }
            (pattern, text) = (after.clone(), from.clone());
        }
    }

    fn push_parts(&mut self, text: &str, class: Class, has_wildcards: bool) {
        for part in variable::parts(text) {
            match part {
                Part::Text(text) if has_wildcards => push_wildcards(&mut self.tokens, text, class),
                Part::Text(text) => self.tokens.extend(text.chars().map(Token::Char)),
                Part::Escaped(it) => self.tokens.push(Token::Char(it)),
                Part::Variable { .. } | Part::Malformed(_) => {
                    self.has_variable = true;
                    push_run(&mut self.tokens, class);
                }
            }
        }
    }
}

/// Whether no text can begin with both, up to the first run of either.
fn differ<'a>(
    mut mine: impl Iterator<Item = &'a Token>,
    mut theirs: impl Iterator<Item = &'a Token>,
    ignores_case: bool,
) -> bool {
    loop {
        match (mine.next(), theirs.next()) {
            (Some(Token::Run(_)), _) | (_, Some(Token::Run(_))) | (None, None) => return false,
            (None, Some(_)) | (Some(_), None) => return true,
            (Some(Token::Char(a)), Some(Token::Char(b))) => {
                if a != b && !(ignores_case && is_same_but_for_case(*a, *b)) {
                    return true;
                }
            }
            (Some(Token::Char(it)), Some(Token::One(class))) | (Some(Token::One(class)), Some(Token::Char(it))) => {
                if !class.has(*it) {
                    return true;
                }
            }
            (Some(Token::One(_)), Some(Token::One(_))) => {}
        }
    }
}

/// As the evaluator has it.
pub(super) fn is_same_but_for_case(a: char, b: char) -> bool {
    if a.is_ascii() && b.is_ascii() { a.eq_ignore_ascii_case(&b) } else { a.to_lowercase().eq(b.to_lowercase()) }
}

fn has_case(it: char) -> bool {
    it.is_alphabetic()
}

fn push_wildcards(tokens: &mut Vec<Token>, text: &str, class: Class) {
    for it in text.chars() {
        match it {
            '*' => push_run(tokens, class),
            '?' => tokens.push(Token::One(class)),
            it => tokens.push(Token::Char(it)),
        }
    }
}

/// Two runs behind each other are one.
fn push_run(tokens: &mut Vec<Token>, class: Class) {
    if tokens.last() != Some(&Token::Run(class)) {
        tokens.push(Token::Run(class));
    }
}
