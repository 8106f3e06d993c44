"""Laid-out pages are read unchanged, from memory and from a file."""

from __future__ import annotations

import zlib
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.render.long_tables import page_buffer
from report.render.long_tables.model import CellStream, LaidOutRow, NewStream
from report.render.long_tables.page_buffer import PageBuffer
from report.render.long_tables.sheet import DrawnPage

TEXTS = st.binary(max_size=40)
ROWS = st.builds(
    LaidOutRow, st.lists(TEXTS, min_size=1, max_size=3).map(tuple), st.integers(0, 3), st.booleans(), st.booleans(),
    st.just(((0, "fr"),)),
)  # fmt: skip
#: Pages as the numbers of three shared streams and operators between them, with rows and their end.
PAGES = st.lists(
    st.tuples(
        st.lists(st.one_of(TEXTS, st.integers(0, 2)), max_size=4),
        st.lists(ROWS, max_size=3),
        st.floats(0, 800),
    ),
    max_size=12,
)


@given(PAGES, st.sampled_from([0, 1_500, 10**9]), st.booleans(), st.data())
def test_pages_are_read_unchanged(
    pages: list[tuple[list[bytes | int], list[LaidOutRow], float]],
    held: int,
    at_once: bool,
    data: st.DataObject,
) -> None:
    shared = [CellStream(b"%d" % number, ()) for number in range(3)]
    buffer, expected, seen = PageBuffer(at_once), [], list[int]()
    # A draw may end the example: the file is closed then too.
    with pytest.MonkeyPatch.context() as patch, closing(buffer):
        patch.setattr(page_buffer, "_HELD", held)
        for items, rows, bottom in pages:
            content = tuple(shared[item] if isinstance(item, int) else item for item in items)
            buffer.put(DrawnPage(content, tuple(rows), bottom))
            streams = list[bytes | int | NewStream]()
            for item in items:
                if isinstance(item, bytes):
                    streams.append(item)
                elif item in seen:
                    streams.append(seen.index(item))
                else:
                    seen.append(item)
                    streams.append(NewStream(len(seen) - 1, shared[item].data))
            expected.append((streams, bottom, tuple(rows)))
        buffer.end()
        assert buffer.pages == len(pages)
        assert buffer.sizes.shared == len(seen)
        stop = data.draw(st.integers(0, len(pages)))
        start = data.draw(st.integers(0, max(0, stop - 1)))
        read = [
            (
                [zlib.decompress(item) if isinstance(item, bytes) else item for item in streams],
                bottom,
                rows,
            )
            for streams, bottom, rows in (buffer.read(start, stop) if stop else ())
        ]
        assert read == expected[start:stop]
        assert (buffer._file is None) == (buffer._size <= held)
    assert buffer._file is None or buffer._file.closed
