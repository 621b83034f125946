import collections
import json
import pathlib
import shutil
import subprocess
import sys
import sysconfig
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "examples"))

ROWS = 1_000_000


@pytest.fixture(scope="session")
def command():
    """The command that the wheel has installed, as a function from arguments to what it prints as JSON."""
    path = shutil.which("hwc-iam", path=sysconfig.get_path("scripts"))
    assert path, "the wheel has no command"

    def run(*arguments, stdin=None):
        done = subprocess.run([path, *arguments, "--format", "json"], input=stdin, capture_output=True, text=True)
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    run.path = path
    return run


@pytest.fixture(scope="session")
def log(tmp_path_factory):
    """The same million calls for every engine."""
    import log

    path = tmp_path_factory.mktemp("log") / "log.parquet"
    log.write(path, ROWS)
    return path


@pytest.fixture(scope="session")
def evaluated(log, command, tmp_path_factory):
    """What has to come of the requests, by another way: each row as a line of JSON, decided by the command."""
    import log as generator
    import pyarrow.parquet

    folder = tmp_path_factory.mktemp("requests")
    (folder / "scenario.json").write_text(json.dumps({"identity_policies": [generator.POLICY]}))
    with (folder / "requests.jsonl").open("w") as out:
        for batch in pyarrow.parquet.ParquetFile(log).iter_batches():
            out.writelines(json.dumps(generator.request(row)) + "\n" for row in batch.to_pylist())
    found = collections.Counter()
    start = time.perf_counter()
    arguments = [command.path, "eval", folder / "scenario.json", "--batch", folder / "requests.jsonl"]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as running:
        found.update(line.split('"decision":"', 1)[1].split('"', 1)[0] for line in running.stdout)
    print(f"\neval --batch: {ROWS / (time.perf_counter() - start) / 1e6:.2f} million requests a second")
    assert found.total() == ROWS
    return dict(found)


@pytest.fixture(scope="session")
def replayed(log, command, tmp_path_factory):
    """What has to come of the calls as audit traces, of which `replay` says whether they would still be answered."""
    import log as generator
    import pyarrow.parquet

    folder = tmp_path_factory.mktemp("traces")
    (folder / "policy.json").write_text(json.dumps(generator.POLICY))
    lines = {}
    with (folder / "traces.jsonl").open("w") as out:
        for batch in pyarrow.parquet.ParquetFile(log).iter_batches(columns=["action", "principal", "g:SourceIp"]):
            for row in zip(*(it.to_pylist() for it in batch.columns)):
                if row not in lines:
                    lines[row] = json.dumps(generator.trace(dict(zip(batch.schema.names, row)))) + "\n"
                out.write(lines[row])
    start = time.perf_counter()
    found = command("replay", "--policy", folder / "policy.json", folder / "traces.jsonl")
    print(f"\nreplay: {ROWS / (time.perf_counter() - start) / 1e6:.2f} million traces a second")
    assert (found["read"]["traces"], found["read"]["mapped_by_api"]) == (ROWS, ROWS)
    assert found["newly_allowed"] == 0
    return {"allowed": found["same"], "denied": found["newly_denied"], "unknown": found["unknown"]}
