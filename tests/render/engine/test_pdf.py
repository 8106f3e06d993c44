"""The objects of a PDF are written as pydyf writes them."""

from __future__ import annotations

import math

import numpy
import pytest

from report.render.engine.pdf import Array, Dictionary, Stream, String, written

ITEMS = [
    b"12 0 R", "/Name", 7, -3, 0, True, 1.5, 2.0, -0.0, 1e-9, 12345.678901, math.inf,
    numpy.float64(0.25), numpy.int64(4), None, String("plain (text) \\ here"), String("نص"),
]  # fmt: skip


class _Named(str):
    __slots__ = ()


@pytest.mark.parametrize(
    "item",
    [
        Dictionary({"A": "/B", "K": Array(ITEMS), "D": Dictionary({"Inner": Array([])})}),
        Array([*ITEMS, Dictionary({_Named("N"): _Named("/M")}), Array([1, Array([2.5])])]),
        Stream(["q", b"1 0 0 RG", Dictionary({"ActualText": String("ن")}), 3, 0.5], {"N": 3}),
        Stream(["q", "Q"], {"Type": "/XObject"}, compress=True),
        Stream([]),
        String("نص"),
    ],
)
def test_what_is_written_is_what_pydyf_writes(item: Array | Dictionary | Stream | String) -> None:
    assert written(item) == item.data  # type: ignore[union-attr]
