use alloc::vec::Vec;
use core::fmt;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::value;

/// A range of addresses.
#[derive(Clone, Copy)]
pub(super) struct Range {
    is_v4: bool,
    /// The address as a number of 32 or 128 bits.
    address: u128,
    prefix: u8,
}

impl Range {
    /// The range that a condition value names, or the one address.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (address, prefix) = value::ip_range(text)?;
        let (is_v4, address) = match address {
            IpAddr::V4(it) => (true, u128::from(it.to_bits())),
            IpAddr::V6(it) => (false, it.to_bits()),
        };
        Some(Self { is_v4, address, prefix })
    }

    pub(super) fn has_host_bits(self) -> bool {
        self.first() != self.address
    }

    pub(super) const fn is_everything(self) -> bool {
        self.prefix == 0
    }

    /// Whether all of it is private or local, so that the public network has no such address.
    pub(super) fn is_private(self) -> bool {
        let networks = ["10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7", "fe80::/10"];
        networks.into_iter().filter_map(Self::read).any(|it| it.contains(self))
    }

    /// Whether every address of `other` is one of these.
    pub(super) fn contains(self, other: Self) -> bool {
        let common = Self { prefix: self.prefix, ..other };
        self.is_v4 == other.is_v4 && self.prefix <= other.prefix && self.first() == common.first()
    }

    fn first(self) -> u128 {
        let free = self.free();
        self.address.checked_shr(free).and_then(|it| it.checked_shl(free)).unwrap_or_default()
    }

    fn last(self) -> u128 {
        self.first() | u128::MAX.checked_shr(128 - self.free()).unwrap_or_default()
    }

    /// How many bits the prefix leaves free.
    fn free(self) -> u32 {
        (if self.is_v4 { 32_u32 } else { 128 }).saturating_sub(u32::from(self.prefix))
    }
}

/// Whether ranges together hold every address of version 4, or every one of version 6.
pub(super) fn hold_everything(ranges: &[Range]) -> bool {
    let of_version = |is_v4| {
        let mut all: Vec<(u128, u128)> =
            ranges.iter().filter(|it| it.is_v4 == is_v4).map(|it| (it.first(), it.last())).collect();
        all.sort_unstable();
        all
    };
    let reach = |all: Vec<(u128, u128)>, highest: u128| {
        let mut next = 0_u128;
        for (first, last) in all {
            if first > next {
                return false;
            }
            if last >= highest {
                return true;
            }
            next = next.max(last.saturating_add(1));
        }
        false
    };
    reach(of_version(true), u128::from(u32::MAX)) || reach(of_version(false), u128::MAX)
}

/// The range as it is written without bits behind its prefix.
impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first();
        match u32::try_from(first) {
            Ok(first) if self.is_v4 => write!(f, "{}", Ipv4Addr::from_bits(first))?,
            _ => write!(f, "{}", Ipv6Addr::from_bits(first))?,
        }
        write!(f, "/{}", self.prefix)
    }
}
