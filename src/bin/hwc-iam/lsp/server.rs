//! The conversation with the editor.

use std::collections::{BTreeSet, VecDeque};
use std::path::PathBuf;
use std::sync::mpsc::Sender;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{
    Cancel, DidChangeTextDocument, DidChangeWatchedFiles, DidCloseTextDocument, DidOpenTextDocument,
    DidSaveTextDocument, Exit, Notification as _,
};
use lsp_types::request::{Request as _, Shutdown};
use lsp_types::{
    CancelParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, InitializeParams,
    NumberOrString,
};
use serde::de::DeserializeOwned;

use super::checker::{self, Lives, Task};
use super::documents::Documents;
use super::state::State;
use super::{requests, uri};

/// The end of the connection to an editor that answers.
pub(super) struct Server {
    connection: Connection,
    state: State,
    checker: Sender<Task>,
    /// What has come in and was not looked at yet.
    waiting: VecDeque<Message>,
    is_shut_down: bool,
}

impl Server {
    pub(super) fn new(connection: Connection, parameters: &InitializeParams) -> Self {
        let named = parameters.workspace_folders.iter().flatten().map(|it| uri::path(&it.uri));
        #[expect(deprecated, reason = "older editors say nothing else")]
        let root = parameters.root_uri.iter().map(uri::path);
        let folders: Vec<PathBuf> = named.chain(root).collect();
        let sender = connection.sender.clone();
        // The editor may be gone.
        let checker = checker::start(folders.clone(), move |it| drop(sender.send(it)));
        Self {
            connection,
            state: State { documents: Documents::default(), lives: Lives::new(folders) },
            checker,
            waiting: VecDeque::new(),
            is_shut_down: false,
        }
    }

    /// Answers until the editor says that it is the end, and whether it did so in order.
    pub(super) fn run(mut self) -> bool {
        while let Some(message) = self.next() {
            match message {
                Message::Notification(it) if it.method == Exit::METHOD => return self.is_shut_down,
                Message::Notification(it) => self.notified(it),
                Message::Request(it) => self.asked(it),
                // Nothing is asked of the editor.
                Message::Response(_) => {}
            }
        }
        false
    }

    /// The next message, after those that have come in were looked through for what is no longer wanted.
    fn next(&mut self) -> Option<Message> {
        if self.waiting.is_empty() {
            let message = self.connection.receiver.recv().ok()?;
            self.take(message);
        }
        while let Ok(message) = self.connection.receiver.try_recv() {
            self.take(message);
        }
        match self.waiting.pop_front() {
            Some(it) => Some(it),
            // It was about something that is answered already.
            None => self.next(),
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Notification(it) if it.method == Cancel::METHOD => {
                let Some(CancelParams { id }) = parameters(it) else { return };
                let id = match id {
                    NumberOrString::Number(it) => RequestId::from(it),
                    NumberOrString::String(it) => RequestId::from(it),
                };
                let is_it = |it: &Message| matches!(it, Message::Request(it) if it.id == id);
                if let Some(at) = self.waiting.iter().position(is_it) {
                    self.waiting.remove(at);
                    let code = ErrorCode::RequestCanceled as i32;
                    self.answer(Response::new_err(id, code, "cancelled by the editor".into()));
                }
            }
            other => self.waiting.push_back(other),
        }
    }

    fn asked(&mut self, request: Request) {
        if self.is_shut_down {
            let code = ErrorCode::InvalidRequest as i32;
            self.answer(Response::new_err(request.id, code, "the server is shut down".into()));
        } else if request.method == Shutdown::METHOD {
            self.is_shut_down = true;
            self.answer(Response::new_ok(request.id, ()));
        } else {
            let response = requests::answer(&mut self.state, request);
            self.answer(response);
        }
    }

    fn answer(&self, response: Response) {
        // The editor may be gone, which the next message shows.
        drop(self.connection.sender.send(Message::Response(response)));
    }

    fn notified(&mut self, it: Notification) {
        let (changed, is_reload) = match it.method.as_str() {
            DidOpenTextDocument::METHOD => {
                let Some(DidOpenTextDocumentParams { text_document }) = parameters(it) else { return };
                (Some(self.state.documents.open(text_document)), false)
            }
            DidChangeTextDocument::METHOD => {
                let Some(DidChangeTextDocumentParams { text_document, content_changes }) = parameters(it) else {
                    return;
                };
                (self.state.documents.change(&text_document.uri, text_document.version, content_changes), false)
            }
            DidCloseTextDocument::METHOD => {
                let Some(DidCloseTextDocumentParams { text_document }) = parameters(it) else { return };
                (Some(self.state.documents.close(&text_document.uri)), false)
            }
            DidSaveTextDocument::METHOD | DidChangeWatchedFiles::METHOD => (None, true),
            // Those that are not known are left alone, as the protocol wants it.
            _ => return,
        };
        if is_reload {
            self.state.lives.forget();
        }
        let names = self.state.documents.paths().filter_map(|path| {
            let document = self.state.documents.at(path)?;
            Some((path.clone(), (document.uri.clone(), document.version)))
        });
        let changed: BTreeSet<PathBuf> = changed.into_iter().collect();
        let task = Task { texts: self.state.documents.texts(), names: names.collect(), changed, is_reload };
        drop(self.checker.send(task));
    }
}

/// What a message says; nothing, if it is not what the protocol says.
fn parameters<T: DeserializeOwned>(it: Notification) -> Option<T> {
    serde_json::from_value(it.params).ok()
}
