"""Prose: Markdown (CommonMark, with tables and footnotes) to HTML, no raw HTML, every foreign run isolated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from report.arabic import isolate_html
from report.brief.model import Source
from report.document.expressions import Expressions, escape_markdown
from report.errors import BriefError, Where

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Prose:
    """Renders the Markdown of a brief; keeps which sources were cited, for the short form of later footnotes."""

    def __init__(self, expressions: Expressions, sources: Mapping[str, Source]) -> None:
        self._expressions = expressions
        self._sources = sources
        self._cited: set[str] = set()

    def blocks(self, text: str, where: Where) -> Markup:
        """Return the HTML of a Markdown text: paragraphs, lists, headings from level 2 on, tables, footnotes.

        :raises ExpressionError: when an expression in it fails.
        :raises BriefError: ``unknown-source`` for a footnote that neither the text nor ``[sources]`` defines,
            ``image-in-prose`` for an image.
        """
        rendered = self._expressions.render(text, where)
        tokens, environment = self._parsed(rendered, where)
        for token in tokens:
            for child in token.children or ():
                if child.type == "image":
                    raise BriefError.of("image-in-prose", where, path=str(child.attrs.get("src", ""))[:80])
        html = self._markdown.renderer.render(tokens, self._markdown.options, environment)
        return isolate_html(Markup(html))

    def inline(self, text: str, where: Where) -> Markup:
        """Return the HTML of one line of Markdown, without a paragraph around it."""
        rendered = self._expressions.render(text, where)
        html = self._markdown.renderInline(rendered)
        return isolate_html(Markup(html))

    def _parsed(self, text: str, where: Where) -> tuple[list[Token], dict[str, Any]]:
        """Return the tokens of the text, and the environment with its footnotes' definitions lifted out of it."""
        environment: dict[str, Any] = {}
        tokens = self._markdown.parse(text, environment)
        kept: list[Token] = []
        definitions: dict[str, list[Token]] = {}
        label: str | None = None
        for token in tokens:
            if token.type == "footnote_reference_open":
                label = token.meta["label"]
                definitions[label] = []
            elif token.type == "footnote_reference_close":
                label = None
            elif label is None:
                kept.append(token)
            elif token.type == "inline":
                definitions[label].extend(token.children or [])
        for called in _footnotes_called(kept):
            if called not in definitions:
                definitions[called] = self._citation(called, text, where)
        return kept, {**environment, "definitions": definitions}

    def _citation(self, name: str, text: str, where: Where) -> list[Token]:
        """Return a source's footnote: in full the first time, short after that."""
        source = self._sources.get(name)
        if source is None:
            line = next((at for at, line in enumerate(text.splitlines(), 1) if f"[^{name}]" in line), None)
            place = Where(file=where.file, line=line, key=where.key)
            raise BriefError.of("unknown-source", place, given=name, known="، ".join(self._sources))
        full = f"{source.title}. {source.detail}" if source.detail else source.title
        words = source.short or source.title if name in self._cited else full
        self._cited.add(name)
        return self._markdown.parseInline(str(escape_markdown(words)))[0].children or []

    @cached_property
    def _markdown(self) -> MarkdownIt:
        from markdown_it import MarkdownIt
        from mdit_py_plugins.footnote import footnote_plugin

        markdown = (
            MarkdownIt("commonmark", {"html": False, "linkify": False})
            .enable("table")
            .use(footnote_plugin, move_to_end=False, always_match_refs=True)
        )
        markdown.add_render_rule("footnote_ref", _footnote)
        markdown.add_render_rule("heading_open", _heading_open)
        markdown.add_render_rule("heading_close", _heading_close)
        markdown.add_render_rule("link_open", _link_open)
        return markdown


def _footnotes_called(tokens: Sequence[Token]) -> list[str]:
    return [
        child.meta["label"]
        for token in tokens
        for child in token.children or ()
        if child.type == "footnote_ref" and "label" in child.meta
    ]


def _footnote(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    """Set a footnote where it is called: the page floats it to its own foot (CSS GCPM)."""
    meta = tokens[index].meta
    inner = (
        environment["definitions"][meta["label"]]
        if "label" in meta
        else environment["footnotes"]["list"][meta["id"]]["tokens"]
    )
    return f'<span class="footnote">{renderer.renderInline(inner, options, environment)}</span>'


def _heading_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    """The section's own heading is h1: prose begins at h2, whatever it was written as."""
    return f"<h{_level(tokens[index])}>"


def _heading_close(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    return f"</h{_level(tokens[index])}>\n"


def _level(token: Token) -> int:
    return max(2, min(int(token.tag[1:]), 4))


def _link_open(renderer: Any, tokens: Sequence[Token], index: int, options: Any, environment: Any) -> str:
    """Links inside the brief stay links; a link to the world is printed as its text alone."""
    href = str(tokens[index].attrGet("href") or "")
    return f'<a href="{escape(href)}">' if href.startswith("#") else "<a>"
