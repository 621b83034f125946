//! What a table is about, by its headers and, where those are not clear, by what stands in its cells.

use super::cell::{Cell, Row, Table};
use super::header::{self, Column};
use super::name::{self, Known};
use super::{api, need};

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    V5Actions,
    Actions,
    ResourceTypes,
    ConditionKeys,
    Roles,
    /// Operations by role.
    Matrix,
    /// What a feature needs of other services.
    Features,
    /// How the role/policy model names resources.
    RoleResources,
    Other,
}

impl Kind {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::V5Actions => "v5-actions",
            Self::Actions => "actions",
            Self::ResourceTypes => "resource-types",
            Self::ConditionKeys => "condition-keys",
            Self::Roles => "roles",
            Self::Matrix => "matrix",
            Self::Features => "features",
            Self::RoleResources => "role-resources",
            Self::Other => "other",
        }
    }
}

/// A column that the catalogue does not keep.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NotKept {
    /// Its header.
    pub column: String,
    /// Why it is not kept.
    pub why: &'static str,
}

/// A table with what its columns hold.
pub(super) struct Shape<'a> {
    pub(super) table: &'a Table,
    pub(super) header: Vec<String>,
    pub(super) columns: Vec<Column>,
    pub(super) kind: Kind,
    first_row: usize,
}

impl<'a> Shape<'a> {
    /// Nothing for a table without rows.
    pub(super) fn of(table: &'a Table, known: &Known) -> Option<Self> {
        let mut header = table.header.clone();
        let mut first_row = 0;
        let is_header = |row: &Row| {
            let texts: Vec<Column> = row.cells.iter().map(|it| header::column(&it.text())).collect();
            texts.iter().filter(|it| **it != Column::Other).count() * 2 > texts.len()
        };
        let first = table.rows.first().filter(|it| header.is_empty() && is_header(it));
        if let Some(row) = first {
            header = row.cells.iter().map(|it| it.text()).collect();
            first_row = 1;
        }
        let columns = header.iter().map(|it| header::column(it)).collect();
        let mut shape = Self { table, header, columns, kind: Kind::Other, first_row };
        if shape.rows().is_empty() {
            return None;
        }
        shape.settle(known);
        shape.kind = shape.kind(known);
        Some(shape)
    }

    pub(super) fn rows(&self) -> &'a [Row] {
        self.table.rows.get(self.first_row..).unwrap_or_default()
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.columns.contains(&column)
    }

    pub(super) fn cell<'r>(&self, row: &'r Row, column: Column) -> Option<&'r Cell> {
        row.cell(self.columns.iter().position(|it| *it == column)?)
    }

    /// The text of a cell, if there is one and it is not the page's word for nothing.
    pub(super) fn text(&self, row: &Row, column: Column) -> Option<String> {
        let text = self.cell(row, column)?.text();
        (!text.is_empty() && !need::is_nothing(&text)).then_some(text)
    }

    pub(super) fn action_rows(&self, known: &Known) -> usize {
        let columns = [Column::Action, Column::ActionDetail].map(|it| self.columns.iter().position(|at| *at == it));
        let names = |row: &&Row| columns.iter().flatten().any(|it| row.cell(*it).is_some_and(|it| has_name(it, known)));
        self.rows().iter().filter(names).count()
    }

    /// The columns that the catalogue does not keep, each with the reason.
    pub(super) fn not_kept(&self) -> Vec<NotKept> {
        let columns = self.header.iter().zip(&self.columns).enumerate();
        let lost = columns.filter_map(|(at, (header, column))| {
            let why = self.why_not_kept(at, *column)?;
            Some(NotKept { column: header.clone(), why })
        });
        lost.collect()
    }

    fn why_not_kept(&self, at: usize, column: Column) -> Option<&'static str> {
        Some(match column {
            _ if self.kind == Kind::Other => "of a table that is not understood",
            Column::Module => "a heading over rows",
            Column::Scenario => "prose on what the action is for",
            Column::Remarks if self.kind == Kind::Actions => {
                "prose; what it names of actions and roles is kept as dependencies"
            }
            Column::Remarks => "prose",
            Column::Description if self.kind == Kind::ConditionKeys => "prose; a person says it in a few words",
            // The columns of roles, and the words beside the operations.
            Column::Other if self.kind == Kind::Matrix || (self.kind == Kind::RoleResources && at > 0) => return None,
            Column::Description if matches!(self.kind, Kind::Features | Kind::RoleResources) => {
                "prose on the roles or paths beside it"
            }
            Column::Other => "what the schema does not know",
            _ => return None,
        })
    }

    /// The line of the first name of an action in it.
    pub(super) fn first_name(&self, known: &Known) -> Option<usize> {
        let cells = self.rows().iter().flat_map(|it| &it.cells);
        cells.flat_map(|it| &it.parts).find(|it| !name::find(&it.text, known).0.is_empty()).map(|it| it.line)
    }

    /// Headers that do not say it for certain: the cells do.
    fn settle(&mut self, known: &Known) {
        let width = self.rows().iter().map(|it| it.cells.len()).max().unwrap_or_default().max(self.columns.len());
        self.columns.resize(width, Column::Other);
        self.header.resize(width, String::new());
        let unclear = |it: Column| matches!(it, Column::Permission | Column::Other);
        for at in 0..width {
            let Some(column) = self.columns.get(at).copied().filter(|it| unclear(*it)) else { continue };
            let actions =
                self.most(at, |it| has_name(it, known) && (column == Column::Permission || is_names(it, known)));
            let apis = self.most(at, |it| it.parts.iter().any(|it| api::is_api(&it.text)));
            let now = match column {
                _ if actions && !self.has(Column::Action) => Column::Action,
                _ if apis && !self.has(Column::Api) => Column::Api,
                // A corrupted header of a first column.
                Column::Other if at == 0 && self.has(Column::Action) && self.has(Column::Api) => Column::Permission,
                it => it,
            };
            if let Some(place) = self.columns.get_mut(at) {
                *place = now;
            }
        }
        // Two columns of actions: patterns, and the actions behind them.
        let actions: Vec<usize> = (0..width).filter(|it| self.columns.get(*it) == Some(&Column::Action)).collect();
        if let [_, second, ..] = actions.as_slice() {
            if let Some(place) = self.columns.get_mut(*second) {
                *place = Column::ActionDetail;
            }
        }
    }

    fn most(&self, column: usize, test: impl Fn(&Cell) -> bool) -> bool {
        let filled = || self.rows().iter().filter_map(|it| it.cell(column)).filter(|it| !it.is_empty());
        let (all, good) = (filled().count(), filled().filter(|it| test(it)).count());
        good > 0 && good * 2 >= all
    }

    /// A feature, an operation of it or its title, and what it needs, without an API.
    fn is_features(&self) -> bool {
        let has = |it| self.has(it);
        let needs = has(Column::Action) || has(Column::Permission) || has(Column::Required) || has(Column::Role);
        let of_title =
            has(Column::Title) && !has(Column::Action) && (has(Column::Required) || has(Column::Dependencies));
        !has(Column::Api) && ((has(Column::Feature) && needs) || (of_title && !has(Column::Role)))
    }

    fn kind(&self, known: &Known) -> Kind {
        let has = |it| self.has(it);
        let roles = self
            .header
            .iter()
            .zip(&self.columns)
            .skip(1)
            .filter(|it| *it.1 == Column::Other && header::is_role_name(it.0));
        let by_role = roles.count();
        if has(Column::Action) && has(Column::AccessLevel) {
            Kind::V5Actions
        } else if self.is_features() {
            Kind::Features
        } else if has(Column::Path) && !has(Column::Api) {
            Kind::RoleResources
        } else if has(Column::Urn) {
            Kind::ResourceTypes
        } else if has(Column::ConditionKey) && (has(Column::ValueType) || has(Column::Multivalued)) {
            Kind::ConditionKeys
        } else if by_role > 0 && !has(Column::Action) {
            Kind::Matrix
        } else if has(Column::Action) && (self.action_rows(known) > 0 || has(Column::Api)) {
            Kind::Actions
        } else if has(Column::Api) && (has(Column::IamProject) || has(Column::Scope)) {
            // No row of it names an action.
            Kind::Actions
        } else if (has(Column::Role) || has(Column::Permission)) && has(Column::Description) && !has(Column::Api) {
            Kind::Roles
        } else {
            Kind::Other
        }
    }
}

/// Whether a cell holds names and little else.
fn is_names(cell: &Cell, known: &Known) -> bool {
    let parts = || cell.parts.iter().filter(|it| !it.note);
    let found: usize = parts().flat_map(|it| name::find(&it.text, known).0).map(|it| it.name.len()).sum();
    let doubtful = parts().any(|it| !name::find(&it.text, known).1.is_empty());
    !doubtful && found * 2 > parts().map(|it| it.text.len()).sum()
}

fn has_name(cell: &Cell, known: &Known) -> bool {
    cell.parts.iter().any(|it| !it.code && !name::find(&it.text, known).0.is_empty())
}
