"""Compare the pages with the data: every text of the structure tree must be that of the attached
brief."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from report.archive.carried import PrintedLine, printed_lines
from report.archive.flow import Flow
from report.archive.marked import PageTexts
from report.archive.printed import TextOnPage, page_finder, plain, replacements
from report.archive.verify.container import MOST
from report.archive.verify.model import Check
from report.archive.verify.repeated_heads import repeated_heads
from report.errors import Finding, Location
from report.messages import page_text

if TYPE_CHECKING:
    import pikepdf

    from report.composing import Composed

#: The number of characters shown on each side of a difference.
_SHOWN = 12
#: «3 من 20»: figures in a running text, the page and the number of pages.
_OF = re.compile(page_text("page-of", page=r"(\d+)", pages=r"(\d+)").replace(" ", ""))


def check_pages(
    pdf: pikepdf.Pdf,
    texts: Sequence[TextOnPage],
    pages: Sequence[PageTexts],
    composed: Composed,
    where: Location,
) -> Check:
    """Compare the structure tree with the recomposed document, block by block, and the running
    heads, which are among the drawn texts of ``pages``."""
    expected = Flow.of(composed.document, composed.brief.model.brief.locale, page_finder(pdf))
    findings = list(_flow(texts, expected, where))
    own = (composed.brief.folder / "templates" / "css").is_dir()
    lines: dict[int, list[PrintedLine]] = {}
    for line in printed_lines(texts, composed.document):
        lines.setdefault(line.page, []).append(line)
    rest = [_without_lines(page, lines.get(number, ())) for number, page in enumerate(pages, 1)]
    findings += _carried(rest, where)
    names = {_figures(text) for text in (*expected.running, *_last_sums(composed))}
    heads = repeated_heads(texts, len(pages))
    running = [
        (text, {_figures(head) for head in heads.get(number, ())})
        for number, (text, _) in enumerate(rest, 1)
    ]
    findings += _furniture(running, names, len(pdf.pages), own, where)
    return Check("pages", tuple(findings[:MOST]), {"pages": len(pdf.pages), "texts": len(texts)})


def check_text(pdf: pikepdf.Pdf, texts: Sequence[TextOnPage], where: Location) -> Check:
    """Compare the text of each glyph with that of the structure tree, and with the replacement
    texts in the content."""
    from dataclasses import replace

    wrong = [
        (text.page, text.key, text.drawn, text.said)
        for text in texts
        if _differ(text.said, text.drawn)
    ]
    try:
        wrong += [
            (page, None, drawn, said)
            for page, said, drawn in replacements(pdf)
            if _differ(said, drawn)
        ]
    except (ValueError, KeyError, AttributeError, TypeError, RuntimeError, IndexError) as error:
        return Check("text", (Finding("no-texts", where, {"reason": str(error)[:200]}),))
    findings = [
        Finding(
            "text-differs", replace(where, page=page, key=key), around(plain(drawn), plain(said))
        )
        for page, key, drawn, said in wrong[:MOST]
    ]
    return Check("text", tuple(findings[:MOST]), {"texts": len(texts)})


def _differ(first: str, second: str) -> bool:
    return first != second and plain(first) != plain(second)


def _flow(texts: Sequence[TextOnPage], expected: Flow, where: Location) -> Iterator[Finding]:
    """Yield where the texts differ from what is expected, in the order of reading; the notes
    last."""
    printed: list[tuple[str | None, list[TextOnPage]]] = []
    notes: dict[int, list[TextOnPage]] = {}
    for text in texts:
        if text.note is not None:
            notes.setdefault(text.note, []).append(text)
        elif printed and printed[-1][0] == text.key:
            printed[-1][1].append(text)
        else:
            printed.append((text.key, [text]))
    nothing: tuple[str | None, list[TextOnPage]] = (None, [])
    pairs = zip_longest(printed, expected.blocks)
    for (key, block), (expected_key, words) in (
        (left or nothing, right or (None, "")) for left, right in pairs
    ):
        if key != expected_key:  # a block is missing or too many: the findings end here
            yield _differs(block, plain(words), expected_key or key, where)
            break
        if _plain_of(block) != plain(words):
            yield _differs(block, plain(words), key, where)
    for number in range(1, max(len(expected.notes), max(notes, default=0)) + 1):
        note = notes.get(number, [])
        words = expected.notes[number - 1] if number <= len(expected.notes) else ""
        if _plain_of(note) != plain(words):
            yield _differs(note, plain(words), None, where)


def _plain_of(texts: Iterable[TextOnPage]) -> str:
    return "".join(plain(text.said) for text in texts)


def _differs(
    texts: Sequence[TextOnPage], expected: str, key: str | None, where: Location
) -> Finding:
    from dataclasses import replace

    actual = "".join(plain(text_on_page.said) for text_on_page in texts)
    start = _parting(actual, expected)
    page = None
    offset = 0
    for text_on_page in texts:
        page = text_on_page.page
        offset += len(plain(text_on_page.said))
        if offset > start:
            break
    return Finding("page-differs", replace(where, page=page, key=key), around(actual, expected))


def around(actual: str, expected: str) -> dict[str, object]:
    """Return the two texts around their first difference."""
    start = max(0, _parting(actual, expected) - _SHOWN)
    return {
        name: text[start : start + 2 * _SHOWN]
        for name, text in (("found", actual), ("wanted", expected))
    }


def _parting(first: str, second: str) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next(
        (index for index, (left, right) in pairs if left != right), min(len(first), len(second))
    )


def _without_lines(
    page: PageTexts, lines: Sequence[PrintedLine]
) -> tuple[str, tuple[PrintedLine, ...]]:
    """Return the running texts of a page without the sums that it carries forward, and the lines
    of these that it lacks."""
    whole = "".join(map(_figures, page.apart))
    lacking = []
    for line in lines:
        text = _line_text(line)
        if text in whole:
            whole = whole.replace(text, "", 1)
        else:
            lacking.append(line)
    return whole, tuple(lacking)


def _line_text(line: PrintedLine) -> str:
    return "".join(map(_figures, (line.name, *line.texts)))


def _last_sums(composed: Composed) -> Iterator[str]:
    """Yield the texts of the lines of a page on which nothing but the rest of the last row of a
    table is, a row that breaks across pages."""
    for sums in composed.document.carried.values():
        yield from (sums.line.brought, sums.line.carried, *sums.carried(sums.rows))


def _carried(
    pages: Sequence[tuple[str, tuple[PrintedLine, ...]]],
    where: Location,
) -> Iterator[Finding]:
    """Yield the pages that do not carry forward the sums of the rows before their end."""
    from dataclasses import replace

    for number, (whole, lacking) in enumerate(pages, 1):
        for line in lacking:
            values = {"found": whole[:80], "wanted": _line_text(line)}
            yield Finding("page-differs", replace(where, page=number, key=line.key), values)


def _furniture(
    pages: Sequence[tuple[str, set[str]]], names: set[str], count: int, own: bool, where: Location
) -> Iterator[Finding]:
    """Yield the running texts that are not in the document, and the wrong page numbers, out of
    ``count`` pages.

    ``pages`` are the running texts of each page, with those that only this page may have, and
    ``names`` those of the document; ``own`` is whether the brief has style sheets, which may set
    additional running texts.
    """
    from dataclasses import replace

    names = names - {""}
    for page, (whole, own_names) in enumerate(pages, 1):
        of = page_text("page-of", page=page, pages=count).replace(" ", "")
        places = [index for index in range(len(whole)) if whole.startswith(of, index)]
        sound = not whole or any(
            _made_of(whole[:index] + "\0" + whole[index + len(of) :], names | own_names | {"\0"})
            for index in places
        )
        if own:
            sound = bool(places) or not _OF.search(whole)
        if not sound:
            values = {"found": whole[:80], "wanted": page_text("page-of", page=page, pages=count)}
            yield Finding("furniture-differs", replace(where, page=page), values)


def _figures(text: str) -> str:
    """Return a text as :func:`plain` does, with ASCII figures: pages are numbered in either
    form."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in plain(text))


def _made_of(whole: str, pieces: set[str]) -> bool:
    """Return whether a text is a sequence of some of ``pieces``."""
    reached = {0}
    for index in range(len(whole)):
        if index in reached:
            reached |= {index + len(text) for text in pieces if whole.startswith(text, index)}
    return len(whole) in reached
