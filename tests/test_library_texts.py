"""What libraries and the system say is said in Arabic; what is not known is quoted, marked and isolated."""

from __future__ import annotations

import csv
import errno
import gzip
import io
import json
import os
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateSyntaxError

from report.errors import Finding, first_line, system_error
from report.intake.validate.columns import pattern_fault
from report.messages.library_texts import in_arabic
from report.sandbox.syntax import reason_of

MARK = "نص المكتبة"
#: Words of the user's own text that an Arabic sentence quotes.
OWN = re.compile("«[^»]*»|utf-8|gzip|zip|JSON|NUL|XML|PDF|SQLite|UTF-8")


def _is_arabic(text: str) -> bool:
    return MARK not in text and re.search("[A-Za-z]", OWN.sub("", text)) is None


def _sql(query: str) -> None:
    sqlite3.connect(":memory:").execute(query)


def _unzip(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.read(archive.namelist()[0])


def _broken_member() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.csv", "abcdef")
    return file.getvalue().replace(b"abcdef", b"abcdeg")


def _strict_csv(text: str) -> None:
    list(csv.reader(io.StringIO(text, newline=""), strict=True))


#: What raises an error of a library of Python.
RAISING: list[Callable[[], object]] = [
    *(lambda text=text: json.loads(text) for text in ["[1,", "{1}", '{"a" 1}', '["a', '["\\q"]', "[1] 2", "[1 2]", '["\n"]', '["\\u12"]']),
    *(lambda text=text: _strict_csv(text) for text in ['"a', '"a"b,c']),
    *(
        lambda query=query: _sql(query)
        for query in [
            "SELECT * FROM nowhere",
            "SELECT nothing",
            "SELEKT 1",
            "SELECT nofunction(1)",
            "SELECT (1",
            "SELECT 'a",
            "SELECT 1; SELECT 2",
        ]
    ),
    lambda: gzip.decompress(b"plain text"),
    lambda: gzip.decompress(gzip.compress(b"text" * 99)[:-9]),
    lambda: gzip.decompress(gzip.compress(b"text")[:-8] + bytes(8)),
    lambda: zlib.decompress(b"plain text"),
    lambda: _unzip(b"plain text"),
    lambda: _unzip(_broken_member()),
    lambda: b"\xc3\x28".decode("utf-8"),
    lambda: b"abc\xff\xfe".decode("utf-8"),
]  # fmt: skip


@pytest.mark.parametrize("raising", RAISING)
def test_errors_of_python_are_said_in_arabic(raising: Callable[[], object]) -> None:
    with pytest.raises(Exception) as caught:
        raising()
    error = caught.value
    said = error.msg if isinstance(error, json.JSONDecodeError) else first_line(error)
    assert _is_arabic(in_arabic(said)), said


@pytest.mark.parametrize(
    "template",
    ["{{ a", "{{ }}", "{{ a b }}", "{{ a | }}", "{% if a %}", "{% nothing %}", "{% endif %}", "{{ a ? }}", "{{ (a }}", "{{ a) }}",
     "{% for a in %}", "{% for %}", "{{ a. }}", "{{ [1, }}", "{{ a | counted( }}", "{# a", "{{ 'a }}", "{% if %}{% endif %}"],
)  # fmt: skip
def test_what_jinja_says_is_said_in_arabic(template: str) -> None:
    with pytest.raises(TemplateSyntaxError) as caught:
        Environment().parse(template)
    assert _is_arabic(in_arabic(reason_of(caught.value))), reason_of(caught.value)


@pytest.mark.parametrize(
    "pattern",
    [
        "(",
        ")",
        "[a",
        "*a",
        "a**",
        "(?=a)",
        r"\8",
        "[z-a]",
        "a{9999}",
        "a\\",
        r"\pX",
        "[[:x:]]",
    ],
)
def test_what_re2_says_is_said_in_arabic(pattern: str) -> None:
    fault = pattern_fault(pattern)
    assert fault is not None and _is_arabic(in_arabic(fault)), fault


@pytest.mark.parametrize(
    "code",
    [errno.ENOENT, errno.EACCES, errno.EISDIR, errno.ENOSPC, errno.EROFS, errno.ENAMETOOLONG, errno.ECONNREFUSED],
)  # fmt: skip
def test_what_the_system_says_is_said_in_arabic(code: int) -> None:
    error = OSError(code, os.strerror(code), "ملف.csv")
    assert in_arabic(os.strerror(code)) == in_arabic(str(error))
    (finding,) = system_error(error).findings
    assert _is_arabic(finding.what("ar")) and os.strerror(code) in finding.what("en")


def test_a_real_refusal_of_the_system_is_said_in_arabic(tmp_path: Path) -> None:
    with pytest.raises(OSError) as caught:
        (tmp_path / "nothing" / "a").read_bytes()
    assert "لا وجود له" in system_error(caught.value).text("ar")


@given(st.text(min_size=1, max_size=80))
@example("of a kind that nobody knows (code 12)")
@example("\u2067ثم\u2069 {0} %s")
def test_what_is_not_known_is_quoted_in_its_own_direction(said: str) -> None:
    shown = Finding("system", values={"reason": said}).what("ar")
    if MARK in shown:
        start, end = shown.index("\u2066"), shown.index("\u2069")
        assert (shown.count("\u2066"), shown.count("\u2069")) == (1, 1)
        assert shown[start - 1] == "«" and shown[end + 1] == "»"
        assert Finding("system", values={"reason": said}).what("en").count("\u2066") == 0
