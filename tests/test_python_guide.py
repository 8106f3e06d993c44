"""``docs/python.md``: each example runs, one by one, and prints what it says."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from pathlib import Path

import pytest
from archive.signing.authority import served

import report
from document.small import HERE

GUIDE = Path(report.__file__).parents[1] / "docs/python.md"
TEXT = GUIDE.read_text("utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)


def test_the_examples_print_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HERE / "brief", tmp_path / "january")
    monkeypatch.chdir(tmp_path)
    with served() as authority:
        authority.pkcs12(Path("office.p12"), authority.certify("مصلحة الإحصاء"), "passphrase")
        names: dict[str, object] = {"__name__": "__main__"}
        for block in BLOCKS:
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(block, GUIDE.name, "exec"), names)
            assert printed.getvalue().splitlines() == re.findall(
                r"^ *# → (.*)$", block, re.MULTILINE
            )


def test_every_public_name_is_in_the_table() -> None:
    named = re.findall(r"^\| `(\w+)", TEXT, re.MULTILINE)
    assert sorted(named) == sorted(report.__all__)


def test_the_fields_of_an_edition_are_named() -> None:
    (line,) = [line for line in TEXT.splitlines() if line.startswith("| `Edition`")]
    assert re.findall(r"`(\w+)`", line)[1:] == list(report.Edition.__dataclass_fields__)
