"""The design tokens: the values that style sheets, charts, tables and signatures share.

``templates/css/tokens.css`` declares them, and a brief's own ``tokens.css`` overrides them one by
one. The sizes of pages are read from the ``@page`` rules themselves: a brief which overrides
``page.css`` is followed too.
"""

from __future__ import annotations

from report.design.pages import PageGeometry, PageSide, TextBlock, house_geometry, read_geometry
from report.design.tokens import TokenError, Tokens, house_sheets, read_tokens

__all__ = [
    "PageGeometry",
    "PageSide",
    "TextBlock",
    "TokenError",
    "Tokens",
    "house_geometry",
    "house_sheets",
    "read_geometry",
    "read_tokens",
]
