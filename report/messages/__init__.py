"""The words of every message, by rule, in English and Arabic; one module per room.

A message has two sentences: *what* is wrong and what to *do*. All other words that code prints are
texts, by key. Both are ``str.format`` templates and both
languages take the same values; ``tests/test_messages.py`` holds them to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
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
    "chart_room",
    "sandbox",
    "document",
    "render",
    "archive",
    "bag",
    "signing",
    "verify",
    "lint",
    "maps",
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
    "chart_texts",
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
    brief gives, such as the labels of columns, is not translated.
    """

    __slots__ = ("_english",)

    _english: Callable[[], str]

    @classmethod
    def of(cls, arabic: str, english: Callable[[], str]) -> Phrase:
        """Return an Arabic text, and what gives the same in English."""
        words = cls(arabic)
        words._english = english
        return words

    def said(self, language: Language) -> str:
        """Return the text in a language."""
        return str(self) if language == PAGE else self._english()


def phrase(key: str, /, **values: object) -> Phrase:
    """Return the words under ``key``, filled with values, as :func:`page_text` does."""
    return Phrase.of(page_text(key, **values), partial(_filled, key, values))


def joined(key: str, items: Iterable[str]) -> Phrase:
    """Return texts with the words under ``key`` between them."""
    pieces = tuple(items)
    return Phrase.of(page_text(key).join(pieces), partial(_joined_items, key, pieces))


def pair(arabic: str, english: str) -> Phrase:
    """Return an Arabic text with what it is in English."""
    return Phrase.of(arabic, partial(str, english))


def said(words: str, language: Language) -> str:
    """Return a text in a language; a text that is no phrase unchanged."""
    return words.said(language) if isinstance(words, Phrase) else words


def phrase_values(name: str, words: str) -> dict[str, str]:
    """Return a text as the values ``name`` and ``name_ar`` of a finding."""
    return {name: said(words, "en"), f"{name}_ar": said(words, "ar")}


def _filled(key: str, values: dict[str, object]) -> str:
    """Return a message in English, with its values in English."""
    english = {
        name: said(value, "en") if isinstance(value, str) else value
        for name, value in values.items()
    }
    return text(key, "en", **english)


def _joined_items(key: str, items: tuple[str, ...]) -> str:
    return text(key, "en").join(said(item, "en") for item in items)


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
