"""Every syntax error of a text that can be had: each expression and each statement is parsed by
itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

_OPENING = re.compile(r"\{\{|\{%|\{#")
_WORD = re.compile(r"\{%[-+]?\s*(\w+)")
#: What ends a tag, or a text in quotes, in which nothing ends it.
_INSIDE = {
    sign: re.compile(rf""""(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|{end}""", re.DOTALL)
    for sign, end in (("{{", r"\}\}"), ("{%", r"%\}"))
}
#: What has to stand around a statement for it to be whole.
_AROUND = {
    "if": ("", "{% endif %}"),
    "elif": ("{% if 1 %}", "{% endif %}"),
    "for": ("", "{% endfor %}"),
    "include": ("", ""),
}


#: What Jinja's parser raises for brackets in brackets, and for numbers of thousands of figures.
NOT_PARSED = (RecursionError, ValueError, ArithmeticError)


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """What is wrong with the syntax, and the line; no reason when a tag is nested deeper than can
    be parsed."""

    line: int
    reason: str | None


def syntax_faults(source: str) -> tuple[list[SyntaxFault], str]:
    """Return the faults of the tags that are wrong by themselves, and the text without these tags,
    as many lines."""
    environment = Environment()  # parses alone: nothing of it is evaluated
    faults: list[SyntaxFault] = []
    pieces: list[str] = []
    taken = line_at = 0
    line = 1
    for start, end in _tags(source):
        tag = source[start:end]
        line += source.count("\n", line_at, start)
        line_at = start
        word = _WORD.match(tag)
        prefix, suffix = (
            ("", "") if tag.startswith("{{") else _AROUND.get(word[1] if word else "", (None, ""))
        )
        if prefix is None:
            continue
        try:
            environment.parse(f"{prefix}{tag}{suffix}")
        except TemplateSyntaxError as error:
            faults.append(SyntaxFault(line + error.lineno - 1, reason_of(error)))
        except NOT_PARSED:
            faults.append(SyntaxFault(line, None))
        else:
            continue
        pieces += [source[taken:start], "\n" * tag.count("\n")]
        taken = end
    return faults, "".join([*pieces, source[taken:]])


def parsed(source: str) -> nodes.Template | None:
    """Return the syntax tree of a text, without evaluating it; ``None`` if it cannot be
    parsed."""
    try:
        return Environment().parse(source)
    except (TemplateSyntaxError, *NOT_PARSED):
        return None


def reason_of(error: TemplateSyntaxError) -> str:
    """Return what Jinja says, without the stop that the message has already."""
    return (error.message or "").rstrip(".")


def _tags(source: str) -> Iterator[tuple[int, int]]:
    """Yield where each expression and statement stands, comments and raw text left out, up to one
    that does not end."""
    position = 0
    while opening := _OPENING.search(source, position):
        sign, start = opening[0], opening.start()
        if sign == "{#":
            end = source.find("#}", start) + 2
            if end == 1:
                return
        else:
            match = next(
                (
                    match
                    for match in _INSIDE[sign].finditer(source, start + 2)
                    if match[0][0] in "}%"
                ),
                None,
            )
            if match is None:
                return
            end = match.end()
            yield start, end
            if (word := _WORD.match(source, start)) and word[1] == "raw":
                end = source.find("endraw", end)
                if end < 0:
                    return
        position = end
