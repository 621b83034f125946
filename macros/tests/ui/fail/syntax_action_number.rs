fn main() {
    hwc_iam::action!(5);
}
