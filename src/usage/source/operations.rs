//! The operations of the vendor's SDKs, as a table.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use std::sync::OnceLock;

use super::super::table::Api;

/// An operation of the SDKs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct SdkOperation {
    /// The SDK's word for the service, such as `ecs`.
    pub service: &'static str,
    /// The version of its API, such as 2.
    pub version: u16,
    /// Its name, such as `ListServersDetails`.
    pub name: &'static str,
    /// What it calls.
    pub api: Api,
}

/// The operations of the vendor's SDKs, whose names are the same in all languages, but for their case.
///
/// ```
/// use hwc_iam::usage::SdkOperations;
///
/// let all = SdkOperations::get();
/// let found = all.named("ims", "copy_image_in_region");
/// assert_eq!((found[0].name, found[0].api.method), ("CopyImageInRegion", "POST"));
/// assert_eq!(all.named("ims", "copyImageInRegionAsync"), found);
/// assert!(all.named("ims", "newBuilder").is_empty());
/// ```
#[derive(Debug)]
pub struct SdkOperations {
    services: BTreeMap<&'static str, BTreeMap<String, Vec<SdkOperation>>>,
    /// The first words of their names, in lower case, and names of one word with an underscore behind them.
    verbs: BTreeSet<String>,
}

impl SdkOperations {
    /// The table.
    #[must_use]
    pub fn get() -> &'static Self {
        static TABLE: OnceLock<SdkOperations> = OnceLock::new();
        TABLE.get_or_init(|| Self::read(include_str!(concat!(env!("OUT_DIR"), "/huaweicloud-sdk-v3.tsv"))))
    }

    fn read(text: &'static str) -> Self {
        let (mut services, mut verbs) = (BTreeMap::<_, BTreeMap<_, Vec<_>>>::new(), BTreeSet::new());
        for line in text.lines().skip(1) {
            let mut cells = line.split('\t');
            let mut cell = || cells.next().unwrap_or_default();
            let api = Api { tag: cell(), method: cell(), path: cell() };
            let (name, version) = (cell(), version_of(cell()).unwrap_or_default());
            let (word, is_all) = (first_word(name).to_lowercase(), first_word(name) == name);
            verbs.insert(if is_all { word + "_" } else { word });
            let operation = SdkOperation { service: api.tag, version, name, api };
            services.entry(api.tag).or_default().entry(plain(name)).or_default().push(operation);
        }
        Self { services, verbs }
    }

    /// The SDK's word for a service, in any case; nothing if no operation of it is known.
    #[must_use]
    pub fn service(&self, name: &str) -> Option<&'static str> {
        self.services.get_key_value(name.to_lowercase().as_str()).map(|it| *it.0)
    }

    /// The words for all services.
    pub fn services(&self) -> impl Iterator<Item = &'static str> {
        self.services.keys().copied()
    }

    /// The operations of a service.
    pub fn of(&self, service: &str) -> impl Iterator<Item = &SdkOperation> {
        self.services.get(service).into_iter().flat_map(BTreeMap::values).flatten()
    }

    /// The operations of a service that a method of its clients calls, of each version: `listServers`, `list_servers`,
    /// `ListServersAsync` and `ListServersInvoker` are one.
    #[must_use]
    pub fn named(&self, service: &str, method: &str) -> &[SdkOperation] {
        let Some(all) = self.services.get(service) else { return &[] };
        let plain = plain(method);
        let stems = SUFFIXES.iter().filter_map(|it| plain.strip_suffix(it));
        stems.filter_map(|it| all.get(it)).next().map_or(&[], Vec::as_slice)
    }

    /// Whether a method could be an operation by the first word of its name.
    pub(super) fn is_like_one(&self, method: &str) -> bool {
        let word = first_word(method);
        let plain = word.to_lowercase();
        self.verbs.contains(&if word == method { plain + "_" } else { plain })
    }
}

/// The number of a version such as `v2` or `V2`.
pub(super) fn version_of(text: &str) -> Option<u16> {
    text.strip_prefix(['v', 'V'])?.parse().ok()
}

fn plain(name: &str) -> String {
    name.chars().filter(|it| *it != '_').map(|it| it.to_ascii_lowercase()).collect()
}

/// `list` of `listServers`, `List` of `ListServers`, `list` of `list_servers`.
fn first_word(name: &str) -> &str {
    let end = name.char_indices().skip(1).find(|(_, it)| *it == '_' || it.is_ascii_uppercase());
    name.get(..end.map_or(name.len(), |it| it.0)).unwrap_or_default()
}

/// What the SDKs put behind an operation's name.
const SUFFIXES: [&str; 4] = ["", "async", "invoker", "asyncinvoker"];
