"""Each function returns what the command prints."""

import inspect
import json

import pytest

import hwc_iam

OLD = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:get"]}]}
NEW = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:*"]}]}
ROLE = {"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": ["ims:images:get", "ims:images:nothing"]}]}
SCENARIO = {
    "identity_policies": [NEW],
    "scps": [[{"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["*"]}]}]],
    "request": {"action": "ims:images:get", "context": {"g:MFAPresent": True}},
}


@pytest.fixture
def file(tmp_path):
    def write(name, document):
        path = tmp_path / name
        path.write_text(document if isinstance(document, str) else json.dumps(document))
        return str(path)

    return write


def test_check(command, file):
    wrong = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:lst", "ims:*:*"]}]}
    found = hwc_iam.check(wrong)
    assert found[0]["rule"] == "unknown_action"
    assert found == command("check", file("p.json", wrong))["files"][0]["findings"]
    assert hwc_iam.check(OLD, "scp") == command("check", "--kind", "scp", file("p.json", OLD))["files"][0]["findings"]
    assert [it["rule"] for it in hwc_iam.check(wrong, rules={"all": "allow", "unknown_action": "deny"})] == ["unknown_action"]


def test_decide_and_explain(command, file):
    scenario = hwc_iam.Scenario(SCENARIO)
    path = file("s.json", SCENARIO)
    assert scenario.decide() == "allow"
    assert scenario.explain() == command("eval", path) == hwc_iam.Scenario.from_file(path).explain()
    request = {"action": "ims:images:get", "unknown": ["g:MFAPresent"]}
    assert scenario.policies.decide(request) == scenario.decide(json.dumps(request)) == "allow"
    assert hwc_iam.PolicySet(OLD, json.dumps(ROLE)).decide({"action": "ims:images:get"}) == "allow"
    assert hwc_iam.PolicySet(OLD).decide({"action": "IMS:images:get"}) == "unknown"
    assert hwc_iam.PolicySet(OLD, assume={"action_case": "no"}).decide({"action": "IMS:images:get"}) == "implicit_deny"


def test_a_scenario_in_yaml(file):
    text = "identity_policies:\n- Version: '5.0'\n  Statement: [{Effect: Allow, Action: ['ims:images:lst']}]\n"
    scenario = hwc_iam.Scenario.from_file(file("s.yaml", text))
    assert scenario.decide({"action": "ims:images:list"}) == "implicit_deny"
    assert "ims:images:lst" in scenario.warnings[0]["message"]


def test_compare(command, file):
    found = hwc_iam.compare(OLD, NEW)
    assert found["verdict"] == "broader"
    assert found == command("diff", file("old.json", OLD), file("new.json", NEW))
    assert found["blast_radius"]
    bucket = {"Statement": [{"Effect": "Allow", "Principal": {"ID": ["*"]}, "Action": ["GetObject"], "Resource": ["b/*"]}]}
    with pytest.raises(hwc_iam.Error, match="is not the same question"):
        hwc_iam.compare(OLD, bucket)


def test_expand_and_shrink(command):
    assert hwc_iam.expand(["ims:images:copy*"]) == command("expand", "ims:images:copy*")
    assert hwc_iam.expand(["ims:images:*"], model="role") == command("expand", "--model", "role", "ims:images:*")
    actions = hwc_iam.expand(["ims:images:*"])
    assert hwc_iam.shrink(actions) == command("shrink", *actions)
    assert hwc_iam.shrink(actions, details=True) == command("shrink", "--details", *actions)


def test_explain(command):
    for name in ["ims:images:list", "g:MFAPresent", "StringEquals", "ims", "unknown_action"]:
        assert hwc_iam.explain(name) == command("explain", name)


def test_migrate(command, file):
    assert hwc_iam.migrate(ROLE) == command("migrate", file("role.json", ROLE))
    assert hwc_iam.migrate(ROLE, allow_broader=True) == command("migrate", "--allow-broader", file("role.json", ROLE))


def test_generate(command):
    operation = "POST /v1/cloudimages/{image_id}/cross_region_copy"
    found = hwc_iam.generate([operation], region="cn-north-4")
    assert found == command("generate", "--operation", operation, "--region", "cn-north-4")
    assert found["policy"]
    assert hwc_iam.generate(["ims:CopyImageInRegion"], model="role") == command(
        "generate", "--operation", "ims:CopyImageInRegion", "--model", "role"
    )


@pytest.mark.parametrize(
    "wrong, line, column, message",
    [
        (lambda: hwc_iam.PolicySet('{"Version":\n"5.0","Statement":[{"Effect":"Alow","Action":["*"]}]}'), 2, 30, "not `Alow`"),
        (lambda: hwc_iam.Scenario('{"identity_policies":[],"clod":"otc"}'), 1, 30, "unknown field `clod`"),
        (lambda: hwc_iam.PolicySet(OLD).decide('{"acton": "a"}'), 1, 8, "unknown field `acton`"),
        (lambda: hwc_iam.PolicySet(OLD).decide({"resource": "a"}), None, None, "there is no `action`"),
        (lambda: hwc_iam.PolicySet(OLD, assume={"action_cas": "no"}), None, None, "did you mean `action_case`"),
        (lambda: hwc_iam.shrink(["ims:images:lst"]), None, None, "did you mean `ims:images:list`"),
        (lambda: hwc_iam.explain("ims:images:lst"), None, None, "did you mean `ims:images:list`"),
        (lambda: hwc_iam.expand(["*"], model="v4"), None, None, "expected one of `v5`, `role`"),
        (lambda: hwc_iam.check(OLD, "identty"), None, None, "expected one of"),
        (lambda: hwc_iam.migrate(OLD), None, None, "is an identity policy already"),
        (lambda: hwc_iam.generate(region="a:b"), None, None, "has a colon"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(wrong, line, column, message):
    with pytest.raises(hwc_iam.Error) as error:
        wrong()
    assert message in str(error.value)
    assert (error.value.line, error.value.column) == (line, column)
    assert isinstance(error.value, ValueError) and error.value.problems


def test_stubs_have_what_the_module_has():
    import ast
    import pathlib

    stub = ast.parse(pathlib.Path(hwc_iam.__file__).with_name("__init__.pyi").read_text())
    functions = {it.name: [a.arg for a in it.args.args + it.args.kwonlyargs] for it in stub.body if isinstance(it, ast.FunctionDef)}
    found = {it: list(inspect.signature(getattr(hwc_iam, it)).parameters) for it in hwc_iam.__all__ if inspect.isroutine(getattr(hwc_iam, it))}
    assert functions == found
    classes = {it.name for it in stub.body if isinstance(it, ast.ClassDef)}
    assert {it for it in hwc_iam.__all__ if inspect.isclass(getattr(hwc_iam, it))} <= classes
    for name in hwc_iam.__all__:
        assert name == "__version__" or getattr(hwc_iam, name).__doc__
