"""maturin's backend, which builds the command first and has it put into the wheel.

maturin packs an extension module or a command, not both (PyO3/maturin#368). An entry point in Python would start an interpreter
for each run of a command that takes three milliseconds.
"""

import json
import os
import pathlib
import shutil
import subprocess

import maturin
from maturin import (
    build_sdist,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_wheel",
]


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    scripts = pathlib.Path("target/wheel/scripts")
    shutil.rmtree(scripts.parent, ignore_errors=True)
    scripts.mkdir(parents=True)
    shutil.copy2(_command(), scripts)
    return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)


def _command():
    cargo = [os.environ.get("CARGO", "cargo"), "build", "--release"]
    cargo += ["--package", "hwc-iam", "--bin", "hwc-iam", "--message-format", "json-render-diagnostics"]
    built = subprocess.run(cargo, check=True, stdout=subprocess.PIPE, text=True)
    messages = map(json.loads, built.stdout.splitlines())
    return next(path for it in messages if (path := it.get("executable")))
