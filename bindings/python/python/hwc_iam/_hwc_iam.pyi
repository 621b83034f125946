from collections.abc import Mapping, Sequence
from os import PathLike
from typing import Any, Literal, Optional, Union, final, overload

from .types import (
    Batch,
    Cloud,
    Comparison,
    Decision,
    DecisionName,
    Document,
    Finding,
    Generated,
    Migration,
    Model,
    Problem,
    Setting,
)

__version__: str

class Error(ValueError):
    """What cannot be read or done."""

    problems: list[Problem]
    line: Optional[int]
    column: Optional[int]

class BatchError(Error):
    """A batch that cannot be read as requests."""

    column_name: Optional[str]
    row: Optional[int]

@final
class Decided:
    """Decisions, which any library with Arrow's PyCapsule interface takes: `pyarrow.array(decided)`, `polars.Series(decided)`."""

    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> Any: ...
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...

@final
class PolicySet:
    """Everything that is granted to a principal and everything that limits it, which decides requests."""

    def __new__(cls, *policies: Document, assume: Optional[Mapping[str, Setting]] = None) -> PolicySet: ...
    def decide(self, request: Document) -> DecisionName:
        """The decision on a request: `allow`, `explicit_deny`, `implicit_deny` or `unknown`."""

    def explain(self, request: Document) -> Decision:
        """The decision on a request and everything that it rests on: as `hwc-iam eval --format json`."""

    def decide_batch(
        self,
        batch: Batch,
        *,
        unknown: Sequence[str] = (),
        statements: bool = False,
        threads: Optional[int] = None,
    ) -> Decided:
        """Decide a request for each row of a batch of any library that has Arrow's PyCapsule interface, without a copy."""

    def __reduce__(self) -> tuple[Any, ...]: ...

@final
class Scenario:
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
        """Read a scenario in a file, in JSON or YAML."""

    @property
    def policies(self) -> PolicySet:
        """What is granted and what limits it, without the request."""

    @property
    def warnings(self) -> list[Problem]:
        """What looks wrong in it, such as misspelt actions."""

    def decide(self, request: Optional[Document] = None) -> DecisionName:
        """The decision on its request, or on another one."""

    def explain(self, request: Optional[Document] = None) -> Decision:
        """The decision on its request, or on another one, and everything that it rests on: as `hwc-iam eval --format json`."""

    def decide_batch(
        self,
        batch: Batch,
        *,
        unknown: Sequence[str] = (),
        statements: bool = False,
        threads: Optional[int] = None,
    ) -> Decided:
        """Decide a request for each row, as `PolicySet.decide_batch` does."""

    def __reduce__(self) -> tuple[Any, ...]: ...

def check(
    policy: Document,
    kind: Optional[str] = None,
    *,
    profile: Optional[Literal["hwc", "hwc-2024", "otc"]] = None,
    rules: Optional[Mapping[str, Literal["allow", "warn", "deny"]]] = None,
) -> list[Finding]:
    """Check a policy: everything that is wrong with it, as `hwc-iam check --format json` has it."""

def compare(
    old: Document,
    new: Document,
    *,
    assume: Optional[Mapping[str, Setting]] = None,
    steps: Optional[int] = None,
) -> Comparison:
    """Compare what two policies, or two scenarios, allow, exactly: as `hwc-iam diff --format json`."""

def expand(patterns: Sequence[str], *, model: Model = "v5") -> list[str]:
    """The actions of the catalogue that any of these patterns matches: as `hwc-iam expand --format json`."""

@overload
def shrink(actions: Sequence[str], *, model: Model = "v5", details: Literal[False] = False) -> list[str]:
    """The fewest readable patterns that match exactly these actions: as `hwc-iam shrink --format json`."""

@overload
def shrink(actions: Sequence[str], *, model: Model = "v5", details: Literal[True]) -> list[dict[str, Any]]: ...
def explain(name: str) -> dict[str, Any]:
    """Everything that is known of one name of the catalogue, or of a rule of `check`: as `hwc-iam explain --format json`."""

def migrate(policy: Document, *, allow_broader: bool = False) -> Migration:
    """Convert a policy of version 1.1 or a role of version 1.0 to an identity policy: as `hwc-iam migrate --format json`."""

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
) -> Generated:
    """Generate the smallest policy that allows operations, with its proof: as `hwc-iam generate --format json`."""
