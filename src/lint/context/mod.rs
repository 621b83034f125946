//! What the rules look at: the parts of a policy with their places, and what the catalogue knows of them.

pub(super) mod condition;
mod meaning;
mod node;
mod statement;
mod steps;

use alloc::vec::Vec;

pub(super) use meaning::{ActionItem, Meaning, Named, is_everything};
pub(super) use node::{Text, get, object, one_or_all, text};
pub(super) use statement::{List, Principals, Statement};

use super::Options;
use crate::shared::tree::Member;
use crate::{Document, Model, PolicyKind, Span, Version};
use meaning::Meanings;
use steps::Steps;

/// A policy, and what it is checked for. Parts whose structure is broken are left out; the checker has said so.
pub(super) struct Context<'a> {
    pub(super) document: &'a Document,
    pub(super) options: &'a Options,
    pub(super) version: Option<Version>,
    pub(super) statements: Vec<Statement<'a>>,
    /// Whether those are all that the policy has.
    pub(super) is_whole: bool,
    depends: Option<&'a Member<Span>>,
    pub(super) steps: Steps,
}

impl<'a> Context<'a> {
    pub(super) fn of(document: &'a Document, options: &'a Options) -> Self {
        let mut context = Self {
            document,
            options,
            version: None,
            statements: Vec::new(),
            is_whole: false,
            depends: None,
            steps: Steps::new(options.steps),
        };
        let Some(members) = document.root().and_then(object) else { return context };
        context.version =
            get(members, "Version").and_then(|it| text(&it.value)).and_then(|it| Version::from_name(it.text));
        context.depends = get(members, "Depends");
        let mut meanings = Meanings::new(context.model(), &context.steps);
        let nodes = get(members, "Statement").map_or(&[][..], |it| one_or_all(&it.value));
        let statements = nodes.iter().enumerate();
        context.statements = statements.filter_map(|(place, it)| Statement::of(place, it, &mut meanings)).collect();
        context.is_whole = context.statements.len() == nodes.len();
        context
    }

    pub(super) const fn kind(&self) -> PolicyKind {
        self.document.kind()
    }

    pub(super) fn model(&self) -> Option<Model> {
        self.version.map(Version::model)
    }

    /// Its `Version` as it is written, whatever that is.
    pub(super) fn written_version(&self) -> Option<Text<'a>> {
        let members = self.document.root().and_then(object)?;
        get(members, "Version").and_then(|it| text(&it.value))
    }

    /// Whether it is checked as an identity policy, of whatever version.
    pub(super) fn is_identity(&self) -> bool {
        matches!(self.kind(), PolicyKind::Identity | PolicyKind::Role)
    }

    /// The roles that `Depends` names.
    pub(super) fn dependencies(&self) -> Vec<Dependency<'a>> {
        let nodes = self.depends.map_or(&[][..], |it| one_or_all(&it.value));
        let part = |members: &'a [Member<Span>], name| get(members, name).and_then(|it| text(&it.value));
        let role = |members| Dependency { catalog: part(members, "catalog"), name: part(members, "display_name") };
        nodes.iter().filter_map(object).map(role).collect()
    }
}

/// A role in `Depends`.
pub(super) struct Dependency<'a> {
    pub(super) catalog: Option<Text<'a>>,
    pub(super) name: Option<Text<'a>>,
}
