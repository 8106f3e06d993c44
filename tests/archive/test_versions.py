"""The versions that an edition records: which distributions the requirements of others ask for."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from itertools import chain
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from report.archive.versions import asked_name

TOP = Path(__file__).parents[2]
VALUES = {
    "python_version": ["3.9", "3.11", "3.12", "3", "4.0"],
    "python_full_version": ["3.11", "3.11.0", "3.99.1"],
    "sys_platform": [sys.platform, "win32", "emscripten", "linux2"],
    "platform_system": ["Linux", "Windows", "Darwin"],
    "implementation_name": ["cpython", "pypy", "PyPy"],
    "platform_python_implementation": ["CPython", "PyPy"],
    "extra": ["all", "dev"],
    "os_name": ["nt", "posix"],
}
QUOTES = st.sampled_from("'\"")


@st.composite
def comparisons(draw: st.DrawFn) -> str:
    """Draw a comparison of a marker, in the forms that distributions write."""
    name = draw(st.sampled_from(sorted(VALUES)))
    is_number = name.startswith("python")
    sign = draw(st.sampled_from(["==", "!=", *(["<", "<=", ">", ">="] if is_number else [])]))
    sign = "==" if name == "extra" else sign
    quote, space = draw(QUOTES), draw(st.sampled_from(["", " "]))
    return f"{name}{space}{sign}{space}{quote}{draw(st.sampled_from(VALUES[name]))}{quote}"


MARKERS = st.recursive(
    comparisons(),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from([" and ", " or "]), inner).map("".join),
        inner.map(lambda marker: f"({marker})"),
    ),
    max_leaves=4,
)


def by_packaging(requirement: str) -> str | None:
    parsed = Requirement(requirement)
    applies = parsed.marker is None or parsed.marker.evaluate({"extra": ""})
    return parsed.name if applies else None


@given(
    st.sampled_from(["pillow", "a", "ruamel.yaml", "typing_extensions", "x-y[z,w]"]),
    st.sampled_from(["", ">=1.0", "<2,>=1", " (>=0.9)", "~=1.4; ", ";", " ; "]),
    MARKERS,
)
def test_a_requirement_is_read_as_packaging_reads_it(name: str, version: str, marker: str) -> None:
    requirement = f"{name}{version}{marker}" if ";" in version else f"{name}{version}"
    assert asked_name(requirement) == by_packaging(requirement)


def test_requirements_of_all_that_is_installed_are_read_as_packaging_reads_them() -> None:
    requirements = {
        *chain.from_iterable(item.requires or () for item in metadata.distributions()),
        "here @ https://example.org/a;b.zip ; extra == 'all'",
        "here@ file:///tmp/or.zip",
    }
    assert {text: asked_name(text) for text in requirements} == {
        text: by_packaging(text) for text in requirements
    }


def test_the_versions_are_read_without_the_parser_of_requirements() -> None:
    code = (
        "import sys; from report.archive.versions import versions; assert len(versions()) > 40; "
        "print('packaging.requirements' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=TOP, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
