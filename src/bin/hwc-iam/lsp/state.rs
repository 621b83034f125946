//! What the answers to the editor are made of.

use super::checker::Lives;
use super::documents::Documents;

pub(super) struct State {
    pub(super) documents: Documents,
    pub(super) lives: Lives,
}
