"""The help of the command in Arabic: what Typer writes in English passes through one table on its
way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand

from report.messages import texts

if TYPE_CHECKING:
    from typer._click.formatting import HelpFormatter

#: The Arabic of the help of commands of other packages that were loaded.
_OTHERS: dict[str, str] = {}


def take_words(arabic: Mapping[str, str]) -> None:
    """Take in the Arabic of a command's help; the sentences of Mujaz stay unchanged."""
    _OTHERS.update(arabic)


def _in_arabic(text: str) -> str:
    translation = texts().get(text)
    return _OTHERS.get(text, text) if translation is None else translation.ar


#: Typer has no other public name for it.
_Formatter: Any = typer.Context.formatter_class


class _ArabicFormatter(_Formatter):  # type: ignore[misc]
    """Typer's formatter, which says its headings and each sentence of the help in Arabic."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or f"{_in_arabic('Usage')}: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_in_arabic(heading))

    def write_text(self, text: str) -> None:
        super().write_text(_in_arabic(text))

    def write_dl(self, rows: Sequence[tuple[str, str]], *spacing: int) -> None:
        super().write_dl([(name, _sentences(text)) for name, text in rows], *spacing)


def _sentences(text: str) -> str:
    """Return a help in Arabic, and after it what Typer parts from it by two blanks:
    «[required]»."""
    return "  ".join(_in_arabic(sentence) for sentence in text.split("  "))


class Context(typer.Context):
    """A context whose ``obj`` is the language of messages."""

    def make_formatter(self) -> HelpFormatter:
        """Return the formatter of help texts in the language of messages."""
        if self.obj == "ar":
            return _ArabicFormatter(width=self.terminal_width, max_width=self.max_content_width)
        return super().make_formatter()


class Command(TyperCommand):
    """A command with its help in both languages."""

    context_class = Context
