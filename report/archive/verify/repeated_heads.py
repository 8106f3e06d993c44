"""The heads of groups that a page may repeat: of the groups that its rows are in.

A repeated head is an artifact, so it is in no element of the structure tree. The tree says which
heads the cells of a page have (``Headers``, ISO 32000-1, 14.8.5.7).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from report.archive.printed import TextOnPage
from report.render.group_heads import continued_mark


def repeated_heads(texts: Sequence[TextOnPage], pages: int) -> Mapping[int, frozenset[str]]:
    """Return the repeated heads that each page may have, by its number from 1.

    :param texts: the texts of the structure tree.
    :param pages: how many pages there are.
    """
    heads = _group_heads(texts)
    allowed: dict[int, set[str]] = defaultdict(set)
    reached, last = 0, set[str]()
    for text in texts if heads else ():
        if text.row is None:
            continue
        own = {heads[name] for name in text.heads if name in heads}
        for page in range(reached + 1, text.page + 1):
            allowed[page] |= last  # the last row may break across these pages
        allowed[text.page] |= own
        reached, last = max(reached, text.page), own
    for page in range(reached + 1, pages + 1):
        allowed[page] |= last
    mark = continued_mark()
    return {page: frozenset(f"{name}{mark}" for name in names) for page, names in allowed.items()}


def _group_heads(texts: Sequence[TextOnPage]) -> dict[str, str]:
    """Return the texts of group heads, each by the id of its cell: the only one of its row."""
    rows: dict[int, str | None] = {}
    names: dict[str, list[str]] = {}
    for text in texts:
        if text.row is None:
            continue
        if text.role == "TH" and rows.setdefault(text.row, text.id) == text.id is not None:
            names.setdefault(text.id, []).append(text.said)
        else:
            rows[text.row] = None
    return {name: "".join(names[name]) for name in rows.values() if name is not None}
