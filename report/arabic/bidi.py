"""The direction of mixed lines: which parts of an Arabic line read left to right, and how they are
set apart.

In a right-to-left line the Unicode bidirectional algorithm (UAX #9) places signs that belong to a
number, the hyphens of a code and the groups of a phone number on the wrong side. :func:`ltr_runs`
finds the stretches that must stay in one piece; :func:`isolate` wraps each in ``<bdi dir="ltr">``,
the one isolation that WeasyPrint obeys, and :func:`isolate_plain` sets direction marks around it
where only plain text is taken.

A run is a stretch of Latin (or other left-to-right) words with the figures, brackets and stops
between them, and the last stop of «S.A.» or «Inc.»; a number with a sign or a symbol; a code; a
phone number; an address (URL or IRI) from its scheme to its end. In an address each Arabic
component is a right-to-left run inside, so that the components read from left to right in typing
order (UAX #9, HL4). The two ends of a range, of numbers, dates, times or years, with a hyphen or a
dash, are two runs: the first end is at the right (W3C, Arabic & Persian Layout Requirements). A
plain number needs nothing: UAX #9 keeps it whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup, escape

from report.arabic.atoms import ATOM, FIGURES, LEFT, OPERATORS, RAISED, RIGHT
from report.coverage import whole_in

#: Nothing is to be isolated without one of these: most cells of most tables end here.
_QUICK = re.compile(
    f"[{LEFT}%‰°{RAISED}+−–—‑±#§$€£≈~<>≤≥=≠×÷*^'’-]"
    f"|[{FIGURES}]_|[{FIGURES}\u0660-\u0669][ \u00a0\u202f][{FIGURES}\u0660-\u0669]"
)
#: A character with which an atom may start.
_ATOM_START = re.compile(rf"[^{RIGHT}\s\u0640\u064b-\u0652،؛؟«»]")
_STRONG_R = re.compile(f"[{RIGHT}]")
_STARTS_WITH_R = re.compile(f"[^{RIGHT}{FIGURES}]*[{RIGHT}]")
_ARABIC_SIGN = re.compile("[،؛؟\u0660-\u0669]")
_LETTER = re.compile(f"[{LEFT}]")
_PLAIN = re.compile(f"[{FIGURES}]+(?:[.,:/][{FIGURES}]+)*")
_WHOLE = re.compile(f"[{FIGURES}]+")
_DECIMAL = re.compile(f"[{FIGURES}]+(?:[.,][{FIGURES}]+)*[{RAISED}]*")
_YEAR = re.compile("(?:19|20)[0-9]{2}")

#: What may stand between two Latin words of one run.
_GAP = re.compile(f"[-\\s–—&,;:/|.!?'’“”«»()\\[\\]→{OPERATORS}]{{0,4}}")
_OPERATOR = re.compile(rf"\s?[{OPERATORS}]\s?")
#: What stands before a number in Latin texts: «No. 5».
_BEFORE_NUMBER = re.compile(r"(?:[Nn]os?|[Vv]ol|[Aa]rt|[Ff]ig|[Cc]h|[Rr]ev|pp?)$")
_SPACES = frozenset(" \u00a0\n")
#: Signs of a quantity before a Latin unit: «5 €/kg».
_PER = frozenset("%‰$€£")
#: What separates the numbers that follow a Latin word: those of a code, «ISO 3166-1», and those of
#: a list, «art. 6, §1». In Arabic a list has «،».
_NUMBER_GAPS = frozenset([*"-‑:/", ", ", "; ", ",\u00a0", ";\u00a0"])
#: A code of at most this many characters is kept on one line.
_LONGEST_UNBROKEN = 24
_DASH = re.compile("[-–—−‑]\u2060?|[ \u00a0][-–—−‑]\u2060?[ \u00a0]")
#: Words before a code of two numbers, which would read as a range without them: «القانون رقم
#: 12-18».
_CODE_WORD = re.compile(r"(?:رقم|عدد|المرجع|مرجع)\s*:?\s*$")
#: A range of two dates, times or decimals: one hyphen, beside the remaining signs of a compound
#: number.
_RANGE = re.compile("([^-‑]*[./:][^-‑]*)[-‑]([^-‑]+)|([^-‑]+)[-‑]([^-‑]*[./:][^-‑]*)")
_CLOCK = re.compile(f"[{FIGURES}]{{1,2}}h(?:[{FIGURES}]{{2}})?")
#: An Arabic component of an address, words and figures joined by hyphens.
_COMPONENT = re.compile(
    f"[{RIGHT}](?:[{RIGHT}\u0640\u064b-\u0670{FIGURES}\u0660-\u0669_-]*[{RIGHT}\u064b-\u0670])?"
)
_CLOSERS = {"(": ")", "[": "]", "«": "»", "“": "”"}
_OPENERS = {closer: opener for opener, closer in _CLOSERS.items()}

#: Stops and brackets of what surrounds a text that is Latin from end to end.
_NOT_FIRST, _NOT_LAST = " \u00a0\t\r\n,;:.!?)]»”", " \u00a0\t\r\n([«“"

#: Spaces and stops beside a bracket where a run is separated.
_AT_CUT = " \u00a0\n,;:-–—/&"

_LRM, _RLM = "\u200e", "\u200f"
_LRE, _PDF = "\u202a", "\u202c"


@dataclass(frozen=True, slots=True)
class Run:
    """The characters ``start`` to ``end`` of a text, to be read left to right.

    ``plain`` ones are right without isolation as long as no markup parts them. ``eastern`` ones are
    Arabic-Indic phone numbers, whose groups are each set apart as well.
    """

    start: int
    end: int
    plain: bool = False
    eastern: bool = False
    latin: bool = False


def is_left_to_right(text: str) -> bool:
    """Say whether a text has letters, and none of them is Arabic or of another right-to-left
    script."""
    return (
        bool(_LETTER.search(text)) and not _STRONG_R.search(text) and not _ARABIC_SIGN.search(text)
    )


def isolate(text: str) -> Markup:
    """Return ``text`` escaped for HTML, each left-to-right run in ``<bdi dir="ltr">``; for a
    right-to-left element.

    HTML in a ``str`` is shown, not obeyed; a :class:`~markupsafe.Markup` goes to
    :func:`report.arabic.isolate_html`.
    """
    if isinstance(text, Markup):
        from report.arabic.html import isolate_html

        return isolate_html(text)
    if not _QUICK.search(text):
        return escape(text)
    pieces = []
    position = 0
    for run in ltr_runs(text):
        if not run.plain:
            pieces += [escape(text[position : run.start]), wrapped(text[run.start : run.end], run)]
            position = run.end
    pieces.append(escape(text[position:]))
    return Markup("").join(pieces)


def wrapped(text: str, run: Run) -> Markup:
    """Return the text of ``run`` as HTML, isolated."""
    if run.eastern:
        groups = (Markup('<bdi dir="ltr">{}</bdi>').format(group) for group in eastern_groups(text))
        return Markup('<bdi dir="ltr">{}</bdi>').format(Markup("").join(groups))
    if _STRONG_R.search(text):
        inner = _COMPONENT.sub(lambda piece: f'<bdi dir="rtl">{piece[0]}</bdi>', str(escape(text)))
        return Markup('<bdi dir="ltr">{}</bdi>').format(Markup(inner))
    face = whole_in(text)
    classes = [f"face-{face}"] if face else []
    if is_unbroken(text):
        classes.append("code")
    if classes:
        return Markup('<bdi dir="ltr" class="{}">{}</bdi>').format(" ".join(classes), text)
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def isolate_run(text: str) -> Markup:
    """Return a piece of a left-to-right run, escaped for HTML and isolated; nothing of ``""``."""
    return wrapped(text, Run(0, len(text), latin=True)) if text else Markup()


def is_unbroken(text: str) -> bool:
    """Say whether a left-to-right run is a code that stays on one line."""
    return "-" in text and len(text) <= _LONGEST_UNBROKEN and not any(map(str.isspace, text))


def eastern_groups(text: str) -> list[str]:
    """Return the groups of an Arabic-Indic phone number, each with the sign that ends it."""
    return re.split("(?<=[ \u00a0-])", text)


def components(address: str) -> list[tuple[str, bool]] | None:
    """Return the texts of an address from left to right, each with whether it is an Arabic
    component; ``None`` if it has none."""
    if not _STRONG_R.search(address):
        return None
    result: list[tuple[str, bool]] = []
    position = 0
    for match in _COMPONENT.finditer(address):
        result += [(address[position : match.start()], False), (match[0], True)]
        position = match.end()
    result.append((address[position:], False))
    return [(text, rtl) for text, rtl in result if text]


def isolate_plain(text: str) -> str:
    """Return ``text`` with LRM and RLM marks around its left-to-right runs; for bookmarks, alt
    text, running heads.

    The marks are used rather than the isolates U+2066 to U+2069 because older PDF readers do not
    know these. Neither draws a glyph or calls for another font in WeasyPrint; U+061C, which IBM
    Plex lacks, calls for one.
    """
    if not _QUICK.search(text):
        return text
    pieces = []
    position = 0
    runs = [run for run in ltr_runs(text) if not run.plain]
    for run in runs:
        between = text[position : run.start]
        # Without a strong letter between them two runs would join, and the later one would be at
        # the right.
        if _STRONG_R.search(between):
            pieces.append(_after_run(between) if position else between)
        else:
            pieces.append(f"{_RLM}{between}{_RLM}" if between else _RLM)
        pieces += [_LRM, _marked(text[run.start : run.end], run), _LRM]
        position = run.end
    tail = text[position:]
    return "".join([*pieces, _after_run(tail) if runs else tail])


def _after_run(text: str) -> str:
    """Return a text with a mark before it if a run to its right would take in its first figures or
    stops."""
    return text if _STARTS_WITH_R.match(text) else f"{_RLM}{text}"


def isolate_components(address: str) -> str:
    """Return an address with a direction mark on both sides of each Arabic component; for a
    left-to-right element."""
    return _COMPONENT.sub(rf"{_LRM}\g<0>{_LRM}", address)


def _marked(text: str, run: Run) -> str:
    if _STRONG_R.search(text):
        return f"{_LRE}{isolate_components(text)}{_PDF}"
    return re.sub("([+ \u00a0-])", rf"{_LRM}\1{_LRM}", text) if run.eastern else text


def ltr_runs(text: str) -> list[Run]:
    """Return the left-to-right runs of ``text``, in order and apart, plain numbers included."""
    if is_left_to_right(text):
        start = len(text) - len(text.lstrip(_NOT_FIRST))
        return [Run(start, _end_of_latin(text, start), latin=True)]
    runs: list[Run] = []
    atoms = chain.from_iterable(_atoms(text, match) for match in _matches(text))
    for atom in atoms:
        if runs and _continues(text, runs[-1], atom):
            runs[-1] = Run(runs[-1].start, atom.end, latin=runs[-1].latin or atom.latin)
        elif runs and _is_range(text, runs[-1], atom):
            runs[-1:] = [_apart(runs[-1]), _apart(atom)]
        else:
            runs.append(atom)
    pieces = (_bracketed(text, run) if run.latin else [run] for run in runs)
    return list(chain.from_iterable(pieces))


def _end_of_latin(text: str, start: int) -> int:
    """Return where a left-to-right text ends: a bracket that closes what is around it stays
    outside."""
    end = len(text.rstrip(_NOT_LAST))
    while end > start and text[end - 1] in _OPENERS:
        closer = text[end - 1]
        if text.count(closer, start, end) <= text.count(_OPENERS[closer], start, end):
            break
        end = start + len(text[start : end - 1].rstrip(_NOT_LAST))
    return end


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of :data:`ATOM` in order, as ``finditer`` does, in less time: most
    characters of an Arabic text start none."""
    start = _ATOM_START.search(text)
    while start is not None:
        match = ATOM.match(text, start.start())
        if match is not None:
            yield match
        start = _ATOM_START.search(text, start.end() if match is None else match.end())


def _atoms(text: str, match: re.Match[str]) -> list[Run]:
    """Return the run that a match is, or the two ends of a range."""
    start, end = match.span()
    range_match = (
        _RANGE.fullmatch(match[0])
        if match["number"] and ("-" in match[0] or "‑" in match[0])
        else None
    )
    if range_match is None or _CODE_WORD.search(text[max(0, start - 40) : start]):
        return [_atom(match)]
    cut = start + len(range_match[1] or range_match[3])
    return [Run(start, cut, plain=True), Run(cut + 1, end, plain=True)]


def _atom(match: re.Match[str]) -> Run:
    start, end = match.span()
    if match["url"]:
        body = match["url"].rstrip(".,:;!?'\"”’")
        while body.endswith(")") and body.count(")") > body.count("("):
            body = body[:-1].rstrip(".,:;!?")
        return Run(start, start + len(body), latin=True)
    if match["word"]:
        return Run(start, end, latin=True)
    if match["angle"]:
        return Run(start, end)
    if match["arabphone"]:
        return Run(start, end, eastern=True)
    # Figures alone need nothing, also if they are a telephone's.
    plain = _WHOLE if match["phone"] else _PLAIN
    return Run(start, end, plain=bool(plain.fullmatch(match[0])))


def _apart(run: Run) -> Run:
    return Run(run.start, run.end, eastern=run.eastern)


def _continues(text: str, run: Run, atom: Run) -> bool:
    """Say whether ``atom`` belongs to the run before it: one Latin stretch, «3 GB», «ISO 19005», or
    a code «12-18»."""
    gap = text[run.end : atom.start]
    if run.latin and atom.latin:
        return bool(_GAP.fullmatch(gap))
    if run.eastern or atom.eastern:
        return False
    first = text[run.start : run.end]
    if run.latin:
        return (
            gap in _SPACES
            or (gap in _NUMBER_GAPS and first[-1].isdigit())
            or bool(_OPERATOR.fullmatch(gap))
            or (gap == ". " and bool(_BEFORE_NUMBER.search(first)))
        )
    if atom.latin and (_OPERATOR.fullmatch(gap) or (gap == "/" and first[-1] in _PER)):
        return True
    if atom.latin:
        is_year = _YEAR.fullmatch(first) and _STRONG_R.search(text, 0, run.start)
        is_number = bool(_DECIMAL.fullmatch(first) or _CLOCK.fullmatch(first))
        return gap in _SPACES and is_number and not is_year
    return gap in ("-", "‑") and _is_code(text, run, atom)


def _is_code(text: str, run: Run, atom: Run) -> bool:
    """Tell a code of two numbers from a range: a leading zero, a fall, or what stands before it
    gives it away."""
    first, second = text[run.start : run.end], text[atom.start : atom.end]
    if not (_WHOLE.fullmatch(first) and _WHOLE.fullmatch(second)):
        return False
    preceding = text[max(0, run.start - 40) : run.start]
    return (
        (len(first) > 1 and first.startswith("0"))
        or (len(second) > 1 and second.startswith("0"))
        or _order(first) >= _order(second)
        or preceding.endswith("/")
        or bool(_CODE_WORD.search(preceding))
    )


def _order(figures: str) -> tuple[int, str]:
    """Compare whole numbers without converting them: a hostile one may have any length."""
    return len(figures), figures


def _is_range(text: str, run: Run, atom: Run) -> bool:
    return not (run.latin or atom.latin) and bool(_DASH.fullmatch(text[run.end : atom.start]))


def _bracketed(text: str, run: Run) -> list[Run]:
    """Take in the bracket that the run's own needs, «INTERPOL (ICPO)»; without one, split the run
    there."""
    unclosed: list[int] = []
    unopened: list[int] = []
    for index in range(run.start, run.end):
        character = text[index]
        if character in _CLOSERS:
            unclosed.append(index)
        elif character in _OPENERS:
            if unclosed and text[unclosed[-1]] == _OPENERS[character]:
                unclosed.pop()
            else:
                unopened.append(index)
    start, end = run.start, run.end
    while unclosed and text[end : end + 1] == _CLOSERS[text[unclosed[-1]]]:
        unclosed.pop()
        end += 1
    while unopened and start and text[start - 1] == _OPENERS[text[unopened[0]]]:
        unopened.pop(0)
        start -= 1
    return _split(text, start, end, sorted(unclosed + unopened))


def _split(text: str, start: int, end: int, cuts: list[int]) -> list[Run]:
    """Part a run at brackets that have no partner; spaces and stops beside them stay outside
    too."""
    if not cuts:
        return [Run(start, end, latin=True)]
    runs = []
    for first, last in zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True):
        low = (
            first + len(text[first:last]) - len(text[first:last].lstrip(_AT_CUT))
            if first > start
            else first
        )
        high = first + len(text[first:last].rstrip(_AT_CUT)) if last < end else last
        if low < high:
            runs.append(Run(low, high, latin=True))
    return runs
