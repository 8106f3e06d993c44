"""The sizes and margins of pages, read from the ``@page`` rules of style sheets (CSS Paged Media
Level 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor
from typing import TYPE_CHECKING, Final

from report.design.tokens import (
    TokenError,
    Tokens,
    declarations,
    house_sheets,
    parsed,
    read_tokens,
)

if TYPE_CHECKING:
    from tinycss2.ast import Node

_MM = 72 / 25.4
#: Widths and heights in portrait, in points.
_SIZES: Final = {
    "a5": (148 * _MM, 210 * _MM), "a4": (210 * _MM, 297 * _MM), "a3": (297 * _MM, 420 * _MM),
    "b5": (176 * _MM, 250 * _MM), "b4": (250 * _MM, 353 * _MM), "letter": (612.0, 792.0),
    "legal": (612.0, 1008.0), "ledger": (792.0, 1224.0),
}  # fmt: skip
_EDGES: Final = ("top", "right", "bottom", "left")
#: Which of the lengths of ``margin`` each edge has, by how many there are.
_SHORT: Final = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
#: The margin of a page that no style sheet gives one: 75 px in WeasyPrint.
_MARGIN: Final = 56.25
#: A text block that is narrower or lower than this cannot be set, in points: 40 mm.
_LEAST: Final = 40 * _MM
#: The name of wide pages in ``page.css``.
_LANDSCAPE: Final = "landscape"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """The part of a page inside its margins, in points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageSide:
    """A left-hand or right-hand page: its size and margins, in points."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float

    @property
    def text_width(self) -> float:
        """The width between the margins, in points."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The height between the margins, in points."""
        return self.height - self.top - self.bottom

    @property
    def block(self) -> TextBlock:
        """The text block, rounded down to a tenth of a point."""
        return TextBlock(floor(self.text_width * 10) / 10, floor(self.text_height * 10) / 10)


@dataclass(frozen=True, slots=True)
class PageGeometry:
    """The pages of a document: left-hand and right-hand, and the text block that fits both; of wide
    pages likewise."""

    left: PageSide
    right: PageSide
    portrait: TextBlock
    landscape: TextBlock

    def side(self, number: int) -> PageSide:
        """Return the page of a number from 1; page 1 of a right-to-left book is a left-hand
        page."""
        return self.left if number % 2 else self.right

    def block(self, *, landscape: bool) -> TextBlock:
        """Return the text block of portrait or of wide pages."""
        return self.landscape if landscape else self.portrait


@dataclass(frozen=True, slots=True)
class _Declared:
    """One declaration of an ``@page`` rule; ``rank`` is its place in the cascade."""

    name: str | None
    side: str | None
    rank: tuple[bool, bool, bool, int]
    key: str
    value: Sequence[Node]


def read_geometry(sheets: Iterable[str]) -> PageGeometry:
    """Return the pages that style sheets declare, in the order of the cascade.

    ``@page`` rules for ``:first``, ``:blank`` and ``:nth()`` are of single pages, and are left
    aside.

    :raises TokenError: when a size or a margin is not an absolute length, or leaves no room for
        text.
    """
    return _geometry(tuple(sheets))


@lru_cache(maxsize=8)
def _geometry(sheets: tuple[str, ...]) -> PageGeometry:
    """Return the pages of style sheets; those of the same sheets are read once."""
    tokens = read_tokens(sheets)
    declared = list(_declared(sheets))
    left, right = (_side(declared, tokens, None, side) for side in ("left", "right"))
    wide = [_side(declared, tokens, _LANDSCAPE, side) for side in ("left", "right")]
    return PageGeometry(left, right, _common(left, right), _common(*wide))


@lru_cache(maxsize=1)
def house_geometry() -> PageGeometry:
    """Return the pages of Mujaz's own style sheets."""
    return read_geometry(house_sheets())


def _common(*sides: PageSide) -> TextBlock:
    """Return the largest text block that both sides have room for."""
    blocks = [side.block for side in sides]
    common = TextBlock(min(block.width for block in blocks), min(block.height for block in blocks))
    if common.width < _LEAST or common.height < _LEAST:
        room = f"{common.width / _MM:.0f} × {common.height / _MM:.0f}"
        raise TokenError("page.no-room", room=room, least=f"{_LEAST / _MM:.0f}")
    return common


def _side(declared: Iterable[_Declared], tokens: Tokens, name: str | None, side: str) -> PageSide:
    applied: dict[str, Sequence[Node]] = {}
    for declaration in sorted(declared, key=lambda declaration: declaration.rank):
        if declaration.name in (None, name) and declaration.side in (None, side):
            applied |= _longhands(declaration, tokens)
    width, height = _size(tokens.replaced(applied.get("size", ())), tokens)
    margins = {}
    for edge in _EDGES:
        value = applied.get(edge)
        whole = height if edge in ("top", "bottom") else width
        margins[edge] = (
            _MARGIN if value is None else tokens.points(f"@page margin-{edge}", value, whole)
        )
    return PageSide(width, height, **margins)


def _longhands(declared: _Declared, tokens: Tokens) -> Mapping[str, Sequence[Node]]:
    """Return a declaration as ``size`` or as margins by their edges."""
    if declared.key != "margin":
        return {declared.key.removeprefix("margin-"): declared.value}
    values = tokens.replaced(declared.value)
    if not 1 <= len(values) <= 4:
        raise TokenError("page.margins")
    return {edge: [values[index]] for edge, index in zip(_EDGES, _SHORT[len(values)], strict=True)}


def _size(pieces: Sequence[Node], tokens: Tokens) -> tuple[float, float]:
    """Return the width and height that ``size`` represents, in points; A4 if it is not given."""
    words = {token.lower_value for token in pieces if token.type == "ident"}
    lengths = [tokens.points("@page size", [token]) for token in pieces if token.type != "ident"]
    turned = words & {"portrait", "landscape"}
    named = words - turned - {"auto"}
    if (
        not named <= _SIZES.keys()
        or len(named) + bool(lengths) > 1
        or len(lengths) > 2
        or len(turned) > 1
    ):
        raise TokenError("page.size", sizes=", ".join(_SIZES))
    if lengths:
        return lengths[0], lengths[-1]
    width, height = _SIZES[named.pop() if named else "a4"]
    return (height, width) if "landscape" in turned else (width, height)


def _declared(sheets: Iterable[str]) -> Iterator[_Declared]:
    """Yield the sizes and margins of all ``@page`` rules, those for print only among ``@media``
    rules."""
    import tinycss2

    order = 0
    for css in sheets:
        if "@page" not in css.lower():
            continue
        waiting = list(parsed(css))
        while waiting:
            rule = waiting.pop(0)
            if rule.type != "at-rule" or rule.content is None:
                continue
            if rule.lower_at_keyword == "media" and _for_print(rule.prelude):
                inner = tinycss2.parse_rule_list(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                waiting[:0] = inner
            if rule.lower_at_keyword != "page":
                continue
            for name, side in _selectors(rule.prelude):
                for line in declarations(rule.content):
                    if line.lower_name in (
                        "size",
                        "margin",
                        *(f"margin-{edge}" for edge in _EDGES),
                    ):
                        order += 1
                        rank = (line.important, name is not None, side is not None, order)
                        yield _Declared(name, side, rank, line.lower_name, line.value)


def _for_print(prelude: Sequence[Node]) -> bool:
    words = {token.lower_value for token in prelude if token.type == "ident"}
    return bool(words & {"print", "all"}) and "not" not in words


def _selectors(prelude: Sequence[Node]) -> Iterator[tuple[str | None, str | None]]:
    """Yield the name and the side of each selector of ``@page`` that is not of single pages."""
    import tinycss2

    for selector in tinycss2.serialize(prelude).split(","):
        name, *sides = selector.strip().split(":")
        if all(side in ("left", "right") for side in sides) and len(sides) <= 1:
            yield name.strip() or None, sides[0] if sides else None
