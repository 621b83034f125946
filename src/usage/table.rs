//! The tables of `data/usage`: who calls which API.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use std::sync::OnceLock;

/// An API as a table names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Api {
    /// The table's word for the service, such as `Kafka`.
    pub tag: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path with its placeholders; that of OBS may begin with its query.
    pub path: &'static str,
}

/// Which APIs the resources of Terraform's provider call.
///
/// ```
/// use hwc_iam::usage::Table;
///
/// let table = Table::terraform();
/// let copy = table.of("huaweicloud_images_image_copy");
/// assert!(copy.iter().any(|it| (it.tag, it.method, it.path) == ("IMS", "POST", "/v1/cloudimages/{image_id}/copy")));
/// assert!(table.of("data.huaweicloud_vpcs").iter().all(|it| it.method == "GET"));
/// ```
#[derive(Debug)]
pub struct Table {
    rows: BTreeMap<&'static str, Vec<Api>>,
}

impl Table {
    /// That of the provider of Terraform: resources by their types, and data sources with `data.` in front.
    #[must_use]
    pub fn terraform() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| Self::read(include_str!(concat!(env!("OUT_DIR"), "/terraform-provider-huaweicloud.tsv"))))
    }

    fn read(text: &'static str) -> Self {
        let mut rows: BTreeMap<&str, Vec<Api>> = BTreeMap::new();
        for line in text.lines().skip(1) {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let api = Api { tag: cell(), method: cell(), path: cell() };
            rows.entry(cell()).or_default().push(api);
        }
        Self { rows }
    }

    /// The APIs that something calls; none if the table does not have it.
    #[must_use]
    pub fn of(&self, name: &str) -> &[Api] {
        self.rows.get(name).map_or(&[], Vec::as_slice)
    }

    /// Everything that it has, by name.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.rows.keys().copied()
    }
}

/// The codes of the services that a table's word for a service means; a word that is in no list is one itself.
///
/// ```
/// use hwc_iam::usage::services_of;
///
/// assert_eq!(services_of("Kafka"), ["dms"]);
/// assert_eq!(services_of("ims"), ["ims"]);
/// ```
#[must_use]
pub fn services_of(tag: &str) -> Vec<&str> {
    static PREFIXES: OnceLock<BTreeMap<&str, Vec<&str>>> = OnceLock::new();
    let all = PREFIXES.get_or_init(|| {
        let text = include_str!(concat!(env!("OUT_DIR"), "/services.tsv"));
        let rows = text.lines().skip(1).filter_map(|it| it.split_once('\t'));
        rows.map(|(tag, all)| (tag, all.split(' ').collect())).collect()
    });
    all.get(tag).cloned().unwrap_or_else(|| alloc::vec![tag])
}
