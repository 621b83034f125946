"""What the pages show works."""

import pathlib
import re
import runpy

HERE = pathlib.Path(__file__).parents[1]


def blocks(page):
    return re.findall(r"```python\n(.*?)```", (HERE / page).read_text(), re.DOTALL)


def test_its_blocks_run():
    names = {}
    assert len(blocks("README.md")) > 1
    for block in blocks("README.md"):
        exec(block, names)


def test_the_reference_is_that_of_the_module():
    written = runpy.run_path(str(HERE / "reference.py"))["page"]()
    assert (HERE / "REFERENCE.md").read_text() == written, "run `python reference.py`"


def test_the_readme_of_the_project_says_how_it_is_used():
    """Its blocks of Python run as they stand."""
    found = blocks("../../README.md")
    assert found
    for block in found:
        exec(block, {})
