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
    """The same million requests for every engine."""
    import log

    path = tmp_path_factory.mktemp("log") / "log.parquet"
    log.write(path, 1_000_000)
    return path


@pytest.fixture(scope="session")
def counts(log, command, tmp_path_factory):
    """What has to come of them, by another way: each row as a line of JSON, decided by the command."""
    import log as generator
    import pyarrow.parquet

    folder = tmp_path_factory.mktemp("json")
    (folder / "scenario.json").write_text(json.dumps({"identity_policies": [generator.POLICY]}))
    with (folder / "requests.jsonl").open("w") as out:
        for batch in pyarrow.parquet.ParquetFile(log).iter_batches():
            out.writelines(json.dumps(generator.request(row)) + "\n" for row in batch.to_pylist())
    arguments = ["eval", folder / "scenario.json", "--batch", folder / "requests.jsonl"]
    start = time.perf_counter()
    done = subprocess.run([command.path, *arguments], capture_output=True, text=True)
    seconds = time.perf_counter() - start
    found = collections.Counter(json.loads(line)["decision"] for line in done.stdout.splitlines())
    assert found.total() == 1_000_000
    print(f"eval --batch: {1 / seconds:.1f} million requests a second")
    return dict(found)
