//! Which question is answered where.

use lsp_server::{ErrorCode, Request, Response};
use lsp_types::request::{
    CodeActionRequest, Completion, DocumentSymbolRequest, Formatting, GotoDefinition, HoverRequest,
    Request as RequestKind, ResolveCompletionItem,
};

use super::state::State;
use super::{code_action, completion, definition, format, hover, symbols};
use crate::failure::Result;

pub(super) fn answer(state: &mut State, request: Request) -> Response {
    match request.method.as_str() {
        Completion::METHOD => of::<Completion>(request, |it| Ok(completion::of(state, &it))),
        ResolveCompletionItem::METHOD => of::<ResolveCompletionItem>(request, |it| Ok(completion::resolved(it))),
        HoverRequest::METHOD => of::<HoverRequest>(request, |it| Ok(hover::of(state, &it))),
        Formatting::METHOD => of::<Formatting>(request, |it| format::of(state, &it)),
        DocumentSymbolRequest::METHOD => of::<DocumentSymbolRequest>(request, |it| Ok(symbols::of(state, &it))),
        GotoDefinition::METHOD => of::<GotoDefinition>(request, |it| Ok(definition::of(state, &it))),
        CodeActionRequest::METHOD => of::<CodeActionRequest>(request, |it| Ok(code_action::of(state, &it))),
        other => {
            let why = format!("`{other}` is not supported");
            Response::new_err(request.id, ErrorCode::MethodNotFound as i32, why)
        }
    }
}

fn of<R: RequestKind>(request: Request, answer: impl FnOnce(R::Params) -> Result<R::Result>) -> Response {
    match serde_json::from_value(request.params) {
        Ok(parameters) => match answer(parameters) {
            Ok(it) => Response::new_ok(request.id, it),
            Err(why) => Response::new_err(request.id, ErrorCode::RequestFailed as i32, why.to_string()),
        },
        Err(why) => Response::new_err(request.id, ErrorCode::InvalidParams as i32, why.to_string()),
    }
}
