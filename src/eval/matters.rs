use alloc::vec::Vec;

use super::layer::Account;
use super::refilled::SharedAction;
use super::request::{Caller, Parts};
use super::set::PolicySet;
use super::statement::CompiledStatement;
use crate::PrincipalKind;

/// What of a request for some action a decision can depend on.
#[derive(Debug)]
pub(crate) struct Matters {
    pub(crate) principal: Extent,
    pub(crate) resource: Extent,
    /// The hashes of the keys.
    keys: Vec<u64>,
}

/// How much of a name matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Nothing,
    /// Only in which account it is.
    Account,
    All,
}

/// In which account somebody or something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Home<'a> {
    /// What has none, such as a service.
    None,
    /// The name does not say.
    NotSaid,
    Account(&'a str),
}

impl Matters {
    /// Whether the key with this hash matters.
    pub(crate) fn has_key(&self, hash: u64) -> bool {
        self.keys.contains(&hash)
    }
}

impl PolicySet {
    /// What matters to this action: two requests for it that say the same of that are decided alike.
    pub(crate) fn matters_to(&self, action: &SharedAction) -> Matters {
        let hits = self.index.hits(action.requested()).map(|it| it.statement);
        let places = hits.chain(self.index.exclusions().iter().copied());
        let statements: Vec<&CompiledStatement> = places.filter_map(|it| self.statements.get(it)).collect();
        let of_account = if self.account == Account::OfRequest { Extent::Account } else { Extent::Nothing };
        let extent = |is_named: bool| if is_named { Extent::All } else { of_account };
        let keys = statements.iter().flat_map(|it| it.keys()).chain(self.keys_of_places());
        Matters {
            principal: extent(statements.iter().any(|it| it.principals.is_some())),
            resource: extent(statements.iter().any(|it| it.resources.is_some())),
            keys: keys.map(super::KeyId::hash).collect(),
        }
    }
}

impl<'a> Home<'a> {
    pub(crate) fn of_principal(name: &'a str) -> Self {
        if Caller::kind_of(name) == PrincipalKind::Iam { Self::named(name) } else { Self::None }
    }

    pub(crate) fn of_resource(name: &'a str) -> Self {
        if name == "*" { Self::None } else { Self::named(name) }
    }

    fn named(name: &'a str) -> Self {
        Parts::of(name).and_then(|it| it.account(name)).map_or(Self::NotSaid, Self::Account)
    }
}
