//! A policy as its author wrote it, every part with its place. `S` is a span of tokens in the macros and of bytes elsewhere.

use alloc::string::String;
use alloc::vec::Vec;

use super::words::words;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Node<S> {
    /// What it is.
    pub value: Value<S>,
    /// Where it is.
    pub span: S,
}

/// A JSON value, or what stands for a string in a Rust macro or a template.
#[derive(Debug, Clone)]
pub enum Value<S> {
    /// The value `null`.
    Null,
    /// The value `true` or `false`.
    Bool(bool),
    /// As it is written.
    Number(String),
    /// With its escapes resolved.
    String(String),
    /// Its items in order.
    Array(Vec<Node<S>>),
    /// Its members in order; a name may be a duplicate.
    Object(Vec<Member<S>>),
    /// An object of which only these members are known; there may be others.
    Open(Vec<Member<S>>),
    /// A constant of the catalogue, by the name that it stands for.
    Constant(String),
    /// A string that the catalogue is not to be asked about.
    Unchecked(String),
    /// A value that is not known yet.
    Opaque,
}

words! {
    /// What a value is, in the words of JSON or of the program around it.
    JsonKind {
        /// The value `null`.
        Null = "null",
        /// The value `true` or `false`.
        Boolean = "a boolean",
        /// A number.
        Number = "a number",
        /// A string.
        String = "a string",
        /// An array.
        Array = "an array",
        /// An object.
        Object = "an object",
        /// A constant of the catalogue.
        Action = "an action",
        /// A string that the catalogue is not to be asked about.
        Unchecked = "an unchecked string",
        /// What is not known yet.
        Expression = "an expression",
    }
}

/// A name and its value in an object.
#[derive(Debug, Clone)]
pub struct Member<S> {
    /// With its escapes resolved.
    pub name: String,
    /// Where the name is.
    pub name_span: S,
    /// Whether the catalogue is to be asked about the name.
    pub checked: bool,
    /// What it is.
    pub value: Node<S>,
}

impl<S> Node<S> {
    /// The first member with this name, of an object.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Value::Object(members) = &self.value else { return None };
        members.iter().find(|it| it.name == name).map(|it| &it.value)
    }

    /// The items of an array, or the one value in its place.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        match &self.value {
            Value::Array(all) => all,
            _ => core::slice::from_ref(self),
        }
    }

    /// Whether there are more values in it than this.
    #[must_use]
    pub fn has_more_values_than(&self, most: usize) -> bool {
        fn left<S>(node: &Node<S>, most: usize) -> Option<usize> {
            let most = most.checked_sub(1)?;
            match &node.value {
                Value::Array(all) => all.iter().try_fold(most, |most, it| left(it, most)),
                Value::Object(all) | Value::Open(all) => all.iter().try_fold(most, |most, it| left(&it.value, most)),
                _ => Some(most),
            }
        }
        left(self, most).is_none()
    }

    /// The same tree with other places.
    #[must_use]
    pub fn map_spans<T>(self, to: &impl Fn(S) -> T) -> Node<T> {
        let value = match self.value {
            Value::Null => Value::Null,
            Value::Bool(it) => Value::Bool(it),
            Value::Number(it) => Value::Number(it),
            Value::String(it) => Value::String(it),
            Value::Array(all) => Value::Array(all.into_iter().map(|it| it.map_spans(to)).collect()),
            Value::Object(all) => Value::Object(all.into_iter().map(|it| it.map_spans(to)).collect()),
            Value::Open(all) => Value::Open(all.into_iter().map(|it| it.map_spans(to)).collect()),
            Value::Constant(it) => Value::Constant(it),
            Value::Unchecked(it) => Value::Unchecked(it),
            Value::Opaque => Value::Opaque,
        };
        Node { value, span: to(self.span) }
    }
}

impl<S> Member<S> {
    fn map_spans<T>(self, to: &impl Fn(S) -> T) -> Member<T> {
        let Self { name, name_span, checked, value } = self;
        Member { name, name_span: to(name_span), checked, value: value.map_spans(to) }
    }
}

impl<S> Value<S> {
    /// What it is, in the words of JSON.
    #[must_use]
    pub const fn kind(&self) -> JsonKind {
        match self {
            Self::Null => JsonKind::Null,
            Self::Bool(_) => JsonKind::Boolean,
            Self::Number(_) => JsonKind::Number,
            Self::String(_) => JsonKind::String,
            Self::Array(_) => JsonKind::Array,
            Self::Object(_) => JsonKind::Object,
            Self::Constant(_) => JsonKind::Action,
            Self::Unchecked(_) => JsonKind::Unchecked,
            Self::Open(_) | Self::Opaque => JsonKind::Expression,
        }
    }

    /// Its text, if it is a string that can be looked at.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::String(it) | Self::Constant(it) => Some(it),
            _ => None,
        }
    }
}
