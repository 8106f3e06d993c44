"""PDF text strings."""

from __future__ import annotations

from codecs import BOM_UTF16_BE

#: The signs of a literal string that are escaped.
_ESCAPED = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


def inline_string(text: str) -> str:
    """Return a text string for page content, in ASCII letters."""
    if not text.isascii():
        return f"<{(BOM_UTF16_BE + text.encode('utf-16-be')).hex()}>"
    return f"({text.translate(_ESCAPED)})"


def text_string(text: str) -> bytes:
    """Return a text string (ISO 32000-1, 7.9.2.2) as a literal: in ASCII if possible, else in
    UTF-16."""
    raw = text.encode("ascii") if text.isascii() else BOM_UTF16_BE + text.encode("utf-16-be")
    raw = (
        raw.replace(b"\\", b"\\\\")
        .replace(b"(", b"\\(")
        .replace(b")", b"\\)")
        .replace(b"\r", b"\\r")
    )
    return b"(" + raw + b")"
