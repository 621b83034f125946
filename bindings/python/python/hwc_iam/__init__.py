"""Huawei Cloud IAM policies: check, decide, explain, compare, migrate and generate them, offline.

What a function returns is what the command `hwc-iam` prints as JSON. Policies, scenarios and requests are taken as texts (JSON,
or YAML where the command takes it) or as what `json.loads` makes of them. `hwc_iam.types` has types for all of them.
"""

from ._hwc_iam import (
    BatchError,
    Decided,
    Error,
    PolicySet,
    Scenario,
    __version__,
    check,
    compare,
    expand,
    explain,
    generate,
    migrate,
    shrink,
)

__all__ = [
    "BatchError",
    "Decided",
    "Error",
    "PolicySet",
    "Scenario",
    "__version__",
    "check",
    "compare",
    "expand",
    "explain",
    "generate",
    "migrate",
    "shrink",
]
