import json


def test_a_decision_over_http(tmp_path, monkeypatch):
    policy = {"Version": "5.0", "Statement": [{"Effect": "Allow", "Action": ["ims:images:list"]}]}
    path = tmp_path / "scenario.json"
    path.write_text(json.dumps({"identity_policies": [policy]}))
    monkeypatch.setenv("HWC_IAM_SCENARIO", str(path))
    import sidecar
    from fastapi.testclient import TestClient

    client = TestClient(sidecar.app)

    def ask(request):
        return client.post("/v1/data/hwc_iam", json={"input": request})

    assert ask({"action": "ims:images:list"}).json()["result"]["allow"] is True
    denied = ask({"action": "ims:images:export"}).json()["result"]
    assert (denied["allow"], denied["decision"]) == (False, "implicit_deny")
    wrong = ask({"acton": "ims:images:list"})
    assert wrong.status_code == 400 and "unknown field" in wrong.json()["detail"]
