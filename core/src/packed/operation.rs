//! Operations.

use super::{List, Scope, stated, support, word};
use crate::words::{Cloud, Model, Support};

/// One API with what it needs: method, path, title, and packed: model, cloud and scope; actions and dependencies, in `needs`;
/// sources, in `refs`; its names, in `strings`.
#[derive(Debug)]
pub struct OperationRow(pub &'static str, pub &'static str, pub &'static str, pub [u32; 5]);

impl OperationRow {
    /// Nothing if no page states it.
    #[must_use]
    pub const fn method(&self) -> Option<&'static str> {
        stated(self.0)
    }

    /// As the page prints it; nothing if no page states it.
    #[must_use]
    pub const fn path(&self) -> Option<&'static str> {
        stated(self.1)
    }

    /// The page's words for it.
    #[must_use]
    pub const fn title(&self) -> Option<&'static str> {
        stated(self.2)
    }

    /// The model whose authorization it states.
    #[must_use]
    #[inline]
    pub const fn model(&self) -> Model {
        let [flags, ..] = self.3;
        match word(Model::ALL, flags & 1) {
            Some(it) => it,
            None => Model::IdentityPolicy,
        }
    }

    /// The cloud whose API it is.
    #[must_use]
    #[inline]
    pub const fn cloud(&self) -> Cloud {
        let [flags, ..] = self.3;
        match word(Cloud::ALL, flags >> 1 & 0x7f) {
            Some(it) => it,
            None => Cloud::HuaweiCloud,
        }
    }

    /// Whether it states the authorization of this model for an API of this cloud: all rows are asked to find one.
    #[must_use]
    #[inline]
    pub const fn is_of(&self, model: Model, cloud: Cloud) -> bool {
        let [flags, ..] = self.3;
        flags & 0xff == model as u32 | (cloud as u32) << 1
    }

    /// Where it can be authorized.
    #[must_use]
    pub const fn scope(&self) -> Scope {
        let [flags, ..] = self.3;
        Scope::unpack(flags >> 8)
    }

    /// Whether a statement can name single instances.
    #[must_use]
    pub const fn by_instance(&self) -> Support {
        let [flags, ..] = self.3;
        support(flags >> 16)
    }

    /// Whether a statement can select instances by their tags.
    #[must_use]
    pub const fn by_tag(&self) -> Support {
        let [flags, ..] = self.3;
        support(flags >> 20)
    }

    /// In `needs`.
    #[must_use]
    pub const fn actions(&self) -> List {
        let [_, it, ..] = self.3;
        List(it)
    }

    /// In `needs`.
    #[must_use]
    pub const fn dependencies(&self) -> List {
        let [_, _, it, ..] = self.3;
        List(it)
    }

    /// In `refs`.
    #[must_use]
    pub const fn sources(&self) -> List {
        let [.., it, _] = self.3;
        List(it)
    }

    /// In `strings`.
    #[must_use]
    pub const fn names(&self) -> List {
        let [.., it] = self.3;
        List(it)
    }

    /// The first number.
    #[must_use]
    pub const fn pack(model: Model, cloud: Cloud, scope: Scope, by_instance: Support, by_tag: Support) -> u32 {
        model as u32 | (cloud as u32) << 1 | scope.pack() << 8 | (by_instance as u32) << 16 | (by_tag as u32) << 20
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::packed::role_action::tests::scopes;

    #[test]
    fn what_is_known_of_an_operation_survives_packing() {
        for model in Model::ALL {
            for cloud in Cloud::ALL {
                for scope in scopes() {
                    for by in scopes() {
                        let (instance, tag) = (by.iam_project, by.enterprise_project);
                        let packed = OperationRow::pack(*model, *cloud, scope, instance, tag);
                        let row = OperationRow("", "", "", [packed, 0, 0, 0, 0]);
                        assert_eq!((row.model(), row.cloud(), row.scope()), (*model, *cloud, scope));
                        let is_of = |it: &Model, of: &Cloud| row.is_of(*it, *of) == (it == model && of == cloud);
                        assert!(Model::ALL.iter().all(|it| Cloud::ALL.iter().all(|of| is_of(it, of))));
                        assert_eq!((row.by_instance(), row.by_tag()), (instance, tag));
                    }
                }
            }
        }
    }
}
