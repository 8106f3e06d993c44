"""The bundled fonts, which are the only ones used on a page.

A font is identified by its bytes, not by its name: an installed font of the same name may be
another version with other glyphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from report.coverage import characters_of
from report.places import assets

AMIRI = "Amiri"
PLEX = "IBM Plex Sans Arabic"
TIFINAGH = "Noto Sans Tifinagh"
#: Arrows, shapes, ticks and other symbols. The file is a subset of the font: U+2190 to U+23FF,
#: U+2460 to U+27BF and U+2B00 to U+2BFF, without the tables of vertical lines (vhea, vmtx), which
#: HarfBuzz cuts too short in a subset.
SYMBOLS = "Noto Sans Symbols 2"


@dataclass(frozen=True, slots=True)
class BundledFont:
    """A bundled font file: CSS family and weight, PostScript name (OpenType name ID 6), file name
    under assets."""

    family: str
    weight: int
    postscript: str
    file: str

    @property
    def path(self) -> Path:
        """The path of the file."""
        return assets() / "fonts" / self.file


BUNDLED = (
    BundledFont(AMIRI, 400, "Amiri-Regular", "amiri/Amiri_400Regular.ttf"),
    BundledFont(AMIRI, 700, "Amiri-Bold", "amiri/Amiri_700Bold.ttf"),
    BundledFont(
        PLEX,
        400,
        "IBMPlexSansArabic-Regular",
        "ibm-plex-sans-arabic/IBMPlexSansArabic_400Regular.ttf",
    ),
    BundledFont(
        PLEX,
        600,
        "IBMPlexSansArabic-SemiBold",
        "ibm-plex-sans-arabic/IBMPlexSansArabic_600SemiBold.ttf",
    ),
    BundledFont(
        TIFINAGH,
        400,
        "NotoSansTifinagh-Regular",
        "noto-sans-tifinagh/NotoSansTifinagh_400Regular.ttf",
    ),
    BundledFont(
        SYMBOLS,
        400,
        "NotoSansSymbols2-Regular",
        "noto-sans-symbols-2/NotoSansSymbols2_400Regular.ttf",
    ),
)

FAMILIES = frozenset(font.family for font in BUNDLED)


def font_faces() -> str:
    """Return the CSS ``@font-face`` rules of the bundled fonts, with absolute ``file:`` URLs."""
    return "\n".join(
        f'@font-face{{font-family:"{font.family}";font-weight:{font.weight};font-style:normal;'
        f'src:url("{font.path.as_uri()}")}}'
        for font in BUNDLED
    )


def font_files() -> tuple[tuple[int, int], ...]:
    """Return the time and the size of each bundled font file, by which a changed one is noticed."""
    states = [font.path.stat() for font in BUNDLED]
    return tuple((state.st_mtime_ns, state.st_size) for state in states)


def bundled_font(content: bytes) -> BundledFont | None:
    """Return the bundled font whose file has exactly these bytes, or ``None`` for a font from
    elsewhere."""
    return _by_digest().get(sha256(content).digest())


def has_character(family: str, character: str) -> bool:
    """Return whether every weight of a bundled family has a glyph for a character."""
    return all(
        ord(character) in characters_of(font.path) for font in BUNDLED if font.family == family
    )


@cache
def _by_digest() -> dict[bytes, BundledFont]:
    return {sha256(font.path.read_bytes()).digest(): font for font in BUNDLED}
