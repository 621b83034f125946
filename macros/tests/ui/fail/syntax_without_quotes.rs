fn main() {
    hwc_iam::action!(ims:images:list);
}
