//! The words of the vendor as arguments.

use hwc_iam::{Cloud, Model};

pub(crate) fn model(text: &str) -> Result<Model, String> {
    Model::from_name(text).ok_or_else(|| one_of(Model::ALL.iter().map(|it| it.name())))
}

pub(crate) fn cloud(text: &str) -> Result<Cloud, String> {
    Cloud::from_name(text).ok_or_else(|| one_of(Cloud::ALL.iter().map(|it| it.name())))
}

pub(crate) fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("expected one of {}", words.map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", "))
}

/// What people call a cloud.
pub(crate) const fn cloud_name(cloud: Cloud) -> &'static str {
    match cloud {
        Cloud::HuaweiCloud => "Huawei Cloud",
        Cloud::OpenTelekomCloud => "Open Telekom Cloud",
    }
}

/// What messages call the actions of a model.
pub(crate) const fn actions_of(model: Model) -> &'static str {
    match model {
        Model::IdentityPolicy => "action of identity policies",
        Model::RolePolicy => "action of the role model",
    }
}
