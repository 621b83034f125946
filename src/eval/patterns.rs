//! Which of several patterns a text can match at once.

use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::string::String;
use alloc::vec::Vec;

use super::text::{Reading, same_but_for_case};
use crate::shared::pattern::Token;

/// How many states are looked at, and how many steps of one character are taken in all patterns together.
const MOST_STATES: usize = 2048;
const MOST_STEPS: usize = 1 << 22;

/// Patterns that are followed side by side.
#[derive(Default)]
pub(super) struct Patterns(Vec<(Vec<Token>, bool)>);

impl Patterns {
    /// Adds a pattern, if its positions fit in a number.
    pub(super) fn add(&mut self, text: &str, reading: Reading) -> Option<()> {
        let tokens: Vec<Token> = reading.tokens(text).collect();
        let open = |is_open: bool| is_open.then_some(Token::Run);
        let all: Vec<Token> =
            open(reading.open_start).into_iter().chain(tokens).chain(open(reading.open_end)).collect();
        let one = (all, reading.ignore_case);
        if one.0.len() > 126 {
            return None;
        }
        if !self.0.contains(&one) {
            self.0.push(one);
        }
        Some(())
    }

    /// A text for each set of the patterns that some text matches, and nothing if there are too many states.
    pub(super) fn classes(&self) -> Option<Vec<String>> {
        let alphabet = self.alphabet();
        let length: usize = self.0.iter().map(|(pattern, _)| pattern.len() + 1).sum();
        let most = MOST_STATES.min(MOST_STEPS / (length * alphabet.len()).max(1));
        let start: Vec<u128> = self.0.iter().map(|(pattern, _)| skip_runs(pattern, 1)).collect();
        let mut seen = BTreeSet::from([start.clone()]);
        let mut found: BTreeMap<Vec<bool>, String> = BTreeMap::new();
        let mut queue = VecDeque::from([(start, String::new())]);
        while let Some((state, text)) = queue.pop_front() {
            let matched = self.0.iter().zip(&state).map(|((pattern, _), at)| at >> pattern.len() & 1 == 1).collect();
            for it in &alphabet {
                let next: Vec<u128> = self.0.iter().zip(&state).map(|(pattern, at)| step(pattern, *at, *it)).collect();
                if seen.len() < most && !seen.contains(&next) {
                    seen.insert(next.clone());
                    let mut text = text.clone();
                    text.push(*it);
                    queue.push_back((next, text));
                }
            }
            found.entry(matched).or_insert(text);
        }
        (seen.len() < most).then(|| found.into_values().collect())
    }

    /// Every character of a pattern in both cases, and one that is in none.
    fn alphabet(&self) -> Vec<char> {
        let tokens = self.0.iter().flat_map(|(pattern, _)| pattern);
        let mut all: BTreeSet<char> = BTreeSet::new();
        for token in tokens {
            if let Token::Char(it) = token {
                all.insert(*it);
                all.extend(it.to_lowercase());
                all.extend(it.to_uppercase());
            }
        }
        let other = ('a'..='z')
            .chain('0'..='9')
            .chain('\u{a1}'..)
            .find(|it| !all.contains(it) && !it.to_uppercase().chain(it.to_lowercase()).any(|it| all.contains(&it)));
        all.into_iter().chain(other).collect()
    }
}

/// The positions behind these with the runs that they stand before.
fn skip_runs(pattern: &[Token], mut at: u128) -> u128 {
    for (place, token) in pattern.iter().enumerate() {
        if *token == Token::Run && at >> place & 1 == 1 {
            at |= 1 << (place + 1);
        }
    }
    at
}

fn step((pattern, ignore_case): &(Vec<Token>, bool), at: u128, found: char) -> u128 {
    let mut next = 0;
    for (place, token) in pattern.iter().enumerate().filter(|(place, _)| at >> place & 1 == 1) {
        match token {
            Token::Run => next |= 1 << place,
            Token::One => next |= 1 << (place + 1),
            Token::Char(it) if *it == found || *ignore_case && same_but_for_case(*it, found) => {
                next |= 1 << (place + 1);
            }
            Token::Char(_) => {}
        }
    }
    skip_runs(pattern, next)
}
