//! Actions of the role/policy model.

use super::{Clouds, List, stated, support};
use crate::words::{Cloud, Support};

/// One action of the role/policy model: its name, its title, its clouds and scopes packed, and its sources, in `refs`.
#[derive(Debug)]
pub struct RoleActionRow(pub &'static str, pub &'static str, pub u32, pub List);

impl RoleActionRow {
    /// As the page prints it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0
    }

    /// The page's words for it.
    #[must_use]
    pub const fn title(&self) -> Option<&'static str> {
        stated(self.1)
    }

    /// Whose pages list it.
    #[must_use]
    pub const fn clouds(&self) -> Clouds {
        Clouds(self.2 as u8)
    }

    /// Where it can be granted on a cloud.
    #[must_use]
    pub const fn scope(&self, cloud: Cloud) -> Scope {
        Scope::unpack(self.2 >> (8 + 8 * cloud as u32))
    }

    /// In `refs`.
    #[must_use]
    pub const fn sources(&self) -> List {
        self.3
    }

    /// The third field.
    #[must_use]
    pub fn pack(clouds: Clouds, scope: impl Fn(Cloud) -> Scope) -> u32 {
        let scopes = Cloud::ALL.iter().map(|it| scope(*it).pack() << (8 + 8 * *it as u32));
        scopes.fold(u32::from(clouds.0), |packed, it| packed | it)
    }
}

/// Where an action of the role/policy model, or an operation, can be authorized.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// Whether a grant for a project of IAM reaches it.
    pub iam_project: Support,
    /// Whether a grant for an enterprise project reaches it.
    pub enterprise_project: Support,
}

impl Scope {
    /// As one number.
    #[must_use]
    pub const fn pack(self) -> u32 {
        self.iam_project as u32 | (self.enterprise_project as u32) << 4
    }

    pub(super) const fn unpack(packed: u32) -> Self {
        Self { iam_project: support(packed), enterprise_project: support(packed >> 4) }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::packed) fn scopes() -> impl Iterator<Item = Scope> {
        Support::ALL.iter().flat_map(|one| {
            let scope = |other: &Support| Scope { iam_project: *one, enterprise_project: *other };
            Support::ALL.iter().map(scope)
        })
    }

    #[test]
    fn clouds_and_scopes_of_a_role_action_survive_packing() {
        for one in scopes() {
            for other in scopes() {
                for clouds in (0..4).map(Clouds) {
                    let scope = |cloud| if cloud == Cloud::HuaweiCloud { one } else { other };
                    let row = RoleActionRow("", "", RoleActionRow::pack(clouds, scope), List(0));
                    assert_eq!(row.clouds(), clouds);
                    assert_eq!((row.scope(Cloud::HuaweiCloud), row.scope(Cloud::OpenTelekomCloud)), (one, other));
                }
            }
        }
    }
}
