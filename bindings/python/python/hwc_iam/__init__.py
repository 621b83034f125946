"""Huawei Cloud IAM policies: check, decide, explain, compare, migrate and generate them, offline.

What a function returns is what the command `hwc-iam` prints as JSON. Policies, scenarios and requests are taken as texts (JSON,
or YAML where the command takes it) or as what `json.loads` makes of them.
"""

from ._hwc_iam import (
    BatchError,
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
