//! `hwc-iam lsp`: a language server for editors, over standard input and output.

mod checker;
mod code_action;
mod completion;
mod definition;
mod diagnostics;
mod documents;
mod format;
mod hover;
mod requests;
mod server;
mod state;
mod symbols;
mod text;
mod uri;

use clap::Args;
use lsp_server::Connection;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, HoverProviderCapability,
    InitializeParams, InitializeResult, OneOf, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
};

use crate::failure::{Failure, Result};
use crate::{Outcome, output};
use server::Server;

/// Serve an editor: findings, fixes, completion and facts while typing
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Use standard input and output, which is what it always does
    #[arg(long, hide = true)]
    stdio: bool,
}

pub(crate) fn run(_: &Arguments) -> Result<Outcome> {
    let (connection, threads) = Connection::stdio();
    let Ok((id, parameters)) = connection.initialize_start() else {
        output::error("`hwc-iam lsp` is started by an editor, which speaks first");
        return Ok(Outcome::Clean);
    };
    let parameters: InitializeParams = serde_json::from_value(parameters)?;
    let result = InitializeResult {
        capabilities: capabilities(),
        server_info: Some(ServerInfo { name: "hwc-iam".into(), version: Some(env!("CARGO_PKG_VERSION").into()) }),
    };
    let result = serde_json::to_value(result)?;
    connection.initialize_finish(id, result)?;
    let is_orderly = Server::new(connection, &parameters).run();
    if is_orderly {
        threads.join()?;
        return Ok(Outcome::Clean);
    }
    Err(Failure::new("the editor has gone without saying so"))
}

/// Positions are counted in UTF-16, as the protocol has it where nothing else is agreed on.
fn capabilities() -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::SOURCE_FIX_ALL]),
        ..CodeActionOptions::default()
    };
    ServerCapabilities {
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["\"", "'", ":", "/"].map(String::from).into()),
            resolve_provider: Some(true),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        definition_provider: Some(OneOf::Left(true)),
        code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
        ..ServerCapabilities::default()
    }
}
