"""The words of every message, by rule, in English and Arabic; one module per room.

A message has two sentences: *what* is wrong and what to *do*. Both are ``str.format`` templates and both
languages take the same values; ``tests/test_messages.py`` holds them to it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Literal, NamedTuple

Language = Literal["en", "ar"]

#: The rooms that have messages, each a module here with a ``MESSAGES`` table.
ROOMS = (
    "plugins",
    "brief",
    "intake",
    "sources",
    "workbooks",
    "normalise",
    "validate",
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
    """One rule's words in one language; ``meant`` is said before ``do`` where the value ``nearest`` is known."""

    what: str
    do: str
    meant: str = ""


class Both(NamedTuple):
    """One rule's words in both languages."""

    en: Message
    ar: Message


def message(rule: str, language: Language) -> Message:
    """Return the words of ``rule``. The tables are read only when something is to be said.

    :raises KeyError: when no room has the rule.
    """
    for room in ROOMS:
        table: dict[str, Both] = import_module(f"report.messages.{room}").MESSAGES
        if rule in table:
            both = table[rule]
            return both.ar if language == "ar" else both.en
    raise KeyError(rule)
