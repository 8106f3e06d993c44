"""Rows that are read as a whole are those that are read object by object."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from contextlib import suppress

import numpy
from hypothesis import given
from hypothesis import strategies as st

from report.archive.registers.many_rows import _Form
from report.archive.registers.rows import RegisterRow, row_at
from report.archive.registers.table import OtherForm, Together

#: Texts of which some have the byte of a line end in UTF-16, or signs that are escaped.
TEXTS = st.text("ابت؊a(\\)\N{GUJARATI SIGN CANDRABINDU} ", min_size=1, max_size=5)
ROWS = st.lists(TEXTS, min_size=3, max_size=3)


def _written(text: str) -> bytes:
    raw = BOM_UTF16_BE + text.encode("utf-16-be")
    for sign in (b"\\", b"(", b")"):
        raw = raw.replace(sign, b"\\" + sign)
    return raw


def _together(texts: list[str], row: int, page: int, mark: int) -> Together:
    """Return the objects of a row as they are written."""
    count = len(texts)
    cells = range(row + 1, row + 1 + count)
    kids = b" ".join([b"%d 0 R" % cell for cell in cells])
    objects = [b"<</S/TR/P 5 0 R/K[%b]>>" % kids]
    for place, text in enumerate(texts):
        objects.append(
            b"<</S/TD/P %d 0 R/K %d 0 R/A %d 0 R/ActualText(%b)/Lang(zxx)>>"
            % (row, cells.stop + place, 90 + place, _written(text))
        )
    for place, cell in enumerate(cells):
        objects.append(b"<</S/Span/P %d 0 R/Pg %d 0 R/K %d>>" % (cell, page, mark + place))
    data = b"\n".join(objects) + b"\n"
    places = [0]
    for body in objects:
        places.append(places[-1] + len(body) + 1)
    live = numpy.ones(len(objects), dtype=numpy.bool_)
    return Together(list(range(row, row + len(objects))), places, live, data)


def _form() -> _Form:
    like = _together(["أول", "ثان", "ثالث"], 20, 7, 0)
    return _Form.of(like, 0, row_at(like, 0))


def _read(objects: Together) -> RegisterRow | None:
    return _form().row(objects.data, objects.places, objects.numbers[0])


@given(ROWS, st.integers(20, 99_999), st.integers(1, 99_999), st.integers(0, 999))
def test_a_row_is_read_as_a_whole_as_object_by_object(
    texts: list[str], row: int, page: int, mark: int
) -> None:
    objects = _together(texts, row, page, mark)
    whole, single = _read(objects), row_at(objects, 0)
    assert single.said == tuple(texts)
    assert whole == single or (
        whole is None and any(b"\n" in text.encode("utf-16-be") for text in texts)
    )


def test_an_object_does_not_begin_inside_of_a_text() -> None:
    """The byte of a line end in a text is no place of an object."""
    objects = _together(["نص", "؊؊", "آخر"], 4_000, 7, 3)
    inside = objects.data.index("؊".encode("utf-16-be")) + 2
    assert objects.data[inside - 1 : inside] == b"\n"
    for index in (2, 3):
        places = [*objects.places[:index], inside, *objects.places[index + 1 :]]
        assert _form().row(objects.data, places, 4_000) is None


@given(st.data())
def test_a_changed_byte_is_not_read_over(data: st.DataObject) -> None:
    objects = _together(["نص (طويل)", "قصير", "آخر"], 4_000, 7, 3)
    changed = bytearray(objects.data)
    index = data.draw(st.integers(0, len(changed) - 2))
    changed[index] = data.draw(st.integers(0, 255).filter(lambda byte: byte != changed[index]))
    first, read = row_at(objects, 0), None
    with suppress(OtherForm):  # the beginning of a text, which is then neither ASCII nor UTF-16
        read = _form().row(bytes(changed), objects.places, 4_000)
    assert read is None or (read.said, read.places) != (first.said, first.places)
