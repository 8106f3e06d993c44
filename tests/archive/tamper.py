"""Changes to an edition as somebody would make them who knows how it is made: afterwards it is sealed again."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from hashlib import md5, sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Operator

from report.archive.finish import _saved
from report.archive.provenance import provenance_json
from report.archive.seal import blank, seal

_DIGEST = re.compile(rb"(?<=<mujaz:sha256>)[0-9a-f]{64}(?=</mujaz:sha256>)")


def changed_byte(data: bytes, chance: random.Random) -> bytes:
    """Change one byte anywhere in the file, and nothing else."""
    index = chance.randrange(len(data))
    return data[:index] + bytes([data[index] ^ (1 << chance.randrange(8))]) + data[index + 1 :]


def sealed_again(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Apply ``change`` to a PDF and seal it as Mujaz does."""
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        metadata = pdf.Root.Metadata
        metadata.write(blank(metadata.read_bytes()))
        with _saved(pdf, "1.7") as saved:
            saved.seek(0)
            return seal(saved.read())


def in_attachment(data: bytes, chance: random.Random, folder: str) -> bytes:
    """Change a byte of a file inside, and the digests that the PDF itself has of it."""

    def change(pdf: pikepdf.Pdf) -> None:
        path = chance.choice(sorted(name for name in pdf.attachments if name.startswith(folder)))
        stream = pdf.attachments[path].obj.EF.F
        old = stream.read_bytes()
        new = changed_byte(old, chance)
        while path == "provenance.json" and _versions(new) != _versions(old):
            new = changed_byte(old, chance)
        stream.write(new)
        stream.Params.CheckSum = pikepdf.String(md5(new, usedforsecurity=False).digest())

    return sealed_again(data, change)


def with_provenance(path: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Write an edition whose provenance is changed, and that is sealed again, to ``target``."""

    def rewrite(pdf: pikepdf.Pdf) -> None:
        stream = pdf.attachments["provenance.json"].obj.EF.F
        provenance = json.loads(stream.read_bytes())
        change(provenance)
        data = provenance_json(provenance)
        stream.write(data)
        stream.Params.Size = len(data)
        stream.Params.CheckSum = pikepdf.String(md5(data, usedforsecurity=False).digest())

    target.write_bytes(sealed_again(path.read_bytes(), rewrite))
    return target


def replace_file(pdf: pikepdf.Pdf, path: str, new: bytes) -> None:
    """Put another content into a file inside, and its digests and its size wherever the PDF has them."""
    for name, content in ((path, new), ("provenance.json", None)):
        stream = pdf.attachments[name].obj.EF.F
        if content is None:
            graph = json.loads(stream.read_bytes())
            (node,) = (node for node in graph["@graph"] if node["@id"] == path)
            node["sha256"], node["contentSize"] = sha256(new).hexdigest(), str(len(new))
            content = provenance_json(graph)
        stream.write(content)
        stream.Params.CheckSum = pikepdf.String(md5(content, usedforsecurity=False).digest())
        stream.Params.Size = len(content)


def _versions(provenance: bytes) -> bytes:
    """Return what ``provenance.json`` says of versions, which leave no other trace in the file."""
    return provenance[provenance.find(b'"softwareVersion"') : provenance.find(b'"mujaz:fonts"')]


def in_metadata(data: bytes, chance: random.Random) -> bytes:
    """Change a byte of the XMP, except the seal's own digits."""

    def change(pdf: pikepdf.Pdf) -> None:
        old = pdf.Root.Metadata.read_bytes()
        new = old
        while _DIGEST.search(new) is None or new == old:
            new = changed_byte(old, chance)
            if _DIGEST.sub(b"", new) == _DIGEST.sub(b"", old):
                new = old
        pdf.Root.Metadata.write(new)

    return sealed_again(data, change)


def in_number(data: bytes, chance: random.Random, *, said: bool) -> bytes:
    """Change one figure on a page into another; with ``said`` what the structure says of it is changed too."""

    def change(pdf: pikepdf.Pdf) -> None:
        figures = [place for page in pdf.pages for place in _figures(pdf, page)]
        page, operators, index, position, digits, old = chance.choice(figures)
        new = chance.choice(sorted(set(digits) - {old}))
        operands, operator = operators[index]
        text = bytes(operands[0][position[0]]) if str(operator) == "TJ" else bytes(operands[0])
        start = position[1]
        text = text[:start] + digits[new] + text[start + 2 :]
        if str(operator) == "TJ":
            operands[0][position[0]] = pikepdf.String(text)
        else:
            operands[0] = pikepdf.String(text)
        operators[index] = (operands, operator)
        if said:
            _say(pdf, page, operators, index, old, new)
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))

    return sealed_again(data, change)


def _figures(pdf, page):
    """Yield each figure that a page shows: where it stands, the codes of its font's figures, and itself."""
    operators = list(pikepdf.parse_content_stream(page))
    codes = {}
    for index, (operands, operator) in enumerate(operators):
        if str(operator) == "Tf":
            codes = _digits(page.Resources.Font[operands[0]])
        elif str(operator) in ("Tj", "TJ"):
            pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
            for place, piece in enumerate(pieces):
                if isinstance(piece, pikepdf.String):
                    text = bytes(piece)
                    for start in range(0, len(text) - 1, 2):
                        for figure, code in codes.items():
                            if text[start : start + 2] == code and len(codes) > 1:
                                yield page, operators, index, (place, start), codes, figure


_CACHE: dict[bytes, dict[str, bytes]] = {}


def _digits(font):
    """Return the codes of a font that represent 0 to 9 in the running text, one for each."""
    table = font.ToUnicode.read_bytes()
    if table not in _CACHE:
        codes_by_digit: dict[str, bytes] = {}
        for code, text in re.findall(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>", table):
            read = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
            if read in "0123456789" and len(read) == 1:
                codes_by_digit.setdefault(read, bytes.fromhex(code.decode()))
        _CACHE[table] = codes_by_digit
    return _CACHE[table]


def _say(pdf, page, operators, index, old, new):
    """Change the figure in the replacement text of the element that holds the operator, where it has one."""
    mark = None
    for operands, operator in operators[:index]:
        if (
            str(operator) == "BDC"
            and isinstance(operands[1], pikepdf.Dictionary)
            and "/MCID" in operands[1]
        ):
            mark = int(operands[1].MCID)
    numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    element = numbers[int(page.StructParents)][mark] if mark is not None else None
    while element is not None and "/ActualText" not in element and element.S != "/Document":
        element = element.P  # the element around it has the text
    if element is not None and "/ActualText" in element:
        element.ActualText = pikepdf.String(str(element.ActualText).replace(old, new, 1))


__all__ = [
    "Operator",
    "changed_byte",
    "in_attachment",
    "in_metadata",
    "in_number",
    "replace_file",
    "sealed_again",
]
