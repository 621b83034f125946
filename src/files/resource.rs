//! Which resources of the Terraform providers hold policies, as their documentation says.

use crate::PolicyKind;
use crate::Span;
use crate::policy;
use crate::shared::tree::Node;

/// Where a type of resource has its policy.
pub(super) struct Place {
    /// The type of the resource.
    pub(super) kind_of_resource: &'static str,
    pub(super) form: Form,
    /// What it is a policy of.
    pub(super) kind: PolicyKind,
}

/// How the policy stands in the resource.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// In an attribute with JSON.
    Text(&'static str),
    /// In one with JSON, if the attribute `type` says that it is this.
    Typed(&'static str, &'static str),
    /// In blocks named `statement`; the provider sends them as version `1.1`.
    Statements,
}

pub(super) fn place(kind_of_resource: &str) -> Option<&'static Place> {
    PLACES.iter().find(|it| it.kind_of_resource == kind_of_resource)
}

/// What a policy is that nothing but its own text says it of.
pub(super) fn kind_of(root: Option<&Node<Span>>) -> PolicyKind {
    root.map_or(PolicyKind::Identity, policy::kind_of)
}

/// What a policy is that stands there; nothing, if it is in the language of another cloud, which buckets take, too.
pub(super) fn kind_in(place: &Place, root: &Node<Span>) -> Option<PolicyKind> {
    (place.kind != PolicyKind::Bucket || !policy::is_of_s3(root)).then_some(place.kind)
}

const fn text(kind_of_resource: &'static str, attribute: &'static str, kind: PolicyKind) -> Place {
    Place { kind_of_resource, form: Form::Text(attribute), kind }
}

const fn control(kind_of_resource: &'static str) -> Place {
    Place { kind_of_resource, form: Form::Typed("content", "service_control_policy"), kind: PolicyKind::Scp }
}

// The documentation of huaweicloud/terraform-provider-huaweicloud, docs/resources and docs/incubating, each under its name;
// of opentelekomcloud/terraform-provider-opentelekomcloud the resource's source, too.
const PLACES: &[Place] = &[
    text("huaweicloud_obs_bucket_policy", "policy", PolicyKind::Bucket),
    text("opentelekomcloud_obs_bucket_policy", "policy", PolicyKind::Bucket),
    text("huaweicloud_vpcep_endpoint", "policy_document", PolicyKind::Endpoint),
    text("huaweicloud_identity_policy", "policy_document", PolicyKind::Identity),
    text("huaweicloud_identity_role", "policy", PolicyKind::Role),
    text("huaweicloud_identity_trust_agency", "trust_policy", PolicyKind::Trust),
    text("huaweicloud_identitycenter_custom_policy_attachment", "custom_policy", PolicyKind::Identity),
    text("huaweicloud_identitycenter_custom_role_attachment", "custom_role", PolicyKind::Role),
    text("huaweicloud_identityv5_policy", "policy_document", PolicyKind::Identity),
    control("huaweicloud_organizations_dry_run_policy"),
    control("huaweicloud_organizations_policy"),
    Place { kind_of_resource: "opentelekomcloud_identity_role_v3", form: Form::Statements, kind: PolicyKind::Role },
];
