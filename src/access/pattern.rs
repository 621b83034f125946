use alloc::vec::Vec;

use super::cause::Cause;
use crate::classes::Glob;

/// A pattern, and what it needs to match besides: what is open of that leaves open whether it does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pattern {
    pub(super) glob: Glob,
    pub(super) needs: Vec<Cause>,
}
