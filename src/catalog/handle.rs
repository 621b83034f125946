//! The shape of every handle: the place of a service and of a row in one of its tables.

/// Makes a `Copy` handle whose order is that of the catalogue.
macro_rules! handle {
    ($(#[$doc:meta])* $name:ident, $row:ty, $table:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name {
            service: u16,
            row: u16,
        }

        impl $name {
            /// Places are those of the generated tables, and of nothing else.
            #[doc(hidden)]
            #[must_use]
            pub const fn at(service: u16, row: u16) -> Self {
                Self { service, row }
            }

            /// Every one of them in the whole catalogue, in order.
            pub fn all() -> impl Iterator<Item = Self> {
                crate::Service::all().flat_map(Self::all_of)
            }

            /// Those of one service.
            pub(crate) fn all_of(service: crate::Service) -> impl Iterator<Item = Self> {
                (0..).zip(service.row().$table).map(move |(row, _)| Self { service: service.place(), row })
            }

            /// The service that it belongs to.
            #[must_use]
            pub const fn service(self) -> crate::Service {
                crate::Service::at(self.service)
            }

            #[expect(clippy::indexing_slicing, reason = "handles are made only of places in the tables")]
            pub(crate) const fn row(self) -> &'static $row {
                &self.service().row().$table[self.row as usize]
            }
        }
    };
}

pub(crate) use handle;
