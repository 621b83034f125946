//! The line of a value in a YAML file of block style, which is how the catalogue's files are written.

/// One step from a value to a part of it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'a> {
    Key(&'a str),
    Index(usize),
}

/// The line, from 1, of the value that `steps` lead to, or of the nearest one around it.
pub(crate) fn line(text: &str, steps: &[Step<'_>]) -> usize {
    let tokens = tokens(text);
    let mut region = tokens.as_slice();
    let mut line = 1;
    for step in steps {
        let Some((found, rest)) = take(region, *step) else { break };
        line = found;
        region = rest;
    }
    line
}

#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    line: usize,
    indent: usize,
    /// Nothing for the dash of a list.
    key: Option<&'a str>,
}

/// Dashes and keys, in order; `- name: x` is a dash and a key two columns further on.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut rest = line.trim_start();
        let mut indent = line.len() - rest.len();
        if rest.starts_with('#') {
            continue;
        }
        while let Some(behind) = rest.strip_prefix("- ").or_else(|| rest.strip_prefix('-').filter(|it| it.is_empty())) {
            tokens.push(Token { line: number + 1, indent, key: None });
            indent += 2;
            rest = behind;
        }
        let entry = rest.split_once(':').filter(|(_, value)| value.is_empty() || value.starts_with(' '));
        if let Some((key, _)) = entry {
            tokens.push(Token { line: number + 1, indent, key: Some(key.trim_matches(['"', '\''])) });
        }
    }
    tokens
}

/// The line of a part of what `tokens` are of, and the tokens of that part.
fn take<'t, 'a>(tokens: &'t [Token<'a>], step: Step<'_>) -> Option<(usize, &'t [Token<'a>])> {
    let indent = tokens.first()?.indent;
    let is_it = |it: &Token<'_>| match step {
        Step::Key(key) => it.indent == indent && it.key == Some(key),
        Step::Index(_) => it.indent == indent && it.key.is_none(),
    };
    let nth = if let Step::Index(index) = step { index } else { 0 };
    let (at, found) = tokens.iter().enumerate().filter(|(_, it)| is_it(it)).nth(nth)?;
    let rest = tokens.get(at + 1..)?;
    // A list may stand as deep as the key that it is the value of.
    let inside = |it: &Token<'_>| {
        it.indent > found.indent || (it.indent == found.indent && found.key.is_some() && it.key.is_none())
    };
    let len = rest.iter().take_while(|it| inside(it)).count();
    Some((found.line, rest.get(..len)?))
}
