use alloc::string::String;
use alloc::vec::Vec;

use super::policies::{Access, Document, Layer, LayerKind};
use crate::eval::{self, PolicySet};

impl<'a> Access<'a> {
    /// What a set of the evaluator allows its principal.
    ///
    /// ```
    /// use hwc_iam::access::Access;
    /// use hwc_iam::eval::PolicySet;
    /// use hwc_iam::policy;
    ///
    /// let full = policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["*"] }] });
    /// let set = PolicySet::builder().identity("admin", full.clone()).scp_level([("FullAccess", full)]).build()?;
    /// assert!(Access::of_set(&set).is_ok());
    /// # Ok::<(), hwc_iam::error::PolicySetError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What of it cannot be compared: a resource policy, grants of the role/policy model with their scopes, a root user.
    pub fn of_set(set: &'a PolicySet) -> Result<Self, String> {
        let mut layers: Vec<(eval::Layer, Layer<'a>)> = Vec::new();
        let (levels, has_circumstances) = set.circumstances();
        if has_circumstances {
            return Err(String::from("a root user or a management account cannot be compared"));
        }
        let new = |kind| Layer { kind, policies: Vec::new() };
        layers.push((eval::Layer::Identity, new(LayerKind::Identity)));
        layers.extend((0..levels).map(|it| (eval::Layer::Scp(it), new(LayerKind::Scp))));
        for (layer, policy) in set.policies() {
            let wanted = match layer {
                eval::Layer::Identity | eval::Layer::Scp(_) => layer,
                eval::Layer::Session(_) => eval::Layer::Session(0),
                eval::Layer::Resource => return Err(String::from("a resource policy cannot be compared")),
                eval::Layer::Role => {
                    return Err(String::from("what roles grant in a scope cannot be compared"));
                }
            };
            let document = Document::of(policy);
            match layers.iter_mut().find(|it| it.0 == wanted) {
                Some((_, layer)) => layer.policies.push(document),
                None => layers.push((wanted, Layer { kind: LayerKind::Session, policies: [document].into() })),
            }
        }
        Ok(Self { layers: layers.into_iter().map(|it| it.1).collect() })
    }
}
