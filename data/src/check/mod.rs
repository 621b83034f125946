//! What must hold for a catalogue to be one: order, uniqueness, names that exist, identifiers that differ.

mod identifier;
mod order;
mod reference;

use crate::catalog::Catalog;
use crate::files::{Files, file_of};
use crate::locate::Step;
use crate::schema::Service;

/// What is checked of the files as they stand.
pub(crate) fn printed(catalog: &Catalog, files: &mut Files) {
    order::global(&catalog.global, files);
    reference::unused(catalog, files);
    for service in &catalog.services {
        order::service(service, &mut Report::new(files, service));
    }
}

/// What is checked of the facts after the fixes.
pub(crate) fn corrected(catalog: &Catalog, files: &mut Files) {
    reference::global(catalog, files);
    for service in &catalog.services {
        reference::service(catalog, service, &mut Report::new(files, service));
    }
    for service in &catalog.services {
        identifier::service(service, &mut Report::new(files, service));
    }
    identifier::types(catalog, files);
}

/// Where problems of one service's file go.
struct Report<'a> {
    files: &'a mut Files,
    file: String,
}

impl<'a> Report<'a> {
    fn new(files: &'a mut Files, service: &Service) -> Self {
        Self { files, file: file_of(service) }
    }

    fn at(&mut self, steps: &[Step<'_>], message: impl Into<String>) {
        self.files.report(&self.file, steps, message);
    }
}
