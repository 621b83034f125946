//! A checked policy as the code that makes it.
//!
//! A list without Rust values becomes a constant, so that the policy allocates nothing and can itself be one.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Ident, LitStr, Path};

use crate::input::{Library, Places, Rust, is_catalogue_path};
use crate::shared::read::Span as Number;
use crate::shared::tree::{Member, Node, Value};
use crate::shared::words::{Model, PrincipalKind, ValueType};
use crate::shared::{name, pattern};
use crate::tables::TABLES;

pub(crate) struct Lowering<'a> {
    pub(crate) library: &'a Library,
    pub(crate) places: &'a Places,
    pub(crate) model: Model,
}

/// Code, and whether it can stand in a constant.
struct Code {
    tokens: TokenStream,
    is_const: bool,
}

impl Lowering<'_> {
    pub(crate) fn policy(&self, root: &Node<Number>) -> TokenStream {
        let library = self.library;
        let get = elements(root);
        let version = get("Version").and_then(|it| it.value.text()).map(variant_of_version).unwrap_or_default();
        let version = format_ident!("{version}");
        let statements = match get("Statement").map(|it| &it.value) {
            Some(Value::Array(all)) => all.iter().map(|it| self.statement(it)).collect(),
            Some(_) => get("Statement").map(|it| self.statement(it)).into_iter().collect(),
            None => Vec::new(),
        };
        let statements = self.list(&quote!(#library::Statement), statements);
        let depends = self.list(&quote!(#library::Dependency), self.depends(get("Depends")));
        let (statements, depends) = (statements.tokens, depends.tokens);
        quote!(#library::Policy::from_parts(#library::Version::#version, #statements, #depends))
    }

    /// A path to an action, by which the library knows it; other paths stay as they are.
    pub(crate) fn path(&self, path: &Path) -> TokenStream {
        if !is_catalogue_path(path) {
            return quote!(#path);
        }
        let (library, module) = (self.library, self.module());
        quote!(#library::#module::#path)
    }

    fn statement(&self, node: &Node<Number>) -> Code {
        let library = self.library;
        let get = elements(node);
        let sid = self.option(get("Sid").map(|it| self.string(it, &quote!(plain))));
        let effect = get("Effect").and_then(|it| it.value.text()).unwrap_or_default();
        let effect = format_ident!("{effect}");
        let principals = self.option(self.principals(get("Principal"), get("NotPrincipal")));
        let actions = self.actions(get("Action"), get("NotAction"));
        let resources = self.option(self.resources(get("Resource"), get("NotResource")));
        let conditions = self.list(&quote!(#library::Condition), self.conditions(get("Condition")));
        let parts = [sid, principals, actions, resources, conditions];
        let is_const = parts.iter().all(|it| it.is_const);
        let [sid, principals, actions, resources, conditions] = parts.map(|it| it.tokens);
        let tokens = quote!(#library::Statement::from_parts(
            #sid, #library::Effect::#effect, #principals, #actions, #resources, #conditions
        ));
        Code { tokens, is_const }
    }

    fn actions(&self, these: Option<&Node<Number>>, all_but: Option<&Node<Number>>) -> Code {
        let library = self.library;
        let all = array(these.or(all_but)).iter().map(|it| self.action(it)).collect();
        let list = self.list(&quote!(#library::ActionPattern), all);
        self.wrap(if these.is_some() { "These" } else { "AllBut" }, &quote!(Actions), list)
    }

    fn action(&self, node: &Node<Number>) -> Code {
        let library = self.library;
        let kind = if self.model == Model::IdentityPolicy { "Action" } else { "RoleAction" };
        let kind = Ident::new(kind, Span::call_site());
        match self.rust_of(node) {
            Some(Rust::Expression(tokens)) => {
                let model =
                    if self.model == Model::IdentityPolicy { quote!(IdentityPolicies) } else { quote!(RolePolicies) };
                return runtime(self.call(&quote!(action::<#library::#model, _>), tokens, node));
            }
            Some(Rust::Path(path)) => {
                let path = self.path(path);
                return constant(quote!(#library::ActionPattern::#kind(#path)));
            }
            None => {}
        }
        let (Value::String(text) | Value::Unchecked(text)) = &node.value else { return constant(TokenStream::new()) };
        let span = self.places.span(node.span);
        if let (Value::String(_), Some((service, name))) = (&node.value, self.constant_of(text, span)) {
            let module = self.module();
            return constant(quote!(#library::ActionPattern::#kind(#library::#module::#service::#name)));
        }
        let is_pattern = matches!(node.value, Value::String(_)) && pattern::is_pattern(text);
        let kind = if is_pattern { quote!(Pattern) } else { quote!(Unchecked) };
        let text = self.literal(text, span);
        constant(quote!(#library::ActionPattern::#kind(#text)))
    }

    /// The type and the constant of an action. The constant has the span of the string, so that an editor shows and finds
    /// it there, and the compiler warns there of a discouraged one.
    fn constant_of(&self, text: &str, span: Span) -> Option<(Ident, Ident)> {
        let (service, constant) = match self.model {
            Model::IdentityPolicy => {
                let (service, row) = TABLES.action_place(text)?;
                let service = *TABLES.services.get(usize::from(service))?;
                (service, service.action_const(usize::from(row))?)
            }
            Model::RolePolicy => {
                let (code, rest) = text.split_once(':')?;
                let service = TABLES.service_ignore_case(code)?;
                (service, service.role_action_const(service.role_action_place(rest)?)?)
            }
        };
        Some((Ident::new(service.type_name, Span::call_site()), Ident::new(&constant, span)))
    }

    fn resources(&self, these: Option<&Node<Number>>, all_but: Option<&Node<Number>>) -> Option<Code> {
        let node = these.or(all_but)?;
        let uris = if let Value::Object(_) = node.value { elements(node)("uri") } else { None };
        let variant = match (uris, these) {
            (Some(_), _) => "Uris",
            (None, Some(_)) => "These",
            (None, None) => "AllBut",
        };
        let all = array(uris.or(Some(node))).iter().map(|it| self.string(it, &quote!(text))).collect();
        Some(self.wrap(variant, &quote!(Resources), self.strings(all)))
    }

    fn principals(&self, these: Option<&Node<Number>>, all_but: Option<&Node<Number>>) -> Option<Code> {
        let library = self.library;
        let node = these.or(all_but)?;
        let all = members(node).iter().filter_map(|it| PrincipalKind::from_name(&it.name).zip(Some(&it.value)));
        let each = all.flat_map(|(kind, names)| {
            let kind = format_ident!("{kind:?}");
            array(Some(names)).iter().map(move |it| {
                let Code { tokens, is_const } = self.string(it, &quote!(plain));
                Code {
                    tokens: quote!(#library::Principal::from_parts(#library::PrincipalKind::#kind, #tokens)),
                    is_const,
                }
            })
        });
        let list = self.list(&quote!(#library::Principal), each.collect());
        Some(self.wrap(if these.is_some() { "These" } else { "AllBut" }, &quote!(Principals), list))
    }

    fn conditions(&self, node: Option<&Node<Number>>) -> Vec<Code> {
        let operators = node.map_or(&[][..], members);
        operators.iter().flat_map(|it| members(&it.value).iter().map(|key| self.condition(&it.name, key))).collect()
    }

    fn condition(&self, operator: &str, key: &Member<Number>) -> Code {
        let library = self.library;
        let (qualifier, stem, if_exists) = name::operator_parts(operator);
        let qualifier = qualifier.map_or_else(
            || quote!(#library::__private::Option::None),
            |it| {
                let it = format_ident!("{it:?}");
                quote!(#library::__private::Option::Some(#library::Qualifier::#it))
            },
        );
        let convert = match TABLES.operator(stem).map(|it| it.value_type) {
            Some(None | Some(ValueType::Boolean)) => quote!(boolean),
            Some(Some(ValueType::Number)) => quote!(number),
            Some(Some(ValueType::Date)) => quote!(date),
            Some(Some(ValueType::Ip)) => quote!(ip),
            Some(Some(ValueType::String)) | None => quote!(text),
        };
        let values = match &key.value.value {
            Value::Array(all) => all.iter().map(|it| self.string(it, &convert)).collect(),
            _ => vec![self.string(&key.value, &convert)],
        };
        let values = self.strings(values);
        let name = self.key(key);
        let (stem, tokens) = (format_ident!("{stem}"), &values.tokens);
        let operator = quote!(#library::ConditionOperator::new(#qualifier, #library::Operator::#stem, #if_exists));
        Code { tokens: quote!(#library::Condition::from_parts(#operator, #name, #tokens)), is_const: values.is_const }
    }

    fn key(&self, member: &Member<Number>) -> TokenStream {
        let (library, span) = (self.library, self.places.span(member.name_span));
        let row = TABLES.key_place(&member.name).and_then(|it| TABLES.keys.get(it)).filter(|_| member.checked);
        let Some(row) = row else {
            let text = self.literal(&member.name, span);
            return quote!(#library::KeyName::Unchecked(#text));
        };
        let variant = Ident::new(&name::key_variant(row.name), span);
        match member.name.split_once('/') {
            Some((_, part)) => {
                let part = self.literal(part, span);
                quote!(#library::KeyName::Template(#library::ConditionKey::#variant, #part))
            }
            None => quote!(#library::KeyName::Known(#library::ConditionKey::#variant)),
        }
    }

    fn depends(&self, node: Option<&Node<Number>>) -> Vec<Code> {
        let library = self.library;
        let each = array(node).iter().map(|it| {
            let get = elements(it);
            let part =
                |name| get(name).map_or_else(|| constant(TokenStream::new()), |it| self.string(it, &quote!(plain)));
            let (catalog, display_name) = (part("catalog"), part("display_name"));
            let is_const = catalog.is_const && display_name.is_const;
            let (catalog, display_name) = (catalog.tokens, display_name.tokens);
            Code { tokens: quote!(#library::Dependency::from_parts(#catalog, #display_name)), is_const }
        });
        each.collect()
    }

    /// A string as it is written, or a Rust value that `convert` makes one.
    fn string(&self, node: &Node<Number>, convert: &TokenStream) -> Code {
        let library = self.library;
        match self.rust_of(node) {
            Some(Rust::Expression(tokens)) => runtime(self.call(convert, tokens, node)),
            Some(Rust::Path(path)) => {
                let path = self.path(path);
                runtime(quote!(#library::__private::#convert(#path)))
            }
            None => {
                let (Value::String(text) | Value::Unchecked(text)) = &node.value else {
                    return constant(TokenStream::new());
                };
                constant(self.literal(text, self.places.span(node.span)))
            }
        }
    }

    /// A call with an expression of the user's, in the parentheses that the user wrote.
    fn call(&self, function: &TokenStream, tokens: &TokenStream, node: &Node<Number>) -> TokenStream {
        let library = self.library;
        let mut arguments = Group::new(Delimiter::Parenthesis, tokens.clone());
        arguments.set_span(self.places.span(node.span));
        quote!(#library::__private::#function #arguments)
    }

    fn literal(&self, text: &str, span: Span) -> TokenStream {
        let (library, text) = (self.library, LitStr::new(text, span));
        quote!(#library::__private::Cow::Borrowed(#text))
    }

    fn strings(&self, all: Vec<Code>) -> Code {
        let library = self.library;
        self.list(&quote!(#library::__private::Cow<'static, #library::__private::str>), all)
    }

    fn list(&self, item: &TokenStream, all: Vec<Code>) -> Code {
        let library = self.library;
        let is_const = all.iter().all(|it| it.is_const);
        let all = all.into_iter().map(|it| it.tokens);
        let tokens = if is_const {
            quote!(#library::__private::Cow::<'static, [#item]>::Borrowed(const { &[#(#all),*] }))
        } else {
            quote!(#library::__private::list([#(#all),*]))
        };
        Code { tokens, is_const }
    }

    fn option(&self, code: Option<Code>) -> Code {
        let library = self.library;
        match code {
            None => constant(quote!(#library::__private::Option::None)),
            Some(Code { tokens, is_const }) => {
                Code { tokens: quote!(#library::__private::Option::Some(#tokens)), is_const }
            }
        }
    }

    fn wrap(&self, variant: &str, ty: &TokenStream, Code { tokens, is_const }: Code) -> Code {
        let (library, variant) = (self.library, format_ident!("{variant}"));
        Code { tokens: quote!(#library::#ty::#variant(#tokens)), is_const }
    }

    fn rust_of(&self, node: &Node<Number>) -> Option<&Rust> {
        self.places.rust(node.span)
    }

    fn module(&self) -> Ident {
        let name = if self.model == Model::IdentityPolicy { "actions" } else { "role_actions" };
        Ident::new(name, Span::call_site())
    }
}

const fn constant(tokens: TokenStream) -> Code {
    Code { tokens, is_const: true }
}

const fn runtime(tokens: TokenStream) -> Code {
    Code { tokens, is_const: false }
}

fn elements<'a>(node: &'a Node<Number>) -> impl Fn(&str) -> Option<&'a Node<Number>> {
    move |name| members(node).iter().find(|it| it.name == name).map(|it| &it.value)
}

fn members(node: &Node<Number>) -> &[Member<Number>] {
    if let Value::Object(members) = &node.value { members } else { &[] }
}

fn array(node: Option<&Node<Number>>) -> &[Node<Number>] {
    if let Some(Node { value: Value::Array(all), .. }) = node { all } else { &[] }
}

fn variant_of_version(text: &str) -> String {
    format!("V{}", text.replace('.', "_"))
}
