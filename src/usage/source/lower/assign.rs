//! What variables and fields are.

use alloc::boxed::Box;
use alloc::vec::Vec;

use tree_sitter::Node;

use super::{Lower, define, expr, named};
use crate::usage::source::form::Expr;

impl<'a> Lower<'a> {
    /// Takes what a node assigns; whether nothing of it is left to be looked at.
    pub(super) fn assigned(&mut self, node: Node<'_>) -> bool {
        let field = |name: &str| node.child_by_field_name(name);
        match node.kind() {
            "short_var_declaration"
            | "assignment_statement"
            | "assignment"
            | "assignment_expression"
            | "named_expression"
            | "range_clause"
            | "for_statement"
            | "for_in_statement"
            | "for_in_clause"
            | "reference_assignment_expression" => {
                let (Some(left), right) =
                    (field("left").or_else(|| field("name")), field("right").or_else(|| field("value")))
                else {
                    return false;
                };
                if let Some(it) = right.filter(|it| define::is_anonymous(it.kind())) {
                    let name =
                        expr::parts_of_member(left).filter(|_| expr::is_member(left.kind())).map_or(left, |it| it.1);
                    let (name, index) = (self.text(name).trim_start_matches('$'), self.unit.functions.len());
                    self.function(it, Some(name));
                    self.bind(left, Expr::Local(index));
                    return true;
                }
                let mut value = Vec::new();
                value.extend(field("type").map(|it| self.of_type(it)));
                value.extend(right.map(|it| self.expr(it)));
                self.bind(left, Expr::any(value));
            }
            "variable_declarator"
            | "public_field_definition"
            | "property_signature"
            | "property_declaration"
            | "resource"
            | "enhanced_for_statement"
            | "declaration_pattern"
            | "declaration_expression"
            | "property_element" => {
                return self.declared(node);
            }
            "foreach_statement" if field("left").is_none() => {
                let mut all = named(node);
                let (Some(of), Some(each)) = (all.next(), all.next()) else { return false };
                let each = if each.kind() == "pair" { named(each).last().unwrap_or(each) } else { each };
                let value = self.expr(of);
                self.bind(each, value);
            }
            "foreach_statement" => {
                let value = match field("type").filter(|it| it.kind() != "implicit_type") {
                    Some(it) => self.of_type(it),
                    None => self.value(node, "right"),
                };
                field("left").into_iter().for_each(|it| self.bind(it, value.clone()));
            }
            "var_spec" | "const_spec" | "field_declaration" => {
                let mut cursor = node.walk();
                let names: Vec<Node<'_>> = node.children_by_field_name("name", &mut cursor).collect();
                let declared = field("type").map(|it| self.of_type(it));
                if names.is_empty() && node.kind() == "field_declaration" && field("declarator").is_none() {
                    // An embedded field is a base, and has the name of its type.
                    let Some(is) = declared.clone() else { return false };
                    let name = field("type").map_or("", |it| self.text(it)).trim_start_matches('*');
                    self.add_field(name.rsplit('.').next().unwrap_or(name), is.clone());
                    if let Some(class) = self.class.and_then(|it| self.unit.classes.get_mut(it)) {
                        class.bases.push(is);
                    }
                }
                let value = field("value").map(|it| self.expr(it));
                for (at, name) in names.iter().enumerate() {
                    let is = declared.clone().or_else(|| value.clone().map(|it| nth(it, at)));
                    self.bind(*name, is.unwrap_or(Expr::Unknown));
                }
            }
            "as_pattern" => {
                let mut all = named(node);
                if let (Some(of), Some(name)) = (all.next(), all.next()) {
                    let value = self.expr(of);
                    self.bind(name, value);
                }
            }
            "type_switch_statement" => {
                let cases =
                    named(node).filter(|it| it.kind() == "type_case").filter_map(|it| it.child_by_field_name("type"));
                let types: Vec<Expr<'a>> = cases.map(|it| self.of_type(it)).collect();
                field("alias").into_iter().flat_map(named).for_each(|it| self.bind(it, Expr::any(types.clone())));
            }
            "global_statement" | "global_declaration" => {
                self.globals.extend(
                    named(node).map(|it| self.text.get(it.byte_range()).unwrap_or_default().trim_start_matches('$')),
                );
            }
            kind if define::is_anonymous(kind) => self.parameters(node, false),
            _ => {}
        }
        false
    }

    /// A declaration with a name, and perhaps a type and a value.
    fn declared(&mut self, node: Node<'_>) -> bool {
        let field = |name: &str| node.child_by_field_name(name);
        let Some(name) = field("name") else { return false };
        // C# has no field for it.
        let value = field("value").or_else(|| field("default_value"));
        let value = value.or_else(|| named(node).last().filter(|it| *it != name && it.kind() != "type_annotation"));
        let text = self.text(name).trim_start_matches('$');
        if let Some(it) = value.filter(|it| define::is_anonymous(it.kind()) && !matches!(name.kind(), "object_pattern"))
        {
            self.function(it, Some(text));
            return true;
        }
        let written = field("type").or_else(|| node.parent()?.child_by_field_name("type"));
        let declared = written.map(|it| self.of_type(it));
        let is = match (declared, value) {
            (Some(it), value) if !matches!(it, Expr::Unknown) || value.is_none() => it,
            (_, Some(it)) if it.kind() == "arrow_expression_clause" => {
                named(it).next().map_or(Expr::Unknown, |it| self.expr(it))
            }
            (_, Some(it)) => self.expr(it),
            (_, None) => Expr::Any(Vec::new()),
        };
        self.bind(name, is);
        false
    }

    /// Gives what is on the left what is on the right.
    pub(super) fn bind(&mut self, left: Node<'_>, value: Expr<'a>) {
        match left.kind() {
            "expression_list"
            | "pattern_list"
            | "tuple_pattern"
            | "tuple"
            | "list_literal"
            | "list_pattern"
            | "array_pattern"
            | "array"
            | "tuple_expression"
            | "parenthesized_variable_designation" => {
                for (at, it) in named(left).enumerate() {
                    self.bind(it, nth(value.clone(), at));
                }
            }
            "object_pattern" => {
                for it in named(left) {
                    match it.kind() {
                        "pair_pattern" => {
                            let key = self.field(it, "key");
                            let member = value.clone().member(key);
                            it.child_by_field_name("value").into_iter().for_each(|it| self.bind(it, member.clone()));
                        }
                        "object_assignment_pattern" => {
                            let name = named(it).next().map_or("", |it| self.text(it));
                            self.add(name, value.clone().member(name));
                        }
                        _ => {
                            let name = self.text(it).trim_start_matches('.');
                            self.add(name, value.clone().member(name));
                        }
                    }
                }
            }
            "as_pattern_target" | "array_element_initializer" | "parenthesized_expression" | "assignment_pattern" => {
                named(left).next().into_iter().for_each(|it| self.bind(it, value.clone()));
            }
            // Something that is kept in a list or a dictionary.
            "subscript"
            | "subscript_expression"
            | "index_expression"
            | "element_access_expression"
            | "array_access" => {
                named(left).next().into_iter().for_each(|it| self.bind(it, value.clone()));
            }
            kind if expr::is_member(kind) => {
                let Some((base, name)) = expr::parts_of_member(left) else { return };
                let base = base.map_or(Expr::This, |it| self.expr(it));
                let name = self.text(name).trim_start_matches('$');
                let is_this = |it: &str| {
                    let mut function = self.unit.functions.get(self.function);
                    while let Some(now) = function {
                        if let Some(all) = now.variables.get(it) {
                            return matches!(all.first(), Some(Expr::This));
                        }
                        function = now.parent.and_then(|it| self.unit.functions.get(it));
                    }
                    false
                };
                match base {
                    Expr::This => self.add_field(name, value),
                    Expr::Name(it) if is_this(it) => self.add_field(name, value),
                    // `module.exports = …` is what the module is, `exports.a = …` what it has.
                    Expr::Name("module") if name == "exports" => self.add("default", value),
                    Expr::Name("exports") => self.add(name, value),
                    base => self.unit.loose.push((name, self.function, base, value)),
                }
            }
            _ => {
                let name = self.text(left).trim_start_matches('$');
                self.add(name, value);
            }
        }
    }

    /// Adds what a variable may be; in a class, what a field may be.
    pub(super) fn add(&mut self, name: &'a str, value: Expr<'a>) {
        if self.in_body {
            return self.add_field(name, value);
        }
        let function = if self.globals.contains(&name) { 0 } else { self.function };
        // In languages with fields that are named alone, it may be one.
        let is_new = |at: usize| self.unit.functions.get(at).is_none_or(|it| !it.variables.contains_key(name));
        let is_field = self.language.omits_this() && is_new(self.function) && {
            let class = self.class.and_then(|it| self.unit.classes.get(it));
            class.is_some_and(|it| it.fields.contains_key(name))
        };
        if is_field {
            self.add_field(name, value.clone());
        }
        if let Some(it) = self.unit.functions.get_mut(function) {
            it.variables.entry(name).or_default().push(value);
        }
    }

    pub(super) fn add_field(&mut self, name: &'a str, value: Expr<'a>) {
        let function = self.function;
        if let Some(class) = self.class.and_then(|it| self.unit.classes.get_mut(it)) {
            class.fields.entry(name).or_default().push((function, value));
        }
    }
}

/// One of several values.
fn nth(value: Expr<'_>, at: usize) -> Expr<'_> {
    match value {
        Expr::Tuple(all) if all.len() == 1 => {
            let only = all.into_iter().next().unwrap_or(Expr::Unknown);
            Expr::Nth(Box::new(only), at)
        }
        Expr::Tuple(all) => all.into_iter().nth(at).unwrap_or(Expr::Other),
        Expr::Any(all) => Expr::Any(all.into_iter().map(|it| nth(it, at)).collect()),
        other => Expr::Nth(Box::new(other), at),
    }
}
