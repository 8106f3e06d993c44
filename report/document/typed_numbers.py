"""The numbers that a brief declares by ``typed()``: where they stand, and what the imprint says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report import arabic
from report.brief import LoadedBrief
from report.brief.printed import blocks_of
from report.document.numbering import BlockPath, Numbering
from report.lint import DeclaredNumber, TypedNumbers
from report.messages import page_text


@dataclass(frozen=True, slots=True)
class NumbersView:
    """What the imprint says of the numbers of a brief.

    :ivar all_known: whether each number is computed or declared.
    :ivar declared: the count of declared numbers with its noun, in the genitive; ``None`` for none.
    :ivar listed_in: where they are listed, or the sections that have them.
    """

    all_known: bool
    declared: str | None
    listed_in: str


def numbers_view(
    brief: LoadedBrief, typed: TypedNumbers, numbering: Numbering, method: BlockPath | None
) -> NumbersView:
    """Return what the imprint says.

    :param method: the path of the block that lists the declared numbers; ``None`` without one.
    """
    count = len(typed.declared)
    if method is not None:
        listed_in = numbering.by_path[method].reference
    else:
        places = (place for _, place in declared_places(brief, numbering, typed.declared))
        listed_in = arabic.join(list(dict.fromkeys(places)))
    return NumbersView(
        all_known=typed.is_complete and not typed.findings,
        declared=_counted(count, brief.model.brief.locale) if count else None,
        listed_in=listed_in,
    )


def _counted(count: int, locale: str) -> str:
    """Return «رقم واحد منقول», «3 أرقام منقولة», in the genitive."""
    noun, lexicon = page_text("noun.number"), arabic.Lexicon.shipped()
    counted = arabic.counted(count, noun, lexicon=lexicon, case="obl", locale=locale)
    return f"{counted} {arabic.agree(page_text('typed.adjective'), count, 'masculine', 'obl')}"


def declared_places(
    brief: LoadedBrief, numbering: Numbering, declared: tuple[DeclaredNumber, ...]
) -> tuple[tuple[DeclaredNumber, str], ...]:
    """Return each declared number with the name of its section, in the order of the sections."""
    places = _places(brief, numbering)
    placed = [(number, _place_of(number, places)) for number in declared]
    order = {name: index for index, name in enumerate(dict.fromkeys(places.values()))}
    return tuple(sorted(placed, key=lambda item: order.get(item[1], len(order))))


def _places(brief: LoadedBrief, numbering: Numbering) -> Mapping[str, str]:
    """Return the names of the summary, sections and appendices, by the beginnings of their keys in
    ``brief.toml`` and by the files that they print. A repeated section has the first name."""
    places: dict[str, str] = {}
    if brief.model.summary is not None:
        places["summary"] = brief.model.summary.title
    for path, entry in numbering.by_path.items():
        if len(path) == 2:  # a section
            places.setdefault(_section_key(brief, path), entry.reference)
    for path, block in blocks_of(brief.model):
        name = places.get(_section_key(brief, path))
        for file in block.files() if name is not None else ():
            places.setdefault(str(brief.folder / file), str(name))
    return places


def _place_of(number: DeclaredNumber, places: Mapping[str, str]) -> str:
    where = number.where
    key = _section_of(where.key) if where.key is not None else str(Path(where.file or ""))
    return places.get(key, page_text("typed.left-out"))


def _section_key(brief: LoadedBrief, path: BlockPath) -> str:
    return _section_of(str(brief.where(*path).key))


def _section_of(key: str) -> str:
    """Return ``sections[2]`` of ``sections[2].blocks[1].caption``."""
    return key.partition(".")[0]
