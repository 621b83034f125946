//! Trees of all languages in the one form: most of them call the same things by the same words.

mod assign;
mod define;
mod expr;
mod import;

use alloc::string::String;
use alloc::vec::Vec;

use tree_sitter::{Node, Parser};

use super::form::{Expr, Function, Name, Site, Unit, Use};
use super::language::SourceLanguage;
use super::operations::SdkOperations;

/// What a file says.
pub(super) fn lower<'a>(language: SourceLanguage, file: &'a str, text: &'a str, module: String) -> Unit<'a> {
    let mut unit = Unit { file, module, ..Unit::default() };
    unit.functions.push(Function::default());
    let mut parser = Parser::new();
    let is_known = parser.set_language(&language.grammar(file)).is_ok();
    let Some(tree) = is_known.then(|| parser.parse(text, None)).flatten() else {
        unit.unread.push((1, "it could not be parsed"));
        return unit;
    };
    let root = tree.root_node();
    let mut lower =
        Lower { language, text, unit, function: 0, class: None, in_body: false, globals: Vec::new(), depth: 0 };
    lower.visit(root);
    let mut unit = lower.unit;
    if root.has_error() && text.contains(language.mark()) {
        unit.unread.push((first_error(root), "the grammar of the language does not know what stands here"));
    }
    unit
}

struct Lower<'a> {
    language: SourceLanguage,
    text: &'a str,
    unit: Unit<'a>,
    function: usize,
    /// The class whose body or method this is.
    class: Option<usize>,
    /// Whether it is the body itself.
    in_body: bool,
    /// The variables of a function that are those of the file.
    globals: Vec<&'a str>,
    depth: usize,
}

impl<'a> Lower<'a> {
    fn text(&self, node: Node<'_>) -> &'a str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    /// The text of a field.
    fn field(&self, node: Node<'_>, name: &str) -> &'a str {
        node.child_by_field_name(name).map_or("", |it| self.text(it))
    }

    fn visit(&mut self, node: Node<'_>) {
        if self.depth >= DEEPEST {
            self.unit.unread.push((node.start_position().row + 1, "it is nested too deeply"));
            return;
        }
        self.depth += 1;
        self.node(node);
        self.depth -= 1;
    }

    fn children(&mut self, node: Node<'_>) {
        for it in named(node) {
            self.visit(it);
        }
    }

    fn node(&mut self, node: Node<'_>) {
        let kind = node.kind();
        if define::is_function(kind) {
            return self.function(node, None);
        }
        if define::is_class(kind) {
            return self.class(node);
        }
        match kind {
            "import_spec"
            | "import_statement"
            | "import_from_statement"
            | "import_declaration"
            | "using_directive"
            | "namespace_use_declaration"
            | "export_statement"
                if self.import(node) =>
            {
                return;
            }
            "return_statement" | "arrow_expression_clause" => self.returned(node),
            _ if expr::is_member(kind) => self.used(node),
            _ => {}
        }
        if self.assigned(node) {
            return;
        }
        if expr::is_call(kind) || expr::is_new(kind) {
            self.called(node);
        }
        self.children(node);
    }

    fn returned(&mut self, node: Node<'_>) {
        let all: Vec<Node<'_>> = named(node).collect();
        let Some(first) = all.first() else { return };
        let value = self.expr(*first);
        self.returns(value);
    }

    /// A member that is named, whether it is called or not.
    fn used(&mut self, node: Node<'_>) {
        let Some((base, name)) = expr::parts_of_member(node) else { return };
        let text = self.text(name).trim_start_matches('$');
        let arguments = match node.parent() {
            _ if expr::is_call(node.kind()) => node.child_by_field_name("arguments"),
            Some(it) if expr::is_call(it.kind()) && expr::callee(it) == Some(node) => {
                it.child_by_field_name("arguments")
            }
            _ => None,
        };
        let line = name.start_position().row + 1;
        let name = match name.kind() {
            // `$client->$name()`, `client[name]()`
            "variable_name" | "dynamic_variable_name" if expr::is_call(node.kind()) => Name::Computed,
            _ if SdkOperations::get().is_like_one(text) => Name::Is(text),
            _ => return,
        };
        let base = base.map_or(Expr::This, |it| self.expr(it));
        let arguments = arguments.map(|it| named(it).map(|it| self.expr(it)).collect());
        self.unit.uses.push(Use { base, name, arguments, function: self.function, line });
    }

    fn called(&mut self, node: Node<'_>) {
        self.computed(node);
        if matches!(self.language, SourceLanguage::Go | SourceLanguage::Java | SourceLanguage::CSharp) {
            return;
        }
        let Some((callee, name)) = self.callee(node) else { return };
        let list = named(node).find(|it| matches!(it.kind(), "arguments" | "argument_list"));
        let arguments = list.into_iter().flat_map(named).map(|it| match it.kind() {
            "keyword_argument" => (Some(self.field(it, "name")), self.value(it, "value")),
            _ => (None, self.expr(it)),
        });
        let arguments: Vec<_> = arguments.collect();
        if !arguments.is_empty() {
            self.unit.sites.push(Site { callee, name, function: self.function, arguments });
        }
    }

    /// `getattr(client, name)` and `client[name](…)`.
    fn computed(&mut self, node: Node<'_>) {
        let Some(function) = expr::callee(node) else { return };
        let (base, name) = match function.kind() {
            "identifier" if self.text(function) == "getattr" => {
                let Some(arguments) = node.child_by_field_name("arguments") else { return };
                (arguments.named_child(0), arguments.named_child(1))
            }
            "subscript_expression" if self.language == SourceLanguage::TypeScript => {
                (function.child_by_field_name("object"), function.child_by_field_name("index"))
            }
            _ => return,
        };
        let (Some(base), Some(name)) = (base, name) else { return };
        let name = self.string(name).map_or(Name::Computed, Name::Is);
        let (base, line) = (self.expr(base), node.start_position().row + 1);
        self.unit.uses.push(Use { base, name, arguments: None, function: self.function, line });
    }

    /// What a literal without parts that are computed says.
    fn string(&self, node: Node<'_>) -> Option<&'a str> {
        let is_text = matches!(
            node.kind(),
            "string" | "string_literal" | "interpreted_string_literal" | "encapsed_string" | "raw_string_literal"
        );
        let text = is_text.then(|| self.text(node).trim_matches(['"', '\'', '`']))?;
        text.bytes().all(|it| it.is_ascii_graphic() && !matches!(it, b'{' | b'$' | b'"' | b'\'')).then_some(text)
    }
}

fn named(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let count = u32::try_from(node.named_child_count()).unwrap_or_default();
    let children = (0..count).filter_map(move |it| node.named_child(it));
    children.filter(|it| !it.is_extra())
}

/// The line of the first error.
fn first_error(root: Node<'_>) -> usize {
    let mut node = root;
    while let Some(it) = {
        let mut cursor = node.walk();
        let all: Vec<Node<'_>> = node.children(&mut cursor).collect();
        all.into_iter().find(|it| it.has_error() || it.is_missing())
    } {
        node = it;
        if it.is_error() || it.is_missing() {
            break;
        }
    }
    node.start_position().row + 1
}

/// Deeper than anybody writes, and far from where a stack ends.
const DEEPEST: usize = 1000;
