fn main() {
    const TEXT: &str = "ims:*:*:image:*";
    hwc_iam::urn!(TEXT);
}
