//! Which of Terraform's commands a policy is for.

use crate::shared::words::words;

words! {
    /// What Terraform is to do.
    ///
    /// ```
    /// use hwc_iam::usage::Phase;
    ///
    /// assert_eq!(Phase::from_name("plan"), Some(Phase::Plan));
    /// ```
    Phase {
        /// `terraform plan`: it reads.
        Plan = "plan",
        /// `terraform apply`: it reads, and creates, changes and replaces.
        Apply = "apply",
        /// `terraform destroy`: it reads and deletes.
        Destroy = "destroy",
    }
}
