"""Every error of Mujaz says what is wrong, where, and what to do, in English and in Arabic.

::

    MujazError                 one or more findings that stop the work
    ├── BriefError             brief.toml, or a file that it names
    ├── TableError             a table: its file, its encoding, its cells
    ├── ExpressionError        a measure, a filter or an expression in prose
    ├── RenderError             setting the pages: Pango, fonts, glyphs, templates, fetches
    ├── ArchiveError           a PDF that was handed in
    ├── SigningError           a key, a certificate, a service, a place: what a signature wants
    └── OutputError            a file that cannot be written

A finding names a rule; the words of each rule are in :mod:`report.messages`, in both languages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from pathlib import PurePath
from typing import Self, TypeVar

from report.messages import Language, message, reason, text

#: Controls move a terminal's cursor, marks of direction turn the rest of a line around.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

_T = TypeVar("_T")

#: Values that quote what the user gave, and how much of any of them a message shows, in characters.
_QUOTED = frozenset(
    [
        *("given", "before", "after", "found", "cells", "rule", "column", "sheet", "cell"),
        *("expression", "near"),
    ]
)
LONGEST_QUOTE = 60
#: How many characters a message shows before the first difference of two long texts.
_BEFORE_CHANGE = 20
#: How many findings the message of an error shows.
_MOST_SHOWN = 20
#: Lists of what is known, reasons of libraries: long, but never pages.
_LONGEST_LIST = 400


def _visible(value: object) -> object:
    """Return a text with every sign that would change how the message around it prints written as
    its escape; other values as they are."""
    return (
        _UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", value)
        if isinstance(value, str)
        else value
    )


def quoted(text: str) -> str:
    """Return a quotation as a message shows it: at most 60 characters, ending in an ellipsis if it
    is cut."""
    return text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"


def quoted_change(previous: str, following: str) -> tuple[str, str]:
    """Return a text before and after a change as a message shows them, each with at most 60
    characters.

    Where the first 60 are the same, both begin a few characters before the first difference.
    """
    if previous == following or quoted(previous) != quoted(following):
        return quoted(previous), quoted(following)
    pairs = enumerate(zip(previous, following, strict=False))
    shortest = min(len(previous), len(following))
    first = next((index for index, (left, right) in pairs if left != right), shortest)
    start = first - _BEFORE_CHANGE
    return quoted(f"…{previous[start:]}"), quoted(f"…{following[start:]}")


def _cut(name: str, value: object) -> object:
    """Return the value of this name as a message shows it: a quotation with at most 60 characters,
    then an ellipsis."""
    if not isinstance(value, str) or name in ("file", "path", "folder"):
        return value
    if name in _QUOTED:
        return quoted(value)
    return value if len(value) <= _LONGEST_LIST else f"{value[: _LONGEST_LIST - 1]}…"


def listed(names: Sequence[str], language: Language, longest: int | None = None) -> str:
    """Return names with the comma of a language between them; «—» for no names.

    :param longest: the most characters. Names that do not fit are left out, and counted at the
        end; a first name that does not fit ends in an ellipsis.
    """
    comma = text("list.values", language)
    whole = comma.join(names) or "—"
    if longest is None or len(whole) <= longest:
        return whole
    ends = [end - len(comma) for end in accumulate(len(name) + len(comma) for name in names)]
    count = max(bisect_right(ends, longest), 1)
    shown = comma.join(names[:count])
    shown = shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
    more = len(names) - count
    return shown + (text("list.more", language, count=more) if more else "")


def first_few(items: Sequence[_T], most: int, shown: Callable[[_T], str] = str) -> tuple[str, ...]:
    """Return the texts of the first ``most`` items, and «…» if there are more."""
    texts = tuple(map(shown, items[:most]))
    return (*texts, "…") if len(items) > most else texts


def _shown(name: str, value: object, language: Language) -> object:
    """Return a value as a message in a language shows it; names in a tuple become a list."""
    if isinstance(value, tuple):
        return listed([str(_visible(str(item))) for item in value], language, _LONGEST_LIST)
    return _visible(_cut(name, value))


def first_line(error: object, longest: int = 200) -> str:
    """Return the first line of what a library says of an error; the name of its type where it says
    nothing."""
    line = next((line.strip() for line in str(error).splitlines() if line.strip()), "")
    return line[:longest] or type(error).__name__


class DamageError(ValueError):
    """Damage in a file that is read, in the words of both languages.

    :param key: the key of the text in :mod:`report.messages`, which ``values`` fill.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        self.words = reason(key, **values)
        super().__init__(self.words["reason"])


def reason_of_error(error: Exception) -> dict[str, str]:
    """Return the values ``reason`` and ``reason_ar`` for an error; of a library's error only
    ``reason``."""
    return error.words if isinstance(error, DamageError) else {"reason": first_line(error)}


def raised_at(error: BaseException) -> str:
    """Return where in the code an error arose, as ``blocks.py:120``, for whoever reports a
    fault."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    return f"{PurePath(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"


class Severity(StrEnum):
    """How much a finding weighs: an error stops the build, a warning is reported, a note asks for
    nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


#: The parts of a place, from the widest to the narrowest, except for the page, which is of the PDF.
_PARTS = ("file", "sheet", "cell", "row", "column", "key", "line", "character", "page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in what the user gave. Rows are counted as a spreadsheet shows them: the header is
    row 1."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    cell: str | None = None
    key: str | None = None
    line: int | None = None
    character: int | None = None
    page: int | None = None

    def text(self, language: Language) -> str:
        """Return the place in words: ``brief.toml, line 12, key brief.title``; empty when
        unknown."""
        words = []
        for name in _PARTS:
            value = getattr(self, name)
            if value is not None:
                label = "" if name == "file" else text(f"place.{name}", language)
                words.append(f"{label} {_visible(_cut(name, value))}".strip())
        return text("list.values", language).join(words)

    def as_dict(self) -> dict[str, str | int]:
        """Return only the parts that are known, for the JSON form."""
        return {name: getattr(self, name) for name in _PARTS if getattr(self, name) is not None}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a rule, its place, and the values its message is filled with.

    A list of names is a tuple among the values, which each language joins with its own comma.

    :raises KeyError: when the rule has no message, which is a fault of Mujaz and not of the user.
    """

    rule: str
    where: Location = field(default_factory=Location)
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def __hash__(self) -> int:
        """Return a hash of the rule, the place and the texts among the values: other values may
        have none."""
        texts = frozenset(item for item in self.values.items() if isinstance(item[1], str))
        return hash((self.rule, self.where, self.severity, texts))

    def what(self, language: Language) -> str:
        """Return the sentence that says what is wrong."""
        return message(self.rule, language).what.format_map(self._shown(language))

    def do(self, language: Language) -> str:
        """Return the sentences that say what to do: the name that was probably meant comes
        first."""
        words = message(self.rule, language)
        meant = f"{words.meant} " if words.meant and self.values.get("nearest") else ""
        return (meant + words.do).format_map(self._shown(language))

    def _shown(self, language: Language) -> dict[str, object]:
        """Return the values as a message in a language shows them.

        A reason without an Arabic form is what a library or the system says.
        """
        shown = {name: _shown(name, value, language) for name, value in self.values.items()}
        if language == "ar" and "reason" in shown and "reason_ar" not in shown:
            from report.messages.library_texts import in_arabic

            shown["reason_ar"] = in_arabic(str(shown["reason"]))
        return shown

    @property
    def given(self) -> object:
        """What the user gave, where the finding quotes it; names are joined in a text."""
        value = self.values.get("given", "")
        return listed(value, "en") if isinstance(value, tuple) else value

    def text(self, language: Language = "en") -> str:
        """Return one paragraph: the place, what is wrong, what to do."""
        place = self.where.text(language)
        return (
            f"{place}: {self.what(language)} {self.do(language)}"
            if place
            else f"{self.what(language)} {self.do(language)}"
        )

    def as_dict(self) -> dict[str, object]:
        """Return the finding as plain data, both languages in it, for ``--format json``."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "where": self.where.as_dict(),
            "en": {"what": self.what("en"), "do": self.do("en")},
            "ar": {"what": self.what("ar"), "do": self.do("ar")},
        }


class DistinctFindings:
    """Findings in the order in which they were added, each once."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        self._findings = dict.fromkeys(findings)

    def add(self, *findings: Finding) -> None:
        """Add the findings that are not among these yet."""
        self._findings.update(dict.fromkeys(findings))

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._findings)

    def __len__(self) -> int:
        return len(self._findings)

    def __contains__(self, finding: object) -> bool:
        return finding in self._findings


class MujazError(Exception):
    """The base of every error of Mujaz.

    ``findings`` holds everything that stopped the work. ``str()`` gives the first twenty of them in
    English, one paragraph each; :meth:`text` gives all of them, in either language.
    """

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings

    def __str__(self) -> str:
        lines = [finding.text("en") for finding in self.findings[:_MOST_SHOWN]]
        if more := len(self.findings) - len(lines):
            lines.append(f"… and {more} more; all are in the findings of this error.")
        return "\n".join(lines)

    @classmethod
    def of(cls, rule: str, where: Location | None = None, /, **values: object) -> Self:
        """Return an error with one finding: ``raise TableError.of("no-table", Where(file=...),
        ...)``."""
        return cls(Finding(rule, where or Location(), values))

    def text(self, language: Language = "en") -> str:
        """Return a paragraph per finding."""
        return "\n".join(finding.text(language) for finding in self.findings)


class BriefError(MujazError):
    """``brief.toml``, or a file that it names, is not as it should be."""


class TableError(MujazError):
    """A table cannot be read, or a cell is not what the brief declares."""


class ExpressionError(MujazError):
    """A measure, a filter or an expression in prose cannot be evaluated."""


class RenderError(MujazError):
    """The pages cannot be set as they must be."""


class ArchiveError(MujazError):
    """A PDF that was handed in cannot be read, or is not an edition of Mujaz."""


class SigningError(MujazError):
    """A file cannot be signed as requested."""


class OutputError(MujazError):
    """A file cannot be written; what stood there before is untouched."""


def system_error(error: OSError) -> OutputError:
    """Return what the operating system refuses as an error with a finding: rule ``system``, with
    the file's path."""
    where = Location(file=str(error.filename)) if error.filename else Location()
    return OutputError.of("system", where, reason=error.strerror or str(error))
