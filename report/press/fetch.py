"""What a page may load: data in the page itself, and files inside the folders it was given."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from report.errors import Finding, Where
from report.places import assets, templates

if TYPE_CHECKING:
    from email.message import EmailMessage

_LONGEST_URL_SHOWN = 200


class HouseFetcher(URLFetcher):  # type: ignore[misc]
    """Opens ``data:`` URLs, and ``file:`` URLs whose target, links followed, stands inside one of ``roots``.

    WeasyPrint turns what a fetcher raises into a line of its log and sets the page without the picture; so each
    refusal is kept in :attr:`findings`, for the press to raise.
    """

    def __init__(self, roots: Sequence[Path]) -> None:
        super().__init__(allowed_protocols=("data", "file"), allow_redirects=False)
        self.findings: list[Finding] = []
        #: The files that were loaded and are not Mujaz's own, each once, in the order of loading.
        self.loaded: list[Path] = []
        self._roots = tuple(root.resolve() for root in roots)

    def fetch(self, url: str, headers: EmailMessage | None = None) -> URLFetcherResponse:
        """Return the bytes behind ``url``.

        :raises ValueError: for a URL that is refused; the reason is in :attr:`findings`.
        :raises OSError: for a file that cannot be read; the reason is in :attr:`findings`.
        """
        parts = urlsplit(url)
        if parts.scheme == "data":
            return super().fetch(url, headers)
        path = Path(unquote(parts.path)) if parts.scheme == "file" and parts.netloc in ("", "localhost") else None
        if path is None or not any(path.resolve().is_relative_to(root) for root in self._roots):
            self._keep(Finding("fetch-refused", Where(), {"url": url[:_LONGEST_URL_SHOWN]}))
            raise ValueError(f"refused: {url[:_LONGEST_URL_SHOWN]}")
        try:
            content = path.read_bytes()
        except OSError as error:
            values = {"file": str(path), "reason": error.strerror or str(error)}
            self._keep(Finding("missing-picture", Where(file=str(path)), values))
            raise
        own = any(path.resolve().is_relative_to(root) for root in (assets(), templates()))
        if not own and path.resolve() not in self.loaded:
            self.loaded.append(path.resolve())
        return URLFetcherResponse(url, content)

    def _keep(self, finding: Finding) -> None:
        if finding not in self.findings:
            self.findings.append(finding)
