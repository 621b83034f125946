//! Between patterns of actions and the actions that the catalogue knows: [`expand`] and [`shrink`].

mod expand;
mod fewest;
mod generalize;
mod shrink;

pub use expand::expand;
pub use shrink::{Shrunk, ShrunkPattern, shrink};

use crate::{Action, Model, RoleAction, Service};

/// An action of one of the two models: [`Action`] or [`RoleAction`].
pub trait KnownAction: sealed::Sealed + Copy + Ord + 'static {
    /// The model whose documents name it.
    const MODEL: Model;

    /// Its name.
    fn name(self) -> &'static str;

    /// The action with this name, compared as the model compares.
    fn from_name(name: &str) -> Option<Self>;

    /// The service that it belongs to.
    fn service(self) -> Service;

    /// Those of a service, in the order of the catalogue.
    fn of(service: Service) -> impl Iterator<Item = Self>;
}

impl KnownAction for Action {
    const MODEL: Model = Model::IdentityPolicy;

    fn name(self) -> &'static str {
        Self::name(self)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::from_name(name)
    }

    fn service(self) -> Service {
        Self::service(self)
    }

    fn of(service: Service) -> impl Iterator<Item = Self> {
        service.actions()
    }
}

impl KnownAction for RoleAction {
    const MODEL: Model = Model::RolePolicy;

    fn name(self) -> &'static str {
        Self::name(self)
    }

    fn from_name(name: &str) -> Option<Self> {
        Self::from_name(name)
    }

    fn service(self) -> Service {
        Self::service(self)
    }

    fn of(service: Service) -> impl Iterator<Item = Self> {
        service.role_actions()
    }
}

mod sealed {
    pub trait Sealed {}

    impl Sealed for crate::Action {}
    impl Sealed for crate::RoleAction {}
}
