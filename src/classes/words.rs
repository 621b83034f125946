//! The classes of texts that several patterns tell apart, each with a text that is in it: the product of their automata, stepped
//! through lazily and only as far as texts can still match what is required.

use alloc::collections::btree_map::Entry;
use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::budget::{Budget, Spent};
use super::case::{same_but_for_case, twins};
use super::glob::{Class, Glob, Token};

/// A text, and for each of the tracked patterns whether it matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) matches: Vec<bool>,
}

/// One text of each class that the `tracked` patterns tell apart among the texts that all `required` ones match; none of those
/// to `avoid`, where a class has others.
///
/// # Errors
///
/// If the budget is spent.
pub(crate) fn classes(
    required: &[&Glob],
    tracked: &[&Glob],
    avoid: &dyn Fn(&str) -> bool,
    budget: &mut Budget,
) -> Result<Vec<Word>, Spent> {
    if let Some(text) = required.iter().find_map(|it| it.as_literal()) {
        budget.spend(required.len() + tracked.len())?;
        let is_one = required.iter().all(|it| it.matches(text));
        return Ok(if is_one { vec![word(text.into(), tracked)] } else { Vec::new() });
    }
    // A literal is a class of one text, so that only the others need an automaton.
    let mut literals = BTreeMap::new();
    let mut patterns = Vec::new();
    for glob in tracked {
        match glob.as_literal() {
            Some(text) => _ = literals.insert(text, *glob),
            None => patterns.push(*glob),
        }
    }
    let mut known: BTreeMap<Vec<bool>, String> = BTreeMap::new();
    let mut add = |text: String, budget: &mut Budget| {
        budget.spend(tracked.len() + 1)?;
        let found = word(text, tracked);
        match known.entry(found.matches) {
            Entry::Vacant(it) => _ = it.insert(found.text),
            Entry::Occupied(mut it) if avoid(it.get()) => _ = it.insert(found.text),
            Entry::Occupied(_) => {}
        }
        Ok(())
    };
    for text in literals.keys() {
        budget.spend(required.len())?;
        if required.iter().all(|it| it.matches(text)) {
            add((*text).into(), budget)?;
        }
    }
    // A class whose text is by chance one of the literals, or one to avoid, may have others: those that this one is not.
    let has_folds = required.iter().chain(tracked).any(|it| it.tokens().iter().any(|it| matches!(it, Token::Fold(_))));
    let mut own: Vec<Glob> = Vec::new();
    loop {
        let all: Vec<&Glob> = patterns.iter().copied().chain(&own).collect();
        let explored = explore(required, &all, budget)?;
        let is_hit = |it: &&String| literals.contains_key(it.as_str()) || avoid(it);
        let hits = explored.iter().filter(|it| is_hit(it) && !own.iter().any(|own| own.matches(it)));
        let hits = hits.map(|it| match Glob::literal(it) {
            // There may be very many that differ from it in case only.
            own if has_folds && !literals.contains_key(it.as_str()) => own.ignoring_case(),
            own => own,
        });
        let mut hits: Vec<Glob> = hits.collect();
        if hits.is_empty() {
            for text in explored {
                add(text, budget)?;
            }
            break;
        }
        hits.dedup();
        own.extend(hits);
    }
    Ok(known.into_iter().map(|(matches, text)| Word { text, matches }).collect())
}

fn word(text: String, tracked: &[&Glob]) -> Word {
    let matches = tracked.iter().map(|it| it.matches(&text)).collect();
    Word { text, matches }
}

/// A pattern and how far it has got.
type Position = (u32, u32);

/// A state of the product: the positions that are possible, sorted.
type State = Vec<Position>;

struct Product<'a> {
    globs: Vec<&'a Glob>,
    required: usize,
}

/// One text for each set of patterns that match together, the shortest first.
fn explore(required: &[&Glob], tracked: &[&Glob], budget: &mut Budget) -> Result<Vec<String>, Spent> {
    let product = Product { globs: required.iter().chain(tracked).copied().collect(), required: required.len() };
    let mut classes = BTreeMap::new();
    let mut seen: BTreeSet<State> = BTreeSet::new();
    // Where each state was first reached from, and by which characters.
    let mut found: Vec<(State, usize, String)> = Vec::new();
    let mut start = product.close((0..).zip(&product.globs).map(|(at, _)| (at, 0)).collect());
    let mut path = String::new();
    product.go_on(&mut start, &mut path, budget)?;
    found.push((start, 0, path));
    let mut at = 0;
    while let Some((state, ..)) = found.get_mut(at) {
        let state = core::mem::take(state);
        if let Some(class) = product.accepted(&state) {
            classes.entry(class).or_insert(at);
        }
        for it in product.characters(&state) {
            budget.spend(state.len() + 1)?;
            let mut next = product.step(&state, it);
            let mut path = String::from(it);
            product.go_on(&mut next, &mut path, budget)?;
            if product.is_alive(&next) && !seen.contains(&next) {
                seen.insert(next.clone());
                found.push((next, at, path));
            }
        }
        at += 1;
    }
    let text = |mut at: usize| {
        let mut paths = Vec::new();
        while let Some((_, from, path)) = found.get(at) {
            paths.push(path.as_str());
            if at == 0 {
                break;
            }
            at = *from;
        }
        paths.iter().rev().copied().collect::<String>()
    };
    Ok(classes.into_values().map(text).collect())
}

impl Product<'_> {
    fn token(&self, (glob, at): Position) -> Option<Token> {
        self.globs.get(glob as usize)?.tokens().get(at as usize).copied()
    }

    /// The state with what is reached without a character, and without what a later run makes needless.
    fn close(&self, mut all: State) -> State {
        let mut at = 0;
        while let Some(&(glob, place)) = all.get(at) {
            if let Some(Token::Run(_)) = self.token((glob, place)) {
                all.push((glob, place + 1));
            }
            at += 1;
        }
        all.sort_unstable();
        all.dedup();
        // Whatever an earlier position leads to, the last run leads to, too: all have seen the same number of colons.
        let mut last: Option<Position> = None;
        let mut kept: State = Vec::with_capacity(all.len());
        for it in all.into_iter().rev() {
            if last.is_some_and(|(glob, _)| glob == it.0) {
                continue;
            }
            if let Some(Token::Run(_)) = self.token(it) {
                last = Some(it);
            }
            kept.push(it);
        }
        kept.reverse();
        kept
    }

    /// Follows what the first pattern says literally: nothing is accepted and nothing told apart on the way.
    fn go_on(&self, state: &mut State, path: &mut String, budget: &mut Budget) -> Result<(), Spent> {
        while let Some(it) = self.only_character(state) {
            budget.spend(state.len() + 1)?;
            *state = self.step(state, it);
            path.push(it);
        }
        Ok(())
    }

    /// The one character with which the first pattern, which is required, goes on.
    fn only_character(&self, state: &State) -> Option<char> {
        if self.required == 0 {
            return None;
        }
        let mut tokens = state.iter().take_while(|it| it.0 == 0).map(|it| self.token(*it));
        match (tokens.next(), tokens.next()) {
            (Some(Some(Token::Char(it))), None) => Some(it),
            _ => None,
        }
    }

    fn step(&self, state: &State, character: char) -> State {
        let mut next = Vec::with_capacity(state.len() + 1);
        for &(glob, at) in state {
            match self.token((glob, at)) {
                Some(Token::Char(it)) if it == character => next.push((glob, at + 1)),
                Some(Token::Fold(it)) if same_but_for_case(it, character) => next.push((glob, at + 1)),
                Some(Token::One(class)) if class.has(character) => next.push((glob, at + 1)),
                Some(Token::Run(class)) if class.has(character) => next.push((glob, at)),
                _ => {}
            }
        }
        self.close(next)
    }

    /// One of each kind of characters that the state tells apart.
    fn characters(&self, state: &State) -> Vec<char> {
        let mut all = Vec::new();
        for &position in state {
            match self.token(position) {
                Some(Token::Char(it)) => all.push(it),
                Some(Token::Fold(it)) => all.extend(twins(it)),
                Some(Token::One(Class::InPart) | Token::Run(Class::InPart)) => all.push(':'),
                _ => {}
            }
        }
        all.sort_unstable();
        all.dedup();
        // No capital: where case does not count, patterns are written without.
        let readable = ('a'..='z').rev().skip(2).chain('0'..='9').chain('\u{e000}'..);
        let other = readable.clone().find(|it| all.binary_search(it).is_err());
        other.into_iter().chain(all).collect()
    }

    fn is_alive(&self, state: &State) -> bool {
        let mut alive = state.iter().map(|it| it.0 as usize).take_while(|it| *it < self.required).collect::<Vec<_>>();
        alive.dedup();
        alive.len() == self.required
    }

    /// The tracked patterns that match what led here, if the required ones do.
    fn accepted(&self, state: &State) -> Option<Vec<u32>> {
        let is_end = |it: &&Position| self.token(**it).is_none();
        let all: Vec<u32> = state.iter().filter(is_end).map(|it| it.0).collect();
        let required = all.partition_point(|it| (*it as usize) < self.required);
        (required == self.required).then(|| all.into_iter().skip(required).collect())
    }
}
