use hwc_iam::Policy;
use hwc_iam::access::{Access, Comparison, ContextValue, Options, Verdict, blast_radius, compare};
use hwc_iam::eval::{Assumption, Assumptions, Setting};

use super::read;

fn diff(old: &str, new: &str) -> Comparison {
    let (old, new) = (read(old), read(new));
    compare(&Access::of(&old), &Access::of(&new), &Options::default())
}

/// The verdict, and the requests that differ: `+` allowed by the new one only, `-` by the old one only.
fn told(found: &Comparison) -> String {
    let mut out = String::from(found.verdict.name());
    for (sign, witness) in [('+', &found.witness), ('-', &found.lost)] {
        let Some(it) = witness else { continue };
        out += &format!(" {sign}{}", it.action);
        if let Some(resource) = &it.resource {
            out += &format!(" on {resource}");
        }
        for (key, values) in &it.context {
            match values {
                ContextValue::One(it) => out += &format!(" {key}={it}"),
                ContextValue::Many(all) => out += &format!(" {key}={all:?}"),
            }
        }
    }
    for it in &found.unknown {
        out += &format!(" ?{}", it.what);
    }
    out
}

#[track_caller]
fn check(old: &str, new: &str, wanted: &str) {
    assert_eq!(told(&diff(old, new)), wanted);
}

fn allow(actions: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":[{actions}]}}"#)
}

fn on(resource: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":["ims:images:get"],"Resource":[{resource}]}}"#)
}

fn when(condition: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":["ims:images:get"],"Condition":{{{condition}}}}}"#)
}

/// What a statement that denies leaves of one that allows.
fn but(rest: &str) -> String {
    format!(r#"{{"Effect":"Allow","Action":["ims:images:get"]}},{{"Effect":"Deny",{rest}}}"#)
}

/// `ims:images:copy`, the first name of the pattern, is an action of the other model, of which it is open what it means here.
#[test]
fn a_pattern_that_also_matches_an_action_of_the_other_model() {
    let (one, all) = (allow(r#""ims:images:copyInRegion""#), allow(r#""ims:images:copy*""#));
    check(&one, &all, "broader +ims:images:copyCrossRegion");
    check(&all, &one, "narrower -ims:images:copyCrossRegion");
}

#[test]
fn actions() {
    let ims = allow(r#""ims:*:*""#);
    let images = allow(r#""ims:images:*""#);
    let get = allow(r#""ims:images:get""#);
    check(&ims, &ims, "equal");
    check(&images, &get, "narrower -ims:images:addMember");
    check(&get, &images, "broader +ims:images:addMember");
    check(&get, &allow(r#""ims:images:list""#), "incomparable +ims:images:list -ims:images:get");
    check(&allow(r#""ims:*:*", "ims:images:get""#), &ims, "equal");
    check(&allow(r#""*:*:*""#), &allow(r#""*""#), "equal");
    // Names that the catalogue does not know yet are names, too.
    check(
        &allow(r#""ims:images:get*""#),
        &allow(r#""ims:images:getTags", "ims:images:getJob", "ims:images:get""#),
        "narrower -ims:images:getx",
    );
}

#[test]
fn not_action() {
    let all_but_get = r#"{"Effect":"Allow","NotAction":["ims:images:get"]}"#;
    let get = allow(r#""ims:images:get""#);
    check(&format!("{all_but_get},{get}"), &allow(r#""*""#), "equal");
    let denied = r#"{"Effect":"Deny","NotAction":["ims:images:get"]}"#;
    check(&format!("{},{denied}", allow(r#""*""#)), &get, "equal");
}

#[test]
fn the_case_of_actions_is_an_open_question() {
    let (lower, upper) = (allow(r#""ims:images:getTags""#), allow(r#""IMS:images:getTags""#));
    check(&lower, &upper, "unknown ?action_case");
    let with = |setting| {
        let assumptions = Assumptions::default().with(Assumption::ActionCase, setting);
        let (old, new) = (read(&lower), read(&upper));
        compare(&Access::of(&old), &Access::of(&new), &Options { assumptions, ..Options::default() }).verdict
    };
    assert_eq!(with(Setting::Yes), Verdict::Equal);
    assert_eq!(with(Setting::No), Verdict::Incomparable);
    // What does not hang on it is certain.
    check(&allow(r#""ims:images:*""#), &allow(r#""ims:images:getTags""#), "narrower -ims:images:addMember");
}

#[test]
fn actions_of_the_role_model_ignore_case() {
    let read = |actions: &str| {
        let text = format!(r#"{{"Version":"1.1","Statement":[{{"Effect":"Allow","Action":[{actions}]}}]}}"#);
        Policy::from_json(&text).unwrap()
    };
    let (lower, upper) = (read(r#""obs:bucket:*""#), read(r#""OBS:Bucket:*""#));
    let one = read(r#""obs:bucket:ListBucket""#);
    assert_eq!(compare(&Access::of(&lower), &Access::of(&upper), &Options::default()).verdict, Verdict::Equal);
    assert_eq!(compare(&Access::of(&lower), &Access::of(&one), &Options::default()).verdict, Verdict::Narrower);
    let other = super::read(&allow(r#""ims:images:get""#));
    let mixed = compare(&Access::of(&lower), &Access::of(&other), &Options::default());
    assert_eq!(told(&mixed), "unknown ?documents of both models");
}

#[test]
fn resources() {
    let one = on(r#""ims:cn-north-4:*:image:*""#);
    check(&on(r#""*""#), &one, "narrower -ims:images:get");
    check(&on(r#""ims:*:*:image:*""#), &one, "narrower -ims:images:get on ims::0a1b2c3d:image:example");
    // A wildcard does not reach into the next part, except in the last.
    check(&on(r#""ims:*:image:x""#), &on(r#""ims:r:a:image:x""#), "unknown ?short_resource_pattern");
    check(&on(r#""ims:*:*:image:a*""#), &on(r#""ims:*:*:image:a*", "ims:r:a:image:a:b""#), "equal");
    // A union and its parts.
    check(&on(r#""ims:r:a:image:?*", "ims:r:a:image:""#), &on(r#""ims:r:a:image:*""#), "equal");
    check(&on(r#""ims:r:a:image:?", "ims:r:a:image:??*""#), &on(r#""ims:r:a:image:?*""#), "equal");
    let not =
        |resource: &str| format!(r#"{{"Effect":"Allow","Action":["ims:images:get"],"NotResource":[{resource}]}}"#);
    let both = format!("{},{}", not(r#""ims:*:*:image:a*""#), on(r#""ims:*:*:image:a*""#));
    check(&both, &on(r#""*""#), "equal");
    check(
        &not(r#""ims:*:*:image:ab*""#),
        &not(r#""ims:*:*:image:a*""#),
        "narrower -ims:images:get on ims:cn-north-4:0a1b2c3d:image:a",
    );
}

#[test]
fn one_value_of_a_key() {
    let any = when(r#""Bool":{"g:MFAPresent":["true","false"]}"#);
    check(&any, &when(r#""Null":{"g:MFAPresent":["false"]}"#), "equal");
    check(&any, &when(r#""Bool":{"g:MFAPresent":["true"]}"#), "narrower -ims:images:get g:MFAPresent=false");
    let apart = format!(
        "{},{},{}",
        when(r#""StringMatch":{"g:UserName":["a*"]}"#),
        when(r#""StringNotMatchIfExists":{"g:UserName":["a*"]}"#),
        when(r#""Null":{"g:UserName":["true"]}"#),
    );
    check(&apart, &allow(r#""ims:images:get""#), "equal");
    check(
        &when(r#""StringMatch":{"g:UserName":["a*"]}"#),
        &when(r#""StringEqualsIgnoreCase":{"g:UserName":["AB"]}"#),
        "incomparable +ims:images:get g:UserName=AB -ims:images:get g:UserName=a",
    );
}

#[test]
fn a_negated_operator_on_a_missing_key_is_an_open_question() {
    let not = when(r#""StringNotEquals":{"g:UserName":["a"]}"#);
    check(&not, &not, "equal");
    check(&not, &when(r#""StringNotEqualsIfExists":{"g:UserName":["a"]}"#), "unknown ?negated_operator_on_missing_key");
    // One direction is certain: whatever the answer, nothing is lost.
    let found = diff(&not, &when(r#""StringNotEqualsIfExists":{"g:UserName":["a"]}"#));
    assert_eq!((found.new_access, found.lost_access), (None, Some(false)));
    // Where the key is there, the answer does not matter.
    check(&not, &when(r#""StringNotEquals":{"g:UserName":["a","b"]}"#), "narrower -ims:images:get g:UserName=b");
}

#[test]
fn numbers_dates_and_addresses() {
    let age = |operator: &str, value: &str| when(&format!(r#""{operator}":{{"g:MFAAge":["{value}"]}}"#));
    let two = format!("{},{}", age("NumberLessThan", "10"), age("NumberGreaterThanEquals", "10.0"));
    let same = format!("{},{}", age("NumberLessThanEquals", "10"), age("NumberGreaterThan", "10"));
    check(&two, &same, "equal");
    // No page says whether a request can have several values of the key.
    check(&two, &when(r#""Null":{"g:MFAAge":["false"]}"#), "unknown ?empty_set_is_missing ?operator_on_several_values");
    check(&age("NumberLessThan", "10"), &age("NumberLessThanEquals", "10"), "broader +ims:images:get g:MFAAge=10");
    let time = |operator: &str, value: &str| when(&format!(r#""{operator}":{{"g:CurrentTime":["{value}"]}}"#));
    check(&time("DateLessThan", "2026-01-01T01:00:00+01:00"), &time("DateLessThan", "2026-01-01T00:00:00Z"), "equal");
    check(
        &time("DateLessThan", "2026-01-01T00:00:00Z"),
        &time("DateLessThan", "2026-01-02T00:00:00Z"),
        "broader +ims:images:get g:CurrentTime=2026-01-01T00:00:00Z",
    );
    let from = |ranges: &str| when(&format!(r#""IpAddress":{{"g:SourceIp":[{ranges}]}}"#));
    check(&from(r#""10.0.0.0/9","10.128.0.0/9""#), &from(r#""10.0.0.0/8""#), "equal");
    check(&from(r#""10.0.0.0/8""#), &from(r#""10.0.0.0/9""#), "narrower -ims:images:get g:SourceIp=10.128.0.0");
    check(
        &from(r#""0.0.0.0/0""#),
        &from(r#""0.0.0.0/0","2001:db8::/32""#),
        "broader +ims:images:get g:SourceIp=2001:db8::",
    );
}

#[test]
fn several_values_of_a_key() {
    let any = when(r#""ForAnyValue:StringEquals":{"g:TagKeys":["a","b"]}"#);
    let a_or_b = format!(
        "{},{}",
        when(r#""ForAnyValue:StringEquals":{"g:TagKeys":["a"]}"#),
        when(r#""ForAnyValue:StringEquals":{"g:TagKeys":["b"]}"#),
    );
    check(&any, &a_or_b, "equal");
    // All of them among two is more than all of them the one or all of them the other.
    let all = when(r#""ForAllValues:StringEquals":{"g:TagKeys":["a","b"]},"Null":{"g:TagKeys":["false"]}"#);
    let each = format!(
        "{},{}",
        when(r#""ForAllValues:StringEquals":{"g:TagKeys":["a"]},"Null":{"g:TagKeys":["false"]}"#),
        when(r#""ForAllValues:StringEquals":{"g:TagKeys":["b"]},"Null":{"g:TagKeys":["false"]}"#),
    );
    let found = diff(&all, &each);
    assert_eq!((found.new_access, found.lost_access), (Some(false), Some(true)));
    let Some(ContextValue::Many(values)) = found.lost.as_ref().map(|it| &it.context[0].1) else { panic!("{found:?}") };
    assert!(values.contains(&"a".into()) && values.contains(&"b".into()), "{values:?}");
}

#[test]
fn deny() {
    let plain = allow(r#""ims:images:get""#);
    let nothing = r#"{"Effect":"Deny","Action":["*"]}"#;
    check(&but(r#""Action":["ims:images:*"]"#), nothing, "equal");
    check(
        &plain,
        &but(r#""Action":["ims:*:*"],"Resource":["ims:*:*:image:x"]"#),
        "narrower -ims:images:get on ims:cn-north-4:0a1b2c3d:image:x",
    );
    // A deny of what is not allowed changes nothing.
    check(&plain, &but(r#""Action":["ecs:*:*"]"#), "equal");
    let mfa = but(r#""Action":["*"],"Condition":{"BoolIfExists":{"g:MFAPresent":["false"]}}"#);
    check(&mfa, &when(r#""Bool":{"g:MFAPresent":["true"]}"#), "equal");
}

#[test]
fn variables_are_not_compared_but_their_texts_are() {
    let own = on(r#""ims:*:*:image:${g:UserName}""#);
    check(&own, &own, "equal");
    check(&own, &on(r#""ims:*:*:image:*""#), "unknown ?\"ims:*:*:image:${g:UserName}\"");
    let found = diff(&own, &on(r#""ims:*:*:image:*""#));
    assert_eq!((found.new_access, found.lost_access), (None, Some(false)));
    // What has nothing to do with it is certain.
    check(&own, &format!("{own},{}", allow(r#""ims:images:list""#)), "broader +ims:images:list");
}

#[test]
fn layers() {
    let full = read(&allow(r#""*""#));
    let some = read(&allow(r#""ims:*:*""#));
    let no_export = read(r#"{"Sid":"NoExport","Effect":"Deny","Action":["ims:images:export"]}"#);
    let free = Access::of(&some).scp_level([&full]);
    let bound = Access::of(&some).scp_level([&full, &no_export]);
    let options = Options::default();
    assert_eq!(compare(&Access::of(&some), &free, &options).verdict, Verdict::Equal);
    let found = compare(&free, &bound, &options);
    assert_eq!(told(&found), "narrower -ims:images:export");
    let sids: Vec<_> = found.lost.unwrap().statements.into_iter().filter_map(|it| it.sid).collect();
    assert_eq!(sids, ["NoExport"]);
    // A level allows what it allows: the intersection of both.
    let get = read(&allow(r#""ims:images:get""#));
    let level = Access::of(&some).scp_level([&get]);
    assert_eq!(compare(&level, &Access::of(&get), &options).verdict, Verdict::Equal);
    // Whether a level without any `Allow` allows is an open question.
    let alone = Access::of(&some).scp_level([&no_export]);
    assert_eq!(told(&compare(&alone, &bound, &options)), "unknown ?level_without_allow");
    assert_eq!(compare(&bound, &alone, &options).new_access, Some(false));
    let session = Access::of(&full).session([&some]);
    assert_eq!(compare(&session, &Access::of(&some), &options).verdict, Verdict::Equal);
}

#[test]
fn the_blast_radius_is_over_the_catalogue() {
    let (old, new) = (read(&on(r#""ims:r:*:image:*""#)), read(&allow(r#""ims:images:get*""#)));
    let radius = blast_radius(&Access::of(&old), &Access::of(&new), &Options::default()).unwrap();
    assert!(radius.gained.contains(&"ims:images:get") && radius.gained.contains(&"ims:images:getTags"));
    assert!(radius.lost.is_empty() && radius.unknown.is_empty(), "{radius:?}");
}

/// What both allow alike whatever is open is not undecided at an action either.
#[test]
fn what_is_certain_of_all_actions_is_certain_of_each() {
    let radius = |old: &str, new: &str| {
        let of = |condition: &str| {
            let deny = format!(r#"{{"Effect":"Deny","Action":["ims:images:get"],"Condition":{condition}}}"#);
            read(&format!(r#"{},{deny}"#, allow(r#""ims:images:get""#)))
        };
        let (old, new) = (of(old), of(new));
        let (old, new) = (Access::of(&old), Access::of(&new));
        let radius = blast_radius(&old, &new, &Options::default()).unwrap();
        (compare(&old, &new, &Options::default()).verdict, radius.gained, radius.lost, radius.unknown)
    };
    let dates = |at: &str| format!(r#"{{"DateGreaterThan":{{"g:CurrentTime":["{at}"]}}}}"#);
    let alike = radius(&dates("2026-01-01T00:00:00+08:00"), &dates("2025-12-31T16:00:00Z"));
    assert_eq!(alike, (Verdict::Equal, vec![], vec![], vec![]));
    let ranges = |all: &str| format!(r#"{{"IpAddress":{{"g:SourceIp":[{all}]}}}}"#);
    let halves = ranges(r#""10.0.0.0/9","10.128.0.0/9""#);
    assert_eq!(radius(&halves, &ranges(r#""10.0.0.0/8""#)), (Verdict::Equal, vec![], vec![], vec![]));
    let less = radius(&ranges(r#""10.0.0.0/9""#), &ranges(r#""10.0.0.0/8""#));
    assert_eq!(less, (Verdict::Narrower, vec![], vec!["ims:images:get"], vec![]));
    // Parts of a nanosecond may count.
    let finer = radius(&dates("2026-01-01T00:00:00.1Z"), &dates("2026-01-01T00:00:00.1000000001Z"));
    assert_eq!(finer, (Verdict::Unknown, vec![], vec![], vec!["ims:images:get"]));
}

#[test]
fn parts_that_cover_others() {
    use hwc_iam::access::action_patterns_cover;
    use hwc_iam::{ActionPattern, Model};

    let one = |text: &'static str| [ActionPattern::Pattern(text.into())];
    let cover = |outer, inner, model| action_patterns_cover(&one(outer), &one(inner), model);
    assert_eq!(cover("ims:*:*", "ims:images:get*", Model::IdentityPolicy), Some(true));
    assert_eq!(cover("ims:images:get*", "ims:*:*", Model::IdentityPolicy), Some(false));
    // The case of actions is open in one model and does not count in the other.
    assert_eq!(cover("IMS:*:*", "ims:images:get*", Model::IdentityPolicy), None);
    assert_eq!(cover("IMS:*:*", "ims:images:get*", Model::RolePolicy), Some(true));
    assert_eq!(cover("ims:*", "ims:images:get*", Model::IdentityPolicy), None, "it has too few parts");
    assert_eq!(cover("*:?*:*", "ims:images:?*", Model::IdentityPolicy), Some(true));
}

#[test]
fn roles_that_depend_on_others() {
    let role = |depends: &str| {
        let text = format!(r#"{{"Version":"1.0","Statement":[{{"Effect":"Allow","Action":["ims:*:*"]}}]{depends}}}"#);
        Policy::from_json(&text).unwrap()
    };
    let free = role("");
    let bound = role(r#","Depends":[{"catalog":"OBS","display_name":"Tenant Administrator"}]"#);
    let options = Options::default();
    assert_eq!(compare(&Access::of(&bound), &Access::of(&bound), &options).verdict, Verdict::Equal);
    assert_eq!(told(&compare(&Access::of(&bound), &Access::of(&free), &options)), "unknown ?`Depends`");
}

/// Whom a statement is about is not compared: where it counts, the answer is unknown and says so.
#[test]
fn principals_are_not_compared_and_said_so() {
    let of = |element: &str, name: &str| {
        format!(r#"{{"Effect":"Allow","{element}":{{"IAM":["{name}"]}},"Action":["sts:agencies:assume"]}}"#)
    };
    let (one, other) = (of("Principal", "a"), of("Principal", "b"));
    check(&one, &one, "equal");
    check(&one, &other, "unknown ?`Principal`");
    check(&one, &format!("{one},{other}"), "unknown ?`Principal`");
    check(&one, &of("NotPrincipal", "b"), "unknown ?`Principal`");
    check(&format!("{one},{other}"), &format!("{other},{one}"), "equal");
    // It does not count where another statement allows the same to everybody on both sides.
    let anybody = r#"{"Effect":"Allow","Action":["sts:*:*"]}"#;
    check(&format!("{anybody},{one}"), &format!("{anybody},{other}"), "equal");
    let deny = |name: &str| of("Principal", name).replace("Allow", "Deny");
    check(&format!("{anybody},{}", deny("a")), &format!("{anybody},{}", deny("b")), "unknown ?`Principal`");
}

#[test]
fn the_account_of_the_principal_has_two_names() {
    let by = |key: &str| when(&format!(r#""StringEquals":{{"{key}":["a"]}}"#));
    check(&by("g:PrincipalAccount"), &by("g:DomainId"), "equal");
    check(&by("g:principalaccount"), &by("g:DOMAINID"), "equal");
}
