"""Heavy cells share a cache, and are the same after they were deflated."""

from __future__ import annotations

from report.render.long_tables import cell_cache
from report.render.long_tables.cell_cache import CellCache, HeavyCells
from report.render.long_tables.limited import Weighed
from report.render.long_tables.model import LaidOutCell, ShapedLine


def cell(text: str, lines: int) -> LaidOutCell:
    body = f"\n[<{text.encode().hex()}>]TJ" * 20
    return LaidOutCell(tuple(ShapedLine(line, body, True) for line in range(lines)), text.encode())


def test_a_heavy_cell_is_the_same_after_it_was_deflated() -> None:
    heavy = HeavyCells(_cells=Weighed(10_000))
    first, second = CellCache(heavy=heavy), CellCache(heavy=heavy)
    cells = {f"text {number}": cell(f"text {number}", 10) for number in range(6)}
    for text, laid_out in cells.items():
        assert cell_cache._size(laid_out) > cell_cache._HEAVY
        first.put(text, laid_out)
    assert first.get("text 0") is not cells["text 0"]
    assert {text: first.get(text) for text in cells} == cells
    assert all(text in first and text not in second for text in cells)


def test_a_light_cell_is_in_the_cache_of_its_column_alone() -> None:
    heavy = HeavyCells()
    first, second = CellCache(heavy=heavy), CellCache(heavy=heavy)
    light = cell("a", 1)
    first.put("a", light)
    assert first.cells == {"a": light}
    assert first.get("a") is light
    assert second.get("a") is None
