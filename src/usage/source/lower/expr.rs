//! What an expression, or a type as it is written, may be.

use alloc::boxed::Box;
use alloc::vec;
use alloc::vec::Vec;

use tree_sitter::Node;

use super::{DEEPEST, Lower, named};
use crate::usage::source::form::Expr;
use crate::usage::source::language::SourceLanguage;

/// Whether it names a part of something.
pub(super) fn is_member(kind: &str) -> bool {
    matches!(
        kind,
        "selector_expression"
            | "attribute"
            | "field_access"
            | "method_invocation"
            | "method_reference"
            | "member_expression"
            | "member_access_expression"
            | "conditional_access_expression"
            | "nullsafe_member_access_expression"
            | "member_call_expression"
            | "nullsafe_member_call_expression"
            | "scoped_call_expression"
            | "scoped_property_access_expression"
            | "class_constant_access_expression"
    )
}

pub(super) fn is_call(kind: &str) -> bool {
    matches!(
        kind,
        "call_expression"
            | "call"
            | "invocation_expression"
            | "function_call_expression"
            | "method_invocation"
            | "member_call_expression"
            | "nullsafe_member_call_expression"
            | "scoped_call_expression"
    )
}

pub(super) fn is_new(kind: &str) -> bool {
    matches!(kind, "object_creation_expression" | "new_expression" | "composite_literal")
}

/// What is called, where that is one node.
pub(super) fn callee(node: Node<'_>) -> Option<Node<'_>> {
    let function = node.child_by_field_name("function")?;
    // `client.List[T]()` and `client!.list()`
    Some(match function.kind() {
        "parenthesized_expression" | "non_null_expression" => named(function).next().unwrap_or(function),
        _ => function,
    })
}

/// What a member is a part of, if that is written, and its name.
pub(super) fn parts_of_member(node: Node<'_>) -> Option<(Option<Node<'_>>, Node<'_>)> {
    let field = |name: &str| node.child_by_field_name(name);
    Some(match node.kind() {
        "selector_expression" => (field("operand"), field("field")?),
        "attribute" => (field("object"), field("attribute")?),
        "field_access" => (field("object"), field("field")?),
        "member_expression" => (field("object"), field("property")?),
        "member_access_expression" if field("expression").is_some() => (field("expression"), field("name")?),
        // C#'s `this` is not named.
        "member_access_expression" => (field("object").or_else(|| node.child(0)), field("name")?),
        "conditional_access_expression" => {
            let binding = named(node).find(|it| it.kind() == "member_binding_expression")?;
            (field("condition"), binding.child_by_field_name("name")?)
        }
        "method_reference" => (named(node).next(), named(node).last()?),
        "scoped_call_expression" | "scoped_property_access_expression" => (field("scope"), field("name")?),
        "class_constant_access_expression" => (named(node).next(), named(node).last()?),
        _ => (field("object"), field("name")?),
    })
}

impl<'a> Lower<'a> {
    /// The value of a field.
    pub(super) fn value(&mut self, node: Node<'_>, name: &str) -> Expr<'a> {
        node.child_by_field_name(name).map_or(Expr::Other, |it| self.expr(it))
    }

    /// What is called and the last part of its name.
    pub(super) fn callee(&mut self, node: Node<'_>) -> Option<(Expr<'a>, &'a str)> {
        if let Some(made) = is_new(node.kind()).then(|| made(node)) {
            let made = made?;
            let name = self.text(made).rsplit(['\\', '.']).next().unwrap_or_default();
            return Some((self.expr(made), name));
        }
        let callee = match callee(node) {
            Some(it) if is_member(it.kind()) => it,
            Some(it) => return Some((self.expr(it), self.text(it))),
            None => node,
        };
        let (base, name) = parts_of_member(callee)?;
        let name = self.text(name);
        // Without one it is a method of the class, or a function.
        Some((base.map_or(Expr::Name(name), |it| self.expr(it).member(name)), name))
    }

    pub(super) fn expr(&mut self, node: Node<'_>) -> Expr<'a> {
        if self.depth >= DEEPEST {
            return Expr::Unknown;
        }
        self.depth += 1;
        let found = self.of_kind(node);
        self.depth -= 1;
        found
    }

    fn of_kind(&mut self, node: Node<'_>) -> Expr<'a> {
        let kind = node.kind();
        if is_call(kind) {
            return self.of_call(node);
        }
        if is_new(kind) {
            return made(node).map_or(Expr::Unknown, |it| Expr::Call(Box::new(self.expr(it))));
        }
        if is_member(kind) {
            let Some((base, name)) = parts_of_member(node) else { return Expr::Unknown };
            let name = self.text(name).trim_start_matches('$');
            return base.map_or(Expr::This, |it| self.expr(it)).member(name);
        }
        match kind {
            "identifier"
            | "type_identifier"
            | "package_identifier"
            | "field_identifier"
            | "property_identifier"
            | "shorthand_property_identifier"
            | "shorthand_property_identifier_pattern"
            | "name"
            | "variable_name" => match self.text(node) {
                "$this" | "this" => Expr::This,
                it => Expr::Name(it.trim_start_matches('$')),
            },
            "this" | "relative_scope" => Expr::This,
            "scoped_identifier"
            | "scoped_type_identifier"
            | "qualified_name"
            | "qualified_type"
            | "nested_type_identifier"
            | "nested_identifier"
            | "alias_qualified_name"
            | "dotted_name" => Expr::Path(self.text(node)),
            "type_assertion_expression"
            | "cast_expression"
            | "type_conversion_expression"
            | "as_expression"
            | "satisfies_expression" => {
                let written = node.child_by_field_name("type").or_else(|| named(node).last());
                // What is said to be anything stays what it is.
                match written.map(|it| self.of_type(it)) {
                    Some(Expr::Unknown) | None => {
                        let of = named(node).find(|it| Some(*it) != written);
                        of.map_or(Expr::Unknown, |it| self.expr(it))
                    }
                    Some(it) => it,
                }
            }
            "generic_type" | "generic_name" | "pointer_type" | "slice_type" | "map_type" | "array_type"
            | "optional_type" | "named_type" | "type_annotation" | "type" => self.of_type(node),
            "tuple" | "expression_list" | "pattern_list" | "tuple_expression" => {
                Expr::Tuple(named(node).map(|it| self.expr(it)).collect())
            }
            "argument" | "array_element_initializer" => named(node).last().map_or(Expr::Other, |it| self.expr(it)),
            // The value of a pair, of an element, of an argument.
            "pair" | "keyed_element" | "keyword_argument" => named(node).last().map_or(Expr::Other, |it| self.expr(it)),
            "index_expression"
            | "subscript"
            | "subscript_expression"
            | "array_access"
            | "element_access_expression" => named(node).next().map_or(Expr::Unknown, |it| self.expr(it)),
            "ternary_expression"
            | "conditional_expression"
            | "boolean_operator"
            | "binary_expression"
            | "parenthesized_expression"
            | "await_expression"
            | "await"
            | "unary_expression"
            | "non_null_expression"
            | "postfix_unary_expression"
            | "prefix_unary_expression"
            | "list"
            | "dictionary"
            | "array"
            | "object"
            | "set"
            | "list_comprehension"
            | "dictionary_comprehension"
            | "generator_expression"
            | "literal_value"
            | "literal_element"
            | "array_creation_expression"
            | "array_initializer"
            | "initializer_expression"
            | "assignment_expression"
            | "assignment"
            | "named_expression"
            | "spread_element"
            | "variadic_argument"
            | "reference_assignment_expression"
            | "switch_expression"
            | "match_expression"
            | "clone_expression" => Expr::any(named(node).map(|it| self.expr(it)).collect()),
            _ if is_plain(kind) => Expr::Other,
            _ => Expr::Unknown,
        }
    }

    fn of_call(&mut self, node: Node<'_>) -> Expr<'a> {
        let arguments = node.child_by_field_name("arguments");
        let first = arguments.and_then(|it| it.named_child(0));
        if let Some(function) = callee(node) {
            let load = first.and_then(|it| self.string(it));
            match (self.text(function), load) {
                ("require" | "import", Some(path)) if self.language == SourceLanguage::TypeScript => {
                    self.loaded(path);
                    return Expr::Load(path);
                }
                ("getattr", _) => {
                    let name = arguments.and_then(|it| it.named_child(1)).and_then(|it| self.string(it));
                    let base = first.map(|it| self.expr(it));
                    return base.zip(name).map_or(Expr::Unknown, |(base, name)| base.member(name));
                }
                // `new(T)` of Go
                ("new", None) if self.language == SourceLanguage::Go => {
                    return first.map_or(Expr::Unknown, |it| self.of_type(it));
                }
                _ => {}
            }
        }
        self.callee(node).map_or(Expr::Unknown, |(it, _)| Expr::Call(Box::new(it)))
    }

    /// A value of a type.
    pub(super) fn of_type(&mut self, node: Node<'_>) -> Expr<'a> {
        let mut names = Vec::new();
        let mut rest = vec![node];
        while let Some(it) = rest.pop() {
            match it.kind() {
                "string" => names.extend(self.string(it).map(Expr::Path)),
                "attribute" => names.push(Expr::Path(self.text(it))),
                "interface_type" | "function_type" | "func_type" | "object_type" | "typeof_expression" => {
                    return Expr::Unknown;
                }
                "implicit_type" => return Expr::Unknown,
                "predefined_type" | "primitive_type"
                    if matches!(self.text(it), "any" | "object" | "mixed" | "dynamic" | "unknown") =>
                {
                    return Expr::Unknown;
                }
                kind if is_plain(kind) => {}
                "identifier" | "type_identifier" | "name" if is_open(self.text(it)) => return Expr::Unknown,
                _ => match self.of_name(it) {
                    Some(name) => names.push(name),
                    None => rest.extend(named(it)),
                },
            }
        }
        Expr::Type(names)
    }

    fn of_name(&mut self, node: Node<'_>) -> Option<Expr<'a>> {
        let is_name = matches!(
            node.kind(),
            "identifier"
                | "type_identifier"
                | "name"
                | "scoped_type_identifier"
                | "qualified_name"
                | "qualified_type"
                | "nested_type_identifier"
                | "alias_qualified_name"
        );
        is_name.then(|| self.of_kind(node))
    }
}

/// The class of what `new` makes.
fn made(node: Node<'_>) -> Option<Node<'_>> {
    let field = |name: &str| node.child_by_field_name(name);
    field("type").or_else(|| field("constructor")).or_else(|| named(node).next())
}

/// Whether a type says nothing of what has it: it may be anything, or is a parameter.
fn is_open(name: &str) -> bool {
    matches!(name, "any" | "Any" | "Object" | "object" | "var" | "dynamic" | "mixed")
        || name.len() == 1 && name.bytes().all(|it| it.is_ascii_uppercase())
}

/// Whether it is a literal, or a type of such.
fn is_plain(kind: &str) -> bool {
    kind.ends_with("literal") && kind != "composite_literal" && kind != "func_literal"
        || matches!(
            kind,
            "string"
                | "encapsed_string"
                | "template_string"
                | "integer"
                | "float"
                | "number"
                | "true"
                | "false"
                | "none"
                | "null"
                | "nil"
                | "undefined"
                | "boolean"
                | "integral_type"
                | "boolean_type"
                | "void_type"
                | "floating_point_type"
                | "predefined_type"
                | "primitive_type"
                | "concatenated_string"
                | "regex"
                | "comparison_operator"
                | "not_operator"
                | "binary_operator"
        )
}
