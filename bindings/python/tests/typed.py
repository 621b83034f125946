"""A program that a checker of types reads, and that runs. What it must refuse is marked, and a mark too many is a mistake, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import hwc_iam

if TYPE_CHECKING:
    from hwc_iam.types import Comparison, DecisionName, Document, Finding

POLICY = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:list"]}]}


def rules(policy: Document) -> list[str]:
    found: list[Finding] = hwc_iam.check(policy, "identity", rules={"missing_sid": "allow"})
    return [it["rule"] for it in found if it["level"] != "allow" and it["start"]["line"] > 0]


def decisions() -> list[DecisionName]:
    policies = hwc_iam.PolicySet(POLICY, assume={"action_case": "no"})
    scenario = hwc_iam.Scenario({"identity_policies": [POLICY], "request": {"action": "ims:images:list"}}, cloud="hwc")
    explained = scenario.explain()
    sids = [it["sid"] for it in explained["matched"]]
    assert sids == [None], sids
    return [policies.decide({"action": "ims:images:list"}), scenario.policies.decide("{\"action\": \"a:b:c\"}")]


def compared() -> Comparison:
    return hwc_iam.compare(POLICY, POLICY, steps=1000)


def names() -> list[str]:
    details = hwc_iam.shrink(["ims:images:list"], details=True)
    return [*hwc_iam.expand(["ims:images:list"]), *hwc_iam.shrink(["ims:images:list"]), str(details[0]["pattern"])]


def wrong() -> tuple[str, int | None]:
    try:
        hwc_iam.PolicySet("{")
    except hwc_iam.Error as error:
        return error.problems[0]["message"], error.line
    return "", None


def refused() -> None:
    hwc_iam.expand(["*"], model="v4")  # type: ignore[arg-type]
    hwc_iam.check(POLICY, rules={"all": "loud"})  # type: ignore[dict-item]
    hwc_iam.PolicySet(POLICY).decide_batch([1])  # type: ignore[arg-type]
    hwc_iam.check(POLICY)[0]["rul"]  # type: ignore[typeddict-item]


def main() -> None:
    assert rules(POLICY) == []
    assert decisions() == ["allow", "implicit_deny"]
    assert compared()["verdict"] == "equal"
    assert names() == ["ims:images:list"] * 3
    assert wrong()[1] == 1
