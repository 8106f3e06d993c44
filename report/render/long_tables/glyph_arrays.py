"""The glyphs of a text as arrays.

uharfbuzz makes two objects of each glyph, which takes three times as long as to shape it. Its
library exports HarfBuzz's C functions on most systems, and these are called there. Elsewhere the
arrays are made of the objects: they are the same.
"""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from report.render.engine.glyphs import EMPTY

if TYPE_CHECKING:
    from numpy import bool_, int64
    from numpy.typing import NDArray
    from uharfbuzz import Buffer

#: Values of HarfBuzz's types: right-to-left, the tag of the Arabic script, read-only memory, and
#: the flags of a glyph.
_RIGHT_TO_LEFT, _ARABIC, _READ_ONLY, _FLAGS = 5, int.from_bytes(b"Arab", "big"), 1, 7
#: The numbers in a ``hb_glyph_info_t``, and in a ``hb_glyph_position_t``.
_NUMBERS = 5
#: The functions that are called, each with its result and its arguments: pointers and integers.
_FUNCTIONS = {
    "hb_blob_create": "p: p u i p p", "hb_face_create": "p: p u", "hb_font_create": "p: p",
    "hb_font_set_scale": ": p i i", "hb_buffer_create": "p:", "hb_buffer_clear_contents": ": p",
    "hb_buffer_add_utf32": ": p p i u i", "hb_buffer_set_direction": ": p i",
    "hb_buffer_set_script": ": p u", "hb_buffer_set_language": ": p p",
    "hb_buffer_set_invisible_glyph": ": p u", "hb_language_from_string": "p: p i",
    "hb_shape": ": p p p u", "hb_buffer_get_glyph_infos": "p: p p",
    "hb_buffer_get_glyph_positions": "p: p p", "hb_buffer_destroy": ": p",
    "hb_font_destroy": ": p", "hb_face_destroy": ": p", "hb_blob_destroy": ": p",
}  # fmt: skip
_TYPES = {"p": ctypes.c_void_p, "u": ctypes.c_uint, "i": ctypes.c_int}


class GlyphArrays(NamedTuple):
    """Glyphs in the order of HarfBuzz: their first characters, their advances and shifts to the
    right and upwards, whether HarfBuzz gives them flags, and their numbers."""

    clusters: NDArray[int64]
    advances: NDArray[int64]
    across: NDArray[int64]
    up: NDArray[int64]
    flagged: NDArray[bool_]
    numbers: NDArray[int64]


@cache
def _library() -> ctypes.CDLL | None:
    """Return the library of uharfbuzz, or ``None`` if it does not export HarfBuzz."""
    from uharfbuzz import _harfbuzz

    try:
        library = ctypes.CDLL(_harfbuzz.__file__)
        for name, types in _FUNCTIONS.items():
            function = getattr(library, name)
            result, _, arguments = types.partition(":")
            function.restype = _TYPES[result] if result else None
            function.argtypes = [_TYPES[argument] for argument in arguments.split()]
    except (OSError, AttributeError):
        return None
    return library


def of_objects(buffer: Buffer) -> GlyphArrays:
    """Return the glyphs of a shaped text."""
    import numpy as np

    infos = map(attrgetter("codepoint", "cluster", "flags"), buffer.glyph_infos)
    places = map(attrgetter("x_advance", "x_offset", "y_offset"), buffer.glyph_positions)
    numbers, clusters, flags = np.array([*infos], np.int64).reshape(-1, 3).T
    advances, across, up = np.array([*places], np.int64).reshape(-1, 3).T
    return GlyphArrays(clusters, advances, across, up, flags != 0, numbers)


class Shaper:
    """Shapes right-to-left texts in one font at one size, in Pango units.

    ``data`` is the font file, and ``shaped`` shapes a text where the C functions are missing.
    """

    def __init__(
        self, data: bytes, size: int, language: str, shaped: Callable[[str], Buffer]
    ) -> None:
        self._shaped = shaped
        self._data = data
        library = self._library = _library()
        if library is None:
            return
        blob = library.hb_blob_create(data, len(data), _READ_ONLY, None, None)
        face = library.hb_face_create(blob, 0)
        self._font = library.hb_font_create(face)
        library.hb_font_set_scale(self._font, size, size)
        self._buffer = library.hb_buffer_create()
        self._language = library.hb_language_from_string(language.encode(), -1)
        for release, pointer in (
            (library.hb_buffer_destroy, self._buffer),
            (library.hb_font_destroy, self._font),
            (library.hb_face_destroy, face),
            (library.hb_blob_destroy, blob),
        ):
            weakref.finalize(self, release, pointer)

    def glyphs(self, text: str) -> GlyphArrays:
        """Return the glyphs of a text."""
        library = self._library
        if library is None:
            return of_objects(self._shaped(text))
        buffer = self._buffer
        library.hb_buffer_clear_contents(buffer)
        library.hb_buffer_add_utf32(buffer, text.encode("utf-32-le"), len(text), 0, len(text))
        library.hb_buffer_set_direction(buffer, _RIGHT_TO_LEFT)
        library.hb_buffer_set_script(buffer, _ARABIC)
        library.hb_buffer_set_language(buffer, self._language)
        library.hb_buffer_set_invisible_glyph(buffer, EMPTY)
        library.hb_shape(self._font, buffer, None, 0)
        numbers, flags, clusters, _, _ = self._columns(library.hb_buffer_get_glyph_infos)
        advances, _, across, up, _ = self._columns(library.hb_buffer_get_glyph_positions)
        return GlyphArrays(clusters, advances, across, up, flags & _FLAGS != 0, numbers)

    def _columns(self, function: Callable[..., int]) -> NDArray[int64]:
        """Return what a function of the buffer points to, by columns."""
        import numpy as np

        count = ctypes.c_uint()
        pointer = function(self._buffer, ctypes.byref(count))
        data = ctypes.string_at(pointer, count.value * _NUMBERS * 4)
        return np.frombuffer(data, np.int32).reshape(-1, _NUMBERS).T.astype(np.int64)
