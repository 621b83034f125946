//! Each engine with the same four jobs.

mod cedar;
mod hwc;
mod iam_rs;

pub use cedar::Cedar;
pub use hwc::HwcIam;
pub use iam_rs::IamRs;

use crate::shape::{Asked, Shape};

pub trait Engine: Sync + Sized {
    const NAME: &'static str;
    type Request: Sync;
    type Explanation;

    /// The policies as the engine reads them.
    fn texts(shape: &Shape) -> Vec<String>;

    type Policies: Clone;

    /// Reads all of them.
    fn read(texts: &[String]) -> Self::Policies;

    /// Makes of them what decides.
    fn compile(policies: Self::Policies) -> Self;

    /// The same, ready to explain, where that is a setting.
    fn explaining(self) -> Self {
        self
    }

    /// Alice asks for it, in the enterprise project of the statement that concerns it.
    fn request(asked: Asked) -> Self::Request;

    fn decide(&self, request: &Self::Request) -> bool;

    /// The decision and the statements that make it.
    fn explain(&self, request: &Self::Request) -> Self::Explanation;
}
