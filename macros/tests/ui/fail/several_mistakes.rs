fn main() {
    let _ = hwc_iam::policy!({
        "Version": "5.0",
        "Statement": [{
            "Effect": "Alow",
            "Action": ["ims:images:lsit", "ims:imagse:*", Ims::IMAGES_GET, "ims:images:copy"],
            "Resource": ["ims:*:*:imgae:*", "ims:*:*:image:*"],
            "Condition": {
                "StringEquals": { "ims:Regoin": ["cn-north-4"] },
                "Bool": { "ims:Encrypted": "no" },
                "Numbre": { "g:MFAAge": "1" }
            }
        }]
    });
}
