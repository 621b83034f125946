use alloc::vec::Vec;
use core::fmt;

use super::handle::handle;
use super::{Source, list};
use crate::shared::suggest;
use crate::shared::tables::RoleCodeRow;
use crate::{Cloud, Role};

handle! {
    /// A code by which APIs and Terraform name a system-defined role or policy: `te_admin`. It belongs to the service whose pages
    /// state it, which is not that of the role.
    ///
    /// One code may be of different roles in different regions, or by different pages.
    ///
    /// ```
    /// use hwc_iam::{Cloud, RoleCode};
    ///
    /// let names = |code, cloud| RoleCode::find(code, cloud).filter_map(RoleCode::role_name).collect::<Vec<_>>();
    /// assert_eq!(names("te_admin", Cloud::HuaweiCloud), ["Tenant Administrator"]);
    /// assert_eq!(names("system_all_5", Cloud::HuaweiCloud), ["VPC ReadOnlyAccess"]);
    /// assert_eq!(names("system_all_5", Cloud::OpenTelekomCloud), ["ELB FullAccess", "VPC Admin"]);
    /// ```
    RoleCode, RoleCodeRow, role_codes
}

impl RoleCode {
    /// What pages say of this code on this cloud: one for each role that it may be of.
    pub fn find(code: &str, cloud: Cloud) -> impl Iterator<Item = Self> {
        Self::all().filter(move |it| it.code() == code && it.cloud() == cloud)
    }

    /// The code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.row().code
    }

    /// The cloud whose pages state it.
    #[must_use]
    pub const fn cloud(self) -> Cloud {
        self.row().cloud
    }

    /// The name of the role, where a page prints it beside the code.
    #[must_use]
    pub const fn role_name(self) -> Option<&'static str> {
        self.row().role
    }

    /// The words of the page that say where it is so, such as `EU-CH2 REGION`.
    #[must_use]
    pub const fn qualifier(self) -> Option<&'static str> {
        self.row().qualifier
    }

    /// What is known of the role by its name, from the pages of each service that lists it.
    pub fn roles(self) -> impl Iterator<Item = Role> {
        Role::all().filter(move |it| it.cloud() == self.cloud() && Some(it.name()) == self.role_name())
    }

    /// The pages that state it.
    pub fn sources(self) -> impl Iterator<Item = Source> {
        list::sources(self.service(), self.row().sources)
    }

    /// Whether a text has the form of a code. The catalogue does not know all.
    pub(crate) fn is_like(text: &str) -> bool {
        text.contains('_')
            && text.starts_with(|it: char| it.is_ascii_lowercase())
            && !text.contains(char::is_whitespace)
    }
}

/// By code.
impl Role {
    /// The roles and policies that a code may be of on this cloud; more than one where pages or regions differ.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Role};
    ///
    /// let dns = Role::find_by_code("dns_adm", Cloud::OpenTelekomCloud).next().unwrap();
    /// assert_eq!(dns.name(), "DNS Administrator");
    /// ```
    pub fn find_by_code(code: &str, cloud: Cloud) -> impl Iterator<Item = Self> {
        let names = names(code, cloud);
        Self::all().filter(move |it| it.cloud() == cloud && names.contains(&it.name()))
    }

    /// Its codes.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Role, RoleCode};
    ///
    /// let role = Role::find("IMS Administrator", Cloud::HuaweiCloud).unwrap();
    /// assert_eq!(role.codes().map(RoleCode::code).collect::<Vec<_>>(), ["ims_adm"]);
    /// ```
    pub fn codes(self) -> impl Iterator<Item = RoleCode> {
        RoleCode::all().filter(move |it| it.cloud() == self.cloud() && it.role_name() == Some(self.name()))
    }

    /// The names of roles that a text may mean on this cloud: the name itself, or each name that has this code; none for any other
    /// text.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Role};
    ///
    /// assert_eq!(Role::names_of("te_admin", Cloud::HuaweiCloud), ["Tenant Administrator"]);
    /// assert_eq!(Role::names_of("Tenant Administrator", Cloud::HuaweiCloud), ["Tenant Administrator"]);
    /// assert_eq!(Role::names_of("system_all_5", Cloud::OpenTelekomCloud), ["ELB FullAccess", "VPC Admin"]);
    /// assert!(Role::names_of("te_admn", Cloud::HuaweiCloud).is_empty());
    /// ```
    #[must_use]
    pub fn names_of(text: &str, cloud: Cloud) -> Vec<&'static str> {
        match Self::all_names(Some(cloud)).find(|it| *it == text) {
            Some(name) => Vec::from([name]),
            None => names(text, cloud),
        }
    }

    /// The document of the role or policy with this name on this cloud. Several services may list it; the page of one of them may
    /// print the document.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Role};
    ///
    /// assert!(Role::document_of("CBRReadOnlyPolicy", Cloud::HuaweiCloud).unwrap().contains("cbr:*:list*"));
    /// ```
    #[must_use]
    pub fn document_of(name: &str, cloud: Cloud) -> Option<&'static str> {
        Self::all().filter(|it| it.name() == name && it.cloud() == cloud).find_map(Self::document)
    }

    /// Whether this is, or was, the name of a role or policy on some cloud.
    ///
    /// ```
    /// use hwc_iam::Role;
    ///
    /// assert!(Role::is_name("Tenant Guest") && !Role::is_name("readonly"));
    /// ```
    #[must_use]
    pub fn is_name(text: &str) -> bool {
        Self::all_names(None).any(|it| it == text) || Self::all().any(|it| it.formerly() == Some(text))
    }

    /// The name or code on this cloud that a text was probably meant for. Of codes that end with a number none is near another.
    ///
    /// ```
    /// use hwc_iam::{Cloud, Role};
    ///
    /// assert_eq!(Role::nearest("te_admn", Cloud::HuaweiCloud), Some("te_admin"));
    /// assert_eq!(Role::nearest("system_all_54", Cloud::HuaweiCloud), None);
    /// ```
    #[must_use]
    pub fn nearest(text: &str, cloud: Cloud) -> Option<&'static str> {
        let codes = RoleCode::all().filter(|it| it.cloud() == cloud).map(RoleCode::code);
        let codes = codes.filter(|it| !it.ends_with(|it: char| it.is_ascii_digit()));
        suggest::nearest(text, Self::all_names(Some(cloud)).chain(codes))
    }

    /// The names of all roles and policies, and those that only stand beside codes.
    pub(crate) fn all_names(cloud: Option<Cloud>) -> impl Iterator<Item = &'static str> {
        let is_of = move |it: Cloud| cloud.is_none_or(|wanted| it == wanted);
        let listed = Self::all().filter(move |it| is_of(it.cloud())).map(Self::name);
        listed.chain(RoleCode::all().filter(move |it| is_of(it.cloud())).filter_map(RoleCode::role_name))
    }
}

/// The names that pages print beside a code.
fn names(code: &str, cloud: Cloud) -> Vec<&'static str> {
    // Codes are sorted, and the names of one are beside each other.
    let mut names: Vec<&str> = RoleCode::find(code, cloud).filter_map(RoleCode::role_name).collect();
    names.dedup();
    names
}

impl fmt::Debug for RoleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RoleCode({}, {}, {})", self.code(), self.cloud(), self.role_name().unwrap_or("not stated"))
    }
}

impl fmt::Display for RoleCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}
