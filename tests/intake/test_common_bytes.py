"""Texts of common signs alone are known by their bytes."""

from __future__ import annotations

import re
from itertools import chain

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.coverage import RARE
from report.intake.common_bytes import common_only

#: ASCII, and the letters and vowel signs of Arabic.
COMMON = frozenset(map(chr, chain(range(0x80), range(0x621, 0x63B), range(0x640, 0x653))))
#: What stands beside the ranges in Unicode or has the same bytes in UTF-8 as these, among others.
SIGNS = st.sampled_from("\x00 aا يغءغـ\u0652") | st.sampled_from(
    "\x80¡ءغأؠػؿ\u0653\u063a٩ٮېà߿ࠀ‡▒□水🕊\U0010ffff"
)


@pytest.mark.parametrize("block", [1, 2, 3, 1 << 17])
@given(texts=st.lists(st.none() | st.text(SIGNS, max_size=9)), start=st.integers(0, 9))
def test_common_texts_are_known_by_their_bytes(
    texts: list[str | None], start: int, block: int
) -> None:
    chunks = pa.chunked_array([texts, [], texts[:2]], type=pa.large_string()).slice(start)
    signs = "".join(filter(None, chunks.to_pylist()))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("report.intake.common_bytes._BLOCK", block)
        assert common_only(chunks) == COMMON.issuperset(signs)


def test_no_other_sign_is_common() -> None:
    signs = [chr(code) for code in range(0x3000)]
    common = [
        sign for sign in signs if common_only(pa.chunked_array([[sign]], type=pa.large_string()))
    ]
    assert common == sorted(COMMON)


def test_a_rare_sign_is_not_common() -> None:
    assert not any(re.match(RARE, sign) for sign in COMMON)
