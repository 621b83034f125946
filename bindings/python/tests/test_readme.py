"""What the page shows works."""

import pathlib
import re


def test_its_blocks_run():
    page = (pathlib.Path(__file__).parents[1] / "README.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(blocks) > 1
    names = {}
    for block in blocks:
        exec(block, names)
