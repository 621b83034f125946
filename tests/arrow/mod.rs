//! Columns of requests are decided as the requests are one by one.

mod agree;
mod columns;
mod forms;
