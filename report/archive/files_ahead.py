"""The files that travel inside an edition. Of a long one, a child process packs the data and the
text, and looks up the versions of the software, while this process sets the pages.

Data and text depend on the brief and its tables alone, and their bytes do not depend on who packs
them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from report.archive.charts import pack_charts
from report.archive.model import Attachment
from report.archive.package import pack_data, pack_findings, pack_sources, pack_text
from report.archive.packed import owned
from report.archive.provenance import Options, Software, pack_provenance
from report.render.machine import MANY_ROWS
from report.side_process import SideProcess

if TYPE_CHECKING:
    from report.composing import Composed
    from report.render.model import RenderedPdf

#: The seconds after which this process packs data and text itself. It may have threads when the
#: child is forked: a child that waits for a lock of one of them must not hold up the edition.
_PATIENCE = 30.0


class _WithoutPages(NamedTuple):
    """What does not depend on the pages: the counted tables with the package that describes them,
    the text of the pages, and the software."""

    data: tuple[Attachment, ...]
    text: Attachment
    software: Software


class _Task(NamedTuple):
    """A composed brief, and the software of its edition if it is given."""

    composed: Composed
    software: Software | None


#: What a child process packs, and what it has packed: temporary files live as long as that.
_OWN: list[_Task] = []
_PACKED: list[_WithoutPages] = []


class FilesAhead:
    """The files of the edition of a composed brief.

    Close it when they are in the edition: its child process ends then.

    :param software: that of the edition, if it is not the installed one.
    :param side_process: whether a child process packs the data and the text of a long one.
    """

    def __init__(
        self,
        composed: Composed,
        options: Options,
        software: Software | None = None,
        *,
        side_process: bool,
    ) -> None:
        self._task = _Task(composed, software)
        self._options = options
        self._child: SideProcess | None = None
        self._ahead: Callable[[], _WithoutPages | None] | None = None
        rows = sum(table.rows for table in composed.document.registers.values())
        if side_process and rows >= MANY_ROWS and options.profile != "draft":
            self._child = SideProcess(partial(_OWN.append, self._task))
            self._ahead = self._child.begin(_pack_own)

    def close(self) -> None:
        """End the child process."""
        if self._child is not None:
            self._child.close()

    def packed(self, edition: RenderedPdf) -> tuple[Attachment, ...]:
        """Return the files; a draft has none."""
        composed, options = self._task.composed, self._options
        if options.profile == "draft":
            return ()
        own_rows = options.row_filter if options.own_rows else None
        sources = pack_sources(composed.brief, composed.tables, edition.pictures, own_rows=own_rows)
        data, text, software = self._without_pages()
        charts = pack_charts(composed.document)
        files = [*sources, *data, pack_findings(composed.tables), text, *charts]
        measured = composed.brief, composed.measures, composed.document
        return (*files, pack_provenance(*measured, files, edition.fonts, options, software))

    def _without_pages(self) -> _WithoutPages:
        """Return what does not depend on the pages, packed here if no child process has packed
        it."""
        ahead, self._ahead = self._ahead, None
        if self._child is not None and ahead is not None and self._child.wait(_PATIENCE):
            files = ahead()
            if files is not None:
                for attachment in (*files.data, files.text):
                    owned(attachment.content)
                return files
        return _packed(self._task)


def _packed(task: _Task) -> _WithoutPages:
    composed = task.composed
    return _WithoutPages(
        pack_data(composed.brief, composed.tables),
        pack_text(composed.document),
        task.software or Software.here(composed.document.plugins),
    )


def _pack_own() -> _WithoutPages | None:
    """Pack the task of this child process; return ``None`` in any other process."""
    if not _OWN:
        return None
    _PACKED.append(_packed(_OWN[0]))
    return _PACKED[0]
