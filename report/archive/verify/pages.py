"""The pages against the data: every text of the structure tree is to be the one that the brief inside gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from report.archive.expected_text import ExpectedText
from report.archive.marked import PageTexts
from report.archive.printed import TextOnPage, plain, replacements
from report.archive.verify.container import MOST
from report.archive.verify.model import Check
from report.errors import Finding, Location
from report.messages import page_text

if TYPE_CHECKING:
    import pikepdf

    from report.composing import Composed

#: How much of a text is shown on each side of the place where it differs, in characters.
_SHOWN = 12
#: «3 من 20»: figures in a running text, the page and how many there are.
_OF = re.compile(page_text("page-of", page=r"(\d+)", pages=r"(\d+)").replace(" ", ""))


def check_pages(
    pdf: pikepdf.Pdf,
    texts: Sequence[TextOnPage],
    pages: Sequence[PageTexts],
    made: Composed,
    where: Location,
) -> Check:
    """Hold what the structure tree says against the document composed again, block by block, and the running heads,
    which are among the drawn texts of ``pages``."""
    expected = ExpectedText(
        made.document.html, made.brief.model.brief.locale, page_finder(pdf), made.document.registers
    )
    findings = list(_flow(texts, expected, where))
    own = (made.brief.folder / "templates" / "css").is_dir()
    findings += _furniture(pages, expected, len(pdf.pages), own, where)
    return Check("pages", tuple(findings[:MOST]), {"pages": len(pdf.pages), "texts": len(texts)})


def check_text(pdf: pikepdf.Pdf, texts: Sequence[TextOnPage], where: Location) -> Check:
    """Hold what each glyph represents against what the structure tree, and the content itself, says."""
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


def _differ(one: str, other: str) -> bool:
    return one != other and plain(one) != plain(other)


def page_finder(pdf: pikepdf.Pdf) -> Callable[[str], int | None]:
    """Return a function from the name of a destination to its page, from 1."""
    import pikepdf

    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    names: Any = pdf.Root.get("/Names", {})
    places: Mapping[str, Any] = pikepdf.NameTree(names.Dests) if "/Dests" in names else {}

    def page_of(anchor: str) -> int | None:
        try:
            return numbers[places[anchor][0].objgen]
        except (KeyError, AttributeError, TypeError, IndexError):
            return None

    return page_of


def _flow(texts: Sequence[TextOnPage], wanted: ExpectedText, where: Location) -> Iterator[Finding]:
    """Yield where the texts differ from what is wanted, in the order of reading; the notes last."""
    blocks: list[tuple[str | None, list[TextOnPage]]] = []
    notes: dict[int, list[TextOnPage]] = {}
    for text_on_page in texts:
        if text_on_page.note is not None:
            notes.setdefault(text_on_page.note, []).append(text_on_page)
        elif blocks and blocks[-1][0] == text_on_page.key:
            blocks[-1][1].append(text_on_page)
        else:
            blocks.append((text_on_page.key, [text_on_page]))
    for index in range(max(len(blocks), len(wanted.flow))):
        key, block_texts = blocks[index] if index < len(blocks) else (None, [])
        wanted_key, text = wanted.flow[index] if index < len(wanted.flow) else (None, "")
        if key != wanted_key:  # a block is missing or too many: what follows is reported no more
            yield _differs(block_texts, plain(text), wanted_key or key, where)
            break
        if "".join(plain(text_on_page.said) for text_on_page in block_texts) != plain(text):
            yield _differs(block_texts, plain(text), key, where)
    for number in range(1, max(len(wanted.notes), max(notes, default=0)) + 1):
        block_texts = notes.get(number, [])
        text = wanted.notes[number - 1] if number <= len(wanted.notes) else ""
        if "".join(plain(text_on_page.said) for text_on_page in block_texts) != plain(text):
            yield _differs(block_texts, plain(text), None, where)


def _differs(parts: Sequence[TextOnPage], wanted: str, key: str | None, where: Location) -> Finding:
    from dataclasses import replace

    actual = "".join(plain(text_on_page.said) for text_on_page in parts)
    start = _parting(actual, wanted)
    page = None
    offset = 0
    for text_on_page in parts:
        page = text_on_page.page
        offset += len(plain(text_on_page.said))
        if offset > start:
            break
    return Finding("page-differs", replace(where, page=page, key=key), around(actual, wanted))


def around(found: str, wanted: str) -> dict[str, object]:
    """Return the two texts around the place where they part."""
    start = max(0, _parting(found, wanted) - _SHOWN)
    return {
        name: text[start : start + 2 * _SHOWN]
        for name, text in (("found", found), ("wanted", wanted))
    }


def _parting(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next(
        (index for index, (left, right) in pairs if left != right), min(len(one), len(other))
    )


def _furniture(
    pages: Sequence[PageTexts], wanted: ExpectedText, count: int, own: bool, where: Location
) -> Iterator[Finding]:
    """Yield the running texts that are no text of the document, and the wrong numbers of pages, of which there are
    ``count``.

    ``own`` is whether the brief has style sheets of its own, which may set other running texts.
    """
    from dataclasses import replace

    expected = {_figures(text) for text in wanted.running} - {""}
    for page, texts in enumerate(pages, 1):
        whole = "".join(map(_figures, texts.apart))
        of = page_text("page-of", page=page, pages=count).replace(" ", "")
        places = [index for index in range(len(whole)) if whole.startswith(of, index)]
        sound = not whole or any(
            _made_of(whole[:index] + "\0" + whole[index + len(of) :], expected | {"\0"})
            for index in places
        )
        if own:
            sound = bool(places) or not _OF.search(whole)
        if not sound:
            values = {"found": whole[:80], "wanted": page_text("page-of", page=page, pages=count)}
            yield Finding("furniture-differs", replace(where, page=page), values)


def _figures(text: str) -> str:
    """Return a text as :func:`plain` does, its figures those of ASCII: pages are counted in either."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in plain(text))


def _made_of(whole: str, parts: set[str]) -> bool:
    """Whether a text is nothing but some of ``parts``, one after the other."""
    reached = {0}
    for index in range(len(whole)):
        if index in reached:
            reached |= {index + len(text) for text in parts if whole.startswith(text, index)}
    return len(whole) in reached
