"""Break the inline boxes of a cell into lines.

The result is that of WeasyPrint with :mod:`report.render.breaking`.

Lines are filled greedily. A line may end where UAX #14 allows a break in the text of a box, and
between two boxes where it allows one between the characters beside the border. A word that is wider
than its column is broken between two letters. Where a line would still leave its column, first the
bonds between its words give way, then the words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import NamedTuple

from report.render.breaking import BREAK_STEP, BREAKS, TWO_LETTERS, Gives, is_bound, loosened
from report.render.engine.text_analysis import breaks_between, character_breaks, line_breaks
from report.render.long_tables.inlines import Inline
from report.render.long_tables.typeface import UNITS
from report.render.long_tables.word_strings import is_tied

#: Rounding of Pango's units.
_NEAR = UNITS // 100


class Segment(NamedTuple):
    """The text of an inline box on one line, and its width in Pango units.

    ``end`` is where the text ends in that of the box. The next line continues the box if the
    segment ``goes_on``.
    """

    box: int
    text: str
    end: int
    units: int
    goes_on: bool

    @property
    def ends_in_space(self) -> bool:
        """Whether the text ends in a space."""
        return self.text.endswith(" ")


#: Returns the width of a word of an inline box, in Pango units.
Measure = Callable[[str, Inline], int]


class MeasuredText:
    """The text of an inline box from a character on, with the places where it may be broken.

    ``stops`` are these places. ``seen`` are the widths up to each without the space before it, and
    ``whole`` the widths less than that of the text by what follows, in Pango units.
    """

    def __init__(self, box: Inline, text: str, rules: LineBreaks) -> None:
        self.text = text
        self.stops: list[int] = []
        self.seen: list[int] = []
        self.whole: list[int] = []
        self._box = box
        self._rules = rules
        self._space = space = rules.space
        self._measure = measure = rules.measure
        words = text.split(" ")
        spaced = not box.wraps or (
            box.rtl and not is_tied(text) and all(map(rules.is_whole, words))
        )
        allowed = [] if spaced else [*line_breaks(text, rules.language), len(text)]
        start = units = visible = number = 0
        for word in words:
            end = start + len(word)
            while allowed and allowed[number] < start:
                number += 1
            if start:
                units += space
                if box.wraps and start < len(text) and (spaced or allowed[number] == start):
                    self.stops.append(start)
                    self.seen.append(visible)
                    self.whole.append(units)
            while allowed and allowed[number] < end:
                cut = allowed[number] - start
                if cut:
                    self.stops.append(start + cut)
                    self.seen.append(units + measure(word[:cut], box))
                    self.whole.append(units + measure(word, box) - measure(word[cut:], box))
                number += 1
            if word:
                width = None if box.rtl else rules.find(word)
                units += measure(word, box) if width is None else width
                visible = units
            start = end + 1
        self.width = units
        self.visible = visible

    def width_before(self, place: int) -> int:
        """Return the width of the text before a word, in Pango units."""
        number = bisect_right(self.stops, place) - 1
        if number >= 0 and self.stops[number] == place:
            return self.whole[number]
        return self._measured(self.text[:place])

    def broken_word(self, start: int, stop: int, room: int, units: int) -> tuple[int, int]:
        """Return where a word from ``start`` to ``stop`` is broken between two letters to fit into
        ``room``, and the width up to there; ``units`` is the width before the word.

        A letter that ends a line may be wider than inside a word: then the word is broken earlier,
        as in :mod:`report.render.breaking`.
        """
        rules = self._rules
        characters = character_breaks(self.text, rules.language)
        places = [place for place in characters if start < place < stop]
        if not places:
            return stop, units + self._measured(self.text[start:stop].rstrip(" "))
        inside = self.text[start:stop]
        widths = [rules.measure_inside(inside, place - start, self._box) for place in places]
        place, narrower = start, room
        for _ in range(BREAKS):
            fitting = (number for number, width in enumerate(widths) if width <= narrower)
            earlier = places[max(fitting, default=0)]
            if place > start and self.text[earlier - 1].isspace():
                break
            place = earlier
            width = self._measured(self.text[start:place].rstrip(" "))
            over = width - room
            if over <= _NEAR or place == places[0]:
                break
            narrower -= max(over, round(BREAK_STEP * rules.size))
        return place, units + width

    def _measured(self, text: str) -> int:
        """Return the width of a text of the box."""
        words = text.split(" ")
        return sum(self._measure(word, self._box) for word in words if word) + self._space * (
            len(words) - 1
        )


@dataclass(slots=True)
class LineBreaks:
    """Breaks texts into lines of ``room`` Pango units.

    ``measure`` returns the width of a word, and ``measure_inside`` that of its first characters as
    they are within it; ``find`` returns the width of a left-to-right word if it is cached.
    ``space`` is the width of a space and ``size`` the font size. ``is_whole`` returns whether a
    word of a right-to-left box has no line break inside.
    """

    room: int
    size: int
    language: str | None
    space: int
    measure: Measure
    measure_inside: Callable[[str, int, Inline], int]
    find: Callable[[str], int | None]
    is_whole: Callable[[str], bool]

    def lines(self, boxes: Sequence[Inline]) -> list[list[Segment]]:
        """Return the segments of each line."""
        lines: list[list[Segment]] = []
        place = _Place(0, 0)
        texts: _Texts = {}
        while (start := _after_spaces(boxes, place)) is not None:
            for gives in Gives if any(box.wraps for box in boxes) else (Gives.NOTHING,):
                line, following = _Line(self, boxes, texts, gives).fill(start)
                if self._fits(line):
                    break
            lines.append(_without_last_space(line, self))
            if following is None:
                break
            place = following
        return lines

    def _fits(self, line: Sequence[Segment]) -> bool:
        over = sum(segment.units for segment in line) - self.room
        return over - (self.space if line[-1].ends_in_space else 0) <= _NEAR

    def is_break(self, left: str, right: str, gives: Gives) -> bool:
        """Return whether a line may be broken between the last character of a box and the first of
        the next."""
        if gives is Gives.WORDS and TWO_LETTERS.search(left + right):
            return True
        if gives:
            left, right = loosened(left), loosened(right)
        return breaks_between(left, right, self.language)


class _Place(NamedTuple):
    """Where a line begins: an inline box, and a character of its text."""

    box: int
    skip: int


#: The segments of a line, and where the next line begins.
_Filled = tuple[list[Segment], _Place | None]
#: The texts of boxes from a character on, by box, with this character.
_Texts = dict[int, tuple[int, MeasuredText]]


@dataclass(slots=True)
class _Line:
    """Fills one line; ``gives`` is what gives way in it."""

    rules: LineBreaks
    boxes: Sequence[Inline]
    texts: _Texts
    gives: Gives

    def fill(self, start: _Place) -> _Filled:
        """Return the segments of the line, and where the next line begins."""
        children = [
            range(boxes[0], boxes[-1] + 1)
            for _, group in groupby(
                range(start.box, len(self.boxes)), lambda index: self.boxes[index].place
            )
            if (boxes := list(group))
        ]
        return self._flow(children, start, self.rules.room, first=None)

    def _flow(
        self, children: Sequence[range], start: _Place, room: int, *, first: bool | None
    ) -> _Filled:
        """Fill ``room`` with boxes, each a range of boxes that follow each other; ``first`` is
        whether they are the first on the line, or ``None`` if only the first one is."""
        settled: list[Segment] = []
        waiting: list[tuple[range, _Place, list[Segment]]] = []
        x = 0
        for child in children:
            begin = start if start.box in child else _Place(child.start, 0)
            if child.start > start.box and self._is_border_break(child.start):
                settled += chain.from_iterable(segments for *_, segments in waiting)
                waiting = []
            inside = not (settled or waiting) if first is None else first
            segments, following = self._lay(child, begin, room - x, first=inside)
            x += sum(segment.units for segment in segments)
            if x - (self.rules.space if segments[-1].ends_in_space else 0) > room:
                broken = self._broken_before(settled, waiting, first=bool(first))
                if broken is not None:
                    return broken
            waiting.append((child, begin, segments))
            if following is not None:
                break
        return [*settled, *chain.from_iterable(segments for *_, segments in waiting)], following

    def _lay(self, child: range, begin: _Place, room: int, *, first: bool) -> _Filled:
        """Return the segments of a box that fit into ``room``, and where the next line begins."""
        if len(child) == 1:
            segment = self._split(*begin, room, first=first)
            return [segment], _Place(segment.box, segment.end) if segment.goes_on else None
        return self._flow([range(box, box + 1) for box in child], begin, room, first=first)

    def _is_border_break(self, index: int) -> bool:
        """Return whether a line may be broken before a box."""
        return self.rules.is_break(
            self.boxes[index - 1].text[-1], self.boxes[index].text[0], self.gives
        )

    def _broken_before(
        self,
        settled: list[Segment],
        waiting: Sequence[tuple[range, _Place, list[Segment]]],
        *,
        first: bool,
    ) -> _Filled | None:
        """Return a line that ends at its last possible place before a box that does not fit, or
        ``None`` if there is none."""
        for number, (child, begin, segments) in reversed(list(enumerate(waiting))):
            if not any(self._can_break(box, begin) for box in child):
                continue
            room = sum(segment.units for segment in segments) - UNITS
            while room > 0:
                shorter, following = self._lay(child, begin, room, first=first)
                if following is not None:
                    inner = chain.from_iterable(segments for *_, segments in waiting[:number])
                    return [*settled, *inner, *shorter], following
                room -= UNITS
        return (settled, _Place(settled[-1].box + 1, 0)) if settled else None

    def _can_break(self, index: int, begin: _Place) -> bool:
        """Return whether a line may be broken in the text of a box."""
        if not self.boxes[index].wraps or index < begin.box:
            return False
        skip = begin.skip if index == begin.box else 0
        text, base, _ = self._text(index, skip, loose=bool(self.gives))
        letters = self.gives is Gives.WORDS and TWO_LETTERS.search(text.text, base)
        return bool(letters) or bisect_right(text.stops, base) < len(text.stops)

    def _split(self, index: int, skip: int, room: int, *, first: bool) -> Segment:
        """Return the text of a box that fits into ``room``; ``first`` on its line."""
        if self.gives:
            first = first or self.gives is Gives.WORDS
            return self._fitted(index, skip, room, loose=True, first=first)
        segment = self._fitted(index, skip, room, loose=False, first=first)
        if segment.goes_on and is_bound(self.boxes[index].text[skip:].partition(" ")[0]):
            last = self.boxes[index].text[segment.end - 1]
            following = self.boxes[index].text[segment.end]
            if not last.isspace() and not self.rules.is_break(last, following, Gives.NOTHING):
                return self._fitted(index, skip, room, loose=True, first=first)
        return segment

    def _fitted(self, index: int, skip: int, room: int, *, loose: bool, first: bool) -> Segment:
        """Return what :meth:`_split` does; with ``loose`` bonds give way."""
        text, base, units = self._text(index, skip, loose=loose)
        room += units
        if text.visible <= room:
            rest = text.text[base:]
            return Segment(index, rest, skip + len(rest), text.width - units, goes_on=False)
        low = bisect_right(text.stops, base)
        last = max(low, bisect_right(text.seen, room, low) - 1)
        stop, width = (
            (text.stops[last], text.seen[last])
            if last < len(text.stops)
            else (len(text.text), text.visible)
        )
        if width > room and first and (loose or self.boxes[index].wraps):
            stop, width = text.broken_word(base, stop, room - units, units)
        shown = text.text[base:stop].rstrip(" ")
        goes_on = stop < len(text.text)
        return Segment(index, shown, skip + stop - base, width - units, goes_on)

    def _text(self, index: int, skip: int, *, loose: bool) -> tuple[MeasuredText, int, int]:
        """Return a text that ends with the rest of a box, where this rest begins, and the width
        before it."""
        box = self.boxes[index]
        if loose:
            wraps = box.wraps or self.gives is Gives.WORDS
            return (
                MeasuredText(box._replace(wraps=wraps), loosened(box.text[skip:]), self.rules),
                0,
                0,
            )
        begin, text = self.texts.get(index, (-1, None))
        if text is not None and begin <= skip:
            if begin == skip:
                return text, 0, 0
            if text.text[skip - begin - 1] == " ":
                return text, skip - begin, text.width_before(skip - begin)
        text = MeasuredText(box, box.text[skip:], self.rules)
        self.texts[index] = skip, text
        return text, 0, 0


def _after_spaces(boxes: Sequence[Inline], place: _Place) -> _Place | None:
    """Return the first visible character from a place on, or ``None`` if there is none."""
    box, skip = place
    while box < len(boxes):
        text = boxes[box].text
        while skip < len(text) and text[skip] == " ":
            skip += 1
        if skip < len(text):
            return _Place(box, skip)
        box, skip = box + 1, 0
    return None


def _without_last_space(line: list[Segment], rules: LineBreaks) -> list[Segment]:
    """Return a line without the space that ends it."""
    *segments, last = line
    if last.ends_in_space:
        text = last.text.rstrip(" ")
        if not text:
            return segments
        segments.append(last._replace(text=text, units=last.units - rules.space))
        return segments
    return line
