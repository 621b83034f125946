//! The catalogue as it is read.

use crate::schema::{Global, Service, Source};

/// Everything that the catalogue holds, corrected and checked.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// What belongs to no service.
    pub global: Global,
    /// Sorted by lower-cased code.
    pub services: Vec<Service>,
    /// Every page that a fact names, sorted by id.
    pub sources: Vec<Source>,
}
