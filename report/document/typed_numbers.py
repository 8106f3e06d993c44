"""Whether a brief has numbers that were typed, in its prose or titles, and not computed from its
tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.brief import LoadedBrief
from report.brief.kinds import words_in
from report.brief.printed import all_blocks

#: None of the parts continues past a second opening, so that the time is in proportion to the text.
#: What holds digits in Markdown and states no number: expressions, calls and names of footnotes,
#: targets of links, addresses, and the marks of numbered lists.
_NO_NUMBER = re.compile(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}|\[\^[^\[\]]*\]"
    r"|\]\([^)\[\]]*\)|<?https?://\S+|^[ \t]*\d{1,9}[.)](?=\s)",
    re.DOTALL | re.MULTILINE,
)


def has_typed_numbers(brief: LoadedBrief) -> bool:
    """Return whether a figure is typed in the prose, the titles, the captions or the notes of a
    brief."""
    return any(re.search(r"\d", _NO_NUMBER.sub("", text)) for text in _texts(brief))


def _texts(brief: LoadedBrief) -> Iterator[str]:
    heading, summary = brief.model.brief, brief.model.summary
    yield from filter(None, (heading.title, heading.subtitle, heading.notice))
    if summary is not None:
        yield from (summary.title, summary.lead)
    for section in (*brief.model.sections, *brief.model.appendices):
        yield section.title
    for block in all_blocks(brief.model):
        yield from words_in(block)
        for file in block.files():
            yield brief.read_text(file, brief.where())
