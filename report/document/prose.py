"""Prose: Markdown (CommonMark, with tables and footnotes) to HTML, no raw HTML, every foreign run
isolated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from report.arabic import (
    bind,
    drop_soft_hyphens,
    foreign_language,
    is_left_to_right,
    isolate_code,
    isolate_html,
    isolate_plain,
)
from report.arabic.atoms import ends_in_abbreviation
from report.arabic.languages import UNKNOWN_LATIN
from report.brief.model import Source
from report.design import PageGeometry
from report.document.expressions import Expressions, escape_markdown
from report.document.links import opens_program
from report.document.prose_lists import numbers_as_text
from report.document.prose_tables import PAGES, table_open
from report.errors import DistinctFindings, ExpressionError, Finding, Location

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict

#: The stops that a footnote call is put before.
_STOPS = "،؛؟.:!,;?…"
#: What may stand between a word and the call behind it: the ends of markup, and the empty texts
#: beside them.
_INLINE_ENDS = frozenset(["em_close", "link_close", "s_close", "strong_close", "text"])


@dataclass(frozen=True, slots=True)
class _Text:
    """A text while it is rendered: its Markdown, where it begins, what markdown-it keeps of it,
    what is wrong in it."""

    markdown: str
    where: Location
    environment: EnvType
    findings: DistinctFindings

    def place(self, line: int) -> Location:
        """Return the place of a line of the text, counted from 0."""
        return Location(
            file=self.where.file,
            key=self.where.key,
            line=self.where.line and self.where.line + line,
        )

    def refuse(self, tokens: Sequence[Token], kinds: Sequence[str], paragraph: Token) -> None:
        """Keep a finding for an image, for a footnote in a footnote, and for a link that opens a
        program.

        The place is that of the paragraph's first line, and of the line breaks before the token.
        """
        line = paragraph.map[0] if paragraph.map is not None else 0
        for token in tokens:
            address = str(token.attrs.get("href", ""))
            if token.type in ("softbreak", "hardbreak"):
                line += 1
            elif token.type == "link_open" and opens_program(address):
                self.findings.add(Finding("unsafe-link", self.place(line), {"url": address[:80]}))
            elif token.type in kinds and token.type == "image":
                path = str(token.attrs.get("src", ""))[:80]
                self.findings.add(Finding("image-in-prose", self.place(line), {"path": path}))
            elif token.type in kinds:
                self.findings.add(Finding("nested-footnote", self.place(line)))


#: What a caption loses in the list of contents.
_NOT_IN_CONTENTS = frozenset(["footnote_ref", "link_open", "link_close"])
_TEXTS = frozenset(["text", "code_inline", "fence", "code_block"])
_LISTS = frozenset(
    ["bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"]
)


class Prose:
    """Renders the Markdown of a brief; keeps which sources were cited, for the short form of later
    footnotes."""

    def __init__(
        self, expressions: Expressions, sources: Mapping[str, Source], pages: PageGeometry
    ) -> None:
        self._expressions = expressions
        self._sources = sources
        self._pages = pages
        self._cited: set[str] = set()

    def blocks(self, text: str, where: Location) -> Markup:
        """Return the HTML of a Markdown text: paragraphs, lists, headings from level 2 on, tables,
        footnotes.

        :raises ExpressionError: with a finding for everything that is wrong in the text:
            expressions that fail, ``unknown-source`` for a footnote that neither the text nor
            ``[sources]`` defines, ``image-in-prose`` for an image, ``nested-footnote`` for a
            footnote in a footnote, ``unsafe-link`` for a link that opens a program.
        """
        rendered, findings = self._expressions.examine(text, where)
        environment: EnvType = {PAGES: self._pages}
        tokens = self._markdown.parse(rendered, environment)
        return self._html(tokens, _Text(rendered, where, environment, DistinctFindings(findings)))

    def inline(self, text: str, where: Location, *, notes: bool = True) -> Markup:
        """Return the HTML of one line of Markdown, without a paragraph around it.

        :param notes: whether its footnotes and links are set. A caption loses both in the list of
            contents, where the whole line is a link and a link may hold no other.
        :raises ExpressionError: as :meth:`blocks`.
        """
        rendered, findings = self._expressions.examine(text, where)
        environment: EnvType = {PAGES: self._pages}
        tokens = self._markdown.parseInline(rendered, environment)
        if not notes:
            for token in tokens:
                token.children = [
                    child for child in token.children or () if child.type not in _NOT_IN_CONTENTS
                ]
        return self._html(tokens, _Text(rendered, where, environment, DistinctFindings(findings)))

    def _html(self, tokens: list[Token], text: _Text) -> Markup:
        """Return the HTML of tokens, each footnote after its call.

        :raises ExpressionError: with everything that is wrong in the text.
        """
        tokens, named = _footnotes(numbers_as_text(tokens))
        for token in tokens:
            children = token.children or ()
            text.refuse(children, ("image",), token)
            for call in children:
                if call.type == "footnote_ref":
                    note = self._note(call, named, text)
                    text.refuse(note, ("image", "footnote_ref"), token)
                    call.meta["note"] = note
        if text.findings:
            raise ExpressionError(*text.findings)
        _bind(tokens)
        for token in tokens:
            _calls_before_stops(token.children or [])
        _turn_foreign_blocks(tokens)
        html = self._markdown.renderer.render(tokens, self._markdown.options, text.environment)
        # markdown-it escaped what was text, and raw HTML is off.
        return isolate_html(Markup(html))

    def _note(self, call: Token, named: Mapping[str, list[Token]], text: _Text) -> list[Token]:
        """Return what a footnote says: in place, under its name in the same text, or from
        ``[sources]``."""
        label = call.meta.get("label")
        if label is None:
            in_place: list[Token] = text.environment["footnotes"]["list"][call.meta["id"]]["tokens"]
            return in_place
        return named[label] if label in named else self._citation(label, text)

    def _citation(self, name: str, text: _Text) -> list[Token]:
        """Return a source's footnote: in full the first time, short after that."""
        source = self._sources.get(name)
        if source is None:
            lines = text.markdown.split("\n")
            line = next((number for number, line in enumerate(lines) if f"[^{name}]" in line), 0)
            sources = tuple(self._sources)
            text.findings.add(
                Finding("unknown-source", text.place(line), {"given": name, "known": sources})
            )
            return []
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
        # markdown-it prints the source of a link that it takes for unsafe, without a word: it is
        # found here instead.
        markdown.validateLink = lambda url: True  # type: ignore[method-assign]
        for code in ("code_inline", "code_block", "fence"):
            markdown.add_render_rule(code, _code)
        markdown.add_render_rule("footnote_ref", _footnote)
        markdown.add_render_rule("heading_open", _heading_open)
        markdown.add_render_rule("heading_close", _heading_close)
        markdown.add_render_rule("link_open", _link_open)
        markdown.add_render_rule("ordered_list_open", _ordered_list_open)
        markdown.add_render_rule("table_open", table_open)
        return markdown


def _bind(tokens: Sequence[Token]) -> None:
    """Keep together, in every paragraph and heading, the words that a line's end must not part."""
    heading = False
    for token in tokens:
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        texts = [child for child in token.children or () if child.type == "text" and child.content]
        for text in texts:
            text.content = bind(
                drop_soft_hyphens(text.content), last=text is texts[-1], heading=heading
            )


def _turn_foreign_blocks(tokens: Sequence[Token]) -> None:
    """Set each paragraph, and each list, that is wholly in a left-to-right script from the left,
    with its language.

    The items of a list with Arabic in it stay at the right, where its markers stand.
    """
    held = 0
    for index, token in enumerate(tokens):
        is_list = token.type in ("bullet_list_open", "ordered_list_open")
        if held:
            held += token.nesting if token.type in _LISTS else 0
        elif is_list or token.type == "paragraph_open":
            words = _words_of(tokens, index)
            if is_left_to_right(words):
                token.attrSet("dir", "ltr")
                token.attrSet("lang", foreign_language(words) or UNKNOWN_LATIN)
            held = int(is_list)


def _words_of(tokens: Sequence[Token], opening: int) -> str:
    """Return the text between the token at ``opening`` and the one that closes it, with its
    footnotes."""
    depth, words = 0, []
    for index in range(opening, len(tokens)):
        depth += tokens[index].nesting
        for child in (tokens[index], *(tokens[index].children or ())):
            words += [child.content] if child.type in _TEXTS else []
            words += [note_token.content for note_token in child.meta.get("note", ())]
        if depth == 0:
            break
    return " ".join(words)


def _calls_before_stops(tokens: list[Token]) -> None:
    """Put each footnote call right behind its word: before the stops that the author wrote it
    after.

    A raised figure behind a stop reads as a part of a number, «2025.2», and may go to the next line
    alone. Spaces before the call go behind it, too. A closing quotation mark or bracket stays
    before the call, and so does the stop of an abbreviation.
    """
    from markdown_it.token import Token

    index = 0
    while index < len(tokens):
        if tokens[index].type != "footnote_ref":
            index += 1
            continue
        end = index
        while end < len(tokens) and tokens[end].type == "footnote_ref":
            end += 1
        last = index - 1
        while last >= 0 and tokens[last].type in _INLINE_ENDS and not tokens[last].content:
            last -= 1
        if last >= 0 and (word := tokens[last]).type == "text":
            preceding = word.content.rstrip().rstrip(_STOPS)
            if ends_in_abbreviation(word.content[: len(preceding) + 1]):
                preceding = word.content[: len(preceding) + 1]
            tokens.insert(end, Token("text", "", 0, content=word.content[len(preceding) :]))
            word.content = preceding
        index = end


def _footnotes(tokens: list[Token]) -> tuple[list[Token], dict[str, list[Token]]]:
    """Lift the definitions of footnotes out of a text: they are set where they are called."""
    from markdown_it.token import Token

    remaining: list[Token] = []
    definitions: dict[str, list[Token]] = {}
    label: str | None = None
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = token.meta["label"]
            definitions[label] = []
        elif token.type == "footnote_reference_close":
            label = None
        elif label is None:
            remaining.append(token)
        elif token.type == "inline":
            if definitions[label]:
                definitions[label].append(Token("softbreak", "", 0))
            definitions[label].extend(token.children or [])
    return remaining, definitions


def _code(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: EnvType,
) -> str:
    """Set code from the left, each Arabic text in it from the right."""
    token = tokens[index]
    code = f"<code>{isolate_code(token.content)}</code>"
    return code if token.type == "code_inline" else f'<pre dir="ltr">{code}</pre>\n'


def _footnote(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: EnvType,
) -> str:
    """Set a footnote after its call: the page floats it to its own foot (CSS GCPM)."""
    inner = tokens[index].meta["note"]
    text = renderer.renderInline(inner, options, environment)
    return f'<span class="footnote" data-pdf-tag="Note">{text}</span>'


def _heading_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: EnvType,
) -> str:
    """Return the opening tag of a heading.

    The section's own heading is h1, so prose begins at h2, for any written level. The bookmark
    takes no markup.
    """
    words = (
        " " if child.type.endswith("break") else child.content
        for child in tokens[index + 1].children or ()
    )
    plain = isolate_plain(" ".join("".join(words).split()))
    return f'<h{_level(tokens[index])} data-plain="{escape(plain)}">'


def _heading_close(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: EnvType,
) -> str:
    return f"</h{_level(tokens[index])}>\n"


def _level(token: Token) -> int:
    return max(2, min(int(token.tag[1:]), 4))


def _link_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: EnvType,
) -> str:
    """Links inside the brief stay links; a link to the world is printed as its text alone."""
    href = str(tokens[index].attrGet("href") or "")
    return f'<a href="{escape(href)}">' if href.startswith("#") else "<a>"


def _ordered_list_open(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: EnvType,
) -> str:
    """Return the opening tag of a list that continues from its ``start``.

    WeasyPrint counts by CSS alone and ignores ``start``.
    """
    token = tokens[index]
    if "start" in token.attrs:
        token.attrSet("style", f"counter-reset: list-item {int(token.attrs['start']) - 1}")
    return str(renderer.renderToken(tokens, index, options, environment))
