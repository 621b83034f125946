//! The rules: for each a file with what it is and how it is found, and its page beside it.

use super::Rule;

mod both_elements;
mod duplicate_element;
mod duplicate_sid;
mod empty_element;
mod empty_sid;
mod forbidden_element;
mod full_access;
mod if_exists_not_taken;
mod impossible_urn;
mod incomplete_key;
mod invalid_effect;
mod invalid_principal;
mod invalid_value;
mod invalid_version;
mod key_not_taken;
mod malformed_action;
mod malformed_urn;
mod malformed_variable;
mod misplaced_element;
mod missing_element;
mod missing_sid;
mod missing_statement;
mod missing_version;
mod operator_of_other_model;
mod operator_type;
mod qualifier_on_single_value;
mod resource_not_taken;
mod resource_type_missing;
mod syntax;
mod unknown_action;
mod unknown_element;
mod unknown_key;
mod unknown_operator;
mod unknown_resource_type;
mod unknown_service;
mod unmatched_pattern;
mod unsupported_principal;
mod unusual_sid;
mod value_not_string;
mod variable_not_taken;
mod variable_of_many_values;
mod wrong_model;
mod wrong_type;

/// Sorted by name.
pub(super) static ALL: &[&Rule] = &[
    &both_elements::RULE,
    &duplicate_element::RULE,
    &duplicate_sid::RULE,
    &empty_element::RULE,
    &empty_sid::RULE,
    &forbidden_element::RULE,
    &full_access::RULE,
    &if_exists_not_taken::RULE,
    &impossible_urn::RULE,
    &incomplete_key::RULE,
    &invalid_effect::RULE,
    &invalid_principal::RULE,
    &invalid_value::RULE,
    &invalid_version::RULE,
    &key_not_taken::RULE,
    &malformed_action::RULE,
    &malformed_urn::RULE,
    &malformed_variable::RULE,
    &misplaced_element::RULE,
    &missing_element::RULE,
    &missing_sid::RULE,
    &missing_statement::RULE,
    &missing_version::RULE,
    &operator_of_other_model::RULE,
    &operator_type::RULE,
    &qualifier_on_single_value::RULE,
    &resource_not_taken::RULE,
    &resource_type_missing::RULE,
    &syntax::RULE,
    &unknown_action::RULE,
    &unknown_element::RULE,
    &unknown_key::RULE,
    &unknown_operator::RULE,
    &unknown_resource_type::RULE,
    &unknown_service::RULE,
    &unmatched_pattern::RULE,
    &unsupported_principal::RULE,
    &unusual_sid::RULE,
    &value_not_string::RULE,
    &variable_not_taken::RULE,
    &variable_of_many_values::RULE,
    &wrong_model::RULE,
    &wrong_type::RULE,
];
