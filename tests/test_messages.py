"""The messages: both languages of each, what they are filled with, and that the code and they know each other."""

from __future__ import annotations

import ast
import pickle
import re
from collections import Counter
from collections.abc import Callable, Iterator
from importlib import import_module
from string import Formatter

import pytest
from brief_schema import SCHEMA
from hypothesis import given
from hypothesis import strategies as st
from source_trees import HOUSE, modules

from report.errors import Finding
from report.messages import (
    ROOMS,
    TEXT_TABLES,
    Both,
    Message,
    joined,
    message,
    pair,
    phrase,
    phrase_values,
    reason,
    said,
)

#: Names that have no Arabic form: of formats, standards, programs, fonts, and of what a user types or reads in a file.
NAMES = frozenset(
    [
        *("Amiri", "IBM", "Plex", "Sans", "Arabic"),
        *(
            "JSON",
            "PRAGMA",
            "RE2",
            "SELECT",
            "SQLite",
            "SQLAlchemy",
            "WITH",
            "XLSX",
            "Parquet",
            "Feather",
            "XLS",
            "ODS",
            "ZIP",
        ),
        *(
            "datapackage.json",
            "docs",
            "tables.md",
            "false",
            "integrity_check",
            "integrity",
            "check",
            "name",
            "pip",
            "install",
            "end",
            "start",
            "and",
            "seats",
        ),
        *("postgresql", "mysql", "sqlite", "user", "host", "database", "password"),
        *("CSV", "EDTF", "ISO", "MA", "PDF", "TOML", "UTF-8"),
        *("pandas", "Arrow"),
        *("Pango", "WeasyPrint", "libpango-1.0-0", "libpangoft2-1.0-0", "pango", "weasyprint"),
        *("brief.toml", "pyproject.toml", "block-ellipsis", "text-overflow"),
        *(
            "blocks",
            "table.html",
            "data-register",
            "tfoot",
            "turn",
            "probe",
            "pdfa-4f",
            "batch",
            "A",
            "SHA-256",
        ),
        *("PKCS", "p12", "pfx", "so", "dylib", "dll", "PEM", "DER", "OCSP", "B-LT", "b-t"),
        *("MUJAZ", "PASSPHRASE", "PIN", "pkcs11", "nonRepudiation", "digitalSignature"),
        *("veraPDF", "verapdf", "VERAPDF", "MUJAZ", "PATH", "Java", "java", "jar", "verify"),
        *(
            "SOURCE",
            "DATE",
            "EPOCH",
            "provenance.json",
            "docs",
            "conformance.md",
            "archive",
            "data",
        ),
        *("mujaz", "check", "schema", "help", "counted", "true"),
        *("dask", "tcp", "HOST"),
        *("if", "endif", "shown"),
        *(
            "cut",
            "concat",
            "mean",
            "expressions.md",
            "round",
            "foreign",
            "keys",
            "severity.zero-divisor",
            "typed",
            "NAME",
            "in",
            "is",
            "max",
        ),
        *(
            "at",
            "where",
            "by",
            "bin",
            "year",
            "region",
            "names",
            "measures.NAME",
            "trend",
            "COLUMN",
        ),
        *("gender", "masculine", "feminine", "counterpart", "for", "each"),
        *("MAD", "EUR", "USD", "TABLE", "label", "declared", "having", "rows", "columns", "from"),
    ]
)


def _messages() -> list[tuple[str, str, Both]]:
    rooms = ((room, import_module(f"report.messages.{room}").MESSAGES) for room in ROOMS)
    pairs = []
    for room, messages in rooms:
        for rule, both in messages.items():
            pairs.append((room, rule, both))
    return pairs


MESSAGES = _messages()


def of_each_message(check: Callable[[Both], None]) -> Callable[[], None]:
    """Turn the check of one message into a test of all; a failure names each message that is wrong."""

    def test() -> None:
        faults = {}
        for _, rule, both in MESSAGES:
            try:
                check(both)
            except AssertionError as error:
                faults[rule] = str(error)
        assert faults == {}

    return test


def _fields(words: Message) -> set[str]:
    """Return what a message is filled with; what differs between the languages has the one name of both."""
    named = set()
    for text in words:
        for _, field, _, _ in Formatter().parse(text):
            if field is not None:
                named.add(field)
    assert all(field.isidentifier() for field in named), f"not a plain name among {named}"
    return {field.removesuffix("_ar") for field in named}


def test_every_module_of_messages_is_a_room() -> None:
    modules = {path.stem for path in (HOUSE / "messages").glob("*.py")} - {"__init__"}
    assert modules == {*ROOMS, *TEXT_TABLES, "library_texts"}


def test_no_rule_stands_in_two_rooms() -> None:
    all_rules = []
    for rule, times in Counter(rule for _, rule, _ in MESSAGES).items():
        if times > 1:
            all_rules.append(rule)
    assert all_rules == []


@of_each_message
def test_what_is_quoted_is_between_the_same_marks(both: Both) -> None:
    for language in (both.en, both.ar):
        assert not set("“”„‘’‚") & set(" ".join(language)), language


@of_each_message
def test_both_languages_are_filled_with_the_same_values(both: Both) -> None:
    assert _fields(both.en) == _fields(both.ar)


@of_each_message
def test_an_arabic_message_gives_the_arabic_reason(both: Both) -> None:
    assert not any("{reason}" in words for words in both.ar)


def test_a_reason_without_an_arabic_form_is_quoted() -> None:
    finding = Finding("not-a-pdf", values={"reason": "no xref table"})
    assert "(نص المكتبة «\u2066no xref table\u2069»)" in finding.what(
        "ar"
    ) and "(no xref table)" in finding.what("en")
    own = Finding("not-a-pdf", values=reason("not-a-pdf.password"))
    assert not re.search("[a-z]|«", own.what("ar"))


def _literal_reasons(module: ast.Module) -> Iterator[ast.expr]:
    """Yield each reason that the code words itself: words in a text that is no value."""
    for node in ast.walk(module):
        if isinstance(node, ast.keyword) and node.arg == "reason":
            yield from _worded(node.value)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "reason":
                    yield from _worded(value)


def _worded(value: ast.expr) -> Iterator[ast.expr]:
    for node in ast.walk(value):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and " " in node.value.strip(": ")
        ):
            yield node


def test_reasons_of_the_code_have_both_languages() -> None:
    worded = []
    for path, module in modules():
        for node in _literal_reasons(module):
            worded.append(f"{path.name}: {ast.unparse(node)}")
    assert worded == []


@of_each_message
def test_the_name_that_was_meant_is_said_only_where_there_is_one(both: Both) -> None:
    for words in (both.en, both.ar):
        assert ("{nearest}" in words.meant) == bool(words.meant)


@of_each_message
def test_a_message_is_two_whole_sentences(both: Both) -> None:
    assert bool(both.en.meant) == bool(both.ar.meant)
    for words in (both.en, both.ar):
        for text in filter(None, words):
            assert text == text.strip()
            assert re.search(r"[.?؟]$|\}$", text), f"no stop ends «{text}»"
    for text in both.en:
        assert not re.search(r"[\u0621-\u064a]{2}", re.sub(r'"[^"]*"|نعم or لا', "", text))
    for text in filter(None, both.ar):
        assert re.search(r"[\u0621-\u064a]{2}", text)


def _keys(schema: object) -> Iterator[str]:
    """Yield every key of ``brief.toml``, and every word that a key may be given, from its JSON Schema."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        yield from (str(choice) for choice in (*schema.get("enum", ()), schema.get("const", "")))
        for child in schema.values():
            yield from _keys(child)
    elif isinstance(schema, list):
        for child in schema:
            yield from _keys(child)


KEYS = frozenset(_keys(SCHEMA))


@of_each_message
def test_arabic_holds_no_latin_words_but_names(both: Both) -> None:
    for text in both.ar:
        words = re.findall(
            r"[A-Za-z][A-Za-z0-9.-]*[A-Za-z0-9]|[A-Za-z]", re.sub(r"\{\w*\}|--[a-z0-9-]+", "", text)
        )
        assert [word for word in words if word not in NAMES and word not in KEYS] == []


@of_each_message
def test_arabic_has_arabic_stops(both: Both) -> None:
    for text in both.ar:
        bare = re.sub(r'"[^"]*"|\([^)]*\)|\{[^}]*\}', "", text)
        assert not re.search(r"[\u0621-\u064a][,;?]", bare)


def _rules_used(module: ast.Module) -> Iterator[str]:
    """Yield the rule of each ``Error.of("rule", …)`` and ``Finding("rule", …)`` that names one outright."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = node.func
            of = (
                isinstance(name, ast.Attribute)
                and name.attr == "of"
                and ast.unparse(name.value).endswith("Error")
            )
            finding = isinstance(name, ast.Name) and name.id == "Finding"
            if (of or finding) and isinstance(node.args[0].value, str):
                yield node.args[0].value


def test_every_rule_that_is_raised_has_a_message() -> None:
    rules = {rule for _, rule, _ in MESSAGES}
    used = set()
    for path, module in modules():
        for rule in _rules_used(module):
            used.add((rule, path.name))
    assert len(used) > 60, "the calls were not found"
    assert sorted((rule, name) for rule, name in used if rule not in rules) == []


def test_every_message_is_said_somewhere() -> None:
    texts = set()
    for path, module in modules():
        if path.parent.name != "messages":
            for node in ast.walk(module):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    texts.add(node.value)
    assert sorted(rule for _, rule, _ in MESSAGES if rule not in texts) == []


def test_a_rule_without_a_message_is_a_fault_of_mujaz() -> None:
    with pytest.raises(KeyError, match="no-such-rule"):
        message("no-such-rule", "ar")


_LABELS = st.sampled_from(["المنطقة", "Region", ""])
_PHRASES = st.recursive(
    _LABELS,
    lambda inner: (
        st.builds(
            lambda column, value: phrase("rule.equal-sign", first=column, second=value),
            inner,
            inner,
        )
        | st.builds(lambda items: joined("rule.or", items), st.lists(inner, max_size=3))
        | st.builds(pair, inner.map(str), st.just("English"))
    ),
)


@given(_PHRASES)
def test_a_phrase_is_the_arabic_text_and_says_the_english_one(words: str) -> None:
    assert said(words, "ar") == str(words) == words
    copied = pickle.loads(pickle.dumps(words))
    assert (said(copied, "en"), copied) == (said(words, "en"), words)
    assert phrase_values("x", words) == {"x": said(words, "en"), "x_ar": str(words)}


def test_a_phrase_in_a_phrase_is_said_in_the_same_language() -> None:
    condition = phrase("rule.equal-sign", first="المنطقة", second=joined("or", ["آسيا", "أوروبا"]))
    assert said(condition, "en") == "المنطقة is آسيا or أوروبا"
    assert condition == "المنطقة = آسيا أو أوروبا"
