"""Compare the pages with the data: every text of the structure tree must be that of the attached
brief."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from report.archive.carried import PrintedLine, PrintedLines
from report.archive.flow import pieces
from report.archive.marked import PageTexts
from report.archive.printed import TextOnPage, page_finder, plain, replacements
from report.archive.verify.container import MOST
from report.archive.verify.flow_check import FlowCheck, around
from report.archive.verify.model import Check
from report.archive.verify.repeated_heads import GroupHeads, repeated_heads
from report.document.expected import RunningText
from report.errors import Finding, Location
from report.messages import page_text

if TYPE_CHECKING:
    import pikepdf

    from report.composing import Composed

#: «3 من 20»: figures in a running text, the page and the number of pages.
_OF = re.compile(page_text("page-of", page=r"(\d+)", pages=r"(\d+)").replace(" ", ""))


def check_pages(
    pdf: pikepdf.Pdf,
    texts: Iterable[TextOnPage],
    pages: Sequence[PageTexts],
    composed: Composed,
    where: Location,
) -> Check:
    """Compare the structure tree with the recomposed document, block by block, and the running
    heads, which are among the drawn texts of ``pages``.

    ``texts`` are read once, and ``pages`` afterwards.
    """
    document = composed.document
    locale = composed.brief.model.brief.locale
    templates = composed.brief.folder / "templates"
    own = (templates / "css").is_dir()
    expected = pieces(document, locale, page_finder(pdf), is_traced=False)
    flow = FlowCheck(expected, where, is_strict=not templates.is_dir())
    lines, heads, count = PrintedLines(document), GroupHeads(), 0
    for text in texts:
        count += text.number_of_texts
        flow.add(text)
        heads.add(text)
        if document.carried:
            lines.add(text)
    flow.end()
    findings = list(flow.findings)
    lines_of: dict[int, list[PrintedLine]] = {}
    for line in lines.lines():
        lines_of.setdefault(line.page, []).append(line)
    rest = [_without_lines(page, lines_of.get(number, ())) for number, page in enumerate(pages, 1)]
    findings += _carried(rest, where)
    texts_apart = (item.text for item in document.expected if isinstance(item, RunningText))
    names = set(map(_figures, chain(texts_apart, flow.running, _last_sums(composed))))
    repeated = repeated_heads(heads, len(pages))
    running = [
        (text, {_figures(head) for head in repeated.get(number, ())})
        for number, (text, _) in enumerate(rest, 1)
    ]
    findings += _furniture(running, names, len(pdf.pages), own, where)
    return Check("pages", tuple(findings[:MOST]), {"pages": len(pdf.pages), "texts": count})


class TextCheck:
    """Compares the text of the glyphs of each text with that of the structure tree while they are
    read."""

    def __init__(self, where: Location) -> None:
        self._where = where
        self._wrong: list[Finding] = []
        self._count = 0

    def watched(self, texts: Iterable[TextOnPage]) -> Iterator[TextOnPage]:
        """Yield texts unchanged while they are compared."""
        for text in texts:
            self._count += text.number_of_texts
            if text.said != text.drawn:
                self._compare(text.page, text.key, text.drawn, text.said)
            yield text

    def done(self, replaced: Iterable[tuple[int, str, str]]) -> Check:
        """Return the check.

        :param replaced: the replacement texts in the content, as :func:`replacements` yields them.
        """
        try:
            for page, said, drawn in replaced:
                self._compare(page, None, drawn, said)
        except (ValueError, KeyError, AttributeError, TypeError, RuntimeError, IndexError) as error:
            finding = Finding("no-texts", self._where, {"reason": str(error)[:200]})
            return Check("text", (finding,))
        return Check("text", tuple(self._wrong), {"texts": self._count})

    def _compare(self, page: int, key: str | None, drawn: str, said: str) -> None:
        if len(self._wrong) < MOST and _differ(said, drawn):
            where = replace(self._where, page=page, key=key)
            self._wrong.append(Finding("text-differs", where, around(plain(drawn), plain(said))))


def check_text(pdf: pikepdf.Pdf, texts: Sequence[TextOnPage], where: Location) -> Check:
    """Compare the text of each glyph with that of the structure tree, and with the replacement
    texts in the content."""
    check = TextCheck(where)
    deque(check.watched(texts), maxlen=0)
    return check.done(replacements(pdf))


def _differ(first: str, second: str) -> bool:
    return first != second and plain(first) != plain(second)


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
