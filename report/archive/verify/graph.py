"""Compare two PDFs object by object, from their trailers on, and report each difference with its
location."""

from __future__ import annotations

import unicodedata
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from report.archive.pdf_objects import ObjectNumber
from report.archive.printed import page_numbers
from report.archive.seal import blank
from report.errors import Finding, Location

if TYPE_CHECKING:
    import pikepdf
    from pikepdf import Object, Stream

#: Keys of a trailer or a stream that only describe how the file is written (ISO 32000-1, 7.5.5 and
#: 7.5.8).
_WRITING = frozenset(
    [
        "/DecodeParms",
        "/Filter",
        "/ID",
        "/Index",
        "/Length",
        "/Prev",
        "/Size",
        "/Type",
        "/W",
        "/XRefStm",
    ]
)
#: Keys of the catalog that lead to laid-out content, which depends on where lines and pages end.
_SET = frozenset(["/Names", "/Outlines", "/Pages", "/StructTreeRoot"])
_STREAM = frozenset(["/Length", "/Filter", "/DecodeParms"])
#: The maximum number of characters shown of a value.
_SHOWN = 60
#: The maximum number of bytes shown of a value that is not text.
_BYTES = 16
#: A stream is inflated no further than this beyond the length of the stream that it is compared
#: with, in bytes.
_BEYOND = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where two PDFs differ.

    ``owner`` is the kind of the object (``Page``, ``StructElem TH``, ``Annot Link``), ``key`` the
    key or index in it, ``page`` its page from 1, if it has one. ``actual`` and ``expected`` show
    the two values, empty if missing; ``value`` is the actual object, ``None`` if it is missing.
    """

    owner: str
    key: str
    page: int | None
    actual: str
    expected: str
    value: object = None

    @property
    def place(self) -> str:
        """The object and the key, as a report names them."""
        return f"{self.owner} {self.key}".strip()


def differences(actual: pikepdf.Pdf, expected: pikepdf.Pdf) -> Iterator[Difference]:
    """Yield every place where ``actual`` differs from ``expected``, pages first.

    Object numbers, compression and the digits of the seal are not compared. An object is compared
    once.
    """
    return _Comparison(actual, expected).differences()


def document_differences(actual: pikepdf.Pdf, expected: pikepdf.Pdf) -> Iterator[Difference]:
    """Yield the differences of two PDFs in document-level data: catalog, information, attachments,
    output intents.

    Pages, structure, outlines and named destinations are left out: they depend on where lines and
    pages end.
    """
    return _Comparison(actual, expected).of_document()


def kind_of(value: object, otherwise: str = "") -> str:
    """Return the name of an object in a report: its type and subtype."""
    from pikepdf import Dictionary, Stream

    if not isinstance(value, Dictionary | Stream):
        return otherwise
    kind = str(value.get("/Type", ""))[1:]
    if kind == "EmbeddedFile":
        return kind
    names = [kind] if kind else []
    for key in ("/S", "/Subtype"):
        if isinstance(value.get(key), _name()):
            names.append(str(value[key])[1:])
            break
    return " ".join(names) or otherwise


def shown(value: object) -> str:
    """Return a value of a PDF as a short text without terminal control characters."""
    from pikepdf import Array, Dictionary, Stream

    if value is None:
        return ""
    if isinstance(value, Stream):
        return "stream"
    if isinstance(value, Dictionary):
        return f"<< {' '.join(list(value.keys())[:6])} >>"
    if isinstance(value, Array):
        return "[" + " ".join(shown(item) for item in list(value)[:6])[:_SHOWN] + "]"
    return clean(str(value))


def rebuilt_differs(
    where: Location, page: int | None, place: str, actual: str, expected: str
) -> Finding:
    """Return the finding that a place has ``actual`` instead of ``expected``."""
    values = {"place": place, "found": clean(actual) or "—", "wanted": clean(expected) or "—"}
    return Finding("rebuilt-differs", replace(where, page=page), values)


def reported(differences: Iterable[Difference], where: Location) -> Iterator[Finding]:
    """Yield the finding of each difference."""
    for difference in differences:
        yield rebuilt_differs(
            where, difference.page, difference.place, difference.actual, difference.expected
        )


def clean(text: str) -> str:
    """Return a text of a file, shortened, without characters that control a terminal or the
    direction of a line."""
    steering = ("Cc", "Cf", "Zl", "Zp", "Cs")
    visible = "".join(
        " " if unicodedata.category(sign) in steering else sign for sign in text[: 4 * _SHOWN]
    )
    return visible if len(visible) <= _SHOWN else visible[: _SHOWN - 1] + "…"


def _name() -> type:
    from pikepdf import Name

    return Name


class _Comparison:
    """A comparison in progress: the pairs of objects that wait, and those already compared."""

    def __init__(self, actual: pikepdf.Pdf, expected: pikepdf.Pdf) -> None:
        self._actual, self._expected = actual, expected
        self._pages = page_numbers(actual)
        self._seen: set[tuple[ObjectNumber, ObjectNumber]] = set()
        self._waiting: deque[tuple[object, object, str, str, int | None]] = deque()

    def differences(self) -> Iterator[Difference]:
        pages = zip(self._actual.pages, self._expected.pages, strict=False)
        for number, (first, second) in enumerate(pages, 1):
            self._waiting.append((first.obj, second.obj, "Page", "", number))
        yield from self._entries(
            self._actual.trailer, self._expected.trailer, "trailer", None, _WRITING
        )
        while self._waiting:
            yield from self._pair(*self._waiting.popleft())

    def of_document(self) -> Iterator[Difference]:
        first, second = self._actual.Root, self._expected.Root
        yield from self._entries(first, second, "Catalog", None, _SET)
        if "/Names" in first and "/Names" in second:
            yield from self._entries(
                first.Names, second.Names, "Names", None, frozenset(["/Dests"])
            )
        yield from self._entries(
            self._actual.trailer, self._expected.trailer, "trailer", None, _WRITING | {"/Root"}
        )
        while self._waiting:
            yield from self._pair(*self._waiting.popleft())

    def _pair(
        self, first: object, second: object, owner: str, key: str, page: int | None
    ) -> Iterator[Difference]:
        from pikepdf import Array, Dictionary, Object, Stream

        if (
            isinstance(first, Object)
            and isinstance(second, Object)
            and (first.is_indirect or second.is_indirect)
        ):
            pair = first.objgen, second.objgen
            if pair in self._seen:
                return
            self._seen.add(pair)
        if isinstance(first, Stream) and isinstance(second, Stream):
            kind = kind_of(second, f"{owner} {key}")
            yield from self._entries(first, second, kind, page, _STREAM)
            yield from _stream(
                first, second, owner if kind == f"{owner} {key}" else kind, key, page
            )
        elif isinstance(first, Dictionary) and isinstance(second, Dictionary):
            page = (
                self._pages.get(first.Pg.objgen, page)
                if isinstance(first.get("/Pg"), Dictionary)
                else page
            )
            yield from self._entries(
                first, second, kind_of(second, f"{owner} {key}".strip()), page, frozenset()
            )
        elif isinstance(first, Array) and isinstance(second, Array):
            for index, (item, its) in enumerate(zip_longest(first, second, fillvalue=self)):
                if item is self or its is self:
                    yield _difference(owner, f"{key}[{index}]", page, item, its, self)
                else:
                    self._waiting.append((item, its, owner, key, page))
        elif not _equal(first, second):
            yield _difference(owner, key, page, first, second, self)

    def _entries(
        self, first: Object, second: Object, owner: str, page: int | None, left_out: frozenset[str]
    ) -> Iterator[Difference]:
        for key in sorted((set(first.keys()) | set(second.keys())) - left_out):
            if key not in first or key not in second:
                yield _difference(
                    owner, key, page, first.get(key, self), second.get(key, self), self
                )
            else:
                self._waiting.append((first[key], second[key], owner, key, page))


def _difference(
    owner: str, key: str, page: int | None, actual: object, expected: object, missing: object
) -> Difference:
    first, second = ("" if value is missing else shown(value) for value in (actual, expected))
    return Difference(owner, key, page, first, second, None if actual is missing else actual)


def _equal(first: object, second: object) -> bool:
    from pikepdf import Array, Dictionary, Stream

    if isinstance(first, Array | Dictionary | Stream) or isinstance(
        second, Array | Dictionary | Stream
    ):
        return False
    return isinstance(first, bool) == isinstance(second, bool) and bool(first == second)


def _stream(
    first: Stream, second: Stream, owner: str, key: str, page: int | None
) -> Iterator[Difference]:
    """Yield the first difference between the contents of two streams."""
    raw = [bytes(stream.read_raw_bytes()) for stream in (first, second)]
    if raw[0] == raw[1] and shown(first.get("/Filter")) == shown(second.get("/Filter")):
        return
    expected = blank(_content(second, raw[1], None))
    actual = blank(_content(first, raw[0], len(expected) + _BEYOND))
    if actual != expected:
        pairs = enumerate(zip(actual, expected, strict=False))
        shorter = min(len(actual), len(expected))
        start = next((index for index, (left, right) in pairs if left != right), shorter)
        texts = [_around(content, start) for content in (actual, expected)]
        if texts[0] == texts[1]:  # one stream is a prefix of its counterpart
            texts = [
                clean(content[start:].decode("utf-8", "replace").strip())
                for content in (actual, expected)
            ]
        yield Difference(owner, key, page, texts[0], texts[1], first)


def _content(stream: Stream, raw: bytes, limit: int | None) -> bytes:
    """Return the content of a stream, inflated no further than ``limit`` bytes; the renderer uses
    no filter except Flate."""
    if stream.get("/Filter") != "/FlateDecode" or "/DecodeParms" in stream:
        return raw
    try:
        return zlib.decompressobj().decompress(raw, limit or 0)
    except zlib.error:
        return raw


def _around(content: bytes, start: int) -> str:
    """Return the line of content around a byte; for binary content, the bytes from it on."""
    begin = content.rfind(b"\n", max(0, start - _SHOWN // 2), start) + 1 or max(
        0, start - _SHOWN // 2
    )
    end = content.find(b"\n", start, start + _SHOWN)
    line = content[begin : end if end >= 0 else start + _SHOWN].decode("utf-8", "replace")
    return (
        clean(line)
        if line.isprintable() and "\ufffd" not in line
        else content[start : start + _BYTES].hex(" ")
    )
