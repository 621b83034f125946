//! Facts by name, type and unit.

use hwc_iam::preflight::{Answer, Facts, Value};

use super::{allowed, cross_region_copy, operation};

fn error(name: &str, value: impl Into<Value>) -> String {
    let error = Facts::new(cross_region_copy()).with(name, value).expect_err("a mistake");
    let help = error.suggestion().map(|it| format!("; did you mean `{it}`?")).unwrap_or_default();
    format!("{error}{help}")
}

#[test]
fn what_is_no_fact_is_an_error() {
    assert_eq!(error("image.encryptd", true), "`ims` has no fact `image.encryptd`; did you mean `image.encrypted`?");
    assert_eq!(error("weather", true), "`ims` has no fact `weather`");
    assert_eq!(
        error("roles.Tenant Administator", true),
        "`ims` has no fact `roles.Tenant Administator`; did you mean `roles.Tenant Administrator`?"
    );
}

#[test]
fn a_value_of_another_type_is_an_error() {
    for (found, wanted) in [
        (error("image.encrypted", "true"), "the fact `image.encrypted` is `true` or `false`, not the string `true`"),
        (error("image.encrypted", 1_u64), "the fact `image.encrypted` is `true` or `false`, not the number `1`"),
        (error("image.size", true), "the fact `image.size` is a number, not `true`"),
        (error("image.size", "big"), "the fact `image.size` is a number, not the string `big`"),
        (error("image.size", "1e3"), "the fact `image.size` is in `GB`, not in `e3`"),
        (error("image.size", ""), "the fact `image.size` is a number, not the string ``"),
        (error("image.size", "1.2.3"), "the fact `image.size` is a number, not the string `1.2.3`"),
        (error("image.size", -1.0), "the fact `image.size` is a number from 0 on, not the number `-1`"),
        (error("image.size", "-1 GB"), "the fact `image.size` is a number from 0 on, not the number `-1`"),
        (error("image.size", f64::NAN), "the fact `image.size` is a number from 0 on, not the number `NaN`"),
        (error("image.size", f64::INFINITY), "the fact `image.size` is a number from 0 on, not the number `inf`"),
        (error("image.status", ["normal"]), "the fact `image.status` is a string, not an array"),
        (
            error("source_region", 4_u64),
            "the fact `source_region` is the id of a region as a string, not the number `4`",
        ),
        (
            error("agency.roles_in_source_region", "IMS Administrator"),
            "the fact `agency.roles_in_source_region` is an array of names of roles, not the string `IMS Administrator`",
        ),
        (
            error("roles.Tenant Administrator", "yes"),
            "the fact `roles.Tenant Administrator` is `true` or `false`, not the string `yes`",
        ),
    ] {
        assert_eq!(found, wanted);
    }
}

#[test]
fn a_unit_that_is_not_the_facts_is_an_error() {
    assert_eq!(error("image.size", "128 MB"), "the fact `image.size` is in `GB`, not in `MB`");
    assert_eq!(error("image.size", "128gb"), "the fact `image.size` is in `GB`, not in `gb`; did you mean `GB`?");
    let with_unit = Facts::new(cross_region_copy()).with("image.size", " 128 GB ").unwrap();
    assert_eq!(with_unit, Facts::new(cross_region_copy()).with("image.size", 128_u64).unwrap());
    assert_eq!(with_unit, Facts::new(cross_region_copy()).with("image.size", "128GB").unwrap());
}

#[test]
fn a_fraction_over_the_limit_is_over_it() {
    for (size, holds) in [(128.0, true), (127.5, true), (128.5, false)] {
        let facts = Facts::new(cross_region_copy()).with("image.size", size).unwrap();
        let report = allowed(cross_region_copy(), &facts);
        let check = report.constraints().iter().find(|it| it.constraint().id() == "image_size").unwrap();
        assert_eq!(check.holds(), Some(holds), "{size}");
    }
}

#[test]
fn the_words_of_the_page_are_understood_and_case_counts() {
    let facts = Facts::new(cross_region_copy()).with("image.status", "正常").unwrap();
    assert_eq!(facts.iter().next().unwrap().1, &Value::from("normal"));
    assert_eq!(
        error("agency.cloud_service", "ims"),
        "the fact `agency.cloud_service` has no value `ims`; upper and lower case count; did you mean `IMS`?"
    );
    assert!(
        Facts::new(cross_region_copy()).with("image.status", "abnormal").is_ok(),
        "the page need not name every value"
    );
}

#[test]
fn a_region_that_nobody_knows_settles_nothing() {
    let facts = Facts::new(cross_region_copy())
        .with("image.full_ecs", true)
        .and_then(|it| it.with("source_region", "cn-est-3"))
        .and_then(|it| it.with("destination_region", "cn-north-4"))
        .unwrap();
    let report = allowed(cross_region_copy(), &facts);
    let check =
        report.constraints().iter().find(|it| it.constraint().id() == "full_ecs_regions_without_support").unwrap();
    assert_eq!(check.holds(), None);
    assert_eq!(check.because(), "`source_region` is `cn-est-3`, a region that the catalogue does not know");
    assert_eq!(report.answer(), Answer::Unknown);
}

/// The second service with constraints works as the first does.
#[test]
fn facts_are_those_of_the_operations_service() {
    let delete = super::operation_of(
        "DELETE /v3.0/OS-AGENCY/agencies/{agency_id}",
        hwc_iam::Model::RolePolicy,
        hwc_iam::Cloud::HuaweiCloud,
    );
    assert!(Facts::new(delete).with("image.size", 1_u64).is_err());
    let answer = |policies: u64| {
        let facts = Facts::new(delete).with("agency.identity_policies", policies).unwrap();
        hwc_iam::preflight::Preflight::new(delete, &facts).silence_is_none().decide(super::allow).answer()
    };
    assert_eq!((answer(0), answer(1)), (Answer::Yes, Answer::No));
    let none = Facts::new(delete);
    let report = allowed(delete, &none);
    assert_eq!(report.facts_needed()[0].name(), "agency.identity_policies");
    assert_eq!(report.agency().count(), 1);
    assert!(Facts::new(operation("GET /v1/cloudimages/quota")).iter().next().is_none());
}
