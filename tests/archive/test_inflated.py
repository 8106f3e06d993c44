"""The content of a Flate stream of a long register is unpacked, of any size and from any packer."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from report.archive.registers.table import OtherForm, _inflated
from report.deflating import deflated

MOST = 100_000
CONTENT = st.one_of(
    st.binary(max_size=2_000),
    st.builds(lambda block, count: block * count, st.binary(max_size=9), st.integers(0, 9_000)),
)


@given(CONTENT, st.integers(0, 9))
def test_a_stream_is_read_whoever_packed_it(content: bytes, level: int) -> None:
    assert _inflated(zlib.compress(content, level), MOST) == content
    assert _inflated(deflated(content), MOST) == content


@given(CONTENT, st.data())
def test_a_stream_that_is_cut_or_continued_or_too_large_has_another_form(
    content: bytes, data: st.DataObject
) -> None:
    packed = zlib.compress(content)
    cut = packed[: data.draw(st.integers(0, len(packed) - 1))]
    longer = packed + data.draw(st.binary(min_size=1, max_size=9))
    assume(not longer.endswith(packed[-4:]))
    for stream, most in ((cut, MOST), (longer, MOST), (packed, len(content) - 1)):
        if most >= 0:
            with pytest.raises(OtherForm):
                _inflated(stream, most)
