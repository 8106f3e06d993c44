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


class Phrase(str):
    """A text in Arabic, the language of pages, that can be said in English.

    It knows the message that it is made of, so that both languages come from one table. What the
    brief gives, such as the labels of columns, stays as it is.
    """

    __slots__ = ()

    def said(self, language: Language) -> str:
        """Return the text in a language."""
        return str(self)


class _Filled(Phrase):
    """A message, filled with values, among them phrases."""

    __slots__ = ("_key", "_values")
    _key: str
    _values: dict[str, object]

    def said(self, language: Language) -> str:
        """Return the message in a language, with its values in that language."""
        values = {name: _said(value, language) for name, value in self._values.items()}
        return text(self._key, language, **values)


class _Joined(Phrase):
    """Texts with a separator between them."""

    __slots__ = ("_items", "_key")
    _key: str
    _items: tuple[str, ...]

    def said(self, language: Language) -> str:
        """Return the texts in a language, with the separator of that language."""
        return text(self._key, language).join(said(item, language) for item in self._items)


class _Pair(Phrase):
    """A text with its counterpart in English."""

    __slots__ = ("_english",)
    _english: str

    def said(self, language: Language) -> str:
        """Return the text, or its counterpart."""
        return str(self) if language == PAGE else self._english


def phrase(key: str, /, **values: object) -> Phrase:
    """Return the words under ``key``, filled with values, as :func:`page_text` does."""
    filled = _Filled(page_text(key, **values))
    filled._key, filled._values = key, values
    return filled


def joined(key: str, items: Iterable[str]) -> Phrase:
    """Return texts with the words under ``key`` between them."""
    texts = tuple(items)
    whole = _Joined(page_text(key).join(texts))
    whole._key, whole._items = key, texts
    return whole


def pair(arabic: str, english: str) -> Phrase:
    """Return an Arabic text with what it is in English."""
    both = _Pair(arabic)
    both._english = english
    return both


def said(words: str, language: Language) -> str:
    """Return a text in a language; a text that is no phrase as it is."""
    return words.said(language) if isinstance(words, Phrase) else words


def _said(value: object, language: Language) -> object:
    return said(value, language) if isinstance(value, str) else value


def phrase_values(name: str, words: str) -> dict[str, str]:
    """Return a text as the values ``name`` and ``name_ar`` of a finding."""
    return {name: said(words, "en"), f"{name}_ar": said(words, "ar")}


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
