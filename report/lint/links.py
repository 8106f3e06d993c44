"""What must change together: a value in a table, in ``brief.toml`` and in an expression is one
value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from report.arabic.conventions import Conventions, fixed
from report.arabic.conventions_text import Edit
from report.brief.model import Brief
from report.brief.tables import Normalise
from report.intake.conditions import clean
from report.lint.markup import kept_in_plain, literals, quoted_texts
from report.lint.passages import Passage, Source, unprinted

Reason = Literal["fix-in-expression", "fix-joins-values", "fix-not-written"]


def held_values(
    pieces: Sequence[tuple[Source, Sequence[Passage]]],
    model: Brief,
    conventions: Conventions,
) -> Mapping[str, Reason]:
    """Return the values that may not be fixed, each with the reason.

    An expression or a key names it, ``measures.states["…"]``, ``region == '…'``; or two values of a
    column, «الهند » and «الهنـد», would become one and the counts others; or a file that holds it
    cannot hold what it would become. As every value that is left out also leaves its equals
    unchanged, a value changes everywhere or nowhere.
    """
    remade: dict[str, str] = {}
    columns: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    held: dict[str, Reason] = {}
    for source, passages in pieces:
        for passage in passages:
            if not passage.value:
                continue
            text = passage.text
            if text not in remade:
                remade[text] = fixed(text, conventions, kept_in_plain)
            if passage.column is not None:
                columns[passage.column][clean(remade[text])].add(text)
            if remade[text] != text and not _fits(source, passage, remade[text]):
                held[text] = "fix-not-written"
    for together in columns.values():
        for texts in together.values():
            if len({clean(text) for text in texts}) > 1:
                held |= {text: "fix-joins-values" for text in texts if remade[text] != text}
    names = _names(pieces, model)
    held |= {
        text: "fix-in-expression"
        for text, second in remade.items()
        if second != text and names.tell_apart(text, second)
    }
    return held


@dataclass(frozen=True, slots=True)
class _Names:
    """What the brief compares the cells of its tables with.

    :ivar names: texts that a whole cell may equal.
    :ivar quoted: those of them that expressions quote, which may also be a piece of a cell:
        ``starts(region, '…')``.
    :ivar are_cleaned: whether every table reads its cells with every step of normalisation.
    """

    names: frozenset[str]
    quoted: tuple[str, ...]
    are_cleaned: bool

    def tell_apart(self, text: str, second: str) -> bool:
        """Return whether the brief names ``text``, or finds in a cell with ``second`` another thing
        than in one with ``text``."""
        readings = {(clean(text), clean(second))}
        if not self.are_cleaned:
            readings.add((text, second))
        return text in self.names or any(
            old != new
            and (
                old in self.names
                or new in self.names
                or any(_finds(old, piece) != _finds(new, piece) for piece in self.quoted)
            )
            for old, new in readings
        )


def _finds(text: str, piece: str) -> tuple[bool, bool, int]:
    return text.startswith(piece), text.endswith(piece), text.count(piece)


def _names(pieces: Sequence[tuple[Source, Sequence[Passage]]], model: Brief) -> _Names:
    plain = set(chain.from_iterable(unprinted(source, model) for source, _ in pieces))
    quoted = set(chain.from_iterable(map(quoted_texts, plain)))
    for passage in chain.from_iterable(passages for _, passages in pieces):
        quoted.update(literals(passage.text))
    pieces_of_cells = {*quoted, *map(clean, quoted)} - {""}
    names = pieces_of_cells | plain | set(map(clean, plain))
    are_cleaned = all(table.normalise == Normalise() for table in model.tables.values())
    return _Names(frozenset(names), tuple(sorted(pieces_of_cells)), are_cleaned)


def _fits(source: Source, passage: Passage, text: str) -> bool:
    """Say whether a source can hold ``text`` where the passage stands: its encoding, the cell's
    signs."""
    if source.kind == "grid" or not writable(text, source.codec):
        return False
    if source.table is None:
        return passage.located.in_source(Edit(0, len(passage.text), text)) is not None
    quoted = (
        source.text[passage.located.starts[0] - 1] == '"' if passage.located.starts[0] else False
    )
    return quoted or source.table.delimiter not in text


def writable(text: str, codec: str) -> bool:
    """Say whether an encoding has every sign of ``text``."""
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def may_change(held: Mapping[str, Reason], values: bool) -> Callable[[Passage], bool]:
    """Return a test for the passages that may be fixed: no held value, and no value unless
    ``values``."""
    return lambda passage: not passage.value or (values and passage.text not in held)
