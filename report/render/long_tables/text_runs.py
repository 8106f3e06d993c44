"""The runs of any text in one font, as Pango divides and shapes it."""

from __future__ import annotations

from dataclasses import replace

from report.render.clusters import full_space
from report.render.lines import Run
from report.render.long_tables.itemize import items_of
from report.render.long_tables.typeface import Typeface


def text_runs(face: Typeface, text: str, *, rtl: bool) -> tuple[list[Run], int] | None:
    """Return the runs of a text from left to right, in a paragraph of one direction, and its width
    in Pango units, or ``None`` if a glyph is missing."""
    runs: list[Run] = []
    units = 0
    for item in items_of(text, rtl=rtl):
        shaped = face.run(item.text, rtl=bool(item.level % 2), level=item.level, script=item.script)
        if shaped is None:
            return None
        run, width = shaped
        units += width
        if not run.glyphs:  # only control characters
            continue
        if runs and runs[-1].ends_in_space and run.starts_with_mark:
            runs[-1] = _filled(face, runs[-1])
        runs.append(run)
    return runs, units


def text_units(face: Typeface, text: str, end: int | None = None, *, rtl: bool) -> int | None:
    """Return the width of a text in Pango units, or ``None`` if a glyph is missing.

    :param end: how many of its characters are measured, with the forms that they have in the text.
    """
    units = 0
    for item in items_of(text[:end], rtl=rtl):
        buffer = face.buffer(
            text,
            rtl=bool(item.level % 2),
            script=item.script,
            within=(item.start, len(item.text)),
        )
        if any(info.codepoint == 0 for info in buffer.glyph_infos):
            return None
        units += sum([position.x_advance for position in buffer.glyph_positions])
    return units


def _filled(face: Typeface, run: Run) -> Run:
    """Return a run whose last space is one that pdf.js recognises as a character (see
    :func:`report.render.clusters.fill_spaces`)."""
    *glyphs, space = run.glyphs
    width = round(run.advance - space.x)
    full = face.invisible_glyph(space.x, width, full_space(space.text))
    return replace(run, glyphs=(*glyphs, full))
