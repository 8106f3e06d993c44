"""Read a brief's folder: ``brief.toml`` into the model, every fault with its key and line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from report.brief.locate import dotted, line_of
from report.brief.model import Brief
from report.brief.names import named_file
from report.brief.toml_faults import fault_of
from report.errors import BriefError, Finding, Where
from report.toml import LARGEST_BRIEF, parse_toml

#: Bytes of a text of the brief.
LARGEST_PROSE = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LoadedBrief:
    """A brief, with the folder it was read from and the text of its ``brief.toml``."""

    folder: Path
    text: str
    model: Brief

    @property
    def file(self) -> Path:
        """The path of ``brief.toml``."""
        return self.folder / "brief.toml"

    def where(self, *path: str | int) -> Where:
        """Return the place of a key in ``brief.toml``."""
        return Where(file=str(self.file), key=dotted(path), line=line_of(self.text, path))

    def resolve(self, relative: str, where: Where) -> Path:
        """Return the path of a file of the brief.

        :raises BriefError: ``no-file`` when it is not there, ``outside-brief`` when a link leads out of the folder.
        """
        path = named_file(self.folder, relative)
        try:
            found = path.is_file()
        except OSError:  # a name too long, a folder that may not be entered
            found = False
        if not found:
            raise BriefError.of("no-file", where, path=relative, folder=str(self.folder))
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise BriefError.of("outside-brief", where, path=relative)
        return path

    def read_text(self, relative: str, where: Where) -> str:
        """Return the text of a prose file.

        :raises BriefError: when it cannot be read, is not UTF-8, or is too large.
        """
        path = self.resolve(relative, where)
        return _text(path, LARGEST_PROSE)


def _text(path: Path, limit: int) -> str:
    where = Where(file=str(path))
    try:
        if path.stat().st_size > limit:
            raise BriefError.of("too-large", where, limit=limit // 1024)
        data = path.read_bytes()
    except OSError as error:
        raise BriefError.of("unreadable", where, reason=error.strerror or str(error)) from error
    try:
        # Composed, so that names and values equal those of the tables however each was typed.
        return unicodedata.normalize("NFC", data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BriefError.of(
            "not-utf8", Where(file=str(path), line=line), byte=f"{data[error.start]:#04x}"
        ) from error


def _frozen(value: Any) -> Any:
    """Return ``value`` with its lists as tuples, as the frozen model wants them."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value


#: How pydantic names the members of the union of conditions, each a step of the path of its errors.
_UNION = re.compile(
    r"str|(constrained-)?int|float|bool|Condition|(tuple\[|function-|constrained-).*"
)


def _key_path(error: ErrorDetails) -> tuple[str | int, ...]:
    """Return the path of a pydantic error in the TOML, without the tags of the union of conditions."""
    path: list[str | int] = []
    loc = error["loc"]
    for at, part in enumerate(loc):
        # The name of a column stands between «where» and the members of the union of what it may be compared with.
        union = (
            isinstance(part, str) and "where" in loc[: max(at - 1, 0)] and _UNION.fullmatch(part)
        )
        if not union and part != "[key]":
            path.append(part)
    return tuple(path)


_WANTED = {
    "string_type": ("text in quotes", "نص بين علامتي اقتباس"),
    "int_type": ("a whole number", "عدد صحيح"),
    "float_type": ("a number", "عدد"),
    "bool_type": ("true or false", "true أو false"),
    "tuple_type": ("a list in square brackets", "قائمة بين معقوفين"),
    "dict_type": ("a table of keys", "جدول مفاتيح"),
    "model_type": ("a table of keys", "جدول مفاتيح"),
    "date_type": ("a date without quotes, as 2025-11-27", "تاريخ بلا علامتي اقتباس مثل 2025-11-27"),
    "string_too_short": ("a text that is not empty", "نص غير فارغ"),
    "too_short": ("a longer list", "قائمة أطول"),
    "too_long": ("a shorter list", "قائمة أقصر"),
    "string_too_long": ("a shorter text", "نص أقصر"),
    "greater_than": ("a larger number", "عدد أكبر"),
    "greater_than_equal": ("a larger number", "عدد أكبر"),
    "less_than_equal": ("a smaller number", "عدد أصغر"),
    "date_from_datetime_inexact": ("a date without a time", "تاريخ بلا ساعة"),
}
_OTHER = ("what `mujaz schema` describes", "ما يصفه الأمر mujaz schema")


def _finding(file: Path, text: str, error: ErrorDetails) -> Finding:
    path = _key_path(error)
    context: Mapping[str, Any] = error.get("ctx", {})
    kind = error["type"]
    named: dict[str, tuple[str, dict[str, object]]] = {
        "unknown_key": (
            "unknown-key",
            {"key": context.get("key"), "nearest": context.get("nearest")},
        ),
        "strange_key": ("strange-key", {"key": context.get("key"), "known": context.get("known")}),
        "missing": ("missing-key", {"key": path[-1] if path else ""}),
        "outside_brief": ("outside-brief", {"path": context.get("path")}),
        "one_of": ("one-of", {"keys": context.get("keys")}),
        "idle_key": ("idle-key", {"key": context.get("key"), "wanted": context.get("wanted")}),
        "no_value": ("title-without-value", {}),
        "empty_values": ("empty-values", {"given": path[-1] if path else ""}),
        "twice_value": ("twice-value", {"given": context.get("given")}),
        "empty_condition": ("empty-condition", {}),
        "unfit_key": (
            "unfit-key",
            {
                "key": context.get("key"),
                "type": context.get("type"),
                "given": _as_toml(_value_of(error, context)),
            },
        ),
        "bad_period": ("bad-period", {"given": context.get("given")}),
        "no_block": ("no-block", {"kinds": context.get("kinds")}),
        "literal_error": (
            "bad-choice",
            {"given": _as_toml(error["input"]), "wanted": _choices(context)},
        ),
        "string_pattern_mismatch": ("bad-name", {"given": _as_toml(error["input"])}),
    }
    if kind in ("unknown_key", "strange_key"):
        path = (*path, str(context["key"]))
    if kind in named:
        rule, values = named[kind]
    else:
        wanted = _WANTED.get(kind, _OTHER)
        given = _as_toml(error["input"])
        rule, values = "bad-value", {"given": given, "wanted": wanted[0], "wanted_ar": wanted[1]}
    return Finding(rule, Where(file=str(file), key=dotted(path), line=line_of(text, path)), values)


def _value_of(error: ErrorDetails, context: Mapping[str, Any]) -> object:
    """Return the value of the key that a fault of a whole table of keys is about."""
    given = error["input"]
    return given.get(context.get("key")) if isinstance(given, dict) else given


def _as_toml(value: object) -> str:
    """Return a value as the reader wrote it, or as much of it as a message has room for."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        # In decimal a number as long as a hexadecimal one may be cannot be written: Python refuses.
        return str(value) if value.bit_length() <= 64 else f"{value:#x}"[:80]
    if isinstance(value, tuple | dict):
        opening, closing = "[]" if isinstance(value, tuple) else "{}"
        return f"{opening}{'…' if value else ''}{closing}"
    return str(value)[:80]


def _choices(context: Mapping[str, Any]) -> str:
    """Return the choices of pydantic's «'a', 'b' or 'c'» without its English word."""
    return ", ".join(re.findall(r"'((?:[^'\\]|\\.)*)'", str(context.get("expected"))))


def _findings(file: Path, text: str, error: ValidationError) -> Iterator[Finding]:
    """Yield the faults; a list or a union that fails only through what is inside it says nothing of its own."""
    # Of several at one place the first is told: the type of a member of a union says less than any other fault.
    details = sorted(
        error.errors(include_url=False), key=lambda detail: detail["type"].endswith("_type")
    )
    paths = [_key_path(detail) for detail in details]
    above = {path[:end] for path in paths for end in range(len(path))}
    unknown = {
        path
        for detail, path in zip(details, paths, strict=True)
        if detail["type"] in ("unknown_key", "strange_key")
    }
    told: set[tuple[str | int, ...]] = set()
    for detail, path in zip(details, paths, strict=True):
        own = detail["type"] in (
            "unknown_key",
            "strange_key",
            "one_of",
            "string_pattern_mismatch",
        )
        if own or not (path in above or path in unknown or path in told):
            yield _finding(file, text, detail)
        told.add(path)


def load_brief(folder: Path | str) -> LoadedBrief:
    """Read ``brief.toml`` of ``folder``.

    :raises BriefError: with a finding for every fault of the file, in the order they stand in it.
    """
    folder = Path(folder)
    file = folder / "brief.toml"
    if not file.is_file():
        raise BriefError.of("no-brief", Where(file=str(file)), folder=str(folder))
    text = _text(file, LARGEST_BRIEF)
    try:
        data = _frozen(parse_toml(text))
    except ValueError as error:
        line = getattr(error, "lineno", None) or _line_in(str(error), text)
        raise BriefError.of(
            "not-toml", Where(file=str(file), line=line), **fault_of(str(error)).values()
        ) from error
    try:
        model = Brief.model_validate(data)
    except ValidationError as error:
        findings = sorted(_findings(file, text, error), key=lambda finding: finding.where.line or 0)
        raise BriefError(*findings) from error
    return LoadedBrief(folder, text, model)


def _line_in(message: str, text: str) -> int | None:
    """Return the line that Python's own message names: before Python 3.14 the error has no attribute for it.

    What is missed at the end of the document is told at its last line.
    """
    _, found, rest = message.partition("at line ")
    digits = rest.split(",")[0]
    if found and digits.isdigit():
        return int(digits)
    return text.rstrip().count("\n") + 1 if "end of document" in message else None
