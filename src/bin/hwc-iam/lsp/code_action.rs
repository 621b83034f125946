//! Fixes of findings, each proved as `--fix` proves it.

use std::collections::{BTreeSet, HashMap};

use hwc_iam::report::{Finding, Fix};
use lsp_types::{CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, TextEdit, Uri, WorkspaceEdit};

use super::documents::Document;
use super::state::State;
use super::{diagnostics, format};
use crate::check::Edits;

pub(super) fn of(state: &mut State, parameters: &CodeActionParams) -> Option<Vec<CodeActionOrCommand>> {
    let (path, document) = state.documents.get(&parameters.text_document.uri)?;
    let texts = state.documents.texts();
    let live = state.lives.of(&path).as_mut().ok()?;
    let wanted = |kind: &CodeActionKind| {
        let only = parameters.context.only.as_ref();
        only.is_none_or(|all| all.iter().any(|it| is_within(kind, it)))
    };
    let open = texts.get(&path)?;
    let mut actions = Vec::new();
    if wanted(&CodeActionKind::QUICKFIX) {
        let here = document.text.bytes(parameters.range);
        let is_here = |it: &Finding| it.start.offset <= here.end && here.start <= it.end.offset;
        let seen = live.check(&texts, &BTreeSet::from([path.clone()]));
        let findings = seen.into_iter().filter(|it| it.path == path).flat_map(|it| it.findings);
        let findings: Vec<Finding> = findings.filter(is_here).collect();
        let of_findings: Vec<Edits> = findings.iter().filter_map(|it| it.fix.as_ref()).map(edits).collect();
        let fixes = live.fixes(&path, open, here, &of_findings);
        actions.extend(fixes.iter().map(|it| quick_fix(document, &findings, it)));
    }
    if wanted(&CodeActionKind::SOURCE_FIX_ALL) {
        let edit = live.fixed(&path, open).and_then(|it| format::edit(&document.text, &it));
        actions.extend(edit.map(|it| CodeAction {
            title: "Apply all fixes that are proved not to add access".into(),
            kind: Some(CodeActionKind::SOURCE_FIX_ALL),
            edit: Some(workspace_edit(document, vec![it])),
            ..CodeAction::default()
        }));
    }
    Some(actions.into_iter().map(CodeActionOrCommand::CodeAction).collect())
}

fn edits(fix: &Fix) -> Edits {
    fix.edits.iter().map(|it| (it.start.offset, it.end.offset, it.text.clone())).collect()
}

fn quick_fix(document: &Document, findings: &[Finding], fix: &Edits) -> CodeAction {
    let of = |it: &&Finding| it.fix.as_ref().is_some_and(|it| edits(it) == *fix);
    let is_beside = |it: &&Finding| {
        let is_touched = |(start, end, _): &(usize, usize, String)| *start <= it.end.offset && it.start.offset <= *end;
        it.fix.is_some() && fix.iter().any(is_touched)
    };
    let finding = findings.iter().find(of).or_else(|| findings.iter().find(is_beside));
    let title = finding.and_then(|it| Some(format!("{}: {}", it.rule, it.fix.as_ref()?.title)));
    let edit = |(start, end, new): &(usize, usize, String)| TextEdit {
        range: document.text.range(*start, *end),
        new_text: new.clone(),
    };
    CodeAction {
        title: title.unwrap_or_else(|| "Apply the fix that is proved not to add access".into()),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: finding.map(|it| vec![diagnostics::finding(it, &document.text)]),
        edit: Some(workspace_edit(document, fix.iter().map(edit).collect())),
        ..CodeAction::default()
    }
}

#[expect(clippy::mutable_key_type, reason = "the protocol's own type; nobody changes what it holds")]
fn workspace_edit(document: &Document, edits: Vec<TextEdit>) -> WorkspaceEdit {
    let changes: HashMap<Uri, Vec<TextEdit>> = HashMap::from([(document.uri.clone(), edits)]);
    WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }
}

/// Whether a kind is one of those that an editor asks for: `source` asks for `source.fixAll`, too.
fn is_within(kind: &CodeActionKind, asked: &CodeActionKind) -> bool {
    let rest = kind.as_str().strip_prefix(asked.as_str());
    rest.is_some_and(|it| it.is_empty() || it.starts_with('.')) || asked.as_str().is_empty()
}
