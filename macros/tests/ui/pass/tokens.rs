//! Trailing commas, other brackets, raw strings, escapes, comments and `concat` of a caller's macro.

macro_rules! allow {
    ($version:literal, $($action:tt),*) => {
        hwc_iam::policy!({ "Version": $version, "Statement": [{ "Effect": "Allow", "Action": [$($action),*] }] })
    };
}

macro_rules! in_region {
    ($region:expr) => {
        hwc_iam::policy!({
            "Version": "5.0",
            "Statement": [{
                "Effect": "Allow",
                "Action": ["ims:images:copyCrossRegion"],
                "Condition": { "StringEquals": { "ims:Region": [($region)] } }
            }]
        })
    };
}

fn main() {
    let commas = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [
            // A comment is no token.
            {
                "Effect": "Allow",
                "Action": ["ims:images:list", /* here neither */ "ims:quotas:get",],
                "Resource": ["*",],
            },
        ],
    });
    let brackets = hwc_iam::policy![{
        "Version": r"5.0",
        "Statement": [{ "Effect": "\u{41}llow", "Action": [r#"ims:images:list"#, "ims:quotas:get"], "Resource": ["*"] }]
    }];
    assert_eq!(commas, brackets);
    let braces = hwc_iam::policy! {{
        "Version": "5.0",
        "Statement": [{ "Resource": ["*"], "Action": ["ims:images:list", "ims:quotas:get"], "Effect": "Allow" }]
    }};
    assert_eq!(commas, braces);
    let wrapped = allow!("5.0", "ims:images:list", "ims:quotas:get");
    assert_eq!(wrapped.statements()[0].actions(), commas.statements()[0].actions());
    assert_eq!(in_region!("cn-north-4"), in_region!(String::from("cn-north-4")));
}
