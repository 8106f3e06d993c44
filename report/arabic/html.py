"""Isolation of left-to-right runs in HTML that is already rendered, markup inside a run
included."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup, escape

from report.arabic.atoms import FIGURES, RIGHT
from report.arabic.bidi import Run, isolate_components, isolate_plain, ltr_runs, wrapped

_TOKEN = re.compile(r"""<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>|[^<]+|<""", re.DOTALL)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]*)")
_DIR = re.compile(r"""\sdir\s*=\s*["']?(ltr|rtl|auto)\b""", re.IGNORECASE)

#: Markup that a run passes through: «<strong>INTERPOL</strong> General Secretariat» is one run.
_INLINE = frozenset(
    ["abbr", "b", "cite", "em", "i", "mark", "s", "small", "strong", "sub", "sup", "u"]
)
#: Content that is not prose, or that is already set left to right.
_CLOSED = frozenset(
    ["bdi", "bdo", "code", "kbd", "math", "pre", "samp", "script", "style"]
) | frozenset(["svg", "template", "textarea", "title", "tt", "var"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"]
)


@dataclass(slots=True)
class _Stretch:
    """Prose between two boundaries: its text without tags, and the inline tags by the offset where
    they stand."""

    text: str = ""
    offsets: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def isolate_html(markup: str) -> Markup:
    """Return HTML with each left-to-right run of its text in ``<bdi dir="ltr">``; for a
    right-to-left element.

    ``markup`` is trusted and well formed, as a template or Markdown gives it. Attributes, comments,
    ``<code>`` and its like, and any element with ``dir="ltr"`` stay unchanged. A run that crosses
    ``<em>``, ``<strong>`` or their like is wrapped around them. Inside ``<a>``, where PDF/UA wants
    no element, a link that is one run gets ``dir="ltr"`` itself, and any other has direction marks.
    """
    out: list[str] = []
    closed: list[str] = []
    stretch = _Stretch()
    link: str | None = None
    for token in _TOKEN.findall(markup):
        name = _name(token)
        if closed:
            _track(closed, token, name)
            out.append(token)
        elif name is None and not token.startswith("<!--"):
            stretch.text += html.unescape(token)
        elif name in _INLINE and not _DIR.search(token):
            stretch.offsets.append(len(stretch.text))
            stretch.tags.append(token)
        else:
            out.append(_isolated(stretch) if link is None else _link(link, stretch))
            stretch, link = _Stretch(), None
            if name == "a" and not token.startswith("</") and not _DIR.search(token):
                link = token
                continue
            out.append(token)
            if _closes_off(token, name):
                closed.append(name or "")
    out.append(_isolated(stretch) if link is None else _link(link, stretch))
    return Markup("".join(out))


#: Arabic in code: from its first letter to its last one, within quotation marks, brackets and line.
_TEXT_IN_CODE = re.compile(
    rf"[{RIGHT}](?:[^\"'`<>\[\]{{}}=\n]*[{RIGHT}{FIGURES}\u0640\u064b-\u0670])?"
)


def isolate_code(code: str) -> Markup:
    """Return code as HTML with each Arabic text in ``<bdi dir="rtl">``; for a left-to-right
    element.

    Two texts in a list keep their order, and a quotation mark stays at the side of its text.
    """
    out: list[Markup] = []
    position = 0
    for text in _TEXT_IN_CODE.finditer(code):
        out += [
            escape(code[position : text.start()]),
            Markup('<bdi dir="rtl">{}</bdi>').format(text[0]),
        ]
        position = text.end()
    return Markup("").join([*out, escape(code[position:])])


def _name(token: str) -> str | None:
    match = _NAME.match(token)
    return match[1].lower() if match else None


def _closes_off(token: str, name: str | None) -> bool:
    if token.startswith("</") or token.endswith("/>") or name is None or name in _VOID:
        return False
    direction = _DIR.search(token)
    return name in _CLOSED or (direction is not None and direction[1].lower() == "ltr")


def _track(closed: list[str], token: str, name: str | None) -> None:
    """Count elements of the same name, to find the end of the one that is left alone."""
    if name != closed[0] or token.endswith("/>"):
        return
    if token.startswith("</"):
        closed.pop()
    else:
        closed.append(closed[0])


def _link(tag: str, stretch: _Stretch) -> str:
    """Write a link's start tag and its content up to the next boundary, without any new element."""
    text = stretch.text.strip()
    runs = [run for run in ltr_runs(text) if not run.plain]
    if len(runs) == 1 and (runs[0].start, runs[0].end) == (0, len(text)):
        if not stretch.tags:
            return f'{tag[:-1]} dir="ltr">{escape(isolate_components(stretch.text))}'
        return f'{tag[:-1]} dir="ltr">' + _plain(
            stretch, 0, len(stretch.text), 0, len(stretch.tags)
        )
    cuts = [0, *stretch.offsets, len(stretch.text)]
    pieces = [str(escape(isolate_plain(stretch.text[a:b]))) for a, b in pairwise(cuts)]
    return (
        tag
        + pieces[0]
        + "".join(t + piece for t, piece in zip(stretch.tags, pieces[1:], strict=True))
    )


def _isolated(stretch: _Stretch) -> str:
    out: list[str] = []
    position = taken = 0
    for run in ltr_runs(stretch.text):
        low = bisect_right(stretch.offsets, run.start)
        high = bisect_left(stretch.offsets, run.end)
        if low >= high:
            if run.plain:
                continue
            inner = str(wrapped(stretch.text[run.start : run.end], run))
            high = low
        elif around := _balanced(stretch, run, low, high):
            low, high = around
            inner = f'<bdi dir="ltr">{_plain(stretch, run.start, run.end, low, high)}</bdi>'
        else:
            inner = _piecewise(stretch, run, low, high)
        out += [_plain(stretch, position, run.start, taken, low), inner]
        position, taken = run.end, high
    out.append(_plain(stretch, position, len(stretch.text), taken, len(stretch.tags)))
    return "".join(out)


def _piecewise(stretch: _Stretch, run: Run, low: int, high: int) -> str:
    """Isolate what stands between the tags of a run that no element can hold; the spaces stay
    outside."""
    out: list[str] = []
    start = run.start
    ends = [*zip(stretch.offsets[low:high], stretch.tags[low:high], strict=True), (run.end, "")]
    for end, tag in ends:
        piece = stretch.text[start:end]
        body = piece.strip()
        lead, _, tail = piece.partition(body) if body else (piece, "", "")
        out += [lead, str(wrapped(body, run)) if body else "", tail, tag]
        start = end
    return "".join(out)


def _balanced(stretch: _Stretch, run: Run, low: int, high: int) -> tuple[int, int] | None:
    """Widen the tags ``low`` to ``high`` inside a run by those at its edges until each has its
    partner.

    ``None`` when a tag's partner is beyond the run: no element can then hold the run.
    """
    unopened = unclosed = 0
    for tag in stretch.tags[low:high]:
        if not tag.startswith("</"):
            unclosed += 1
        elif unclosed:
            unclosed -= 1
        else:
            unopened += 1
    while unopened:
        low -= 1
        if low < 0 or stretch.offsets[low] != run.start or stretch.tags[low].startswith("</"):
            return None
        unopened -= 1
    while unclosed:
        if (
            high >= len(stretch.tags)
            or stretch.offsets[high] != run.end
            or not stretch.tags[high].startswith("</")
        ):
            return None
        high += 1
        unclosed -= 1
    return low, high


def _plain(stretch: _Stretch, start: int, end: int, low: int, high: int) -> str:
    """Write the text from ``start`` to ``end`` with the tags ``low`` to ``high`` in their
    places."""
    out: list[str] = []
    for index in range(low, high):
        out += [str(escape(stretch.text[start : stretch.offsets[index]])), stretch.tags[index]]
        start = stretch.offsets[index]
    out.append(str(escape(stretch.text[start:end])))
    return "".join(out)
