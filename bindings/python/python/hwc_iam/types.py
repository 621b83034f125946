"""The documents that the functions return, and what they are given, as types.

Each document is what the command prints as JSON; `hwc-iam schema report COMMAND` has all of its schema.
"""

from collections.abc import Mapping
from typing import Any, Literal, Optional, Protocol, TypedDict, Union

DecisionName = Literal["allow", "explicit_deny", "implicit_deny", "unknown"]
Model = Literal["v5", "role"]
Cloud = Literal["hwc", "otc"]
Setting = Literal["yes", "no", "unknown"]
Document = Union[str, Mapping[str, Any]]
"""A text in JSON (or in YAML, where the command reads it), or what `json.loads` makes of it."""


class Problem(TypedDict):
    """Something that is wrong, with its place from 1, in one of several documents."""

    document: Optional[str]
    message: str
    line: Optional[int]
    column: Optional[int]
    help: Optional[str]


class Position(TypedDict):
    """A place in a text: its line from 1, its column and its offset from 0."""

    line: int
    column: int
    offset: int


class Finding(TypedDict):
    """What `check` finds."""

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
    """A statement and where it stands."""

    layer: Literal["identity", "role", "scp", "session", "resource"]
    level: int
    policy: str
    statement: int
    sid: Optional[str]
    effect: Literal["Allow", "Deny"]


class Decision(TypedDict):
    """What `eval` prints."""

    decision: DecisionName
    matched: list[Statement]
    missing_keys: list[str]
    assumptions: list[str]
    too_many_cases: bool
    possible: list[DecisionName]
    without_allow: list[str]
    nearly: list[dict[str, Any]]


class Comparison(TypedDict):
    """What `diff` prints."""

    verdict: Literal["equal", "narrower", "broader", "incomparable", "unknown"]
    new_access: Optional[bool]
    lost_access: Optional[bool]
    witness: Optional[dict[str, Any]]
    lost: Optional[dict[str, Any]]
    statements: list[dict[str, Any]]
    unknown: list[dict[str, Any]]
    blast_radius: Optional[dict[str, Any]]


class Migration(TypedDict):
    """What `migrate` prints."""

    policy: Optional[dict[str, Any]]
    statements: list[dict[str, Any]]
    unmapped: list[dict[str, Any]]
    notes: list[str]
    problems: list[str]


class Generated(TypedDict, total=False):
    """What `generate` prints."""

    policy: Optional[dict[str, Any]]
    global_policy: Optional[dict[str, Any]]
    reasons: list[dict[str, Any]]
    conditional: list[dict[str, Any]]
    unresolved: list[dict[str, Any]]
    notes: list[str]
    proof: dict[str, Any]
    usage: Optional[dict[str, Any]]


class ArrowArray(Protocol):
    """A record batch of any library."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...


class ArrowStream(Protocol):
    """A table or a data frame of any library."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


Batch = Union[ArrowArray, ArrowStream]
"""What has Arrow's PyCapsule interface."""
