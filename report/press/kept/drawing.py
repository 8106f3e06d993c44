"""What was drawn of a page as plain data, and the same drawn again on another page of another document.

A code stands for another glyph in each document, and so does a name of a resource. What is kept of a text is what its
codes stand for, and of the resources only what is opaque; whatever else is drawn with resources is not kept at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from report.press.codes import Codes, Shape
from report.press.fonts import BUNDLED
from report.press.lines import Line

#: Operators that name resources (ISO 32000-1, 8 and 9): shadings, patterns, pictures, colour spaces; and pictures.
_NAMING = re.compile(rb"(?:^|\s)(?:Do|sh|scn|SCN|cs|CS|BI|ID|EI)$")
_ALPHA = re.compile(rb"^/([aA])([0-9.]+) gs$")
_CODES = re.compile(rb"<([0-9a-f]+)>")
_FACES = {face.postscript: face for face in BUNDLED}
#: What a stream knows of its own state; at the start of what is kept it must know nothing.
_STATE = (
    "_current_color",
    "_current_color_stroke",
    "_current_alpha",
    "_current_alpha_stroke",
    "_current_font",
)


class Stale(Exception):
    """What was kept does not fit this document."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The fonts that Pango loaded for what is drawn again, by their descriptions, and where it finds them."""

    font_map: Any
    fonts: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Watch:
    """What the text layer uses while something is drawn, in the order of use: fonts, codes, glyphs."""

    fonts: dict[str, tuple[Any, float, Any]] = field(default_factory=dict)
    codes: dict[tuple[str, int], None] = field(default_factory=dict)
    glyphs: dict[tuple[str, int], tuple[float, Any]] = field(default_factory=dict)

    def see_font(self, font: Any, size: float, pango_font: Any) -> None:
        """Note that a font is asked for."""
        self.fonts.setdefault(font.hash, (font, size, pango_font))

    def see_glyphs(self, font: Any, size: float, pango_font: Any, numbers: tuple[int, ...]) -> None:
        """Note which glyphs of a font are drawn, by their numbers."""
        for number in numbers:
            self.glyphs.setdefault((font.hash, number), (size, pango_font))

    def see_codes(self, font: Any, codes: tuple[int, ...]) -> None:
        """Note which codes of a font are asked for."""
        for code in codes:
            self.codes.setdefault((font.hash, code))


def is_plain(stream: Any) -> bool:
    """Say whether a stream knows nothing of its own state, so that what follows is drawn as anywhere else."""
    return all(getattr(stream, name) is None for name in _STATE)


def take(
    stream: Any,
    start: int,
    marked: int,
    layer: Any,
    line: int,
    watch: Watch,
    places: dict[int, int],
) -> dict[str, Any] | None:
    """Return what was drawn on ``stream`` since it was ``start`` long, as data that JSON can hold.

    :param marked: how many marked contents the page had then, and ``line`` how many lines the layer.
    :param places: the places of the page's boxes in their tree, by their ``id``.
    :returns: ``None`` where that cannot be drawn on another page.
    """
    operators = _operators(stream.stream[start:])
    fonts = _fonts(watch)
    if operators is None or fonts is None:
        return None
    tags = list(stream._tags.items())[marked:]
    entries = {name: layer.codes_of(font)[1].entries for name, (font, *_) in watch.fonts.items()}
    codes = [
        [name, code, shape.parts, shape.width, shape.made, text]
        for (name, code) in watch.codes
        for shape, text in [entries[name][code - 1]]
    ]
    lines = [
        [
            one.text,
            one.font.postscript,
            one.mcid,
            one.x,
            one.width,
            one.y,
            one.size,
            one.ends_inside,
        ]
        for one in layer.lines[line:]
    ]
    return {
        "operators": operators,
        "fonts": fonts,
        "codes": codes,
        "lines": lines,
        "marked": marked,
        "tags": [[places[id(box)], tag["tag"]] for box, tag in tags],
    }


def _operators(given: list[Any]) -> list[Any] | None:
    """Return operators: what is the same in each document as one text, texts and numbered marks by themselves."""
    done: list[Any] = []
    plain: list[bytes] = []
    font = ""

    def close() -> None:
        if plain:
            done.append(b"\n".join(plain).decode("latin-1"))
            plain.clear()

    items = iter(given)
    for item in items:
        if not isinstance(item, bytes):
            if isinstance(item, dict) and "MCID" in item:
                tag = plain.pop().decode("ascii")
                close()
                done.append([tag, item["MCID"]])
                next(items)  # the operator of this mark
            else:
                plain.append(item.data if hasattr(item, "data") else str(item).encode("ascii"))
        elif item.endswith(b"] TJ"):
            close()
            done.append([font, item.decode("latin-1")])
        else:
            if _NAMING.search(item) or (item.endswith(b" gs") and not _opaque(item)):
                return None
            if item.endswith(b" Tf"):
                font = item.split()[0][1:].decode("ascii")
            elif item.endswith(b" gs"):
                close()
                done.append([item.decode("ascii")])
                continue
            plain.append(item)
    close()
    return done


def _opaque(item: bytes) -> bool:
    found = _ALPHA.match(item)
    return found is not None and str(_number(found[2])).encode() == found[2]


def _number(text: bytes) -> float:
    return int(text) if text.isdigit() else float(text)


def _fonts(watch: Watch) -> list[Any] | None:
    """Return the fonts used, each with the widths of its glyphs; ``None`` where another size would give others."""
    widths: dict[str, list[list[int]]] = {name: [] for name in watch.fonts}
    for (name, number), (size, pango_font) in watch.glyphs.items():
        width = watch.fonts[name][0].widths[number]
        if width != _width(pango_font, number, size):
            return None
        widths[name].append([number, width])
    return [
        [name, size, font.family, font.style, font.weight, _description(pango_font), widths[name]]
        for name, (font, size, pango_font) in watch.fonts.items()
    ]


def _width(pango_font: Any, number: int, size: float) -> int:
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango

    ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(pango_font, number, ink, logical)
    width: int = round(logical.width * 1000 * FROM_UNITS / size)
    return width


def _description(pango_font: Any) -> str:
    from weasyprint.text.ffi import ffi, pango

    description = ffi.gc(
        pango.pango_font_describe_with_absolute_size(pango_font), pango.pango_font_description_free
    )
    text: bytes = ffi.string(pango.pango_font_description_to_string(description))
    return text.decode()


def draw(stream: Any, kept: dict[str, Any], boxes: list[Any], layer: Any, loaded: Loaded) -> None:
    """Draw what :func:`take` took, on the page of ``stream``, in the document of ``layer``.

    :raises Stale: when that is not what would be drawn without it.
    """
    if not is_plain(stream) or len(stream._tags) != kept["marked"]:
        raise Stale
    given = {font[0]: _use_font(stream, layer, loaded, *font) for font in kept["fonts"]}
    codes: dict[str, dict[int, int]] = {}
    for name, code, parts, width, made, text in kept["codes"]:
        shape = Shape(tuple((part[0], part[1], part[2]) for part in parts), width, made)
        codes.setdefault(name, {})[code] = given[name].of(shape, text)
    same = {
        name for name, some in codes.items() if all(before == now for before, now in some.items())
    }
    out: list[Any] = stream.stream
    for one in kept["operators"]:
        if isinstance(one, str):
            out.append(one.encode("latin-1"))
        elif len(one) == 1:
            _set_alpha(stream, one[0].encode("ascii"))
        elif isinstance(one[1], int):
            _mark(out, *one)
        else:
            name, text = one
            shown = text.encode("latin-1")
            out.append(shown if name in same else _renumbered(shown, codes[name]))
    for at, tag in kept["tags"]:
        stream._tags[boxes[at]] = {"tag": tag, "mcid": len(stream._tags)}
    for text, face, mcid, x, width, y, size, inside in kept["lines"]:
        layer.lines.append(
            Line(
                text,
                _FACES[face],
                stream.page_rectangle,
                mcid,
                x,
                width,
                y,
                size,
                ends_inside=inside,
            )
        )


def _use_font(
    stream: Any, layer: Any, loaded: Loaded, name: str, size: float, family: str, style: int, weight: int,
    description: str, widths: list[list[int]],
) -> Codes:  # fmt: skip
    """Put a font among those of the document, as its first use there would, and return its codes.

    :raises Stale: when this machine has another font under its description, or another size gave other widths.
    """
    pango_font = loaded.fonts.get(description)
    if pango_font is None:
        pango_font = loaded.fonts[description] = _load(loaded.font_map, size, family, style, weight)
        if _description(pango_font) != description:
            raise Stale
    font, own_size = stream.add_font(pango_font)
    codes: Codes
    face, codes = layer.codes_of(font)
    if font.hash != name or own_size != size or face is None:
        raise Stale
    for number, width in widths:
        if font.widths.setdefault(number, width) != width:
            raise Stale
        font.to_unicode[number] = ""
    return codes


def _load(font_map: Any, size: float, family: str, style: int, weight: int) -> Any:
    from weasyprint.text.constants import PANGO_STRETCH
    from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango, unicode_to_char_p

    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pointer, _owner = unicode_to_char_p(family)
    pango.pango_font_description_set_family(description, pointer)
    pango.pango_font_description_set_style(description, style)
    pango.pango_font_description_set_stretch(description, PANGO_STRETCH["normal"])
    pango.pango_font_description_set_weight(description, weight)
    pango.pango_font_description_set_absolute_size(description, round(size * TO_UNITS))
    context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    loaded = pango.pango_font_map_load_font(font_map, context, description)
    if loaded == ffi.NULL:
        raise Stale
    return ffi.gc(loaded, gobject.g_object_unref)


def _set_alpha(stream: Any, item: bytes) -> None:
    """Set an opacity, as ``Stream.set_alpha`` does, which the document then has among its resources."""
    import pydyf  # type: ignore[import-untyped]

    found = _ALPHA.match(item)
    if found is None:
        raise Stale
    letter, value = found[1].decode(), _number(found[2])
    stream._resources["ExtGState"].setdefault(
        f"{letter}{value}", pydyf.Dictionary({"CA" if letter == "A" else "ca": value})
    )
    stream.stream.append(item)


def _mark(out: list[Any], tag: str, number: int) -> None:
    import pydyf

    out.extend([tag, pydyf.Dictionary({"MCID": number}), b"BDC"])


def _renumbered(shown: bytes, codes: dict[int, int]) -> bytes:
    def other(found: re.Match[bytes]) -> bytes:
        text = found[1]
        numbers = (codes[int(text[at : at + 4], 16)] for at in range(0, len(text), 4))
        return b"<" + b"".join(b"%04x" % number for number in numbers) + b">"

    return _CODES.sub(other, shown)
