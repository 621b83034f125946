use alloc::vec;
use alloc::vec::Vec;

use super::policies::{Access, Document};
use crate::error::NotComparableError;
use crate::eval::{Layer, PolicySet};

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
    pub fn of_set(set: &'a PolicySet) -> Result<Self, NotComparableError> {
        let (levels, has_circumstances) = set.circumstances();
        if has_circumstances {
            return Err(NotComparableError::Circumstances);
        }
        let mut access = Self { levels: vec![Vec::new(); levels], ..Self::of_documents(Vec::new()) };
        for (layer, policy) in set.policies() {
            let document = Document::of(policy);
            match layer {
                Layer::Identity => access.identity.push(document),
                Layer::Scp(level) => access.levels.get_mut(level).into_iter().for_each(|it| it.push(document.clone())),
                Layer::Session(_) => access.sessions.push(document),
                Layer::Resource => return Err(NotComparableError::ResourcePolicy),
                Layer::Role => return Err(NotComparableError::Roles),
            }
        }
        Ok(access)
    }
}
