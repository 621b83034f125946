//! Many ranges of addresses as few that do not meet, so that an address is looked up among them and not compared with each.

use alloc::vec::Vec;
use core::net::IpAddr;

use crate::shared::value;

/// The ranges of a condition.
#[derive(Debug, Clone)]
pub(super) struct Ranges {
    /// First and last addresses, sorted, and apart.
    version_4: Vec<(u32, u32)>,
    version_6: Vec<(u128, u128)>,
    /// Whether a range is written in version 6 and stands for addresses of version 4.
    has_mapped: bool,
}

/// What an address comes to among them.
pub(super) struct Among {
    pub(super) is_in_one: bool,
    /// Whether there is a range with which it does not compare.
    pub(super) is_unreadable: bool,
}

impl Ranges {
    /// Nothing, if one of the texts is no range, or has bits behind its prefix, of which it is open what they mean.
    pub(super) fn new<'a>(all: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut ranges = Self { version_4: Vec::new(), version_6: Vec::new(), has_mapped: false };
        for text in all {
            if value::has_host_bits(text) {
                return None;
            }
            match value::ip_range(text)? {
                (IpAddr::V4(it), bits) => {
                    let rest = u32::MAX.checked_shr(bits.into()).unwrap_or(0);
                    ranges.version_4.push((it.to_bits(), it.to_bits() | rest));
                }
                (IpAddr::V6(it), bits) => {
                    let rest = u128::MAX.checked_shr(bits.into()).unwrap_or(0);
                    ranges.version_6.push((it.to_bits(), it.to_bits() | rest));
                    ranges.has_mapped |= it.to_ipv4_mapped().is_some();
                }
            }
        }
        join(&mut ranges.version_4);
        join(&mut ranges.version_6);
        Some(ranges)
    }

    pub(super) fn find(&self, address: &str) -> Among {
        match value::ip_range(address) {
            Some((IpAddr::V4(it), 32)) => {
                Among { is_in_one: is_in(&self.version_4, it.to_bits()), is_unreadable: self.has_mapped }
            }
            Some((IpAddr::V6(it), 128)) => Among {
                is_in_one: is_in(&self.version_6, it.to_bits()),
                is_unreadable: it.to_ipv4_mapped().is_some() && !self.version_4.is_empty(),
            },
            _ => Among { is_in_one: false, is_unreadable: !self.version_4.is_empty() || !self.version_6.is_empty() },
        }
    }
}

/// Makes one of those that meet.
fn join<T: Copy + Ord>(all: &mut Vec<(T, T)>) {
    all.sort_unstable();
    all.dedup_by(|next, before| {
        let meets = next.0 <= before.1;
        if meets {
            before.1 = before.1.max(next.1);
        }
        meets
    });
}

fn is_in<T: Copy + Ord>(all: &[(T, T)], address: T) -> bool {
    let behind = all.partition_point(|it| it.0 <= address);
    behind.checked_sub(1).and_then(|it| all.get(it)).is_some_and(|it| address <= it.1)
}
