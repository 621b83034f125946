use core::fmt;

use super::handle::handle;
use super::{Need, Source, list};
use crate::shared::tables::FeatureRow;
use crate::{Cloud, Model};

handle! {
    /// Something that a console or a job does, and what it needs of its own service and of others.
    ///
    /// ```
    /// use hwc_iam::Feature;
    ///
    /// let import = Feature::all().find(|it| it.name() == "Import GES").unwrap();
    /// assert!(import.needs().unwrap().any(|it| it.name() == "ges:graph:access"));
    /// ```
    Feature, FeatureRow, features
}

impl Feature {
    /// What it is, in the page's words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// What of it, or what for, in the page's words.
    #[must_use]
    pub const fn title(self) -> Option<&'static str> {
        self.row().title
    }

    /// The model whose actions, roles or policies it needs.
    #[must_use]
    pub const fn model(self) -> Model {
        self.row().model
    }

    /// The cloud whose page states it.
    #[must_use]
    pub const fn cloud(self) -> Cloud {
        self.row().cloud
    }

    /// The services that it uses, as the page prints them.
    #[must_use]
    pub fn services(self) -> Option<&'static [&'static str]> {
        self.row().services.of(self.service().row().strings)
    }

    /// What it needs.
    #[must_use]
    pub fn needs(self) -> Option<impl Iterator<Item = Need>> {
        self.row().needs.of(self.service().row().needs).map(|it| it.iter().map(Need))
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().sources)
    }
}

impl fmt::Debug for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Feature({}:{})", self.service(), self.name())
    }
}
