//! Policies of which several benches decide.

use hwc_iam::Policy;

/// Ten statements, all about the action of the request, of which the last allows it.
pub(crate) fn concerned() -> Policy {
    let statements: Vec<String> = (0..10)
        .map(|at| {
            let region = if at == 9 { "cn-north-4".into() } else { format!("cn-north-{at}0") };
            format!(
                r#"{{"Effect":"Allow","Action":["ims:images:copyInRegion","ims:images:get*"],"Resource":["ims:{region}:*:image:*"],
                "Condition":{{"Bool":{{"ims:Encrypted":["false"]}},"StringEquals":{{"g:DomainName":["a","b"]}}}}}}"#
            )
        })
        .collect();
    Policy::from_json(&format!(r#"{{"Version":"5.0","Statement":[{}]}}"#, statements.join(","))).unwrap()
}
