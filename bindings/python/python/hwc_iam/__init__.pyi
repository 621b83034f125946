"""Huawei Cloud IAM policies: check, decide, explain, compare, migrate and generate them, offline."""

from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, Literal, Optional, Protocol, TypedDict, Union, final, overload

__version__: str

DecisionName = Literal["allow", "explicit_deny", "implicit_deny", "unknown"]
Model = Literal["v5", "role"]
Cloud = Literal["hwc", "otc"]
Setting = Literal["yes", "no", "unknown"]
Document = Union[str, Mapping[str, Any]]
"""A text in JSON (or in YAML, where the command reads it), or what `json.loads` makes of it."""

class Problem(TypedDict):
    message: str
    line: Optional[int]
    column: Optional[int]
    help: Optional[str]

class Error(ValueError):
    """What cannot be read or done; `line` and `column`, from 1, are those of the first problem."""

    problems: list[Problem]
    line: Optional[int]
    column: Optional[int]

class BatchError(Error):
    """A batch that cannot be read as requests; `row` is from 0."""

    column_name: Optional[str]
    row: Optional[int]

class Position(TypedDict):
    line: int
    column: int
    offset: int

class Finding(TypedDict):
    """As in `hwc-iam check --format json`; `hwc-iam schema report check` is its JSON Schema."""

    rule: str
    issue_code: Optional[str]
    severity: Literal["error", "security_warning", "warning", "suggestion"]
    level: Literal["allow", "warn", "deny"]
    message: str
    policy: Optional[str]
    path: str
    start: Position
    end: Position
    help: Optional[str]
    fix: Optional[dict[str, Any]]

class Statement(TypedDict, total=False):
    layer: Literal["identity", "role", "scp", "session", "resource"]
    level: int
    policy: str
    statement: int
    sid: Optional[str]
    effect: Literal["Allow", "Deny"]

class Decision(TypedDict):
    """As in `hwc-iam eval --format json`."""

    decision: DecisionName
    matched: list[Statement]
    missing_keys: list[str]
    assumptions: list[str]
    too_many_cases: bool
    possible: list[DecisionName]
    without_allow: list[str]
    nearly: list[dict[str, Any]]

class Comparison(TypedDict):
    """As in `hwc-iam diff --format json`."""

    verdict: Literal["equal", "narrower", "broader", "incomparable", "unknown"]
    new_access: Optional[bool]
    lost_access: Optional[bool]
    witness: Optional[dict[str, Any]]
    lost: Optional[dict[str, Any]]
    statements: list[dict[str, Any]]
    unknown: list[dict[str, Any]]
    blast_radius: Optional[dict[str, Any]]

class _Array(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...

class _Stream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

@final
class Decided:
    """Decisions, which any library with Arrow's PyCapsule interface takes: `pyarrow.array(decided)`, `polars.Series(decided)`."""

    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> Any: ...
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

class _Decides:
    def decide_batch(
        self,
        batch: Union[_Array, _Stream],
        *,
        unknown: Sequence[str] = (),
        statements: bool = False,
        threads: Optional[int] = None,
    ) -> Decided:
        """Decide a request for each row of a record batch, a table or a data frame; nothing of it is copied.

        The columns are `action`, `resource`, `principal`, condition keys under their own names, and `context`, a map from keys to a
        value or a list of values. A null is not in the request; where `unknown` names the key, or `resource`, it is not known. With
        `statements=True` the answer has the columns `decision` and `statement`.
        """

@final
class PolicySet(_Decides):
    """Identity policies, or policies and roles of the role/policy model granted everywhere; `assume` answers open questions."""

    def __new__(cls, *policies: Document, assume: Optional[Mapping[str, Setting]] = None) -> PolicySet: ...
    def decide(self, request: Document) -> DecisionName:
        """The decision on a request, which has the form that it has in a scenario."""

    def explain(self, request: Document) -> Decision:
        """The decision on a request and everything that it rests on."""

@final
class Scenario(_Decides):
    """What is granted, what limits it, and a request, as `hwc-iam explain scenario` describes it."""

    def __new__(
        cls,
        scenario: Document,
        *,
        assume: Optional[Mapping[str, Setting]] = None,
        cloud: Optional[Cloud] = None,
    ) -> Scenario: ...
    @staticmethod
    def from_file(
        path: Union[str, PathLike[str]],
        *,
        assume: Optional[Mapping[str, Setting]] = None,
        cloud: Optional[Cloud] = None,
    ) -> Scenario:
        """Reads a scenario in a file, in JSON or YAML."""

    @property
    def policies(self) -> PolicySet:
        """What is granted and what limits it."""

    @property
    def warnings(self) -> list[Problem]:
        """What looks wrong in it, such as misspelt actions."""

    def decide(self, request: Optional[Document] = None) -> DecisionName:
        """The decision on its request, or on another one."""

    def explain(self, request: Optional[Document] = None) -> Decision:
        """The decision on its request, or on another one, and everything that it rests on."""

def check(
    policy: Document,
    kind: Optional[str] = None,
    *,
    profile: Optional[Literal["hwc", "hwc-2024", "otc"]] = None,
    rules: Optional[Mapping[str, Literal["allow", "warn", "deny"]]] = None,
) -> list[Finding]:
    """Everything that is wrong with a policy in JSON."""

def compare(
    old: Document,
    new: Document,
    *,
    assume: Optional[Mapping[str, Setting]] = None,
    steps: Optional[int] = None,
) -> Comparison:
    """Compare what two policies, or two scenarios, allow, exactly."""

def expand(patterns: Sequence[str], *, model: Model = "v5") -> list[str]:
    """The actions of the catalogue that any of these patterns matches."""

@overload
def shrink(actions: Sequence[str], *, model: Model = "v5", details: Literal[False] = False) -> list[str]: ...
@overload
def shrink(actions: Sequence[str], *, model: Model = "v5", details: Literal[True]) -> list[dict[str, Any]]: ...
def explain(name: str) -> dict[str, Any]:
    """Everything that is known of one name of the catalogue, or of a rule of `check`."""

def migrate(policy: Document, *, allow_broader: bool = False) -> dict[str, Any]:
    """Convert a policy of version 1.1 or a role of version 1.0 to an identity policy."""

def generate(
    operations: Sequence[str] = (),
    *,
    traces: Sequence[str] = (),
    denied: Sequence[str] = (),
    model: Model = "v5",
    cloud: Cloud = "hwc",
    region: Optional[str] = None,
    account: Optional[str] = None,
    service: Optional[str] = None,
    with_conditional: bool = False,
) -> dict[str, Any]:
    """Generate the smallest policy that allows operations, with its proof."""
