//! What a file takes of others.

use alloc::string::String;
use alloc::vec::Vec;

use tree_sitter::Node;

use super::{Lower, named};
use crate::usage::source::form::{Expr, Import};
use crate::usage::source::language::SourceLanguage;

impl<'a> Lower<'a> {
    /// Takes an import; whether it is one.
    pub(super) fn import(&mut self, node: Node<'_>) -> bool {
        match (self.language, node.kind()) {
            (SourceLanguage::Go, "import_spec") => self.of_go(node),
            (SourceLanguage::Python, "import_statement") => self.of_python(node),
            (SourceLanguage::Python, "import_from_statement") => self.names_of_python(node),
            (SourceLanguage::Java, "import_declaration") => self.of_java(node),
            (SourceLanguage::CSharp, "using_directive") => self.of_csharp(node),
            (SourceLanguage::Php, "namespace_use_declaration") => self.of_php(node),
            (SourceLanguage::TypeScript, "import_statement") => self.of_typescript(node),
            (SourceLanguage::TypeScript, "export_statement") => return self.exported(node),
            _ => return false,
        }
        true
    }

    fn take(&mut self, name: Option<&'a str>, path: impl Into<String>, item: Option<&'a str>) {
        self.unit.imports.push(Import { name, path: path.into(), item, is_global: false });
    }

    /// What is loaded without a name.
    pub(super) fn loaded(&mut self, path: &str) {
        if self.unit.imports.iter().all(|it| it.path != path) {
            self.take(Some(""), path, None);
        }
    }

    fn of_go(&mut self, node: Node<'_>) {
        let path = self.field(node, "path").trim_matches(['"', '`']);
        let name = match self.field(node, "name") {
            "." => None,
            // The package's own, which is mostly the last part, but for the version of a module.
            "" => {
                let mut parts = path.rsplit('/');
                let last = parts.next().unwrap_or(path);
                let is_version =
                    super::super::operations::version_of(last).is_some() && self.language.sdk(path).is_none();
                Some(if is_version { parts.next().unwrap_or(last) } else { last })
            }
            it => Some(it),
        };
        self.take(name, path, None);
    }

    fn of_python(&mut self, node: Node<'_>) {
        for it in named(node) {
            if it.kind() == "aliased_import" {
                let (path, name) = (self.field(it, "name"), self.field(it, "alias"));
                self.take(Some(name), path, None);
            } else {
                // `import a.b` has `a`.
                let path = self.text(it);
                let first = path.split('.').next().unwrap_or(path);
                self.take(Some(first), first, None);
            }
        }
    }

    fn names_of_python(&mut self, node: Node<'_>) {
        let path = self.field(node, "module_name");
        let module = node.child_by_field_name("module_name");
        for it in named(node).filter(|it| Some(*it) != module) {
            match it.kind() {
                "wildcard_import" => self.take(None, path, None),
                "aliased_import" => {
                    let (item, name) = (self.field(it, "name"), self.field(it, "alias"));
                    self.take(Some(name), path, Some(item));
                }
                _ => {
                    let name = self.text(it);
                    self.take(Some(name), path, Some(name));
                }
            }
        }
    }

    fn of_java(&mut self, node: Node<'_>) {
        let Some(path) = named(node).next().map(|it| self.text(it)) else { return };
        if named(node).any(|it| it.kind() == "asterisk") {
            return self.take(None, path, None);
        }
        let name = path.rsplit('.').next();
        self.take(name, path, None);
    }

    fn of_csharp(&mut self, node: Node<'_>) {
        let alias = node.child_by_field_name("name");
        let Some(path) = named(node).filter(|it| Some(*it) != alias).last().map(|it| self.text(it)) else { return };
        let is_global = node.child(0).is_some_and(|it| it.kind() == "global");
        let name = alias.map(|it| self.text(it));
        self.unit.imports.push(Import { name, path: path.into(), item: None, is_global });
    }

    fn of_php(&mut self, node: Node<'_>) {
        let prefix = named(node).find(|it| it.kind() == "namespace_name").map_or("", |it| self.text(it));
        let group = node.child_by_field_name("body");
        for it in named(group.unwrap_or(node)).filter(|it| it.kind() == "namespace_use_clause") {
            let path = named(it).next().map_or("", |it| self.text(it));
            let last = path.rsplit('\\').next().unwrap_or(path);
            let name = it.child_by_field_name("alias").map_or(last, |it| self.text(it));
            let whole = if group.is_some() { alloc::format!("{prefix}\\{path}") } else { path.into() };
            self.take(Some(name), whole, None);
        }
    }

    fn of_typescript(&mut self, node: Node<'_>) {
        let all: Vec<Node<'_>> = named(node).collect();
        if let Some(it) = all.iter().find(|it| it.kind() == "import_require_clause") {
            let path = self.field(*it, "source").trim_matches(['"', '\'']);
            let name = named(*it).next().map(|it| self.text(it));
            return self.take(name, path, None);
        }
        let path = self.field(node, "source").trim_matches(['"', '\'']);
        for it in all.into_iter().filter(|it| it.kind() == "import_clause").flat_map(named) {
            match it.kind() {
                "identifier" => {
                    let name = self.text(it);
                    self.take(Some(name), path, Some("default"));
                }
                "namespace_import" => {
                    let name = named(it).next().map(|it| self.text(it));
                    self.take(name, path, None);
                }
                _ => named(it).for_each(|it| self.specifier(it, path)),
            }
        }
    }

    fn specifier(&mut self, node: Node<'_>, path: &str) {
        let item = self.field(node, "name");
        let name = node.child_by_field_name("alias").map_or(item, |it| self.text(it));
        self.take(Some(name), path, Some(item));
    }

    /// What comes from another file; what is declared here is left to be looked at.
    fn exported(&mut self, node: Node<'_>) -> bool {
        if let Some(source) = node.child_by_field_name("source") {
            let path = self.text(source).trim_matches(['"', '\'']);
            match named(node).find(|it| it.kind() == "export_clause") {
                Some(clause) => named(clause).for_each(|it| self.specifier(it, path)),
                None => self.take(None, path, None),
            }
            return true;
        }
        let mut cursor = node.walk();
        let is_default = node.children(&mut cursor).any(|it| it.kind() == "default");
        if is_default {
            let value = match (node.child_by_field_name("value"), node.child_by_field_name("declaration")) {
                (Some(it), _) => self.expr(it),
                (None, Some(it)) => Expr::Name(self.field(it, "name")),
                (None, None) => Expr::Unknown,
            };
            self.add("default", value);
        }
        false
    }
}
