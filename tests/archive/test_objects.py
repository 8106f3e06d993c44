"""Objects that are written after those of a PDF."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from tempfile import TemporaryFile

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.archive import objects
from report.archive.objects import ObjectWriter
from report.deflating import deflated


@given(st.lists(st.integers(0, 30), max_size=60), st.integers(1, 70))
def test_every_object_is_found_under_its_number(counts: list[int], together: int) -> None:
    source, target = BytesIO(), BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(source, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    expected: dict[int, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objects, "_TOGETHER", together)
        with closing(ObjectWriter(source, target)) as writer:
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


@given(st.data())
def test_a_part_of_another_process_follows(data: st.DataObject) -> None:
    source, target = BytesIO(), BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(source, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    expected: dict[int, str] = {}

    def put(writer: ObjectWriter, most: int) -> None:
        for _ in range(data.draw(st.integers(0, most))):
            writer.take(data.draw(st.integers(0, 3)))
            number = writer.new()
            writer.put(number, b"(object %d)" % number)
            expected[number] = f"object {number}"
            if data.draw(st.booleans()):
                stream = writer.stream(deflated(b"stream"))
                expected[stream] = "stream"

    with (
        pytest.MonkeyPatch.context() as patch,
        TemporaryFile() as objects_file,
        TemporaryFile(buffering=0) as entries,
        closing(ObjectWriter(source, target)) as writer,
    ):
        patch.setattr(objects, "_TOGETHER", data.draw(st.integers(1, 9)))
        reserved = writer.new()
        put(writer, 9)
        writer.flush()
        separate = ObjectWriter.of_part(objects_file, entries, writer.unused)
        put(separate, 9)
        separate.stream(deflated(b"stream"), reserved)
        expected[reserved] = "stream"
        writer.append(separate.written(), objects_file, entries)
        put(writer, 9)
        count = writer.end()
    with pikepdf.open(target) as pdf:
        for number, text in expected.items():
            shown = pdf.get_object(number, 0)
            content = shown.read_bytes() if isinstance(shown, pikepdf.Stream) else bytes(shown)
            assert content.decode() == text
        assert count >= len(expected)
        assert pdf.check_pdf_syntax() == []
