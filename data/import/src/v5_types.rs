//! Tables of resource types and of condition keys.

use hwc_iam_data::Stated;
use hwc_iam_data::schema::{ConditionKey, ResourceType};
use hwc_iam_data::shared::words::{Model, ValueType};

use super::cell::Unread;
use super::facts::Facts;
use super::header::Column;
use super::need;
use super::table::Shape;

pub(super) fn resource_types(shape: &Shape<'_>, facts: &mut Facts) {
    for row in shape.rows() {
        let urn = shape.cell(row, Column::Urn).and_then(|it| it.parts.iter().find(|it| !it.note));
        let urn = urn.map(|it| it.text.replace(' ', "")).unwrap_or_default();
        // The table may print the type with a capital; the URN has it as policies write it.
        let kind = urn.split(':').nth(3).map(str::to_owned).filter(|it| !it.is_empty() && !it.contains('<'));
        match kind {
            Some(kind) => {
                facts.resource_types.push(ResourceType { kind, urn: Stated::As(urn), sources: vec![] });
            }
            None => {
                facts.unread.push(Unread::new(row.line, format!("no URN of a resource type: `{}`", need::short(&urn))));
            }
        }
    }
}

pub(super) fn condition_keys(shape: &Shape<'_>, facts: &mut Facts) {
    for row in shape.rows() {
        let key = shape.text(row, Column::ConditionKey).unwrap_or_default();
        if !key.contains(':') || key.contains(' ') {
            facts.unread.push(Unread::new(row.line, format!("no condition key: `{}`", need::short(&key))));
            continue;
        }
        // In this table, the type is that of the values.
        let kind = [Column::ValueType, Column::RoleKind].iter().find_map(|it| shape.text(row, *it));
        let kind = kind.unwrap_or_default();
        let value_type = value_type(&kind);
        if value_type.is_none() {
            facts.unread.push(Unread::new(row.line, format!("the value type `{}` of `{key}`", need::short(&kind))));
        }
        let multivalued = shape.text(row, Column::Multivalued).and_then(|it| multivalued(&it));
        let (kind, multivalued) = (Stated::from(value_type), Stated::from(multivalued));
        facts.condition_keys.push(ConditionKey {
            key,
            title: Stated::Not,
            title_zh: Stated::Not,
            kind,
            multivalued,
            models: vec![Model::IdentityPolicy],
            sources: vec![],
        });
    }
}

pub(super) fn value_type(text: &str) -> Option<ValueType> {
    Some(match text.trim().to_lowercase().as_str() {
        "string" | "字符串" | "字符型" | "string array" => ValueType::String,
        "boolean" | "bool" | "布尔" | "布尔型" => ValueType::Boolean,
        "number" | "numeric" | "integer" | "int" | "long" | "数字" | "数值型" => ValueType::Number,
        "date" | "datetime" | "日期" | "时间" => ValueType::Date,
        "ip" | "ip address" | "ip_address" | "ip地址" => ValueType::Ip,
        _ => return None,
    })
}

fn multivalued(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "multivalued" | "multi-valued" | "多值" => Some(true),
        "single-valued" | "single valued" | "单值" => Some(false),
        _ => None,
    }
}
