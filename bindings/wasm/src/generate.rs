use hwc_iam::generate::Generator;
use hwc_iam::{Cloud, Model, report, scenario};
use serde::Deserialize;
use wasm_bindgen::JsError;

/// What `generate` of the command takes as arguments.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wanted {
    /// Calls, as `POST /v1/cloudimages/{image_id}/copy`, or names of operations.
    operations: Vec<String>,
    /// Traces or other logs of calls, as JSON Lines.
    traces: String,
    /// Messages of denied calls.
    denied: Vec<String>,
    /// `v5` or `role`.
    model: Option<Model>,
    /// `hwc` or `otc`.
    cloud: Option<Cloud>,
    region: Option<String>,
    account: Option<String>,
    service: Option<String>,
    with_conditional: bool,
}

pub(crate) fn answer(wanted: &str) -> Result<report::Generated, JsError> {
    let wanted: Wanted = serde_json::from_str(wanted)?;
    let model = wanted.model.unwrap_or(Model::IdentityPolicy);
    let mut generator = Generator::new(model, wanted.cloud.unwrap_or(Cloud::HuaweiCloud));
    if wanted.with_conditional {
        generator = generator.with_conditional();
    }
    if let Some(it) = wanted.region {
        scenario::urn_part("region", &it)?;
        generator = generator.region(it);
    }
    if let Some(it) = wanted.account {
        scenario::urn_part("account", &it)?;
        generator = generator.account(it);
    }
    if let Some(it) = wanted.service {
        generator = generator.service(it);
    }
    wanted.operations.iter().for_each(|it| generator.call(it));
    generator.traces(&wanted.traces);
    wanted.denied.iter().for_each(|it| generator.denied(it));
    let generated = generator.generate();
    Ok(report::generated(&generated, &generated.proof()))
}
