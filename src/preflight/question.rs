use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::{Need, NeedKind, Operation, Service};

/// What only prose says of a need, as a fact that is `true` or `false`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Question {
    name: String,
    title: String,
}

impl Question {
    /// Whether the words that a page puts on a need apply, where nobody has put them in the form of a condition.
    pub(super) fn qualifier(words: &str) -> Self {
        Self { name: format!("qualifiers.{words}"), title: format!("whether what the page says applies: {words}") }
    }

    /// Whether the principal has what is needed and is no action: a role, or what only prose says.
    pub(super) fn need(need: Need) -> Option<Self> {
        let name = need.name();
        match need.kind() {
            NeedKind::Action => None,
            NeedKind::Role => Some(Self {
                name: format!("roles.{name}"),
                title: format!(
                    "whether the principal holds `{name}`, with what it depends on, where the operation takes place"
                ),
            }),
            NeedKind::Text => Some(Self {
                name: format!("needs.{name}"),
                title: format!("whether the principal has what the page requires: {name}"),
            }),
        }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn title(&self) -> &str {
        &self.title
    }
}

/// Every question that the operations of a service raise.
pub(super) fn of_service(service: Service) -> Vec<Question> {
    let mut all: Vec<Question> = {
        let needs = service.operations().flat_map(Operation::own_requirements).map(|it| it.need());
        needs.flat_map(|it| of_need(service, it)).collect()
    };
    all.sort_unstable();
    all.dedup();
    all
}

fn of_need(service: Service, need: Need) -> impl Iterator<Item = Question> {
    let stated = |words: &str| service.qualifiers().iter().any(|(it, _)| *it == words);
    let qualifier = need.qualifier().filter(|it| !stated(it)).map(Question::qualifier);
    qualifier.into_iter().chain(Question::need(need))
}
