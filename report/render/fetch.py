"""The resources that a page may load: data in the page itself, and files inside given folders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from report.errors import DistinctFindings, Finding, Location
from report.places import assets, templates
from report.render.engine.document import Fetcher, Response
from report.render.svg_bounds import svg_fault

if TYPE_CHECKING:
    from email.message import EmailMessage

_LONGEST_URL_SHOWN = 200
#: The first bytes of files in other picture or font formats.
_NO_XML = (b"\x89PNG", b"\xff\xd8", b"GIF8", b"RIFF", b"\0\1\0\0", b"OTTO", b"wOF", b"true")


class HouseFetcher(Fetcher):
    """Opens ``data:`` URLs, and ``file:`` URLs whose resolved target is inside one of ``roots``.

    WeasyPrint logs an error of a fetcher and sets the page without the picture, so each refusal is
    also recorded in :attr:`findings`, for the renderer to raise.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self.findings = DistinctFindings()
        #: The loaded files that are not Mujaz's own, each once, in the order of loading.
        self.loaded: list[Path] = []
        self._roots = tuple(root.resolve() for root in roots)

    def fetch(self, url: str, headers: EmailMessage | None = None) -> Response:
        """Return the bytes behind ``url``.

        :raises ValueError: for a URL that is refused; the reason is in :attr:`findings`.
        :raises OSError: for a file that cannot be read; the reason is in :attr:`findings`.
        """
        address = urlsplit(url)
        if address.scheme == "data":
            response = super().fetch(url, headers)
            content = response.read()
            self._look(content, Location(), "data:")
            return Response(url, content, response.headers)
        path = (
            Path(unquote(address.path))
            if address.scheme == "file" and address.netloc in ("", "localhost")
            else None
        )
        if path is None or not any(path.resolve().is_relative_to(root) for root in self._roots):
            self.findings.add(
                Finding("fetch-refused", Location(), {"url": url[:_LONGEST_URL_SHOWN]})
            )
            raise ValueError(f"refused: {url[:_LONGEST_URL_SHOWN]}")
        try:
            content = path.read_bytes()
        except OSError as error:
            values = {"file": str(path), "reason": error.strerror or str(error)}
            self.findings.add(Finding("missing-picture", Location(file=str(path)), values))
            raise
        self._look(content, Location(file=str(path)), path.name)
        own = any(path.resolve().is_relative_to(root) for root in (assets(), templates()))
        named = path.resolve() if ".." in path.parts else path  # a link keeps its name
        if not own and named not in self.loaded:
            self.loaded.append(named)
        return Response(url, content)

    def _look(self, content: bytes, where: Location, name: str) -> None:
        """Refuse a picture in SVG that draws without end.

        :raises ValueError: the reason is in :attr:`findings`.
        """
        if content[:4].startswith(_NO_XML):
            return
        try:
            root = ElementTree.fromstring(content)
        except (ElementTree.ParseError, ValueError, LookupError):
            return  # not XML: WeasyPrint uses the same parser and reports it
        if (fault := svg_fault(root)) is not None:
            self.findings.add(Finding(fault.rule, where, {"file": name, **fault.values}))
            raise ValueError(f"refused: {name}")
