"""Objects that are written after those of a PDF."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.archive import objects
from report.archive.objects import ObjectWriter


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(1, 70))
def test_every_object_is_found_under_its_number(counts: list[int], together: int) -> None:
    source, target = BytesIO(), BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(source, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    expected: dict[int, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objects, "_TOGETHER", together)
        writer = ObjectWriter(source, target)
        for count in counts:
            single = writer.new()
            numbers = writer.take(count)
            writer.put_all(numbers, [b"(text %d)" % number for number in numbers])
            writer.put(single, b"(replaced)")
            expected |= {number: f"text {number}" for number in numbers}
            writer.put(single, b"(single %d)" % single)
            expected[single] = f"single {single}"
        writer.end()
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1
        for number, text in expected.items():
            assert str(pdf.get_object(number, 0)) == text
        assert pdf.check_pdf_syntax() == []
