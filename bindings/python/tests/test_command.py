"""The command is in the wheel, and it is not a script in Python."""

import json
import subprocess

import pytest

POLICY = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:list"]}]}
WRONG = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:lst"]}]}


def run(command, *arguments, **more):
    return subprocess.run([command.path, *arguments], capture_output=True, text=True, **more)


def test_it_is_the_program_itself(command):
    with open(command.path, "rb") as program:
        assert program.read(2) != b"#!"
    import hwc_iam

    assert run(command, "--version").stdout == f"hwc-iam {hwc_iam.__version__}\n"


@pytest.mark.parametrize("text, code, says", [(json.dumps(POLICY), 0, ""), (json.dumps(WRONG), 1, "unknown_action"), (None, 2, "policy.json")])
def test_its_exit_codes(command, tmp_path, text, code, says):
    file = tmp_path / "policy.json"
    if text:
        file.write_text(text)
    done = run(command, "check", file)
    assert done.returncode == code, done.stderr
    assert says in done.stdout + done.stderr


def test_what_cannot_be_settled_is_four(command, tmp_path):
    (tmp_path / "s.json").write_text(json.dumps({"identity_policies": [], "request": {"action": "ims:images:list"}}))
    assert run(command, "eval", tmp_path / "s.json").returncode == 1
    policy = {**POLICY, "Statement": [{**POLICY["Statement"][0], "Condition": {"Bool": {"g:MFAPresent": ["true"]}}}]}
    scenario = {"identity_policies": [policy], "request": {"action": "ims:images:list", "unknown": ["g:MFAPresent"]}}
    done = run(command, "eval", "-", input=json.dumps(scenario))
    assert done.returncode == 4, done.stdout + done.stderr


def test_whoever_reads_may_stop(command):
    with subprocess.Popen([command.path, "list", "actions"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdout.readline()
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)
