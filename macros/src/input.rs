//! The tokens of a policy as a tree: JSON, with a path where a string may stand, an expression in parentheses where a value
//! may, and `unchecked("…")`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Ident, LitStr, Path, Token, braced, bracketed, parenthesized, token};

use crate::shared::read::Span as Number;
use crate::shared::tree::{Member, Node, Value};
use crate::shared::words::{Model, Version};
use crate::tables::TABLES;

/// The policy, and what stands for its values where those are Rust.
pub(crate) struct Input {
    pub(crate) library: Library,
    pub(crate) root: Node<Number>,
    pub(crate) places: Places,
    /// What is wrong with the tokens.
    pub(crate) errors: Vec<syn::Error>,
}

/// The path to the library. It goes into the code token by token: each whole stream that is put into another one is a call of the
/// compiler.
pub(crate) struct Library(Vec<TokenTree>);

impl Parse for Library {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let tokens: TokenStream = input.parse()?;
        Ok(Self(tokens.into_iter().collect()))
    }
}

impl ToTokens for Library {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.0.iter().cloned());
    }
}

/// Where the nodes of a tree stand, and the Rust values among them, by the numbers that the tree has as spans.
pub(crate) struct Places {
    /// Where what has no number stands.
    whole: Span,
    spans: Vec<(Span, Option<Rust>)>,
}

impl Places {
    /// Of a tree that stands at one place.
    pub(crate) const fn at(whole: Span) -> Self {
        Self { whole, spans: Vec::new() }
    }

    pub(crate) fn span(&self, number: Number) -> Span {
        self.spans.get(number.start as usize).map_or(self.whole, |it| it.0)
    }

    pub(crate) fn rust(&self, number: Number) -> Option<&Rust> {
        self.spans.get(number.start as usize)?.1.as_ref()
    }

    /// Every Rust value, in order.
    pub(crate) fn all_rust(&self) -> impl Iterator<Item = &Rust> {
        self.spans.iter().filter_map(|it| it.1.as_ref())
    }

    fn add(&mut self, span: Span, rust: Option<Rust>) -> Number {
        // A policy of more tokens than there are numbers is one that no compiler has read.
        let number = u32::try_from(self.spans.len()).unwrap_or(u32::MAX);
        self.spans.push((span, rust));
        Number { start: number, end: number }
    }
}

/// A value that is Rust.
pub(crate) enum Rust {
    /// A constant of the catalogue or of the user.
    Path(Path),
    /// An expression.
    Expression(TokenStream),
}

/// Reads what a wrapper passes: `[path to the library]` and the policy.
pub(crate) fn parse(tokens: TokenStream) -> syn::Result<Input> {
    let parser = |input: ParseStream<'_>| {
        let content;
        bracketed!(content in input);
        let library = content.parse()?;
        let mut reader = Reader { places: Places::at(Span::call_site()), errors: Vec::new() };
        let mut root = reader.value(input)?;
        let _: Option<Token![,]> = input.parse()?;
        if !input.is_empty() {
            reader.errors.push(input.error("expected the end of the policy"));
            let _: TokenStream = input.parse()?;
        }
        let model = version(&root).map_or(Model::IdentityPolicy, Version::model);
        resolve(&mut root, &reader.places, model);
        Ok(Input { library, root, places: reader.places, errors: reader.errors })
    };
    parser.parse2(tokens)
}

struct Reader {
    places: Places,
    errors: Vec<syn::Error>,
}

impl Reader {
    /// One value. What is wrong inside it is noted and skipped, so that the rest is still read.
    fn value(&mut self, input: ParseStream<'_>) -> syn::Result<Node<Number>> {
        if input.peek(token::Brace) {
            return self.object(input);
        }
        if input.peek(token::Bracket) {
            return self.array(input);
        }
        if input.peek(token::Paren) {
            let content;
            let paren = parenthesized!(content in input);
            let tokens: TokenStream = content.parse()?;
            if tokens.is_empty() {
                return Err(syn::Error::new(paren.span.join(), "expected an expression between the parentheses"));
            }
            return Ok(self.rust(Rust::Expression(tokens), paren.span.join()));
        }
        if input.peek(LitStr) {
            let text: LitStr = input.parse()?;
            return Ok(self.node(Value::String(text.value()), text.span()));
        }
        if input.peek(syn::LitBool) {
            let value: syn::LitBool = input.parse()?;
            return Ok(self.node(Value::Bool(value.value), value.span));
        }
        if input.peek(Token![-]) || input.peek(syn::Lit) {
            return self.number(input);
        }
        if input.peek(Ident) || input.peek(Token![::]) || is_path_keyword(input) {
            return self.path(input);
        }
        Err(input.error("expected a JSON value, a path to a constant or an expression in parentheses"))
    }

    fn object(&mut self, input: ParseStream<'_>) -> syn::Result<Node<Number>> {
        let content;
        let brace = braced!(content in input);
        let mut members = Vec::new();
        self.separated(&content, |reader, input| {
            let (name, name_span, checked) = reader.name(input)?;
            let colon: syn::Result<Token![:]> = input.parse();
            if colon.is_err() {
                return Err(input.error(format!("expected `:` behind `{name}`")));
            }
            let value = reader.value(input)?;
            members.push(Member { name, name_span, checked, value });
            Ok(())
        });
        Ok(self.node(Value::Object(members), brace.span.join()))
    }

    fn array(&mut self, input: ParseStream<'_>) -> syn::Result<Node<Number>> {
        let content;
        let bracket = bracketed!(content in input);
        let mut all = Vec::new();
        self.separated(&content, |reader, input| {
            all.push(reader.value(input)?);
            Ok(())
        });
        Ok(self.node(Value::Array(all), bracket.span.join()))
    }

    /// Items between commas. Behind a mistake it goes on at the next comma.
    fn separated(
        &mut self,
        input: ParseStream<'_>,
        mut item: impl FnMut(&mut Self, ParseStream<'_>) -> syn::Result<()>,
    ) {
        while !input.is_empty() {
            if let Err(error) = item(self, input) {
                self.errors.push(error);
                while !input.is_empty() && !input.peek(Token![,]) {
                    let _: syn::Result<TokenTree> = input.parse();
                }
            }
            if input.is_empty() {
                break;
            }
            let comma: syn::Result<Token![,]> = input.parse();
            if comma.is_err() {
                self.errors.push(input.error("expected `,`"));
            }
        }
    }

    /// The name of a member, and whether the catalogue is to be asked about it.
    fn name(&mut self, input: ParseStream<'_>) -> syn::Result<(String, Number, bool)> {
        if is_unchecked(input) {
            let text = unchecked(input)?;
            return Ok((text.value(), self.places.add(text.span(), None), false));
        }
        if input.peek(LitStr) {
            let text: LitStr = input.parse()?;
            return Ok((text.value(), self.places.add(text.span(), None), true));
        }
        if input.peek(Ident) {
            let ident: Ident = input.parse()?;
            self.errors.push(syn::Error::new(ident.span(), format!("expected a string, such as `\"{ident}\"`")));
            return Ok((ident.to_string(), self.places.add(ident.span(), None), true));
        }
        Err(input.error("expected the name of an element, as a string"))
    }

    fn path(&mut self, input: ParseStream<'_>) -> syn::Result<Node<Number>> {
        if is_unchecked(input) {
            let text = unchecked(input)?;
            return Ok(self.node(Value::Unchecked(text.value()), text.span()));
        }
        if input.peek(Ident) {
            let ident: Ident = input.fork().parse()?;
            if ident == "null" {
                let ident: Ident = input.parse()?;
                return Ok(self.node(Value::Null, ident.span()));
            }
        }
        let path = input.call(Path::parse_mod_style)?;
        let span = path.segments.last().map_or_else(|| path.span(), |it| it.ident.span());
        Ok(self.rust(Rust::Path(path), span))
    }

    fn rust(&mut self, rust: Rust, span: Span) -> Node<Number> {
        Node { value: Value::Opaque, span: self.places.add(span, Some(rust)) }
    }

    fn node(&mut self, value: Value<Number>, span: Span) -> Node<Number> {
        Node { value, span: self.places.add(span, None) }
    }

    fn number(&mut self, input: ParseStream<'_>) -> syn::Result<Node<Number>> {
        let minus: Option<Token![-]> = input.parse()?;
        let literal: syn::Lit = input.parse()?;
        let text = literal.to_token_stream().to_string();
        // Rust has more forms of numbers than JSON: `1_000`, `0x10`, `5u8`.
        let is_json = matches!(literal, syn::Lit::Int(_) | syn::Lit::Float(_))
            && text.bytes().all(|it| matches!(it, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
        if !is_json {
            return Err(syn::Error::new(literal.span(), "expected a JSON value"));
        }
        let sign = if minus.is_some() { "-" } else { "" };
        let text = format!("{sign}{text}");
        Ok(self.node(Value::Number(text), literal.span()))
    }
}

fn is_path_keyword(input: ParseStream<'_>) -> bool {
    input.peek(Token![crate]) || input.peek(Token![self]) || input.peek(Token![super]) || input.peek(Token![Self])
}

fn is_unchecked(input: ParseStream<'_>) -> bool {
    input.peek2(token::Paren) && input.fork().parse::<Ident>().is_ok_and(|it| it == "unchecked")
}

const ONE_STRING: &str = "`unchecked` takes one string, as in `unchecked(\"service:type:operation\")`";

fn unchecked(input: ParseStream<'_>) -> syn::Result<LitStr> {
    let _: Ident = input.parse()?;
    let content;
    parenthesized!(content in input);
    let text: syn::Result<LitStr> = content.parse();
    let rest: TokenStream = content.parse()?;
    match text {
        Ok(text) if rest.is_empty() => Ok(text),
        Ok(_) => Err(syn::Error::new_spanned(rest, ONE_STRING)),
        Err(error) => Err(syn::Error::new(error.span(), ONE_STRING)),
    }
}

/// Gives the paths to constants of the catalogue the names that they stand for in this model.
fn resolve(node: &mut Node<Number>, places: &Places, model: Model) {
    match &mut node.value {
        Value::Array(all) => all.iter_mut().for_each(|it| resolve(it, places, model)),
        Value::Object(members) => members.iter_mut().for_each(|it| resolve(&mut it.value, places, model)),
        Value::Opaque => {
            if let Some(Rust::Path(path)) = places.rust(node.span) {
                if let Some(name) = constant(path, model) {
                    node.value = Value::Constant(name.to_owned());
                }
            }
        }
        _ => {}
    }
}

/// The version that a policy states, as far as it can be read.
pub(crate) fn version(root: &Node<Number>) -> Option<Version> {
    let Value::Object(members) = &root.value else { return None };
    let member = members.iter().find(|it| it.name == "Version")?;
    member.value.value.text().and_then(Version::from_name)
}

/// `Ims::IMAGES_LIST` and the like: two segments, the first of which is the type of a service. Other types are the user's.
pub(crate) fn is_catalogue_path(path: &Path) -> bool {
    let first = path.segments.first().filter(|_| path.segments.len() == 2 && path.leading_colon.is_none());
    first.is_some_and(|it| TABLES.services.iter().any(|service| it.ident == service.type_name))
}

/// Whether such a path names an action of the other model only.
pub(crate) fn is_of_other_model(path: &Path, model: Model) -> bool {
    let [v5, role] = constants(path);
    match model {
        Model::IdentityPolicy => v5.is_none() && role.is_some(),
        Model::RolePolicy => role.is_none() && v5.is_some(),
    }
}

/// The action that such a path names by the naming rule; in the other model, if there is none in this one.
fn constant(path: &Path, model: Model) -> Option<&'static str> {
    let [v5, role] = constants(path);
    match model {
        Model::IdentityPolicy => v5.or(role),
        Model::RolePolicy => role.or(v5),
    }
}

/// The actions of both models that a path names.
fn constants(path: &Path) -> [Option<&'static str>; 2] {
    find_constants(path).unwrap_or_default()
}

fn find_constants(path: &Path) -> Option<[Option<&'static str>; 2]> {
    if !is_catalogue_path(path) {
        return None;
    }
    let mut segments = path.segments.iter().map(|it| it.ident.to_string());
    let (service, constant) = (segments.next()?, segments.next()?);
    let row = TABLES.services.iter().find(|it| it.type_name == service)?;
    let is_it = |found: Option<String>| found.as_deref() == Some(constant.as_str());
    let action = (0..).zip(row.actions).find(|(place, _)| is_it(row.action_const(*place))).map(|it| it.1.name());
    let role_action =
        (0..).zip(row.role_actions).find(|(place, _)| is_it(row.role_action_const(*place))).map(|it| it.1.name());
    Some([action, role_action])
}
