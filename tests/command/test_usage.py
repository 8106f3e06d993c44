"""The command line: what it accepts, what it says when it is used wrongly, its help, in both languages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import report
from document.small import SmallBrief
from report.command.app import run
from report.messages.help_texts import TEXTS as HELP

ROOT = Path(__file__).parents[2]
ARABIC_LETTER = re.compile("[\u0621-\u064a]")
COMMANDS = {
    "bag",
    "batch",
    "build",
    "check",
    "gallery",
    "rebuild",
    "schema",
    "sign",
    "table-schema",
    "trace",
    "verify",
}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start from a locale that is not Arabic, on a terminal of 80 columns."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command; return its exit code, and what it printed and complained of."""
    code = run(arguments)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


WRONG = [
    (["buidl"], ["buidl", "build"]),
    (["build"], ["folder", "mujaz build --help"]),
    (["check"], ["folder", "mujaz check --help"]),
    (["build", "a", "b", "c"], ["b c"]),
    (["schema", "a"], ["a"]),
    (["build", "a", "--outptu", "x"], ["--outptu", "--output"]),
    (["build", "a", "-x"], ["-x", "mujaz build --help"]),
    (["--quite"], ["--quite"]),
    (["build", "a", "--output"], ["--output"]),
    (["build", "a", "-o"], ["-o"]),
    (["build", "a", "--quiet=1"], ["--quiet", "="]),
    (["build", "a", "--digits", "roman"], ["roman", "--digits", "latn, arab"]),
    (["check", "a", "--format", "xml"], ["xml", "--format", "text, json, sarif, html, xlsx"]),
    (["--lang", "fr", "check", "a"], ["fr", "--lang", "en, ar"]),
    (["check", "a", "--lang=fr"], ["fr", "--lang", "en, ar"]),
    (["check", "a", "--lang"], ["--lang"]),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_a_wrong_use_exits_with_2_and_says_what_to_do(
    arguments: list[str], said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = call(capsys, *arguments)
    assert (code, out) == (2, "")
    assert [sentence for sentence in said if sentence not in err] == []
    assert not ARABIC_LETTER.search(err)
    assert err.count("\n") == 1


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_a_wrong_use_is_reported_in_arabic_in_an_arabic_locale(
    arguments: list[str],
    said: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "ar_MA.UTF-8")
    code, _, err = call(capsys, *arguments)
    assert code == 2
    assert [sentence for sentence in said if sentence not in err] == []
    assert ARABIC_LETTER.search(err)
    bare = re.sub(
        r"«[^»]*»|mujaz( \w+)? --help|latn, arab|text, json, sarif, html, xlsx|en, ar|b c|: a\.",
        "",
        err,
    )
    assert re.findall("[A-Za-z]{2,}", bare) == []


@pytest.mark.parametrize(
    ("environment", "arabic"),
    [
        ({"LANG": "ar_MA.UTF-8"}, True),
        ({"LANG": "ar"}, True),
        ({"LANG": "fr_MA.UTF-8", "LC_MESSAGES": "ar_EG"}, True),
        ({"LANG": "ar_MA", "LC_ALL": "C"}, False),
        ({"LANG": "ar_MA", "LC_ALL": ""}, True),
        ({"LANG": "arn_CL.UTF-8"}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({}, False),
    ],
)
def test_the_language_follows_the_locale(
    environment: dict[str, str],
    arabic: bool,
    brief: SmallBrief,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert call(capsys, "check", str(brief.folder)) == (
        0,
        "لا ملاحظات.\n" if arabic else "Nothing to report.\n",
        "",
    )


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("form", [["--lang", "ar"], ["--lang=ar"]])
def test_lang_may_stand_before_or_after_the_command(
    place: int, form: list[str], brief: SmallBrief, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["check", str(brief.folder)]
    arguments[place:place] = form
    assert call(capsys, *arguments) == (0, "لا ملاحظات.\n", "")


def test_lang_overrides_an_arabic_locale(
    brief: SmallBrief, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ar_MA.UTF-8")
    assert call(capsys, "--lang", "en", "check", str(brief.folder))[1] == "Nothing to report.\n"


def test_without_arguments_the_help_is_shown_as_a_wrong_use(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, err = call(capsys)
    assert (code, out) == (2, "")
    assert err.rstrip("\n") == call(capsys, "--help")[1].rstrip("\n")


TIME_AND_MEMORY = ["--max-seconds <int>", "--max-memory <int>"]
BOUNDS = [*TIME_AND_MEMORY, "--max-pages <int>"]
OPTIONS = {
    (): ["--lang <en|ar>", "--version", "--help"],
    ("build",): [
        "folder", "-o, --output <path>", "--depfile <path>", "--digits <latn|arab>", "--text-gate / --no-text-gate",
        "--profile <archive|pdfa-2u|pdfa-4f|draft>",
        "--no-cache", "-q, --quiet", *BOUNDS, "--help",
    ],
    ("check",): [
        "folder", "--format <text|json|sarif|html|xlsx>", "-o, --output <path>", "--fix", "--all",
        "--strict", *TIME_AND_MEMORY, "--help",
    ],
    ("batch",): [
        "folders... <list[Path]>", "-o, --output <path>", "--by <str>", "--attach <own|all>", "--each",
        "--workers <int range>",
        "--timeout <int range>",
        "--scheduler <str>", "--shared", "--fresh", "--digits <latn|arab>",
        "--profile <archive|pdfa-2u|pdfa-4f|draft>", "-q, --quiet", *BOUNDS[1:], "--help",
    ],
    ("table-schema",): ["folder", "table <str>", *TIME_AND_MEMORY, "--help"],
    ("schema",): ["--help"],
    ("rebuild",): ["file <path>", "-o, --output <path>", *BOUNDS, "--help"],
    ("trace",): ["file <path>", "text <str>", "--page <int>", "--format <text|json>", *BOUNDS, "--help"],
    ("verify",): [
        "file <path>", "--format <text|json>", "--trust <path>", "--no-rebuild", *BOUNDS, "--help",
    ],
    ("bag",): ["file <path>", "-o, --output <path>", "--layout <bagit|e-ark>", *BOUNDS, "--help"],
    ("sign",): [
        "file", "-o, --output <path>", "--pkcs12 <path>", "--passphrase-file <path>", "--pkcs11 <path>",
        "--token <str>", "--certificate <str>", "--pin-file <path>", "--level <b-b|b-t|b-lt>",
        "--timestamp-url <str>", "--trust <path>", "--reason <str>", "--place <str>", "--page <int>", "--box <str>",
        "--places <int>", "--invisible", *BOUNDS, "--help",
    ],
}  # fmt: skip


@pytest.mark.parametrize("command", OPTIONS)
def test_the_help_lists_every_option_with_its_sentence(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = call(capsys, *command, "--help")
    assert code == 0
    for option in OPTIONS[command]:
        assert re.search(
            rf"^  {re.escape(option)}( <path>)?( {{2,}}|\n {{4,}})\w", out, re.MULTILINE
        ), option
    listed = re.findall(r"^  (?:-\w, )?(--[\w-]+)", out, re.MULTILINE)
    options = []
    for option in listed:
        if not any(option in names for names in OPTIONS[command]):
            options.append(option)
    assert options == []


@pytest.mark.parametrize("command", OPTIONS)
def test_the_help_in_arabic_says_the_same_of_every_option(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = call(capsys, *command, "--help", "--lang", "ar")
    assert code == 0
    for option in OPTIONS[command]:
        assert re.search(
            rf"^  {re.escape(option)}( <path>)?( {{2,}}|\n {{4,}})[\u0621-\u064a]",
            out,
            re.MULTILINE,
        ), option
    for english in ("Usage", "Options:", "Commands:", "Arguments:", "Show", "[required]", *HELP):
        assert english not in out


def test_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    for language in ("en", "ar"):
        out = call(capsys, "--lang", language, "--help")[1]
        assert set(re.findall(r"^  ([a-z][a-z-]*)  ", out, re.MULTILINE)) == COMMANDS


def test_python_m_report_says_its_version() -> None:
    result = _python("-m", "report", "--version")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{report.__version__}\n", "")


def test_the_help_starts_without_the_heavy_libraries() -> None:
    heavy = "weasyprint pandas matplotlib jinja2 numpy babel rich markdown_it"
    code = (
        "import sys; from report.command.app import run; run(['--help']); run(['--lang', 'ar', 'build']); "
        f"print('HEAVY', [name for name in '{heavy}'.split() if name in sys.modules])"
    )
    result = _python("-c", code)
    assert result.stdout.splitlines()[-1] == "HEAVY []"


def test_a_message_is_printed_where_there_is_no_arabic(brief: SmallBrief) -> None:
    result = _python(
        "-m", "report", "--lang", "ar", "check", str(brief.folder), PYTHONIOENCODING="cp1252"
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.strip().encode().decode("unicode_escape") == "لا ملاحظات."


def _python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_schema_is_json_that_describes_the_brief_that_ships(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = call(capsys, "schema")
    assert code == 0
    schema = json.loads(out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    brief = tomllib.loads((ROOT / "data/marrakech-2025/brief.toml").read_text("utf-8"))
    assert _undescribed(brief, schema, schema) == []
    brief["sections"][1]["blocks"][0]["captoin"] = "س"
    brief["brief"]["titel"] = "س"
    assert set(_undescribed(brief, schema, schema)) == {"captoin", "titel"}


def _undescribed(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    """Return the keys of ``value`` that the schema closes out: the best of each choice counts."""
    if "$ref" in schema:
        return _undescribed(value, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole)
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            fits = [option for option in schema[choice] if _fits(value, option, whole)]
            assert fits, f"{value!r} fits none of {schema[choice]}"
            return min((_undescribed(value, option, whole) for option in fits), key=len)
    if isinstance(value, list):
        keys = []
        for item in value:
            for key in _undescribed(item, schema.get("items", {}), whole):
                keys.append(key)
        return keys
    if not isinstance(value, dict):
        return []
    properties, additional = schema.get("properties", {}), schema.get("additionalProperties", True)
    unknown: list[str] = []
    for key, inner in value.items():
        if key in properties:
            unknown += _undescribed(inner, properties[key], whole)
        elif isinstance(additional, dict):
            unknown += _undescribed(inner, additional, whole)
        elif not additional:
            unknown.append(key)
    return unknown


def _fits(value: Any, schema: dict[str, Any], whole: dict[str, Any]) -> bool:
    if "$ref" in schema:
        return _fits(value, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole)
    types = {
        "object": dict,
        "array": list,
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
    }
    if not isinstance(value, types.get(schema.get("type", ""), object)):
        return False
    return not isinstance(value, dict) or all(key in value for key in schema.get("required", ()))
