"""In CI a skipped test is a failed one, except where the folder beside the project is missing."""

from __future__ import annotations

from pathlib import Path

import pytest

SKIPS = """
import pytest

def test_needs_a_tool():
    pytest.skip("no pdftotext here")

@pytest.mark.skip(reason="not now")
def test_marked():
    pass

def test_needs_the_neighbour():
    pytest.skip("../shared is not here")

@pytest.mark.xfail(reason="known", strict=True)
def test_known():
    raise ValueError

def test_runs():
    pass
"""


@pytest.fixture
def skips(pytester: pytest.Pytester) -> pytest.Pytester:
    tests = Path(__file__).parent
    pytester.makeconftest((tests / "conftest.py").read_text(encoding="utf-8"))
    pytester.makepyprojecttoml(f'[tool.pytest]\npythonpath = ["{tests.as_posix()}"]')
    pytester.makepyfile(
        test_some=SKIPS, test_all='import pytest\npytest.importorskip("no_such_module_here")'
    )
    return pytester


def test_skips_fail_in_ci(skips: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    result = skips.runpytest_subprocess("--continue-on-collection-errors")
    result.assert_outcomes(passed=1, failed=1, errors=2, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(["*skipped in CI*no pdftotext here*"])


def test_skips_are_skips_elsewhere(skips: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    skips.runpytest_subprocess().assert_outcomes(passed=1, skipped=4, xfailed=1)
