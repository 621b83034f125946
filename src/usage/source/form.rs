//! What a file of source code says about types, in one form for all languages.

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

/// Something that has a value, or a type as it is written: a class and its instances are not told apart.
#[derive(Debug, Clone)]
pub(super) enum Expr<'a> {
    /// Nothing here says what it is.
    Unknown,
    /// A literal, or another value that is no client.
    Other,
    /// The instance whose method this is.
    This,
    /// A variable, a class, a function or a module.
    Name(&'a str),
    /// A qualified name as it is written, whose first part may be a name.
    Path(&'a str),
    /// A field, a method, or what a module has.
    Member(Box<Self>, &'a str),
    Call(Box<Self>),
    /// What is loaded by `require` or `import()`.
    Load(&'a str),
    /// A value of a type, which is one of the names in what was written.
    Type(Vec<Self>),
    /// A parameter of which nothing but the calls say what it is.
    Parameter(usize),
    /// One of several, or something that holds them.
    Any(Vec<Self>),
    /// A function of this file.
    Local(usize),
    Tuple(Vec<Self>),
    Nth(Box<Self>, usize),
}

/// A file.
#[derive(Debug, Default)]
pub(super) struct Unit<'a> {
    pub(super) file: &'a str,
    /// What its names are the names of: a package, a module, or all files of the language.
    pub(super) module: String,
    /// The first is what stands outside of functions.
    pub(super) functions: Vec<Function<'a>>,
    pub(super) classes: Vec<Class<'a>>,
    pub(super) imports: Vec<Import<'a>>,
    pub(super) uses: Vec<Use<'a>>,
    pub(super) sites: Vec<Site<'a>>,
    /// Fields that are set from outside: the name, the function that does it, of what, and to what.
    pub(super) loose: Vec<(&'a str, usize, Expr<'a>, Expr<'a>)>,
    /// What was not understood, with its line.
    pub(super) unread: Vec<(usize, &'static str)>,
}

#[derive(Debug, Default)]
pub(super) struct Function<'a> {
    pub(super) name: &'a str,
    pub(super) class: Option<usize>,
    /// The type that it is a method of, where that may be declared in another file.
    pub(super) receiver: Option<&'a str>,
    /// The function that it is in.
    pub(super) parent: Option<usize>,
    pub(super) parameters: Vec<&'a str>,
    pub(super) variables: BTreeMap<&'a str, Vec<Expr<'a>>>,
    pub(super) returns: Vec<Expr<'a>>,
    /// Whether what it returns is written in its head.
    pub(super) is_declared: bool,
    /// Whether it only says that there is such a function.
    pub(super) is_abstract: bool,
}

#[derive(Debug, Default)]
pub(super) struct Class<'a> {
    pub(super) name: &'a str,
    pub(super) bases: Vec<Expr<'a>>,
    /// With the function that assigns it.
    pub(super) fields: BTreeMap<&'a str, Vec<(usize, Expr<'a>)>>,
    pub(super) methods: BTreeMap<&'a str, usize>,
}

/// Something of another file.
#[derive(Debug)]
pub(super) struct Import<'a> {
    /// What it is called here; nothing, if all its names are.
    pub(super) name: Option<&'a str>,
    pub(super) path: String,
    /// What of it.
    pub(super) item: Option<&'a str>,
    /// Whether it counts in all files.
    pub(super) is_global: bool,
}

/// A member that may be an operation.
#[derive(Debug)]
pub(super) struct Use<'a> {
    pub(super) base: Expr<'a>,
    pub(super) name: Name<'a>,
    /// What it is called with; nothing if it is only named.
    pub(super) arguments: Option<Vec<Expr<'a>>>,
    pub(super) function: usize,
    pub(super) line: usize,
}

/// The name of a member.
#[derive(Debug, Clone, Copy)]
pub(super) enum Name<'a> {
    Is(&'a str),
    /// It is computed.
    Computed,
}

/// A call by which a parameter may be known.
#[derive(Debug)]
pub(super) struct Site<'a> {
    pub(super) callee: Expr<'a>,
    pub(super) name: &'a str,
    pub(super) function: usize,
    pub(super) arguments: Vec<(Option<&'a str>, Expr<'a>)>,
}

impl<'a> Expr<'a> {
    pub(super) fn member(self, name: &'a str) -> Self {
        Self::Member(Box::new(self), name)
    }

    /// One of them; itself, if it is the only one.
    pub(super) fn any(mut all: Vec<Self>) -> Self {
        match all.len() {
            0 => Self::Other,
            1 => all.pop().unwrap_or(Self::Other),
            _ => Self::Any(all),
        }
    }
}
