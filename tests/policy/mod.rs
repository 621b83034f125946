//! Reading policies: texts, trees and what is wrong with them.

mod read;
mod resources;
