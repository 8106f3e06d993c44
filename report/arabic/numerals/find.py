"""The search: tokens to numerals, without those that state no quantity."""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report.arabic.conventions_text import MARK, Span
from report.arabic.lexicon import Lexicon
from report.arabic.numerals.context import Context, CountedNouns, Part, counted_nouns
from report.arabic.numerals.excused import excused_spans
from report.arabic.numerals.reading import read
from report.arabic.numerals.words import NumberWord, number_word

_PERCENT = ("%", "٪", "‰")
_REFERENCE_MARK = re.compile(r"&#?\w+;")
_VULGAR = re.compile("[\u00bc-\u00be\u2150-\u215e\u2189\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")
#: A paragraph without any of these has no numeral.
_MAY_HAVE = re.compile(
    f"\\d|{_VULGAR.pattern}|&|{MARK}|\u0640|[\u200b-\u200f]|[ثت]ن[اتي]|صفر|ثلا?ث|[أا]ربع|خمس|ست|سبع|ثما"
    "|تسع|عشر|نصف|سدس|ما?[ئي][ةهت]|[أا]لف|ملي|بلي|تري?لي|[أا]نصاف|[أا]رباع|[أا]خماس|[أا]سداس"
    "|[أا]سباع|[أا]تساع|[أا]عشار|[أا]ثلاث|ربع"
)
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral, with its place in the text that was searched."""

    start: int
    end: int
    text: str


def numerals(
    text: str, objects: Sequence[Span] = (), lexicon: Lexicon | None = None
) -> tuple[Numeral, ...]:
    """Return the numerals of a text that state a quantity, in order.

    :param objects: the spans that are no text: expressions, addresses, signs of Markdown.
    :param lexicon: the counted nouns; default: those that come with Mujaz. They tell the amount
        «2010 وفود» from the year 2010.
    """
    nouns = counted_nouns(lexicon or Lexicon.shipped())
    spans: list[Span] = []
    for paragraph, own_objects in _paragraphs(text, objects):
        start, end = paragraph
        spans += [
            (start + first, start + last)
            for first, last in _spans(text[start:end], own_objects, nouns)
        ]
    return tuple(Numeral(start, end, text[start:end]) for start, end in sorted(spans))


def _paragraphs(text: str, objects: Sequence[Span]) -> Iterator[tuple[Span, list[Span]]]:
    """Yield each paragraph that may have a numeral, with the objects in it, from its start on."""
    following = deque(sorted(objects))
    open_objects: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        while following and following[0][0] < end:
            open_objects.append(following.popleft())
        open_objects = [span for span in open_objects if span[1] > start]
        if _MAY_HAVE.search(paragraph[0]):
            clipped = [(max(first, start), min(last, end)) for first, last in open_objects]
            yield (start, end), [(first - start, last - start) for first, last in clipped]


def _spans(text: str, objects: Sequence[Span], nouns: CountedNouns) -> Iterator[Span]:
    """Yield the spans of the numerals of a paragraph."""
    reading = read(text, objects)
    search = _Search(reading.text, Context(reading, nouns))
    yield from (reading.span(*span) for span in search.spans())
    yield from (reading.span(*match.span()) for match in _VULGAR.finditer(reading.text))
    for match in _REFERENCE_MARK.finditer(text) if "&" in text else ():
        if any(character.isnumeric() for character in html.unescape(match[0])):
            yield match.span()


class _Search:
    """Joins the tokens of a reading to numerals."""

    def __init__(self, text: str, context: Context) -> None:
        self._text = text
        self._tokens = context.tokens
        self._context = context
        self._excused = bytearray(len(text))
        for start, end in excused_spans(text):
            self._excused[start:end] = b"\1" * (end - start)

    def spans(self) -> Iterator[Span]:
        """Yield the span of each numeral in the reading."""
        index = 0
        while index < len(self._tokens):
            run = self._run(index)
            if not run:
                index += 1
                continue
            index = run[-1].index + 1
            if not self._context.states_nothing(run):
                end = self._tokens[index - 1].end
                with_sign = self._text[end : end + 1] in _PERCENT
                yield self._tokens[run[0].index].start, end + with_sign

    def _run(self, start: int) -> list[Part]:
        """Return the tokens of the numeral that starts at a token; none where none starts."""
        run: list[Part] = []
        for index in range(start, len(self._tokens)):
            token, piece = self._tokens[index], self._part(index)
            if piece is None or any(self._excused[token.start : token.end]):
                break
            if run and not (self._is_near(index) and self._joins(run[-1], piece.word)):
                break
            run.append(piece)
        return self._with_hundredths(run) if self._is_numeral(run) else []

    def _part(self, index: int) -> Part | None:
        token = self._tokens[index]
        if token.kind == "number":
            return Part(index, None)
        word = number_word(token.text) if token.kind == "word" else None
        return Part(index, word) if word is not None else None

    def _is_near(self, index: int) -> bool:
        return self._context.word_or_number_before(index)

    @staticmethod
    def _joins(last: Part, word: NumberWord | None) -> bool:
        """Say whether a word continues a numeral: «سبعة وخمسون», «57 ألفا», «ثلاثة آلاف»."""
        if word is None:
            return False
        if word.joins:
            return last.word is not None or word.kind == "fraction"
        if word.proclitic and not word.definite:
            return False
        if last.word is None:
            return word.kind in ("scale", "many")
        return last.word.definite or not word.definite

    def _is_numeral(self, run: list[Part]) -> bool:
        """Say whether tokens are a numeral: «واحد» and «آلاف» alone state no number."""
        kinds = [piece.word.kind if piece.word else "digits" for piece in run]
        if set(kinds) <= {"many"}:
            return False
        if kinds[0] == "one":
            return len(kinds) > 1 or self._context.hundredths(run[-1].index + 1) > 0
        return True

    def _with_hundredths(self, run: list[Part]) -> list[Part]:
        """Return a numeral with «في المائة» behind it."""
        last = run[-1].index
        length = self._context.hundredths(last + 1)
        return [*run, *(Part(last + step, None) for step in range(1, length + 1))]
