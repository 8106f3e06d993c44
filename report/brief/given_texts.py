"""Prose that is passed in memory instead of files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

from report.brief.load import LARGEST_PROSE, LoadedBrief, composed_text
from report.brief.printed import all_blocks
from report.errors import BriefError, Finding, Location
from report.nearest import nearest


def with_texts(brief: LoadedBrief, texts: Mapping[str, str]) -> LoadedBrief:
    """Return a brief with texts instead of its prose files.

    :param texts: Markdown, by the path that a block names.
    :raises BriefError: ``unknown-prose`` for a path that no block names; ``too-large``, and
        ``not-utf8`` for a text with half of a character.
    """
    blocks = all_blocks(brief.model)
    named = list(dict.fromkeys(chain.from_iterable(block.files() for block in blocks)))
    composed = {unicodedata.normalize("NFC", path): text for path, text in texts.items()}
    findings = []
    for path, text in composed.items():
        where = Location(file=path)
        values = {"given": path, "known": tuple(named), "nearest": nearest(path, named)}
        if path not in named:
            findings.append(Finding("unknown-prose", brief.place, values))
        elif (half := _half_character(text)) is not None:
            findings.append(Finding("not-utf8", where, {"byte": half}))
        elif len(text.encode()) > LARGEST_PROSE:
            findings.append(Finding("too-large", where, {"limit": LARGEST_PROSE // 1024}))
    if findings:
        raise BriefError(*findings)
    return replace(brief, texts={path: _as_read(text) for path, text in composed.items()})


def _as_read(text: str) -> str:
    """Return a text in the form that a file is read in: without byte order mark, and without
    carriage returns before line feeds.

    The edition carries this text. Read again from there, it is the same.
    """
    return composed_text(re.sub("\r+\n", "\n", text.lstrip("\ufeff")))


def _half_character(text: str) -> str | None:
    """Return the first lone surrogate of a text: UTF-8 cannot encode it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return f"U+{ord(text[error.start]):04X}"
    return None
