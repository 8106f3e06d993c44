"""The bench of sizes counts every byte of a file once."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from benchmarks.size import table


def test_the_kinds_are_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "small.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(b"0 0 m 9 9 l S " * 99)
        pdf.Root.Metadata = pdf.make_stream(b"<x/>" * 50, Type=pikepdf.Name.Metadata)
        pdf.Root.Extra = pdf.make_stream(b"1234" * 50)
        pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    head, *lines = "\n".join(table(path)).splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[3:]]
    sizes = {kind: float(size) for kind, _, size, *_ in rows}
    assert head.startswith("1 pages")
    assert {"content of pages", "metadata", "other streams", "objects outside streams"} < set(sizes)
    assert abs(sum(sizes.values()) - path.stat().st_size / 1000) < 0.1 * len(sizes)
    assert {kind: count for kind, count, *_ in rows}["content of pages"] == "1"
