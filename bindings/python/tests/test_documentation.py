"""What the module says of itself is so: docstrings run, and stubs and types are those of what runs."""

import ast
import doctest
import inspect
import json
import pathlib
import subprocess
import sys

import pytest

import hwc_iam
from hwc_iam import types

HERE = pathlib.Path(__file__).parent
PUBLIC = [getattr(hwc_iam, it) for it in hwc_iam.__all__ if it != "__version__"]


def members(of):
    return [getattr(of, it) for it in vars(of) if not it.startswith("_")] if inspect.isclass(of) else []


def documented():
    return [it for of in PUBLIC for it in [of, *members(of)]]


@pytest.mark.parametrize("what", documented(), ids=lambda it: getattr(it, "__qualname__", it.__name__))
def test_docstrings_run(what):
    examples = doctest.DocTestParser().get_doctest(what.__doc__, {"hwc_iam": hwc_iam}, what.__name__, None, None)
    says_how = inspect.isclass(what) and (issubclass(what, Exception) or what is hwc_iam.Decided)
    assert examples.examples or says_how
    doctest.DebugRunner(optionflags=doctest.ELLIPSIS).run(examples)


def mypy(*arguments):
    done = subprocess.run([sys.executable, "-m", *arguments], cwd=HERE, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_stubs_are_those_of_the_module():
    mypy("mypy.stubtest", "hwc_iam._hwc_iam", "--ignore-missing-stub")


def test_a_typed_program_passes_and_its_mistakes_do_not():
    mypy("mypy", "--strict", "typed.py")
    import typed

    typed.main()


def test_editors_show_the_first_paragraph():
    stub = ast.parse(pathlib.Path(hwc_iam._hwc_iam.__file__).with_name("_hwc_iam.pyi").read_text())
    shown = {}
    for it in stub.body:
        for at in [it, *getattr(it, "body", [])]:
            if isinstance(at, (ast.ClassDef, ast.FunctionDef)) and ast.get_docstring(at):
                shown[at.name if at is it else f"{it.name}.{at.name}"] = ast.get_docstring(at)
    names = [(of, None) for of in PUBLIC] + [(it, of.__name__) for of in PUBLIC for it in members(of)]
    said = {f"{of}.{it.__name__}" if of else it.__name__: inspect.getdoc(it).split("\n\n")[0] for it, of in names}
    assert {name: " ".join(it.split()) for name, it in said.items()} == shown


@pytest.mark.parametrize(
    "document, report, of",
    [
        (types.Finding, "check", "Finding"),
        (types.Position, "check", "Position"),
        (types.Decision, "eval", None),
        (types.Statement, "eval", "Statement"),
        (types.Comparison, "diff", None),
        (types.Migration, "migrate", None),
        (types.Generated, "generate", None),
    ],
)
def test_types_are_those_of_the_schemas(document, report, of, command):
    schema = json.loads(subprocess.check_output([command.path, "schema", "report", report]))
    schema = schema["$defs"][of] if of else schema
    assert set(document.__annotations__) == set(schema["properties"])
