use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use arrow_array::{Array, RecordBatch};

use super::column::Column;
use super::context::{CONTEXT, Context};
use crate::error::BatchError;
use crate::eval::{KeyId, PolicySet, Refilled};
use crate::shared::suggest;

/// The columns that a decision can depend on.
pub(super) struct Table<'a> {
    pub(super) action: Column<'a>,
    pub(super) principal: Column<'a>,
    pub(super) resource: Column<'a>,
    keys: Vec<Key<'a>>,
    context: Option<Context<'a>>,
    unknown_keys: Vec<KeyId>,
    is_unknown_resource: bool,
}

struct Key<'a> {
    id: KeyId,
    name: &'a str,
    column: Column<'a>,
}

const ACTION: &str = "action";
const PRINCIPAL: &str = "principal";
const RESOURCE: &str = "resource";

impl<'a> Table<'a> {
    pub(super) fn new(set: &PolicySet, batch: &'a RecordBatch, unknown: &[String]) -> Result<Self, BatchError> {
        let hashes = set.hashes_of_keys();
        let schema = batch.schema_ref();
        let mut table = Self {
            action: Column::Null,
            principal: Column::Null,
            resource: Column::Null,
            keys: Vec::new(),
            context: None,
            unknown_keys: Vec::new(),
            is_unknown_resource: false,
        };
        let mut names: Vec<KeyId> = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for (field, array) in schema.fields().iter().zip(batch.columns()) {
            let name = field.name().as_str();
            if seen.contains(&name) {
                return Err(BatchError::of(name, "duplicate column"));
            }
            seen.push(name);
            match name {
                ACTION => table.action = single(&**array, name)?,
                PRINCIPAL => table.principal = single(&**array, name)?,
                RESOURCE => table.resource = single(&**array, name)?,
                CONTEXT => table.context = Some(Context::new(&**array, &hashes)?),
                _ if !name.contains(':') => return Err(not_a_part(name)),
                _ => {
                    let id = KeyId::new(name);
                    if names.iter().any(|it| it.is_same(&id)) {
                        let why = format!("duplicate key `{name}`: the case of a key does not count");
                        return Err(BatchError::of(name, why));
                    }
                    names.push(id.clone());
                    // A mistake is one in any column.
                    let column = Column::new(&**array, name)?;
                    if id.is_in(&hashes) {
                        table.keys.push(Key { id, name, column });
                    }
                }
            }
        }
        if !seen.contains(&ACTION) {
            return Err(BatchError::new("there is no column `action`"));
        }
        // So they are added in order.
        table.keys.sort_by(|one, other| one.id.order(&other.id));
        for name in unknown {
            if name == RESOURCE {
                table.is_unknown_resource = true;
            } else if name.contains(':') {
                table.unknown_keys.extend(Some(KeyId::new(name.as_str())).filter(|it| it.is_in(&hashes)));
            } else {
                let why = format!("`{name}` is not a condition key or `resource`, which can be unknown");
                return Err(BatchError::new(why));
            }
        }
        Ok(table)
    }

    /// The request of a row but for its action.
    pub(super) fn fill(&self, row: usize, request: &mut Refilled) -> Result<(), BatchError> {
        if let Some(it) = self.principal.text(row) {
            request.principal(it);
        }
        match self.resource.text(row) {
            Some(it) => request.resource(it),
            None if self.is_unknown_resource => request.unknown_resource(),
            None => {}
        }
        for Key { id, name, column } in &self.keys {
            if !column.cell(row).fill(id, request) {
                return Err(BatchError::of(name, "duplicate key").at(row));
            }
        }
        if let Some(context) = &self.context {
            context.fill(row, request)?;
        }
        self.unknown_keys.iter().for_each(|it| request.unknown_key(it));
        Ok(())
    }

    /// The columns of keys, each with the hash of its key; nothing if there are keys in `context`, of which each row has its own.
    pub(super) fn keys(&self) -> Option<impl Iterator<Item = (u64, &Column<'a>)>> {
        self.context.is_none().then(|| self.keys.iter().map(|it| (it.id.hash(), &it.column)))
    }
}

fn single<'a>(array: &'a dyn Array, name: &str) -> Result<Column<'a>, BatchError> {
    let column = Column::new(array, name)?;
    if column.is_list() {
        return Err(BatchError::of(name, format!("there is one `{name}`, not a list")));
    }
    Ok(column)
}

fn not_a_part(name: &str) -> BatchError {
    let near = suggest::nearest(name, [ACTION, PRINCIPAL, RESOURCE, CONTEXT]);
    let help = near.map_or_else(
        || String::from("the columns are `action`, `resource`, `principal`, `context` and condition keys such as `g:MFAPresent`"),
        suggest::did_you_mean,
    );
    BatchError::of(name, "is not a part of a request").help_with(Some(help))
}
