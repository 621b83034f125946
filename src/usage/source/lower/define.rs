//! Functions with their parameters, and classes.

use alloc::vec;
use alloc::vec::Vec;

use tree_sitter::Node;

use super::{Lower, named};
use crate::usage::source::form::{Class, Expr, Function};
use crate::usage::source::language::SourceLanguage;

pub(super) fn is_function(kind: &str) -> bool {
    matches!(
        kind,
        "function_declaration"
            | "function_definition"
            | "generator_function_declaration"
            | "method_declaration"
            | "method_definition"
            | "method_elem"
            | "method_signature"
            | "abstract_method_signature"
            | "constructor_declaration"
            | "local_function_statement"
    )
}

/// A function in an expression, whose variables are taken to be those of the function that it is in.
pub(super) fn is_anonymous(kind: &str) -> bool {
    matches!(
        kind,
        "arrow_function"
            | "function_expression"
            | "generator_function"
            | "func_literal"
            | "lambda_expression"
            | "lambda"
            | "anonymous_function"
            | "anonymous_method_expression"
    )
}

pub(super) fn is_class(kind: &str) -> bool {
    matches!(
        kind,
        "class_definition"
            | "class_declaration"
            | "abstract_class_declaration"
            | "class"
            | "interface_declaration"
            | "record_declaration"
            | "struct_declaration"
            | "enum_declaration"
            | "trait_declaration"
            | "type_spec"
            | "type_alias"
    )
}

impl<'a> Lower<'a> {
    pub(super) fn function(&mut self, node: Node<'_>, name: Option<&'a str>) {
        let name = name.unwrap_or_else(|| self.field(node, "name"));
        let body = node.child_by_field_name("body");
        let class = self.class.filter(|_| self.in_body);
        let index = self.unit.functions.len();
        let receiver = node.child_by_field_name("receiver").and_then(|it| named(it).next());
        self.unit.functions.push(Function {
            name,
            class,
            receiver: receiver.and_then(|it| it.child_by_field_name("type")).map(|it| self.text(it)).map(of_receiver),
            parent: Some(self.function),
            is_abstract: body.is_none(),
            ..Function::default()
        });
        match class.and_then(|it| self.unit.classes.get_mut(it)) {
            Some(class) => {
                class.methods.insert(name, index);
            }
            None if receiver.is_none() => self.add(name, Expr::Local(index)),
            None => {}
        }
        let before = (self.function, self.in_body, core::mem::take(&mut self.globals));
        (self.function, self.in_body) = (index, false);
        receiver.into_iter().for_each(|it| self.parameter(it, false));
        let is_method = class.is_some() && self.language == SourceLanguage::Python;
        self.parameters(node, is_method);
        let returns = ["result", "return_type", "returns", "type"].iter().find_map(|it| node.child_by_field_name(it));
        if let Some(it) = returns {
            let declared = match it.kind() {
                "parameter_list" => Expr::Tuple(named(it).map(|it| self.of_parameter_type(it)).collect()),
                _ => self.of_type(it),
            };
            if let (Some(function), false) = (self.unit.functions.get_mut(index), matches!(declared, Expr::Unknown)) {
                (function.returns, function.is_declared) = (vec![declared], true);
            }
        }
        if let Some(body) = body {
            // `(a) => a.b()` returns it.
            if !matches!(body.kind(), "statement_block" | "block" | "compound_statement" | "arrow_expression_clause") {
                let value = self.expr(body);
                self.returns(value);
            }
            self.visit(body);
        }
        named(node).filter(|it| it.kind() == "constructor_initializer").for_each(|it| self.visit(it));
        (self.function, self.in_body, self.globals) = before;
    }

    fn of_parameter_type(&mut self, node: Node<'_>) -> Expr<'a> {
        node.child_by_field_name("type").map_or(Expr::Unknown, |it| self.of_type(it))
    }

    pub(super) fn returns(&mut self, value: Expr<'a>) {
        if let Some(it) = self.unit.functions.get_mut(self.function).filter(|it| !it.is_declared) {
            it.returns.push(value);
        }
    }

    /// The parameters of a function, also of one without a name.
    pub(super) fn parameters(&mut self, node: Node<'_>, is_method: bool) {
        let list = node.child_by_field_name("parameters");
        if let Some(one) = node.child_by_field_name("parameter") {
            self.parameter(one, false);
        }
        let all: Vec<Node<'_>> = match list {
            Some(it) if it.kind() == "identifier" => vec![it],
            Some(it) => named(it).collect(),
            None => Vec::new(),
        };
        for (at, it) in all.into_iter().enumerate() {
            self.parameter(it, is_method && at == 0);
        }
    }

    fn parameter(&mut self, node: Node<'_>, is_self: bool) {
        let written = node.child_by_field_name("type");
        let declared = written.map(|it| self.of_type(it));
        let mut cursor = node.walk();
        let mut names: Vec<Node<'_>> = node.children_by_field_name("name", &mut cursor).collect();
        names.extend(node.child_by_field_name("pattern"));
        if names.is_empty() {
            match node.kind() {
                "identifier" => names.push(node),
                "spread_parameter" => {
                    let name = named(node).last().and_then(|it| it.child_by_field_name("name"));
                    names.extend(name);
                }
                _ => names.extend(named(node).next().filter(|it| Some(*it) != written)),
            }
        }
        let default = node.child_by_field_name("value").or_else(|| node.child_by_field_name("default_value"));
        for name in names {
            let text = self.text(name).trim_start_matches(['$', '*']);
            let is_static =
                !matches!(self.language, SourceLanguage::Python | SourceLanguage::TypeScript | SourceLanguage::Php);
            let at = self.unit.functions.get(self.function).map_or(0, |it| it.parameters.len());
            let mut value = match &declared {
                _ if is_self && declared.is_none() => Expr::This,
                Some(it) => it.clone(),
                None if is_static => Expr::Unknown,
                None => Expr::Parameter(at),
            };
            if let (Some(default), None) = (default, &declared) {
                value = Expr::Any(vec![value, self.expr(default)]);
            }
            // What the class has, too.
            let is_field = node.kind() == "property_promotion_parameter"
                || named(node).any(|it| matches!(it.kind(), "accessibility_modifier" | "override_modifier"))
                || node.child(0).is_some_and(|it| it.kind() == "readonly");
            if is_field {
                self.add_field(text, Expr::Name(text));
            }
            if let Some(it) = self.unit.functions.get_mut(self.function) {
                it.parameters.push(text);
            }
            match name.kind() {
                "object_pattern" | "array_pattern" => self.bind(name, value),
                _ => self.add(text, value),
            }
        }
    }

    pub(super) fn class(&mut self, node: Node<'_>) {
        let name = self.field(node, "name");
        let written = node.child_by_field_name("type");
        if let Some(it) = written.filter(|it| !matches!(it.kind(), "struct_type" | "interface_type")) {
            let is = self.of_type(it);
            return self.add(name, is);
        }
        let index = self.unit.classes.len();
        self.unit.classes.push(Class { name, ..Class::default() });
        let before = (self.class, self.in_body);
        (self.class, self.in_body) = (Some(index), true);
        for it in named(node) {
            match it.kind() {
                "superclass"
                | "super_interfaces"
                | "extends_interfaces"
                | "base_list"
                | "class_heritage"
                | "base_clause"
                | "class_interface_clause"
                | "extends_type_clause"
                | "argument_list" => {
                    let bases = self.bases(it);
                    if let Some(class) = self.unit.classes.get_mut(index) {
                        class.bases.extend(bases);
                    }
                }
                // Of a record, or of a class with a constructor in its head.
                "formal_parameters" | "parameter_list" => named(it).for_each(|it| {
                    let (name, is) = (self.field(it, "name"), self.of_parameter_type(it));
                    self.add_field(name, is);
                }),
                _ => {}
            }
        }
        let body = written.or_else(|| node.child_by_field_name("body"));
        body.into_iter().for_each(|it| self.children(it));
        (self.class, self.in_body) = before;
    }

    fn bases(&mut self, node: Node<'_>) -> Vec<Expr<'a>> {
        let mut all = Vec::new();
        for it in named(node) {
            match it.kind() {
                "keyword_argument" => {}
                "extends_clause" | "implements_clause" | "type_list" | "interface_type_list" => {
                    all.extend(self.bases(it));
                }
                "attribute" | "member_expression" | "call" | "call_expression" => all.push(self.expr(it)),
                _ => all.push(self.of_type(it)),
            }
        }
        all
    }
}

/// `S` of `*S` and `*S[T]`.
fn of_receiver(text: &str) -> &str {
    let text = text.trim_start_matches('*').trim();
    text.split('[').next().unwrap_or(text)
}
