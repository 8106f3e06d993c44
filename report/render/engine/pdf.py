"""The objects of a PDF in memory, before it is written: dictionaries, arrays, strings, streams."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    class Dictionary(dict[str, Any]):
        """A dictionary; once it is an object of a PDF, it has a number and can be referred to."""

        number: int
        reference: bytes
        data: bytes
        free: str

    class Array(list[Any]):
        """An array. A reference to an object is a single item, in bytes (``b"12 0 R"``)."""

        number: int
        reference: bytes

    class String:
        """A text string."""

        string: str

        def __init__(self, string: str) -> None: ...

    class Stream:
        """A stream: its parts, and the entries of its dictionary."""

        number: int
        reference: bytes
        stream: list[Any]
        extra: dict[str, Any]
        compress: bool

        def __init__(
            self, stream: list[Any], extra: dict[str, Any] | None = None, *, compress: bool = False
        ) -> None: ...

    class Pdf:
        """A PDF: its objects by number, its catalog and its pages."""

        objects: list[Any]
        catalog: Dictionary
        pages: Dictionary
        page_references: Sequence[bytes]

        def add_object(self, object: Dictionary | Array | Stream) -> None: ...

    class _Object:
        """Any object of a PDF."""

        @property
        def data(self) -> bytes: ...
else:
    from pydyf import PDF as Pdf
    from pydyf import Array, Dictionary, Stream, String
    from pydyf import Object as _Object

__all__ = [
    "Array",
    "Dictionary",
    "Pdf",
    "Stream",
    "String",
    "actual_text",
    "number_of",
    "page_at",
    "page_digests",
    "pages",
    "remove",
    "resolve",
    "with_page_references",
    "write_once",
    "written",
]

#: The length of what follows the number of an object in a reference: each has the generation 0.
_AFTER_NUMBER = len(b" 0 R")
#: A reference to an object in an object as it is written.
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")


def number_of(reference: bytes) -> int:
    """Return the number in an indirect reference (``b"12 0 R"``)."""
    return int(reference[:-_AFTER_NUMBER])


def resolve(pdf: Pdf, reference: bytes) -> Any:
    """Return the object behind an indirect reference."""
    return pdf.objects[number_of(reference)]


def pages(pdf: Pdf) -> list[Dictionary]:
    """Return the pages of a PDF, in order."""
    # An array of references is stored flat: number, generation, R.
    return [pdf.objects[number] for number in pdf.pages["Kids"][::3]]


class _PagedPdf:
    """A PDF with all its pages, for those who create its structure elements."""

    def __init__(self, pdf: Pdf) -> None:
        self.objects = pdf.objects
        self.catalog = pdf.catalog
        self.pages = pdf.pages
        self.page_references = pdf.page_references
        self.add_object = pdf.add_object


def with_page_references(pdf: Pdf) -> Pdf:
    """Return a PDF that has all its pages, with their references: a PDF of pydyf makes all of them
    again for each structure element."""
    return cast("Pdf", _PagedPdf(pdf))


def page_at(pdf: Pdf, index: int) -> Dictionary:
    """Return the page with an index from 0."""
    page: Dictionary = pdf.objects[pdf.pages["Kids"][3 * index]]
    return page


def remove(item: Dictionary) -> None:
    """Let an object that nothing refers to be in no file."""
    item.free = "f"


def actual_text(text: str) -> Dictionary:
    """Return the property list of marked content with the replacement text ``text`` (ISO 32000-1,
    14.9.4)."""
    return Dictionary({"ActualText": String(text)})


class _Written(_Object):
    """An object of a PDF as it is written."""

    def __init__(self, source: Any) -> None:
        super().__init__()
        self.number, self.generation, self.free = source.number, source.generation, source.free
        self._data: bytes = written(source)

    @property
    def data(self) -> bytes:
        """The content of the object."""
        return self._data

    @property
    def indirect(self) -> bytes:
        """The object with its number."""
        return b"%d %d obj\n%b\nendobj" % (self.number, self.generation, self._data)


def written(item: Any) -> bytes:
    """Return an object of a PDF, or a part of one, as pydyf writes it.

    pydyf asks each item for several classes in turn, which takes twice as long. What most entries
    and items are is written here, without a call for each.
    """
    write = _WRITERS.get(type(item))
    if write is not None:
        return write(item)
    if isinstance(item, Stream) and not item.compress:
        content = b"\n".join(_written_parts(item.stream))
        extra = written(Dictionary({**item.extra, "Length": len(content)}))
        return b"\n".join((extra, b"stream", content, b"endstream"))
    # Other values, such as numbers, as pydyf writes them in a dictionary.
    data: bytes = item.data if isinstance(item, _Object) else Dictionary({"": item}).data[4:-2]
    return data


def _written_dictionary(item: Dictionary) -> bytes:
    pieces: list[bytes] = []
    for key, value in item.items():
        kind = type(value)
        pieces.append(_KEYS[key])
        if kind is bytes:
            pieces.append(value)
        elif kind is str:
            pieces.append(value.encode("ascii"))
        elif kind is Array:
            pieces.append(_written_array(value))
        else:
            pieces.append(written(value))
    return b"<<%b>>" % b"".join(pieces)


def _written_array(item: Array) -> bytes:
    return b"[%b]" % b" ".join(_written_parts(item))


def _written_parts(items: Sequence[Any]) -> list[bytes]:
    return [item if type(item) is bytes else written(item) for item in items]


def _written_float(item: float) -> bytes:
    if item.is_integer():
        return b"%d" % int(item)
    return f"{item:f}".rstrip("0").encode("ascii")


def _written_string(item: String) -> bytes:
    if type(item.string) is str:
        return _text(item.string)
    data: bytes = item.data  # type: ignore[attr-defined]
    return data


class _Keys(dict[str, bytes]):
    """Keys of entries as they are written, with the space after each."""

    def __missing__(self, name: str) -> bytes:
        key = b"/%b " % name.encode("ascii")
        if len(self) < _MOST_KEYS:
            self[name] = key
        return key


_MOST_KEYS = 500
_KEYS = _Keys()


@lru_cache(maxsize=5_000)
def _text(text: str) -> bytes:
    """Return a text string as it is written: most of them recur, as those of empty cells."""
    data: bytes = String(text).data  # type: ignore[attr-defined]
    return data


#: What writes an item, by its type.
_WRITERS: dict[type, Callable[[Any], bytes]] = {
    bytes: bytes,
    str: lambda item: item.encode("ascii"),
    int: lambda item: b"%d" % item,
    float: _written_float,
    Dictionary: _written_dictionary,
    Array: _written_array,
    String: _written_string,
}


def write_once(pdf: Pdf) -> None:
    """Write each object of a finished PDF: pydyf writes it twice, the second time for the
    identifier of the file."""
    pdf.objects[:] = [source if source.free == "f" else _Written(source) for source in pdf.objects]


def page_digests(pdf: Pdf, pages_of_pdf: list[Dictionary]) -> list[bytes]:
    """Return a digest of each page of a PDF whose objects are written: of its size, its content,
    and its resources with all that they refer to."""
    resources: dict[bytes, bytes] = {}
    digests: list[bytes] = []
    for page in pages_of_pdf:
        reference = page["Resources"]
        if reference not in resources:
            resources[reference] = _whole_digest(pdf, reference)
        whole = sha256(resources[reference])
        whole.update(written(page["MediaBox"]))
        whole.update(resolve(pdf, page["Contents"]).data)
        digests.append(whole.digest())
    return digests


def _whole_digest(pdf: Pdf, reference: bytes) -> bytes:
    """Return the digest of a written object, and of all objects that it refers to."""
    whole, seen, waiting = sha256(), set[bytes](), [reference.split()[0]]
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        data: bytes = pdf.objects[int(number)].data
        whole.update(b"%b %d " % (number, len(data)))
        whole.update(data)
        entries, _, _ = data.partition(b"\nstream\n")
        waiting += _REFERENCE.findall(entries)
    return whole.digest()
