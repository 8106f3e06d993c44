"""Read the paths of an object of pdfium: its segments, what it is clipped to, how it is stroked."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pypdfium2 import raw

#: Where pdfium writes the place of a point; allocated once.
_PLACE = ctypes.c_float(), ctypes.c_float()
#: The matrix that moves nothing.
_STILL = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)


class Step(NamedTuple):
    """A segment of a path: its kind (of pdfium), its end on the page, and whether it closes the
    shape."""

    kind: int
    across: float
    up: float
    closes: bool


def steps_of(handle: raw.FPDF_PAGEOBJECT) -> list[list[Step]]:
    """Return the segments of each shape of a path."""
    outlines: list[list[Step]] = []
    matrix = matrix_of(handle)
    for segment in _segments(handle):
        step = _step(segment, matrix)
        if step.kind == raw.FPDF_SEGMENT_MOVETO:
            outlines.append([])
        if outlines:
            outlines[-1].append(step)
    return outlines


def clips_of(handle: raw.FPDF_PAGEOBJECT) -> list[list[Step]]:
    """Return the segments of each path that an object is clipped to, on the page.

    pdfium leaves out the rectangles that cut nothing off.
    """
    paths = raw.FPDFPageObj_GetClipPath(handle)
    clips = []
    for index in range(max(0, raw.FPDFClipPath_CountPaths(paths)) if paths else 0):
        clip = []
        for segment in range(raw.FPDFClipPath_CountPathSegments(paths, index)):
            clip.append(_step(raw.FPDFClipPath_GetPathSegment(paths, index, segment), _STILL))
        if clip:
            clips.append(clip)
    return clips


def points_of(steps: Sequence[Step]) -> list[tuple[float, float]]:
    """Return the points that segments lead to."""
    return [(step.across, step.up) for step in steps]


def pen_of(handle: raw.FPDF_PAGEOBJECT) -> tuple[tuple[float, ...], int, int]:
    """Return how a path is stroked: its dashes with their phase, if any, its joins and its ends."""
    dashes: tuple[float, ...] = ()
    if (count := raw.FPDFPageObj_GetDashCount(handle)) > 0:
        lengths, phase = (ctypes.c_float * count)(), ctypes.c_float()
        raw.FPDFPageObj_GetDashArray(handle, lengths, count)
        raw.FPDFPageObj_GetDashPhase(handle, phase)
        dashes = (*lengths, phase.value)
    return dashes, raw.FPDFPageObj_GetLineJoin(handle), raw.FPDFPageObj_GetLineCap(handle)


def is_blended(handle: raw.FPDF_PAGEOBJECT) -> bool:
    """Return whether an object lets the ground through, or is blended with it."""
    return bool(raw.FPDFPageObj_HasTransparency(handle))


def matrix_of(handle: raw.FPDF_PAGEOBJECT) -> raw.FS_MATRIX:
    """Return the matrix that leads from the coordinates of an object to those of the page."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return matrix


def width_of(handle: raw.FPDF_PAGEOBJECT) -> int:
    """Return the width of the stroke of a path in its own units, in hundredths."""
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(handle, width)
    return round(width.value * 100)


def _segments(handle: raw.FPDF_PAGEOBJECT) -> Iterator[raw.FPDF_PATHSEGMENT]:
    for index in range(raw.FPDFPath_CountSegments(handle)):
        yield raw.FPDFPath_GetPathSegment(handle, index)


def _step(segment: raw.FPDF_PATHSEGMENT, matrix: raw.FS_MATRIX) -> Step:
    """Return a segment; its end is in the coordinates that ``matrix`` leads to."""
    across, up = _PLACE
    raw.FPDFPathSegment_GetPoint(segment, across, up)
    x, y = across.value, up.value
    return Step(
        raw.FPDFPathSegment_GetType(segment),
        matrix.a * x + matrix.c * y + matrix.e,
        matrix.b * x + matrix.d * y + matrix.f,
        bool(raw.FPDFPathSegment_GetClose(segment)),
    )
