"""Custom properties of ``:root`` (CSS Custom Properties Level 1), read from style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from report.messages import reason
from report.places import templates

if TYPE_CHECKING:
    from tinycss2.ast import Node

#: The style sheets that declare tokens and pages, of Mujaz and of a brief.
DESIGN_SHEETS = ("tokens.css", "page.css")
#: The most tokens that one value may consist of once every ``var()`` is replaced, and how deep
#: references may go.
_LONGEST, _DEEPEST = 1_000, 16
_ROOTS = frozenset({":root", "html"})
_DECLARES = re.compile(r"--[\w-]+\s*:")
#: Points of the absolute units of CSS (Values and Units Level 3, 6.2).
POINTS = {
    "pt": 1.0,
    "px": 0.75,
    "pc": 12.0,
    "in": 72.0,
    "cm": 72 / 2.54,
    "mm": 72 / 25.4,
    "q": 72 / 101.6,
}


class TokenError(ValueError):
    """A value that cannot be used, in the words of both languages, which name the property.

    :param key: the key of the text in :mod:`report.messages`, which ``values`` fill.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        self.words = reason(key, **values)
        super().__init__(self.words["reason"])


@dataclass(frozen=True, slots=True)
class Tokens:
    """The custom properties of ``:root``, each as the component values of its last declaration
    (tinycss2)."""

    values: dict[str, Sequence[Node]]

    def color(self, name: str) -> str:
        """Return a token as ``#`` and six hexadecimal digits.

        :raises TokenError: when it is not declared, or not an opaque colour.
        """
        from tinycss2.color4 import parse_color

        value = self.resolved(name)
        color = parse_color(value[0]) if len(value) == 1 else None
        if color is None or color == "currentcolor" or color.alpha != 1:
            written = _text(self.values.get(name, ()))
            raise TokenError("token.no-colour", name=name, value=written)
        return "#" + "".join(
            f"{round(255 * min(1.0, max(0.0, channel))):02x}"
            for channel in color.to("srgb").coordinates
        )

    def length(self, name: str) -> float:
        """Return a token in points.

        :raises TokenError: when it is not declared, or not a length in absolute units.
        """
        return self.points(name, self.values.get(name, ()))

    def points(self, name: str, value: Sequence[Node], whole: float | None = None) -> float:
        """Return the value of the property ``name`` in points.

        :param whole: what percentages are of, in points; without it they are an error.
        :raises TokenError: when it is not a length in absolute units, or ``calc()`` of such.
        """
        replaced = self.replaced(value)
        try:
            if len(replaced) != 1:
                raise ValueError
            length, is_number = _term(replaced[0], whole)
            if is_number and length:
                raise ValueError
        except (ValueError, ZeroDivisionError, IndexError):
            raise TokenError("token.no-length", name=name, value=_text(value)) from None
        return length

    def resolved(self, name: str) -> list[Node]:
        """Return a token without white space, with every ``var()`` replaced; empty if it is not
        declared."""
        return self.replaced(self.values.get(name, ()))

    def replaced(self, value: Sequence[Node]) -> list[Node]:
        """Return component values without white space, with every ``var()`` replaced.

        :raises TokenError: when references lead in a circle, or to too much.
        """
        result: list[Node] = []
        for token in self._parts(value, 0):
            result.append(token)
            if len(result) > _LONGEST:
                raise TokenError("token.too-much", value=_text(value))
        return result

    def _parts(self, value: Sequence[Node], depth: int) -> Iterator[Node]:
        if depth > _DEEPEST:
            raise TokenError("token.circle", value=_text(value))
        for token in value:
            if token.type in ("whitespace", "comment"):
                continue
            if token.type == "function" and token.lower_name == "var":
                yield from self._parts(self._referred(token), depth + 1)
            else:
                yield token

    def _referred(self, function: Node) -> Sequence[Node]:
        """Return what a ``var()`` represents: the token that it names, or else what follows its
        comma."""
        names = [token.value for token in function.arguments if token.type == "ident"][:1]
        if names and names[0] in self.values:
            return self.values[names[0]]
        comma = next(
            (index for index, token in enumerate(function.arguments) if token == ","),
            len(function.arguments),
        )
        return list(function.arguments[comma + 1 :])


def read_tokens(sheets: Iterable[str]) -> Tokens:
    """Return the tokens that style sheets declare for ``:root``, in the order of the cascade: the
    last one counts."""
    properties: dict[str, Sequence[Node]] = {}
    for css in sheets:
        if not _DECLARES.search(css):
            continue
        for rule in parsed(css):
            if rule.type == "qualified-rule" and _text(rule.prelude) in _ROOTS:
                properties |= {
                    line.name: line.value
                    for line in declarations(rule.content)
                    if line.name.startswith("--")
                }
    return Tokens(properties)


@lru_cache(maxsize=16)
def parsed(css: str) -> tuple[Node, ...]:
    """Return the rules of a style sheet; those of equal sheets are read once."""
    import tinycss2

    return tuple(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


@lru_cache(maxsize=1)
def house_sheets() -> tuple[str, ...]:
    """Return the style sheets of Mujaz that declare tokens and pages."""
    return tuple((templates() / "css" / name).read_text("utf-8") for name in DESIGN_SHEETS)


def declarations(content: Sequence[Node]) -> Iterator[Node]:
    """Yield the declarations of a rule's block."""
    import tinycss2

    for line in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if line.type == "declaration":
            yield line


def _term(piece: Node, whole: float | None) -> tuple[float, bool]:
    """Return a component value in points, and whether it is a number without a unit.

    :raises ValueError: when it is neither a length nor ``calc()`` of lengths.
    """
    if piece.type == "number":
        return float(piece.value), True
    if piece.type == "dimension" and piece.lower_unit in POINTS:
        return float(piece.value) * POINTS[piece.lower_unit], False
    if piece.type == "percentage" and whole is not None:
        return float(piece.value) * whole / 100, False
    if piece.type == "() block" or (piece.type == "function" and piece.lower_name == "calc"):
        inside = piece.content if piece.type == "() block" else piece.arguments
        return _sum(
            [token for token in inside if token.type not in ("whitespace", "comment")], whole
        )
    raise ValueError


def _sum(pieces: Sequence[Node], whole: float | None) -> tuple[float, bool]:
    """Return the value of a sum of products in ``calc()``."""
    terms: list[tuple[float, list[Node]]] = [(1.0, [])]
    for token in pieces:
        if token in ("+", "-"):
            terms.append((1.0 if token == "+" else -1.0, []))
        else:
            terms[-1][1].append(token)
    values = [(sign, *_product(term, whole)) for sign, term in terms]
    kinds = {is_number for _, _, is_number in values}
    if len(kinds) > 1:
        raise ValueError
    return sum(sign * value for sign, value, _ in values), kinds.pop()


def _product(pieces: Sequence[Node], whole: float | None) -> tuple[float, bool]:
    value, is_number = _term(pieces[0], whole)
    for operator, operand in zip(pieces[1::2], pieces[2::2], strict=True):
        factor, plain = _term(operand, whole)
        if operator == "*" and (plain or is_number):
            value, is_number = value * factor, plain and is_number
        elif operator == "/" and plain:
            value /= factor
        else:
            raise ValueError
    return value, is_number


def _text(value: Sequence[Node]) -> str:
    import tinycss2

    text: str = tinycss2.serialize(value)
    return text.strip()
