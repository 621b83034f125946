use serde_json::Value;

use crate::shared::words::words;

words! {
    /// A document that the command prints, under the name of what prints it.
    ///
    /// ```
    /// use hwc_iam::report::Document;
    ///
    /// let schema = Document::Expand.schema();
    /// assert_eq!(schema["type"], "array");
    /// assert_eq!(schema["items"]["type"], "string");
    /// ```
    Document {
        /// `check`: [`Findings`](super::Findings).
        Check = "check",
        /// `eval`: [`Decision`](super::Decision).
        Eval = "eval",
        /// A line of `eval --batch`: [`Answer`](super::Answer).
        EvalBatch = "eval_batch",
        /// `diff`: [`Comparison`](super::Comparison).
        Diff = "diff",
        /// `diff` of folders, plans and revisions: [`Changes`](super::Changes).
        DiffOfMany = "diff_of_many",
        /// `generate`: [`Generated`](super::Generated).
        Generate = "generate",
        /// `preflight`: [`Preflight`](super::Preflight).
        Preflight = "preflight",
        /// `replay`: [`Replayed`](super::Replayed).
        Replay = "replay",
        /// `unused`: [`UnusedActions`](super::UnusedActions).
        Unused = "unused",
        /// `migrate`: [`Migrated`](super::Migrated).
        Migrate = "migrate",
        /// `list`: an array of [`Listed`](super::facts::Listed).
        List = "list",
        /// `explain`: [`Explanation`](super::Explanation).
        Explain = "explain",
        /// `expand` and `shrink`: actions or patterns.
        Expand = "expand",
        /// `shrink --details`: [`ShrunkPattern`](super::ShrunkPattern).
        Shrink = "shrink",
    }
}

impl Document {
    /// A JSON Schema (2020-12) of it. Later versions may have more fields.
    #[must_use]
    pub fn schema(self) -> Value {
        match self {
            Self::Check => schemars::schema_for!(super::Findings),
            Self::Eval => schemars::schema_for!(super::Decision),
            Self::EvalBatch => schemars::schema_for!(super::Answer),
            Self::Diff => schemars::schema_for!(super::Comparison),
            Self::DiffOfMany => schemars::schema_for!(super::Changes),
            Self::Generate => schemars::schema_for!(super::Generated),
            Self::Preflight => schemars::schema_for!(super::Preflight),
            Self::Replay => schemars::schema_for!(super::Replayed),
            Self::Unused => schemars::schema_for!(super::UnusedActions),
            Self::Migrate => schemars::schema_for!(super::Migrated),
            Self::List => schemars::schema_for!(alloc::vec::Vec<super::facts::Listed>),
            Self::Explain => schemars::schema_for!(super::Explanation),
            Self::Expand => schemars::schema_for!(alloc::vec::Vec<alloc::string::String>),
            Self::Shrink => schemars::schema_for!(alloc::vec::Vec<super::ShrunkPattern>),
        }
        .to_value()
    }
}
