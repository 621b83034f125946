//! Expressions wherever a value stands: their types, and what they may borrow.

use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr};

use hwc_iam::{Pattern, Urn, action, actions, policy, resources, role_actions, urn};

const TEAM: &str = "images";
const LIST: hwc_iam::Action = action!("ims:images:list");

mod settings {
    pub const REGION: &str = "cn-north-4";
    pub const GET: hwc_iam::Action = hwc_iam::actions::Ims::IMAGES_IMPORT;
}

fn main() {
    let (region, account, ids) = (String::from("cn-east-3"), "0a1b", ["a", "b"]);
    let exact: Urn = "ims:cn-north-4:0a1b:image:a".parse().unwrap();
    let by_id = |id: &str| Pattern::new(format!("ims:*:{account}:image:{id}"));
    let policy = policy!({
        "Version": "5.0",
        "Statement": [{
            "Sid": TEAM,
            "Effect": "Allow",
            "Action": [
                LIST, settings::GET, crate::LIST, self::LIST, (actions::Ims::IMAGES_EXPORT), (action!("ims:images:get*")),
                (if ids.len() > 1 { LIST } else { settings::GET }), (LIST)
            ],
            "Resource": [
                (exact.clone()), (hwc_iam::UrnPattern::from(exact)), (by_id(ids[0])), (by_id(ids[1])),
                (urn!("ims:*:*:image:*")), (resources::Ims::IMAGE.any())
            ],
            "Condition": {
                "StringEquals": { "ims:Region": [(&region), (region.clone()), settings::REGION, TEAM, (Cow::from(TEAM))] },
                "NumberLessThan": { "g:MFAAge": [(3_u8), (3_i64), (3_usize), (ids.len() * 2)] },
                "Bool": { "g:MFAPresent": (!ids.is_empty()) },
                "IpAddress": { "g:SourceIp": [(IpAddr::from([10, 0, 0, 1])), (Ipv4Addr::LOCALHOST), ("10.0.0.0/8")] },
                "DateLessThan": { "g:CurrentTime": [(format!("{}-01-01", 2030))] },
                "Null": { "g:UserName": (false) }
            }
        }]
    });
    assert!(region.starts_with("cn"), "only borrowed");
    assert_eq!(policy.statements()[0].sid(), Some("images"));
    let role = policy!({
        "Version": "1.1",
        "Statement": [{ "Effect": "Allow", "Action": [Ims::IMAGES_COPY, (role_actions::Ims::IMAGES_LIST)] }]
    });
    assert_eq!(role.statements().len(), 1);
}
