"""Where templates and style sheets are found: the brief's own ``templates/`` folder first, then
Mujaz's.

Of ``tokens.css`` both are read: a brief's own overrides Mujaz's token by token.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from markupsafe import Markup

from report import arabic
from report.charts import Palette, read_palette
from report.design import PageGeometry, TokenError, read_geometry
from report.design.derived import derived_css
from report.document.blocks.kind import BlockKind
from report.document.context import template_access
from report.document.links import link_written_out
from report.document.marks import MarkedText
from report.document.model import Stylesheet
from report.document.room import chart_width, foot_width, head_width, running
from report.errors import ExpressionError, Location, RenderError
from report.messages import reason
from report.places import assets, templates
from report.sandbox import TEMPLATES, CompiledTemplates, Sandbox

_TOKENS = "tokens.css"
#: The templates that this process has compiled; all documents have the same language.
_COMPILED = CompiledTemplates()
#: The style sheets, in the order of the cascade; ``brief.css`` is the brief's own, and may be
#: absent.
SHEETS = (
    _TOKENS, "digits-{digits}.css", "page.css", "text.css", "front.css", "blocks.css", "tables.css",
    "charts.css", "brief.css",
)  # fmt: skip


class _Loader(FileSystemLoader):
    """Jinja's loader, to which a template that a link puts outside its folder is not there.

    The template of a kind of block that is in none of the folders is read from the kind's package.
    """

    def __init__(self, folders: Sequence[Path], kinds: Sequence[BlockKind[Any]]) -> None:
        super().__init__(folders)
        self._kinds = {f"blocks/{kind.template}.html": kind for kind in kinds}

    def _of_kind(self, template: str) -> tuple[str, str, Callable[[], bool]]:
        kind = self._kinds.get(template)
        source = kind.resource(template.partition("/")[2]) if kind is not None else None
        if source is None:
            raise TemplateNotFound(template)
        return source, template, lambda: True

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        try:
            source, filename, fresh = super().get_source(environment, template)
        except TemplateNotFound:
            return self._of_kind(template)
        except (OSError, UnicodeDecodeError) as error:
            raise RenderError.of(
                "bad-template", Location(file=template), reason=str(error)
            ) from error
        if not any(_inside(Path(filename), Path(folder)) for folder in self.searchpath):
            raise TemplateNotFound(template)
        return source, filename, fresh


class Templates:
    """Jinja templates over a brief's overrides and the shipped ones, in the sandbox
    (:mod:`report.sandbox`).

    They have the filters ``isolate``, for the direction of a text and the numbers that stay with
    their units, ``plain``, for its direction where no markup can stand, as in bookmarks,
    ``running`` and ``running_foot``, for the texts at the head and foot of pages, which are cut
    where they are long, and ``number``, for the figures of ``locale``. ``kinds`` are the kinds of
    blocks whose templates and style sheets may be asked for.
    """

    def __init__(self, folder: Path, locale: str, kinds: Sequence[BlockKind[Any]] = ()) -> None:
        self._kinds = kinds
        self._digits = arabic.digits_of(locale)
        own = folder / "templates"
        # A link that leads elsewhere would open that place to the templates, and to the renderer.
        self.folders: tuple[Path, ...] = (
            (own, templates()) if _inside(own, folder) else (templates(),)
        )
        self._environment = Sandbox(
            template_access(kinds),
            statements=TEMPLATES,
            filters={
                "isolate": _set_apart,
                "plain": arabic.isolate_plain,
                "running": self._running,
                "running_foot": self._running_foot,
                "number": partial(arabic.number, locale=locale),
            },
            look=link_written_out,
            compiled=_COMPILED,
            loader=_Loader([path for path in self.folders if path.is_dir()], kinds),
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=100,
        )

    def render(self, name: str, **values: object) -> str:
        """Return a template, filled.

        :raises RenderError: with a finding for everything that is wrong with it, each with its file
            and line.
        """
        try:
            return self._environment.fill(name, values)
        except ExpressionError as error:
            raise RenderError(*error.findings) from error

    @cached_property
    def palette(self) -> Palette:
        """The colours of charts, as the style sheets declare them.

        :raises RenderError: ``bad-template`` when one of them is no colour.
        """
        try:
            return read_palette(sheet.css for sheet in self._sheets)
        except TokenError as error:
            where = Location(file=_TOKENS)
            raise RenderError.of("bad-template", where, **error.words) from None

    @cached_property
    def pages(self) -> PageGeometry:
        """The sizes and margins of pages, as the style sheets declare them.

        :raises RenderError: ``bad-template`` when one of them is no length, or leaves no room for
            text.
        """
        try:
            return read_geometry(sheet.css for sheet in self._sheets)
        except TokenError as error:
            where = Location(file="page.css")
            raise RenderError.of("bad-template", where, **error.words) from None

    def chart_width(self, width: str) -> float:
        """Return the width in points of a chart that is ``full`` or ``half``.

        :raises RenderError: see :attr:`pages`.
        """
        return chart_width(self.pages.portrait, width)

    def sheets(self) -> Iterator[Stylesheet]:
        """Yield the style sheets, the brief's own instead of Mujaz's where it has one of the same
        name.

        The first has the tokens that follow from the rest: the text block, the width of half a
        chart, the ornament.

        :raises RenderError: ``bad-template`` when one cannot be read, and as :attr:`palette` and
            :attr:`pages`; what passes a bound in the brief's own, as
            :mod:`report.document.style_bounds` says.
        """
        css = derived_css(self.pages, self.chart_width("half"), self.palette.accent)
        yield Stylesheet(css=css, base=assets())
        yield from self._sheets

    def _running(self, text: str, width: float | None = None) -> str:
        return running(text, head_width(self.pages.portrait) if width is None else width)

    def _running_foot(self, text: str) -> str:
        return running(text, foot_width(self.pages.portrait))

    @cached_property
    def _sheets(self) -> tuple[Stylesheet, ...]:
        sheets = tuple(self._read_sheets())
        if (
            any(path.is_relative_to(self.folders[0]) for path, _ in sheets)
            and len(self.folders) > 1
        ):
            from report.document.style_bounds import Styles

            styles = Styles()
            for path, sheet in sheets:
                styles.look(sheet.css, Location(file=str(path)))
            if styles.findings:
                raise RenderError(*styles.findings)
        return tuple(sheet for _, sheet in sheets)

    def _read_sheets(self) -> Iterator[tuple[Path, Stylesheet]]:
        for name in (name.format(digits=self._digits) for name in SHEETS):
            if name == SHEETS[-1]:
                yield from self._of_kinds()
            candidates = [(folder, folder / "css" / name) for folder in self.folders]
            paths = [
                path for folder, path in candidates if path.is_file() and _inside(path, folder)
            ]
            for path in reversed(paths) if name == _TOKENS else paths[:1]:
                try:
                    yield path, Stylesheet(css=path.read_text("utf-8"), base=path.parent)
                except (OSError, UnicodeDecodeError) as error:
                    raise RenderError.of(
                        "bad-template", Location(file=str(path)), reason=str(error)
                    ) from error

    def _of_kinds(self) -> Iterator[tuple[Path, Stylesheet]]:
        """Yield the style sheets that kinds of blocks bring; their relative URLs lead nowhere but
        to Mujaz's templates.

        :raises RenderError: ``bad-template`` when one is not there.
        """
        for kind in self._kinds:
            if kind.style is not None:
                css = kind.resource(kind.style)
                if css is None:
                    raise RenderError.of(
                        "bad-template", Location(file=kind.style), **reason("bad-template.no-file")
                    )
                yield Path(kind.style), Stylesheet(css=css, base=templates())


def _set_apart(text: str, opening: int = 0, closing: int = 0) -> Markup:
    """Return a text of a cell or a title as HTML: its runs isolated, its numbers bound to their
    groups and units.

    The first ``opening`` and the last ``closing`` characters of a line are of runs that other lines
    of its text share.
    """
    if isinstance(text, MarkedText):
        return text.marked(_set_apart(str(text), opening, closing))
    if opening or closing:
        end = len(text) - closing
        first, last = arabic.isolate_run(text[:opening]), arabic.isolate_run(text[end:])
        return first + _set_apart(text[opening:end]) + last
    return arabic.isolate(text if isinstance(text, Markup) else arabic.bind_numbers(text))


def _inside(path: Path, folder: Path) -> bool:
    """Return whether a path is inside a folder, with all links followed."""
    # Path.resolve() raises for a link that leads to itself.
    real, real_folder = os.path.realpath(path), os.path.realpath(folder)
    return real == real_folder or real.startswith(real_folder.rstrip(os.sep) + os.sep)
