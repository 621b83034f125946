//! Policy variables with and without default, the escapes, and dollars that are none.

use hwc_iam::{policy, urn};

fn main() {
    let policy = policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copyInRegion"],
            "Resource": [
                "ims:*:${g:DomainId}:image:${g:UserName}",
                "ims:*:*:image:${g:UserName, 'it''s:nobody'}/*",
                "ims:*:*:image:${*}${?}${$}",
                "ims:${g:RequestedRegion}:*:image:${g:PrincipalTag/team}",
                "${g:ServiceName}:*:*:image:*",
                "ims:*:*:image:a$b{c}"
            ],
            "Condition": {
                "StringEquals": {
                    "ims:Region": ["${ g:ProjectName , 'cn-north-4' }", "${g:username}", "5$"],
                    "g:ResourceTag/owner": "${g:UserName}"
                },
                "NumberLessThan": { "g:MFAAge": "${g:PrincipalTag/age, '5'}" },
                "DateLessThan": { "g:CurrentTime": "${g:PrincipalTag/until}" }
            }
        }]
    });
    assert!(policy.to_string().contains("${g:UserName, 'it''s:nobody'}/*"), "{policy}");
    let _ = urn!("ims:*:${g:DomainId}:image:*");
    let in_the_last_part = policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Action": [unchecked("obs:bucket:HeadBucket")],
            "Resource": ["OBS:*:*:bucket:${g:UserName}", "obs:*:*:object:bucket/${g:UserName, 'x'}/*"]
        }]
    });
    assert_eq!(in_the_last_part.statements().len(), 1);
}
