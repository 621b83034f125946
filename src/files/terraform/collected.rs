//! What is found in modules.

use alloc::string::String;
use alloc::vec::Vec;

use super::super::resource::Place;
use super::document::Draft;
use super::why::Why;
use crate::Span;

/// What an argument of an instance of a resource holds.
pub(super) struct Policy {
    pub(super) place: &'static Place,
    pub(super) address: String,
    /// Where its resource is written.
    pub(super) at: Span,
    /// First what is known, then the alternatives.
    pub(super) drafts: Vec<Draft>,
    /// Whether its resource, or a module that it is in, has no instance.
    pub(super) is_absent: bool,
    /// Why nobody knows what it is a policy of.
    pub(super) undecided: Option<String>,
}

/// What is found in modules.
#[derive(Default)]
pub(super) struct Collected {
    pub(super) policies: Vec<Policy>,
    /// What was not looked at.
    pub(super) unread: Vec<(Span, Why)>,
    /// Policies that nothing of a cloud that is read here has.
    pub(super) apart: Vec<(Span, Why)>,
    /// What names of modules stand for.
    pub(super) named: Vec<Named>,
    /// The addresses that resources and modules had, and those that they have.
    pub(super) moved: Vec<(String, String)>,
}

/// A policy that a name of a module stands for.
pub(super) struct Named {
    pub(super) span: Span,
    pub(super) what: String,
}
