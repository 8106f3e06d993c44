"""The words of every message, by rule, in English and Arabic; one module per room.

A message has two sentences: *what* is wrong and what to *do*. All other words that code prints are
texts, by key. Both are ``str.format`` templates and both
languages take the same values; ``tests/test_messages.py`` holds them to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Any, Literal, NamedTuple

Language = Literal["en", "ar"]

#: The rooms that have messages, each a module here with a ``MESSAGES`` table.
ROOMS = (
    "plugins",
    "brief",
    "intake",
    "sources",
    "databases",
    "data_packages",
    "workbooks",
    "normalise",
    "validate",
    "expressions",
    "arguments",
    "measures",
    "arabic",
    "charts",
    "sandbox",
    "document",
    "render",
    "archive",
    "bag",
    "signing",
    "verify",
    "lint",
    "batch",
    "bounds",
    "command",
)


class Message(NamedTuple):
    """One rule's words in one language; ``meant`` is said before ``do`` where the value ``nearest``
    is known."""

    what: str
    do: str
    meant: str = ""


class Both(NamedTuple):
    """One rule's words in both languages."""

    en: Message
    ar: Message


class Text(NamedTuple):
    """Words that are printed, in both languages."""

    en: str
    ar: str


#: The modules here that have a ``TEXTS`` table.
TEXT_TABLES = (
    "archive_texts",
    "brief_texts",
    "command_texts",
    "expression_texts",
    "findings_texts",
    "help_texts",
    "measure_texts",
    "page_texts",
    "verify_texts",
)
#: The language of pages.
PAGE: Language = "ar"


def message(rule: str, language: Language) -> Message:
    """Return the words of ``rule``. The tables are read only when something is to be said.

    :raises KeyError: when no room has the rule.
    """
    both = _messages()[rule]
    return both.ar if language == "ar" else both.en


def text(key: str, language: Language, /, **values: object) -> str:
    """Return the words under ``key``, filled with values.

    :raises KeyError: when no table has the key, or a value is missing.
    """
    both = texts()[key]
    words = both.ar if language == "ar" else both.en
    return words.format_map(values) if values else words


def page_text(key: str, /, **values: object) -> str:
    """Return the words under ``key`` in the language of pages, filled with values."""
    return text(key, PAGE, **values)


def reason(key: str, /, **values: object) -> dict[str, str]:
    """Return the words under ``key`` as the values ``reason`` and ``reason_ar`` of a finding."""
    return in_both("reason", key, **values)


def in_both(name: str, key: str, /, **values: object) -> dict[str, str]:
    """Return the words under ``key`` as the values ``name`` and ``name_ar`` of a finding."""
    return {name: text(key, "en", **values), f"{name}_ar": text(key, "ar", **values)}


@cache
def texts() -> dict[str, Text]:
    """Return all texts by their keys."""
    return _joined(TEXT_TABLES, "TEXTS")


@cache
def _messages() -> dict[str, Both]:
    return _joined(ROOMS, "MESSAGES")


def _joined(modules: Iterable[str], table: str) -> dict[str, Any]:
    """Return the tables of several modules as one.

    :raises ValueError: when a key is in two of them.
    """
    joined: dict[str, Any] = {}
    for module in modules:
        item: dict[str, Any] = getattr(import_module(f"report.messages.{module}"), table)
        if twice := joined.keys() & item.keys():
            raise ValueError(f"in two tables: {sorted(twice)}")
        joined |= item
    return joined
