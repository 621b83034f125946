//! Every operator with every suffix and qualifier that it takes, and keys in whatever case.

use hwc_iam::policy;

fn main() {
    let policy = policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["ims:images:copyInRegion"],
            "Condition": {
                "StringEquals": { "ims:Region": "cn-north-4", "g:username": "me" },
                "StringNotEquals": { "ims:Region": ["cn-north-4"] },
                "StringEqualsIgnoreCase": { "g:UserName": "ME" },
                "StringNotEqualsIgnoreCase": { "g:UserName": "ME" },
                "StringMatch": { "g:PrincipalUrn": "iam::*:user:*" },
                "StringNotMatch": { "g:PrincipalUrn": "iam::*:user:?" },
                "StringStartWith": { "g:UserName": "a" },
                "StringEndWithIfExists": { "g:UserName": "z" },
                "ForAnyValue:StringNotEqualsIfExists": { "g:RequestTag/owner": ["Alice", "Jack"] },
                "ForAllValues:StringMatch": { "g:TagKeys": ["env*", "owner"] },
                "NumberEquals": { "g:MFAAge": "0" },
                "NumberNotEquals": { "g:MFAAge": ["-1", "1.5"] },
                "NumberLessThan": { "g:MFAAge": "3600" },
                "NumberLessThanEquals": { "g:MFAAge": "3600" },
                "NumberGreaterThan": { "g:MFAAge": "0" },
                "NumberGreaterThanEqualsIfExists": { "g:MFAAge": "0" },
                "DateLessThan": { "g:CurrentTime": "2030-01-01T00:00:00Z" },
                "DateLessThanEquals": { "g:CurrentTime": "2030-01-01T00:00:00+08:00" },
                "DateGreaterThan": { "g:CurrentTime": "2022-08-01" },
                "DateGreaterThanEquals": { "g:CurrentTime": ["2022-08-01T00:00:00.5Z"] },
                "Bool": { "g:MFAPresent": "true" },
                "BoolIfExists": { "ims:Encrypted": ["false"] },
                "Null": { "g:UserName": "false", "g:MFAAge": "true" },
                "IpAddress": { "g:SourceIp": ["10.0.0.0/8", "192.168.1.1", "2001:db8::/32"] },
                "NotIpAddressIfExists": { "g:SourceIp": "::1" }
            }
        }]
    });
    let count = policy.statements()[0].conditions().len();
    assert_eq!(count, 27);
    let of_the_role_model = policy!({
        "Version": "1.1",
        "Statement": [{
            "Effect": "Allow",
            "Action": ["obs:object:*"],
            "Resource": ["obs:*:*:bucket:*", "OBS:*:*:object:my/dir/*", "*"],
            "Condition": {
                "StringLike": { unchecked("obs:prefix"): "private/" },
                "StringEqualsAnyOf": { "g:UserName": ["a", "b"] },
                "StringNotLikeAnyOfIfExists": { "g:UserName": "a" },
                "IsNullOrEmpty": { "g:UserName": "true" },
                "DateGreaterThan": { "g:CurrentTime": "2022-08-01T00:00:00Z" },
                "Bool": { "g:MFAPresent": "true" },
                "StringStartWith": { "g:ProjectName": "cn-north-4" }
            }
        }]
    });
    assert_eq!(of_the_role_model.version(), hwc_iam::Version::V1_1);
}
