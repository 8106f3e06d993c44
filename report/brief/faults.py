"""From the faults that pydantic finds in a brief to findings, each with its key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from report.errors import Finding, Location
from report.messages import in_both, texts


class Place(Protocol):
    """Returns the location of a key of the brief: ``place("sections", 0, "title")``."""

    def __call__(self, *path: str | int) -> Location:
        """Return the location."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model is given while a brief is read: the places of its keys, the names of the
    tables in memory, and of those whose cells the folder carries."""

    place: Place
    in_memory: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()


#: How pydantic names the members of the union of conditions, each a step of the path of its errors.
_UNION = re.compile(
    r"str|(constrained-)?int|float|bool|Condition|(tuple\[|function-|constrained-).*"
)


#: Steps of pydantic's paths that are no keys: the name of an entry, and the tags of the forms that
#: a value may have.
_TAGS = frozenset(
    [
        "[key]", "[expression]", "[conditions]", "[flag]", "[range]", "[by-dimension]", "[label]",
    ]
)  # fmt: skip


def _key_path(error: ErrorDetails) -> tuple[str | int, ...]:
    """Return the path of a pydantic error in the TOML, without the tags of the union of
    conditions."""
    path: list[str | int] = []
    loc = [key for key in error["loc"] if key not in _TAGS]
    for index, key in enumerate(loc):
        # The name of a column stands between «where» and the members of the union of what it may be
        # compared with.
        union = (
            isinstance(key, str) and "where" in loc[: max(index - 1, 0)] and _UNION.fullmatch(key)
        )
        if not union:
            path.append(key)
    return tuple(path)


#: The kinds of pydantic's errors whose texts are those of another kind.
_ALIKE = {"model_type": "dict_type"}
#: The bits of the longest whole number that a message writes in decimal.
_LONGEST_INT = 256
#: The kinds of errors that are about a key, not about its value.
_OF_KEYS = frozenset({"unknown_key", "strange_key", "chart_key"})
#: What the context of an error calls the bound that a value passes.
_BOUNDS = ("ge", "gt", "le", "lt", "min_length", "max_length")


def _expected_value(kind: str, context: Mapping[str, object]) -> dict[str, str]:
    """Return what a value must be for which pydantic reports an error of a kind."""
    key = f"value.{_ALIKE.get(kind, kind).replace('_', '-')}"
    bounds = [context[name] for name in _BOUNDS if name in context]
    limit = bounds[0] if bounds else ""
    if isinstance(limit, float):
        limit = f"{limit:g}"
    return in_both("wanted", key if key in texts() else "value.described", limit=limit)


def _finding(error: ErrorDetails, place: Place) -> Finding:
    path = _key_path(error)
    context: Mapping[str, object] = error.get("ctx", {})
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
        "any_of": ("any-of", {"keys": context.get("keys")}),
        "idle_key": ("idle-key", {"key": context.get("key"), "wanted": context.get("wanted")}),
        "chart_key": (
            "chart-key",
            {name: context.get(name) for name in ("key", "kind", "kinds")},
        ),
        "no_value": ("title-without-value", {}),
        "empty_values": ("empty-values", {"given": path[-1] if path else ""}),
        "not_summed": (
            "not-summed",
            {"given": context.get("given"), "known": context.get("known")},
        ),
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
        "bad_currency": ("bad-currency", {"given": context.get("given")}),
        "bad_period": ("bad-period", {"given": context.get("given")}),
        "no_block": ("no-block", {"kinds": context.get("kinds")}),
        "literal_error": (
            "bad-choice",
            {"given": _as_toml(error["input"]), "wanted": _choices(context)},
        ),
        "string_pattern_mismatch": ("bad-name", {"given": _as_toml(error["input"])}),
    }
    if kind in _OF_KEYS:
        path = (*path, str(context["key"]))
    if kind in named:
        rule, values = named[kind]
    else:
        value = _as_toml(error["input"])
        rule, values = "bad-value", {"given": value, **_expected_value(kind, context)}
    return Finding(rule, place(*path), values)


def _value_of(error: ErrorDetails, context: Mapping[str, object]) -> object:
    """Return the value of the key that a fault of a whole table of keys is about."""
    value = error["input"]
    return value.get(context.get("key")) if isinstance(value, dict) else value


def _as_toml(value: object) -> str:
    """Return a value as the reader wrote it, or as much of it as a message has room for."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        # In decimal a number as long as a hexadecimal one may be cannot be written: Python refuses.
        return str(value) if value.bit_length() <= _LONGEST_INT else f"{value:#x}"[:80]
    if isinstance(value, tuple | dict):
        opening, closing = "[]" if isinstance(value, tuple) else "{}"
        return f"{opening}{'…' if value else ''}{closing}"
    return str(value)[:80]


def _choices(context: Mapping[str, object]) -> tuple[str, ...]:
    """Return the choices of pydantic's «'a', 'b' or 'c'» without its English word."""
    return tuple(re.findall(r"'((?:[^'\\]|\\.)*)'", str(context.get("expected"))))


def findings_of(error: ValidationError, place: Place) -> Iterator[Finding]:
    """Yield a finding for each fault; a list or a union that fails only through its members has no
    finding itself.

    :param place: gives the location of a key.
    """
    # Of several at one place the first is reported: the type of a member of a union says less than
    # any other fault.
    details = sorted(
        error.errors(include_url=False), key=lambda detail: detail["type"].endswith("_type")
    )
    paths = [_key_path(detail) for detail in details]
    above: set[tuple[str | int, ...]] = set()
    for path in paths:
        above.update(path[:end] for end in range(len(path)))
    unknown = {
        path for detail, path in zip(details, paths, strict=True) if detail["type"] in _OF_KEYS
    }
    reported: set[tuple[str | int, ...]] = set()
    for detail, path in zip(details, paths, strict=True):
        own = detail["type"] in {*_OF_KEYS, "one_of", "any_of", "string_pattern_mismatch"}
        if own or not (path in above or path in unknown or path in reported):
            yield _finding(detail, place)
        reported.add(path)
