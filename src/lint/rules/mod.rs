//! The rules: for each a file with what it is and how it is found, and its page beside it.

use super::Rule;

mod action_case;
mod action_of_other_cloud;
mod always_true_condition;
mod any_address;
mod any_value_differs;
mod both_elements;
mod bucket_action;
mod bucket_condition;
mod bucket_level;
mod bucket_not_principal;
mod bucket_principal;
mod bucket_resource;
mod bucket_version;
mod byte_order_mark;
mod confused_deputy;
mod contradictory_null;
mod contradictory_values;
mod covered_action;
mod covered_resource;
mod covered_statement;
mod covered_value;
mod date_without_zone;
mod denies_everything;
mod denies_only;
mod deny_by_key;
mod disarmed_deny;
mod discouraged_action;
mod doubtful_aliases;
mod duplicate_element;
mod duplicate_sid;
mod empty_account;
mod empty_actions;
mod empty_condition;
mod empty_element;
mod empty_interval;
mod empty_resources;
mod empty_sid;
mod empty_values;
mod enterprise_project;
mod forbidden_element;
mod foreign_resource;
mod forgotten_dependency;
mod forgotten_role;
mod full_access;
mod host_bits;
mod if_exists_not_taken;
mod implied_condition;
mod impossible_urn;
mod incomplete_key;
mod invalid_effect;
mod invalid_principal;
mod invalid_value;
mod invalid_version;
mod key_case;
mod key_not_taken;
mod large_bucket_policy;
mod large_identity_policy;
mod large_policy;
mod long_action;
mod long_resource;
mod long_value;
mod malformed_account;
mod malformed_action;
mod malformed_suppression;
mod malformed_urn;
mod malformed_variable;
mod match_without_wildcard;
mod mfa_age_alone;
mod middle_wildcard;
mod misplaced_element;
mod missing_dependency;
mod missing_element;
mod missing_qualifier;
mod missing_sid;
mod missing_statement;
mod missing_version;
mod misspelt_role;
mod mixed_levels;
mod needless_if_exists;
mod negated_allow;
mod negated_deny;
mod never_true_condition;
mod not_action_with_allow;
mod not_principal_with_allow;
mod not_resource_with_allow;
mod open_federation;
mod operator_of_other_model;
mod operator_type;
mod optional_mfa;
mod partial_account;
mod partial_id;
mod permission_management;
mod prefixed_urn;
mod presence_condition;
mod private_source_address;
mod privilege_escalation;
mod public_bucket;
mod public_bucket_write;
mod qualifier_on_single_value;
mod redundant_wildcard;
mod region_of_other_cloud;
mod renamed_role;
mod repeated_item;
mod repeated_statement;
mod resource_not_taken;
mod resource_type_missing;
mod role_model;
mod sensitive_wildcard;
mod service_full_access;
mod several_bounds;
mod shadowed_allow;
mod split_statement;
mod syntax;
mod too_many_actions;
mod too_many_conditions;
mod too_many_dependencies;
mod too_many_keys;
mod too_many_resources;
mod too_many_statements;
mod too_many_uris;
mod trust_without_assumption;
mod unexamined_policy;
mod unfilled_placeholder;
mod unfinished_variable;
mod unknown_action;
mod unknown_element;
mod unknown_key;
mod unknown_operator;
mod unknown_region;
mod unknown_resource_type;
mod unknown_service;
mod unlisted_key;
mod unmatched_pattern;
mod unread_action;
mod unread_key;
mod unread_kind;
mod unrestricted_agency_pass;
mod unrestricted_assumption;
mod unrestricted_write;
mod unsupported_model;
mod unsupported_principal;
mod unsupported_uri;
mod untabled_operator;
mod unused_default;
mod unused_resource;
mod unused_suppression;
mod unusual_sid;
mod unusual_trust_action;
mod user_name_variable;
mod vacuous_for_all;
mod value_not_string;
mod variable_in_deny;
mod variable_not_taken;
mod variable_of_many_values;
mod whole_account_trust;
mod wildcard_for_one;
mod wildcard_in_equals;
mod wildcard_in_like;
mod wildcard_in_service;
mod wildcard_in_type;
mod wildcard_principal;
mod wildcard_trust_action;
mod wrong_model;
mod wrong_type;

/// Sorted by name.
pub(super) static ALL: &[&Rule] = &[
    &action_case::RULE,
    &action_of_other_cloud::RULE,
    &always_true_condition::RULE,
    &any_address::RULE,
    &any_value_differs::RULE,
    &both_elements::RULE,
    &bucket_action::RULE,
    &bucket_condition::RULE,
    &bucket_level::RULE,
    &bucket_not_principal::RULE,
    &bucket_principal::RULE,
    &bucket_resource::RULE,
    &bucket_version::RULE,
    &byte_order_mark::RULE,
    &confused_deputy::RULE,
    &contradictory_null::RULE,
    &contradictory_values::RULE,
    &covered_action::RULE,
    &covered_resource::RULE,
    &covered_statement::RULE,
    &covered_value::RULE,
    &date_without_zone::RULE,
    &denies_everything::RULE,
    &denies_only::RULE,
    &deny_by_key::RULE,
    &disarmed_deny::RULE,
    &discouraged_action::RULE,
    &doubtful_aliases::RULE,
    &duplicate_element::RULE,
    &duplicate_sid::RULE,
    &empty_account::RULE,
    &empty_actions::RULE,
    &empty_condition::RULE,
    &empty_element::RULE,
    &empty_interval::RULE,
    &empty_resources::RULE,
    &empty_sid::RULE,
    &empty_values::RULE,
    &enterprise_project::RULE,
    &forbidden_element::RULE,
    &foreign_resource::RULE,
    &forgotten_dependency::RULE,
    &forgotten_role::RULE,
    &full_access::RULE,
    &host_bits::RULE,
    &if_exists_not_taken::RULE,
    &implied_condition::RULE,
    &impossible_urn::RULE,
    &incomplete_key::RULE,
    &invalid_effect::RULE,
    &invalid_principal::RULE,
    &invalid_value::RULE,
    &invalid_version::RULE,
    &key_case::RULE,
    &key_not_taken::RULE,
    &large_bucket_policy::RULE,
    &large_identity_policy::RULE,
    &large_policy::RULE,
    &long_action::RULE,
    &long_resource::RULE,
    &long_value::RULE,
    &malformed_account::RULE,
    &malformed_action::RULE,
    &malformed_suppression::RULE,
    &malformed_urn::RULE,
    &malformed_variable::RULE,
    &match_without_wildcard::RULE,
    &mfa_age_alone::RULE,
    &middle_wildcard::RULE,
    &misplaced_element::RULE,
    &missing_dependency::RULE,
    &missing_element::RULE,
    &missing_qualifier::RULE,
    &missing_sid::RULE,
    &missing_statement::RULE,
    &missing_version::RULE,
    &misspelt_role::RULE,
    &mixed_levels::RULE,
    &needless_if_exists::RULE,
    &negated_allow::RULE,
    &negated_deny::RULE,
    &never_true_condition::RULE,
    &not_action_with_allow::RULE,
    &not_principal_with_allow::RULE,
    &not_resource_with_allow::RULE,
    &open_federation::RULE,
    &operator_of_other_model::RULE,
    &operator_type::RULE,
    &optional_mfa::RULE,
    &partial_account::RULE,
    &partial_id::RULE,
    &permission_management::RULE,
    &prefixed_urn::RULE,
    &presence_condition::RULE,
    &private_source_address::RULE,
    &privilege_escalation::RULE,
    &public_bucket::RULE,
    &public_bucket_write::RULE,
    &qualifier_on_single_value::RULE,
    &redundant_wildcard::RULE,
    &region_of_other_cloud::RULE,
    &renamed_role::RULE,
    &repeated_item::RULE,
    &repeated_statement::RULE,
    &resource_not_taken::RULE,
    &resource_type_missing::RULE,
    &role_model::RULE,
    &sensitive_wildcard::RULE,
    &service_full_access::RULE,
    &several_bounds::RULE,
    &shadowed_allow::RULE,
    &split_statement::RULE,
    &syntax::RULE,
    &too_many_actions::RULE,
    &too_many_conditions::RULE,
    &too_many_dependencies::RULE,
    &too_many_keys::RULE,
    &too_many_resources::RULE,
    &too_many_statements::RULE,
    &too_many_uris::RULE,
    &trust_without_assumption::RULE,
    &unexamined_policy::RULE,
    &unfilled_placeholder::RULE,
    &unfinished_variable::RULE,
    &unknown_action::RULE,
    &unknown_element::RULE,
    &unknown_key::RULE,
    &unknown_operator::RULE,
    &unknown_region::RULE,
    &unknown_resource_type::RULE,
    &unknown_service::RULE,
    &unlisted_key::RULE,
    &unmatched_pattern::RULE,
    &unread_action::RULE,
    &unread_key::RULE,
    &unread_kind::RULE,
    &unrestricted_agency_pass::RULE,
    &unrestricted_assumption::RULE,
    &unrestricted_write::RULE,
    &unsupported_model::RULE,
    &unsupported_principal::RULE,
    &unsupported_uri::RULE,
    &untabled_operator::RULE,
    &unused_default::RULE,
    &unused_resource::RULE,
    &unused_suppression::RULE,
    &unusual_sid::RULE,
    &unusual_trust_action::RULE,
    &user_name_variable::RULE,
    &vacuous_for_all::RULE,
    &value_not_string::RULE,
    &variable_in_deny::RULE,
    &variable_not_taken::RULE,
    &variable_of_many_values::RULE,
    &whole_account_trust::RULE,
    &wildcard_for_one::RULE,
    &wildcard_in_equals::RULE,
    &wildcard_in_like::RULE,
    &wildcard_in_service::RULE,
    &wildcard_in_type::RULE,
    &wildcard_principal::RULE,
    &wildcard_trust_action::RULE,
    &wrong_model::RULE,
    &wrong_type::RULE,
];
