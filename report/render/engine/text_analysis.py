"""Pango's analysis of a text, without a layout: where lines may be broken, and the direction of
each character."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.line_break import can_break_text

__all__ = ["breaks_between", "character_breaks", "levels_of", "line_breaks", "script_of_character"]

ffi.cdef(
    """
    uint8_t *pango_log2vis_get_embedding_levels (
        const char *text, int length, PangoDirection *base);
    void g_free (void *memory);
    int g_unichar_get_script (uint32_t character);
    uint32_t g_unicode_script_to_iso15924 (int script);
    """
)
#: The first and the third bit of ``PangoLogAttr``.
_LINE, _CHARACTER = 1, 4
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 0, 1
#: Embeddings and overrides, which WeasyPrint replaces before it asks where a line may be broken.
_EMBEDDED = re.compile("[\u202a-\u202e]")


def line_breaks(text: str, language: str | None) -> list[int]:
    """Return the places inside a text, in characters from its start, at which a line may be broken
    by the rules of UAX #14, as Pango has them for a language."""
    return _places(text, language, _LINE)


def character_breaks(text: str, language: str | None) -> list[int]:
    """Return the places between two clusters of a text, at which a line may be broken as a last
    resort."""
    return _places(text, language, _CHARACTER)


def _places(text: str, language: str | None, flag: int) -> list[int]:
    """Return the places inside a text with a flag of ``PangoLogAttr``."""
    import numpy as np

    if _EMBEDDED.search(text):
        text = _EMBEDDED.sub("\u200b", text)
    raw = text.encode()
    count = len(text) + 1
    attributes = ffi.new("PangoLogAttr[]", count)
    pango.pango_get_log_attrs(raw, len(raw), -1, _language(language), attributes, count)
    flags = np.frombuffer(ffi.buffer(attributes), np.uint32)
    places: list[int] = (np.flatnonzero(flags[1 : count - 1] & flag) + 1).tolist()
    return places


@lru_cache(maxsize=4096)
def breaks_between(left: str, right: str, language: str | None) -> bool:
    """Return whether a line may be broken between two characters of different boxes."""
    return bool(can_break_text(left + right, language))


def levels_of(text: str, *, rtl: bool) -> list[int]:
    """Return the embedding level of each character (UAX #9) in a paragraph of one direction."""
    raw = text.encode()
    base = ffi.new("PangoDirection *", _RIGHT_TO_LEFT if rtl else _LEFT_TO_RIGHT)
    levels = pango.pango_log2vis_get_embedding_levels(raw, len(raw), base)
    result: list[int] = ffi.unpack(levels, len(text))
    gobject.g_free(levels)
    return result


@cache
def script_of_character(character: str) -> str:
    """Return the script of a character, as an ISO 15924 code: ``Zyyy`` if it has that of the text
    around it."""
    script = gobject.g_unicode_script_to_iso15924(gobject.g_unichar_get_script(ord(character)))
    return int(script).to_bytes(4, "big").decode("ascii")


@lru_cache(maxsize=64)
def _language(language: str | None) -> Any:
    """Return Pango's language."""
    if not language:
        return pango.pango_language_get_default()
    return pango.pango_language_from_string(language.encode())
