"""Each function returns what the command prints."""

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
    assert hwc_iam.compare(OLD, NEW, steps=1)["verdict"] == "unknown"
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
    operation = "POST /v1/cloudimages/{image_id}/copy"
    for name in ["ims:images:list", "g:MFAPresent", "StringEquals", "ims", "unknown_action", operation, "IMS Administrator"]:
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
        (lambda: hwc_iam.PolicySet(OLD, '{"Version": "6.0"}'), 1, 13, "policies[1]:1:13: "),
        (lambda: hwc_iam.compare(OLD, '{"Version": "6.0"}'), 1, 13, "new:1:13: "),
        (lambda: hwc_iam.migrate('{"Version": "1.1",\n"Statement": 3}'), 2, 14, "2:14: "),
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


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(FileNotFoundError) as error:
        hwc_iam.Scenario.from_file(tmp_path / "none.json")
    assert error.value.filename == tmp_path / "none.json" and "(os error" not in str(error.value)
    (tmp_path / "latin.json").write_bytes(b'{"identity_policies": ["\xe4"]}')
    with pytest.raises(hwc_iam.Error, match="latin.json` is not UTF-8"):
        hwc_iam.Scenario.from_file(tmp_path / "latin.json")
    with pytest.raises(IsADirectoryError):
        hwc_iam.Scenario.from_file(tmp_path)


def test_a_problem_is_in_one_of_the_documents():
    with pytest.raises(hwc_iam.Error) as error:
        hwc_iam.compare('{"Version": "6.0"}', NEW)
    assert {it["document"] for it in error.value.problems} == {"old"}
    with pytest.raises(TypeError):
        hwc_iam.PolicySet(object())
