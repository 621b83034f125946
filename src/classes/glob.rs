//! Wildcard patterns as tokens: what an automaton over several of them steps through.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use super::case::{self, same_but_for_case};
use crate::shared::urn;
use crate::shared::variable::{self, Part};

/// A pattern of texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Glob {
    tokens: Vec<Token>,
    /// Whether it has a variable: then the tokens are what it may match at most, and whether it does depends on the request.
    has_variable: bool,
    /// What the tokens say, if that is one text: most are compared without looking at tokens.
    literal: Option<Box<str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Token {
    Char(char),
    /// This one or what is the same but for case.
    Fold(char),
    /// Any one character.
    One(Class),
    /// Any run of characters.
    Run(Class),
}

/// Which characters a wildcard stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Any,
    /// All but the colon: a wildcard in one of the first parts of a name.
    InPart,
}

impl Class {
    pub(crate) fn has(self, it: char) -> bool {
        self == Self::Any || it != ':'
    }

    const fn is_within(self, other: Self) -> bool {
        matches!((self, other), (_, Self::Any) | (Self::InPart, Self::InPart))
    }
}

impl Glob {
    pub(crate) fn of(tokens: Vec<Token>) -> Self {
        Self::new(tokens, false)
    }

    fn new(tokens: Vec<Token>, has_variable: bool) -> Self {
        let character = |it: &Token| if let Token::Char(it) = it { Some(*it) } else { None };
        let literal = if has_variable { None } else { tokens.iter().map(character).collect::<Option<String>>() };
        Self { tokens, has_variable, literal: literal.map(String::into_boxed_str) }
    }

    /// This one text.
    pub(crate) fn literal(text: &str) -> Self {
        Self::of(text.chars().map(Token::Char).collect())
    }

    /// A pattern in which `*` and `?` stand for anything, and nothing is a variable, as in names of actions.
    pub(crate) fn pattern(text: &str) -> Self {
        let mut tokens = Vec::new();
        push_wildcards(&mut tokens, text, Class::Any);
        Self::of(tokens)
    }

    /// The same where `*` and `?` stand for anything but colons.
    pub(crate) fn pattern_of_parts(text: &str) -> Self {
        let mut tokens = Vec::new();
        push_wildcards(&mut tokens, text, Class::InPart);
        Self::of(tokens)
    }

    /// A value of a condition, with its escapes and variables; its wildcards are none if it is compared as a whole.
    pub(crate) fn value(text: &str, has_wildcards: bool) -> Self {
        let mut tokens = Vec::new();
        let has_variable = push_parts(&mut tokens, text, Class::Any, has_wildcards);
        Self::new(tokens, has_variable)
    }

    /// A pattern of URNs, each part for its part. Nothing, if it has too few parts.
    pub(crate) fn urn(text: &str, ignores_case_of_service: bool) -> Option<Self> {
        let (mut tokens, mut has_variable) = (Vec::new(), false);
        for (at, part) in urn::split(text)?.iter().enumerate() {
            let class = if at == 4 { Class::Any } else { Class::InPart };
            if at > 0 {
                tokens.push(Token::Char(':'));
            }
            has_variable |= push_parts(&mut tokens, part, class, true);
            if at == 0 && ignores_case_of_service {
                fold(&mut tokens);
            }
        }
        Some(Self::new(tokens, has_variable))
    }

    /// The same with anything in front of it, and with anything behind it.
    pub(crate) fn open(mut self, start: bool, end: bool) -> Self {
        if start {
            self.tokens.insert(0, Token::Run(Class::Any));
        }
        if end {
            self.tokens.push(Token::Run(Class::Any));
        }
        Self::new(self.tokens, self.has_variable)
    }

    /// The same where the case of characters does not count.
    pub(crate) fn ignoring_case(mut self) -> Self {
        fold(&mut self.tokens);
        Self::new(self.tokens, self.has_variable)
    }

    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// This one, and then the other.
    pub(crate) fn then(mut self, other: &Self) -> Self {
        self.tokens.extend(&other.tokens);
        Self::new(self.tokens, self.has_variable | other.has_variable)
    }

    /// What is left of it behind a text that is the beginning of what it matches: one of these matches the rest.
    pub(crate) fn behind(&self, text: &str) -> Vec<Self> {
        let mut all: Vec<usize> = [0].into();
        for it in text.chars() {
            let mut next = Vec::new();
            for at in self.closed(all) {
                match self.tokens.get(at) {
                    Some(Token::Run(class)) if class.has(it) => next.push(at),
                    Some(Token::One(class)) if class.has(it) => next.push(at + 1),
                    Some(Token::Char(own)) if *own == it => next.push(at + 1),
                    Some(Token::Fold(own)) if same_but_for_case(*own, it) => next.push(at + 1),
                    _ => {}
                }
            }
            all = next;
        }
        all.sort_unstable();
        all.dedup();
        let rest = all.into_iter().filter_map(|at| self.tokens.get(at..));
        rest.map(|rest| Self::new(rest.to_vec(), self.has_variable)).collect()
    }

    /// With the places behind the runs among them.
    fn closed(&self, mut all: Vec<usize>) -> Vec<usize> {
        let mut at = 0;
        while let Some(&place) = all.get(at) {
            if let Some(Token::Run(_)) = self.tokens.get(place) {
                all.push(place + 1);
            }
            at += 1;
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The text, if it stands for only one.
    pub(crate) fn as_literal(&self) -> Option<&str> {
        self.literal.as_deref()
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        match &self.literal {
            Some(it) => **it == *text,
            None => self.covers_tokens(text.chars().map(Token::Char)),
        }
    }

    /// Whether it surely matches whatever `other` matches. `false` says nothing.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        match (&self.literal, &other.literal) {
            (Some(one), Some(other)) => one == other,
            _ => !self.has_variable && self.covers_tokens(other.tokens.iter().copied()),
        }
    }

    /// Whether surely no text matches both. `false` says nothing.
    pub(crate) fn is_disjoint(&self, other: &Self) -> bool {
        self.is_apart(other, |a, b| a == b)
    }

    /// The same if case did not count.
    pub(crate) fn is_disjoint_in_any_case(&self, other: &Self) -> bool {
        self.is_apart(other, same_but_for_case)
    }

    fn is_apart(&self, other: &Self, same: impl Fn(char, char) -> bool + Copy) -> bool {
        let (mine, theirs) = (self.tokens.iter(), other.tokens.iter());
        differ(mine.clone(), theirs.clone(), same) || differ(mine.rev(), theirs.rev(), same)
    }

    /// Goes back to the last run only: what an earlier run could take, the last one can take, too, as all positions that are
    /// possible at a time have seen the same number of colons.
    fn covers_tokens(&self, text: impl Iterator<Item = Token> + Clone) -> bool {
        let fits = |mine: Token, theirs: Token| match (mine, theirs) {
            (Token::Char(a), Token::Char(b)) => a == b,
            (Token::Fold(a), Token::Char(b) | Token::Fold(b)) => same_but_for_case(a, b),
            // No case of the colon is another character.
            (Token::One(class) | Token::Run(class), Token::Char(it) | Token::Fold(it)) => class.has(it),
            (Token::One(class) | Token::Run(class), Token::One(it)) => it.is_within(class),
            (Token::Run(class), Token::Run(it)) => it.is_within(class),
            (Token::One(_), Token::Run(_)) | (Token::Char(_) | Token::Fold(_), _) => false,
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
}

/// Makes the case of all characters not count.
fn fold(tokens: &mut [Token]) {
    for token in tokens {
        if let Token::Char(it) = *token {
            if case::has_twin(it) {
                *token = Token::Fold(it);
            }
        }
    }
}

/// Whether no text can begin with both, up to the first run of either.
fn differ<'a>(
    mut mine: impl Iterator<Item = &'a Token>,
    mut theirs: impl Iterator<Item = &'a Token>,
    same: impl Fn(char, char) -> bool,
) -> bool {
    loop {
        match (mine.next(), theirs.next()) {
            (Some(Token::Run(_)), _) | (_, Some(Token::Run(_))) | (None, None) => return false,
            (None, Some(_)) | (Some(_), None) => return true,
            (Some(Token::Char(a)), Some(Token::Char(b))) => {
                if !same(*a, *b) {
                    return true;
                }
            }
            (Some(Token::Char(a) | Token::Fold(a)), Some(Token::Char(b) | Token::Fold(b))) => {
                if !same_but_for_case(*a, *b) {
                    return true;
                }
            }
            (Some(Token::Char(it) | Token::Fold(it)), Some(Token::One(class)))
            | (Some(Token::One(class)), Some(Token::Char(it) | Token::Fold(it))) => {
                if !class.has(*it) {
                    return true;
                }
            }
            (Some(Token::One(_)), Some(Token::One(_))) => {}
        }
    }
}

/// Whether it has a variable, or what is none.
fn push_parts(tokens: &mut Vec<Token>, text: &str, class: Class, has_wildcards: bool) -> bool {
    let mut has_variable = false;
    for part in variable::parts(text) {
        match part {
            Part::Text(text) if has_wildcards => push_wildcards(tokens, text, class),
            Part::Text(text) => tokens.extend(text.chars().map(Token::Char)),
            Part::Escaped(it) => tokens.push(Token::Char(it)),
            Part::Variable { .. } | Part::Malformed(_) => {
                has_variable = true;
                push_run(tokens, class);
            }
        }
    }
    has_variable
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
