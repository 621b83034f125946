"""maturin's backend, which builds the command first and has it put into the wheel.

maturin packs an extension module or a command, not both (PyO3/maturin#368). An entry point in Python would start an interpreter
for each run of a command that takes three milliseconds.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess

import maturin
from maturin import get_requires_for_build_wheel

__all__ = ["build_wheel", "get_requires_for_build_wheel", "prepare_metadata_for_build_wheel"]


def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    # maturin wants the folder even where nothing of it is read.
    _empty_scripts()
    return maturin.prepare_metadata_for_build_wheel(metadata_directory, config_settings)


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    command = _command(_profile(config_settings))
    shutil.copy2(command, _empty_scripts())
    return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)


def _empty_scripts():
    """The folder that `data` in pyproject.toml names."""
    scripts = pathlib.Path("target/wheel/scripts")
    shutil.rmtree(scripts.parent, ignore_errors=True)
    scripts.mkdir(parents=True)
    return scripts


def _profile(config_settings):
    """The one that maturin is told: `pip install -C build-args='--profile dev' .`"""
    options = argparse.ArgumentParser(add_help=False)
    options.add_argument("--profile", default="release")
    return options.parse_known_args(maturin.get_maturin_pep517_args(config_settings))[0].profile


def _command(profile):
    cargo = [os.environ.get("CARGO", "cargo"), "build", "--profile", profile]
    cargo += ["--package", "hwc-iam", "--bin", "hwc-iam", "--message-format", "json-render-diagnostics"]
    built = subprocess.run(cargo, check=True, stdout=subprocess.PIPE, text=True)
    messages = map(json.loads, built.stdout.splitlines())
    return next(path for it in messages if (path := it.get("executable")))
