"""Marks of values in HTML that is being composed: a template prints them, the reader resolves them.

A mark is a comment of HTML in front of the value. Text never holds one, since it is escaped. Marks
are taken out before the document is set.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_MARK = re.compile(r"<!--value (\d{1,9})-->")
_NAME = re.compile(r"value (\d{1,9})")


class MarkedText(str):
    """A text that is printed with the mark of ``number`` by any template."""

    __slots__ = ("number",)

    number: int

    @classmethod
    def of(cls, text: str, number: int) -> MarkedText:
        """Return ``text`` with the mark of ``number``."""
        marked = cls(text)
        marked.number = number
        return marked

    def marked(self, html: str) -> Markup:
        """Return HTML that a filter made of the text, with its mark."""
        return Markup(f"<!--value {self.number}-->{html}")

    def __html__(self) -> Markup:
        """Return the text as HTML, with its mark."""
        return self.marked(escape(str(self)))


def number_of(comment: str) -> int | None:
    """Return the number of the mark that the content of a comment is, ``None`` if it is no mark."""
    match = _NAME.fullmatch(comment)
    return int(match[1]) if match else None


def without_marks(html: str) -> str:
    """Return HTML without its marks."""
    return _MARK.sub("", html)
