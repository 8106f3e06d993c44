"""Where links may lead: to a place in the document, or to an address to look at, write to or
call."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from jinja2 import nodes

#: Where a link may lead, beside a place in the brief itself (``#name``).
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LINK = re.compile(
    r"""<(?:a|area)\b[^>]*?\shref\s*=\s*(?:"([^"]*)|'([^']*)|([^\s>"']+))""", re.IGNORECASE
)


def opens_program(address: str) -> bool:
    """Say whether a link has a scheme outside :data:`SCHEMES`, such as ``javascript:`` or
    ``file:``.

    Readers pass over blanks and controls in a scheme, so they are passed over here (WHATWG URL,
    4.4).
    """
    bare = "".join(
        sign for sign in unquote(address) if unicodedata.category(sign) not in ("Cc", "Cf", "Zs")
    )
    scheme = _SCHEME.match(bare)
    return scheme is not None and scheme[1].lower() not in SCHEMES


def link_written_out(node: nodes.Node) -> tuple[str, dict[str, object], int] | None:
    """Return what is wrong with a link that a template writes out; one that it works out is looked
    at on the page."""
    if isinstance(node, nodes.TemplateData) and "href" in node.data.lower():
        import html

        for match in _LINK.finditer(node.data):
            address = html.unescape(match[1] or match[2] or match[3] or "")
            if opens_program(address):
                return "unsafe-link", {"url": address[:80]}, node.data.count("\n", 0, match.end())
    return None
