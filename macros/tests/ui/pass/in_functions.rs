//! In functions of all sorts, as an argument, as the last expression, and in a module without a `use`.

mod without_use {
    pub fn policy() -> hwc_iam::Policy {
        hwc_iam::policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": [Ims::IMAGES_LIST] }] })
    }
}

const fn constant() -> hwc_iam::Policy {
    hwc_iam::policy!({ "Version": "5.0", "Statement": [{ "Effect": "Allow", "Action": ["ims:images:list"] }] })
}

fn generic<T: AsRef<str>, N: Into<String> + Clone>(regions: &[T], name: N) -> Vec<hwc_iam::Policy> {
    let of = |it: &T| {
        hwc_iam::policy!({
            "Version": "5.0",
            "Statement": [{
                "Sid": (name.clone()),
                "Effect": "Allow",
                "Action": ["ims:images:copyCrossRegion"],
                "Condition": { "StringEquals": { "ims:Region": [(it.as_ref())] } }
            }]
        })
    };
    regions.iter().map(of).collect()
}

trait Reader {
    fn policy(&self) -> hwc_iam::Policy;
}

struct Region(String);

impl Reader for Region {
    fn policy(&self) -> hwc_iam::Policy {
        hwc_iam::policy!({
            "Version": "5.0",
            "Statement": [{
                "Effect": "Allow",
                "Action": ["ims:images:copyCrossRegion"],
                "Condition": { "StringEquals": { "ims:Region": (&self.0) } }
            }]
        })
    }
}

fn fallible(text: &str) -> Result<hwc_iam::Policy, std::num::ParseIntError> {
    Ok(hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copyCrossRegion"],
            "Condition": { "NumberLessThan": { "g:MFAAge": [(text.parse::<u32>()?)] } }
        }]
    }))
}

fn main() {
    const POLICY: hwc_iam::Policy = constant();
    assert_eq!(POLICY, without_use::policy());
    assert_eq!(generic(&["cn-north-4", "cn-east-3"], "Replicate").len(), 2);
    assert_eq!(Region(String::from("cn-east-3")).policy().statements().len(), 1);
    assert!(fallible("5").is_ok() && fallible("x").is_err());
    let text =
        format!("{}", hwc_iam::policy!({ "Version": "5.0", "Statement": [{ "Effect": "Deny", "Action": ["*"] }] }));
    assert!(text.ends_with("}]}"), "{text}");
}
