"""Writes REFERENCE.md: what the module has, from its stub, which has the types, and its docstrings, which have the rest.

    python reference.py
"""

import ast
import inspect
import pathlib

import hwc_iam
from hwc_iam import types

HERE = pathlib.Path(__file__).parent
INTRODUCTION = """# Reference of `hwc_iam`

What each function takes and returns. `reference.py` writes this page from the module itself.
"""
GIVEN = "_hwc_iam.pyi"


def signature(of):
    arguments = ast.unparse(of.args).removeprefix("self, ").removeprefix("cls, ").removeprefix("self")
    return f"({arguments})"


def entry(depth, name, of, documented):
    if isinstance(of, ast.FunctionDef) and "property" in [ast.unparse(it) for it in of.decorator_list]:
        line = f"{name}: {ast.unparse(of.returns)}"
    elif isinstance(of, ast.FunctionDef):
        line = f"{name}{signature(of)} -> {ast.unparse(of.returns)}"
    else:
        made = [it for it in of.body if isinstance(it, ast.FunctionDef) and it.name == "__new__"]
        line = f"class {name}" + (signature(made[0]) if made else "")
    return f"{'#' * depth} `{name}`\n\n```python\n{line}\n```\n\n{text(documented)}\n"


def text(of):
    """A docstring, its examples as blocks."""
    parts = inspect.getdoc(of).split("\n\n")
    return "\n\n".join(f"```pycon\n{it}\n```" if it.startswith(">>>") else it for it in parts)


def attributes(of):
    lines = [f"* `{it.target.id}: {ast.unparse(it.annotation)}`" for it in of.body if isinstance(it, ast.AnnAssign)]
    return ["\n".join(lines) + "\n"] if lines else []


def page():
    stub = ast.parse(pathlib.Path(hwc_iam.__file__).with_name(GIVEN).read_text())
    parts = [INTRODUCTION]
    seen = set()
    for it in stub.body:
        if not isinstance(it, (ast.ClassDef, ast.FunctionDef)) or it.name in seen:
            continue
        seen.add(it.name)
        found = getattr(hwc_iam, it.name)
        parts.append(entry(2, it.name, it, found))
        if isinstance(it, ast.ClassDef):
            parts += attributes(it)
            members = [at for at in it.body if isinstance(at, ast.FunctionDef) and not at.name.startswith("_")]
            parts += [entry(3, f"{it.name}.{at.name}", at, getattr(found, at.name)) for at in members]
    parts.append("## Types\n\n" + inspect.getdoc(types).replace("\n\n", " ") + "\n")
    for name, it in vars(types).items():
        if inspect.isclass(it) and it.__module__ == types.__name__ and getattr(it, "__annotations__", None):
            keys = ", ".join(f"`{key}`" for key in it.__annotations__)
            parts.append(f"* `{name}`: {inspect.getdoc(it)} {keys}.")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    (HERE / "REFERENCE.md").write_text(page())
