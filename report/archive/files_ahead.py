"""The files that travel inside an edition. Of a long one, a child process packs what depends on the
brief and its tables alone, and looks up the versions of the software, while this process sets the
pages.

The bytes do not depend on who packs the files.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import partial
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from report.archive.charts import pack_charts
from report.archive.model import Attachment
from report.archive.package import pack_data, pack_findings, pack_sources, pack_text
from report.archive.provenance import Options, Software, pack_provenance
from report.render.machine import MANY_ROWS
from report.side_process import SideProcess

if TYPE_CHECKING:
    from report.composing import Composed
    from report.limiting import RowFilter
    from report.render.model import RenderedPdf

#: The seconds after which this process packs data and text itself. It may have threads when the
#: child is forked: a child that waits for a lock of one of them must not hold up the edition.
_PATIENCE = 30.0


class _WithoutPages(NamedTuple):
    """What does not depend on the pages: the sources without the pictures that only the pages name,
    the software, and the ``data``: the counted tables with the package that describes them, the
    findings, the text of the pages and the data of the charts."""

    sources: tuple[Attachment, ...]
    data: tuple[Attachment, ...]
    software: Software


class _Task(NamedTuple):
    """A composed brief, the row filter of its sources, and the software of its edition if it is
    given."""

    composed: Composed
    own_rows: RowFilter | None
    software: Software | None


#: What a child process packs, and what it has packed: temporary files live as long as that.
_OWN: list[_Task] = []
_PACKED: list[_WithoutPages] = []


class FilesAhead:
    """The files of the edition of a composed brief.

    Close it when they are in the edition: its child process ends then.

    :param software: that of the edition, if it is not the installed one.
    :param side_process: whether a child process packs the files of a long one.
    """

    def __init__(
        self,
        composed: Composed,
        options: Options,
        software: Software | None = None,
        *,
        side_process: bool,
    ) -> None:
        own_rows = options.row_filter if options.own_rows else None
        self._task = _Task(composed, own_rows, software)
        self._options = options
        self._child: SideProcess | None = None
        self._folder: TemporaryDirectory[str] | None = None
        self._ahead: Callable[[], _WithoutPages | None] | None = None
        rows = sum(table.rows for table in composed.document.registers.values())
        if side_process and rows >= MANY_ROWS and options.profile != "draft":
            self._folder = TemporaryDirectory(prefix="mujaz-")
            self._child = SideProcess(partial(_prepare, self._task, self._folder.name))
            self._ahead = self._child.begin(_pack_own)

    def close(self) -> None:
        """End the child process, and delete its temporary files."""
        if self._child is not None:
            self._child.close()
        if self._folder is not None:
            self._folder.cleanup()

    def packed(self, edition: RenderedPdf) -> tuple[Attachment, ...]:
        """Return the files; a draft has none."""
        composed, options = self._task.composed, self._options
        if options.profile == "draft":
            return ()
        sources, data, software = self._without_pages()
        of_brief = composed.brief, composed.tables, edition.pictures
        sources = pack_sources(*of_brief, own_rows=self._task.own_rows, packed=sources)
        files = [*sources, *data]
        measured = composed.brief, composed.measures, composed.document
        return (*files, pack_provenance(*measured, files, edition.fonts, options, software))

    def _without_pages(self) -> _WithoutPages:
        """Return what does not depend on the pages, packed here if no child process has packed
        it."""
        ahead, self._ahead = self._ahead, None
        if self._child is not None and ahead is not None and self._child.wait(_PATIENCE):
            return ahead() or _packed(self._task)
        return _packed(self._task)


def _packed(task: _Task) -> _WithoutPages:
    brief, tables, document = task.composed.brief, task.composed.tables, task.composed.document
    data = (
        *pack_data(brief, tables),
        pack_findings(tables),
        pack_text(document),
        *pack_charts(document),
    )
    software = task.software or Software.here(document.plugins)
    return _WithoutPages(pack_sources(brief, tables, own_rows=task.own_rows), data, software)


def _prepare(task: _Task, folder: str) -> None:
    """Prepare a child process for a task. Its temporary files are in a folder that its parent
    deletes, because the parent may end it at any time."""
    tempfile.tempdir = folder
    _OWN.append(task)


def _pack_own() -> _WithoutPages | None:
    """Pack the task of this child process; return ``None`` in any other process."""
    if not _OWN:
        return None
    _PACKED.append(_packed(_OWN[0]))
    return _PACKED[0]
