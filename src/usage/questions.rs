//! What only a person knows, as questions, and their answers.

use alloc::collections::BTreeMap;
use alloc::string::String;

/// Something that decides what is needed and that nothing that was read says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Question {
    /// The name of the fact that answers it.
    pub fact: String,
    /// The question.
    pub asks: String,
}

/// Facts, by their names: whether what a question asks is so.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    given: BTreeMap<String, bool>,
}

impl Answers {
    /// Adds one; of a fact that is given twice, the later answer.
    pub fn add(&mut self, fact: impl Into<String>, holds: bool) {
        self.given.insert(fact.into(), holds);
    }

    /// The answer about a fact.
    #[must_use]
    pub fn get(&self, fact: &str) -> Option<bool> {
        self.given.get(fact).copied()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&str, bool)> {
        self.given.iter().map(|(fact, holds)| (fact.as_str(), *holds))
    }
}
