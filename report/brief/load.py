"""Read a brief's folder: ``brief.toml`` into the model, every fault with its key and line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from report.brief.locate import dotted, line_of
from report.brief.model import BLOCK_KINDS, Brief
from report.errors import BriefError, Finding, Where

#: ``brief.toml`` is written by hand; a larger file is a mistake or an attack.
LARGEST_BRIEF = 2 * 1024 * 1024
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
        path = self.folder / relative
        if not path.is_file():
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
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BriefError.of("not-utf8", Where(file=str(path), line=line), byte=f"{data[error.start]:#04x}") from error


def _frozen(value: Any) -> Any:
    """Return ``value`` with its lists as tuples, as the frozen model wants them."""
    if isinstance(value, list):
        return tuple(_frozen(item) for item in value)
    if isinstance(value, dict):
        return {key: _frozen(item) for key, item in value.items()}
    return value


def _key_path(error: ErrorDetails) -> tuple[str | int, ...]:
    """Return the path of a pydantic error in the TOML, without the tags of the union of blocks and of conditions."""
    path: list[str | int] = []
    for part in error["loc"]:
        after_index = bool(path) and isinstance(path[-1], int)
        tag = after_index and len(path) >= 2 and path[-2] == "blocks" and part in BLOCK_KINDS
        union = isinstance(part, str) and (
            part in ("str", "int", "float", "bool", "Condition") or part.startswith("tuple[")
        )
        if not tag and not union:
            path.append(part)
    return tuple(path)


_WANTED = {
    "string_type": ("text in quotes", "نصا بين علامتي اقتباس"),
    "int_type": ("a whole number", "عددا صحيحا"),
    "float_type": ("a number", "عددا"),
    "bool_type": ("true or false", "true أو false"),
    "tuple_type": ("a list in square brackets", "قائمة بين معقوفين"),
    "dict_type": ("a table of keys", "جدول مفاتيح"),
    "model_type": ("a table of keys", "جدول مفاتيح"),
    "date_type": ("a date without quotes, as 2025-11-27", "تاريخا بلا علامتي اقتباس مثل 2025-11-27"),
    "string_too_short": ("a text that is not empty", "نصا غير فارغ"),
    "too_short": ("a longer list", "قائمة أطول"),
    "too_long": ("a shorter list", "قائمة أقصر"),
}


def _finding(file: Path, text: str, error: ErrorDetails) -> Finding:
    path = _key_path(error)
    context: Mapping[str, Any] = error.get("ctx", {})
    kind = error["type"]
    named: dict[str, tuple[str, dict[str, object]]] = {
        "unknown_key": ("unknown-key", {"key": context.get("key"), "nearest": context.get("nearest")}),
        "missing": ("missing-key", {"key": path[-1] if path else ""}),
        "outside_brief": ("outside-brief", {"path": context.get("path")}),
        "one_of": ("one-of", {"keys": context.get("keys")}),
        "needs_column": ("needs-column", {}),
        "no_filter": ("no-filter", {}),
        "missing_for": ("missing-for", {"key": context.get("key"), "kind": context.get("kind")}),
        "no_block": ("no-block", {"kinds": context.get("kinds")}),
        "literal_error": ("bad-choice", {"given": error["input"], "wanted": context.get("expected")}),
        "string_pattern_mismatch": ("bad-name", {"given": error["input"]}),
    }
    if kind == "unknown_key":
        path = (*path, str(context["key"]))
    if kind in named:
        rule, values = named[kind]
    else:
        wanted = _WANTED.get(kind, (error["msg"], error["msg"]))
        rule, values = "bad-value", {"given": str(error["input"])[:80], "wanted": wanted[0], "wanted_ar": wanted[1]}
    return Finding(rule, Where(file=str(file), key=dotted(path), line=line_of(text, path)), values)


def _findings(file: Path, text: str, error: ValidationError) -> Iterator[Finding]:
    """Yield the faults; a list or a union that fails only through what is inside it says nothing of its own."""
    details = error.errors(include_url=False)
    paths = [_key_path(detail) for detail in details]
    for index, (detail, path) in enumerate(zip(details, paths, strict=True)):
        inside = any(len(other) > len(path) and other[: len(path)] == path for other in paths)
        unknown_inside = any(
            other == path and details[at]["type"] == "unknown_key" and at != index for at, other in enumerate(paths)
        )
        repeated = path in paths[:index] and detail["type"] != "unknown_key"
        own = detail["type"] in ("unknown_key", "missing_for", "one_of")
        if own or not (inside or unknown_inside or repeated):
            yield _finding(file, text, detail)


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
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = getattr(error, "lineno", None) or _line_in(str(error))
        raise BriefError.of("not-toml", Where(file=str(file), line=line), reason=str(error)) from error
    try:
        model = Brief.model_validate(_frozen(data))
    except ValidationError as error:
        findings = sorted(_findings(file, text, error), key=lambda finding: finding.where.line or 0)
        raise BriefError(*findings) from error
    return LoadedBrief(folder, text, model)


def _line_in(message: str) -> int | None:
    """Return the line that Python's own message names: before Python 3.14 the error has no attribute for it."""
    _, found, rest = message.partition("at line ")
    digits = rest.split(",")[0]
    return int(digits) if found and digits.isdigit() else None
