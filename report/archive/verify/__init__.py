"""An edition against itself: its bytes, the files inside it, its numbers counted again, what is printed, who signed it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from report.archive.inside import read_inside
from report.archive.model import Attachment
from report.archive.profiles import CLAIMS
from report.archive.provenance import PROVENANCE, Options
from report.archive.rebuild import needs_server, unpack
from report.archive.verify.container import check_files, check_metadata, check_seal, check_structure
from report.archive.verify.model import CHECKS, Check, CheckName, Reason, Verification
from report.archive.verify.pages import check_pages, check_text, read_texts
from report.archive.verify.recount import check_measures, check_tables, told_inside
from report.errors import Finding, MujazError, Where

if TYPE_CHECKING:
    import pikepdf

    from report.composing import Composed

__all__ = ["CHECKS", "Check", "Verification", "verify"]

#: What reading a PDF that somebody made to hurt may raise.
_HOSTILE = (ValueError, KeyError, AttributeError, TypeError, RuntimeError, OverflowError, IndexError, MemoryError)

Compose = Callable[[Path, Options], "Composed"]


def verify(path: Path, compose: Compose) -> Verification:
    """Look at all that can be looked at in the edition at ``path``; whatever is wrong is a finding, never an exception.

    ``compose`` is given a brief's folder and what its build was told, and composes its document.

    :raises OSError: when the file cannot be read.
    """
    import pikepdf

    where = Where(file=str(path))
    data = path.read_bytes()
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            return _Work(pdf, data, where, compose).done()
    except (pikepdf.PdfError, *_HOSTILE) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0][:200]
        broken = Check("structure", (Finding("structure-broken", where, {"reason": reason}),))
        return Verification((broken, *(Check(name, left_out="unreadable") for name in CHECKS[1:])))


class _Work:
    """A verification while it is done."""

    def __init__(self, pdf: pikepdf.Pdf, data: bytes, where: Where, compose: Compose) -> None:
        self._pdf = pdf
        self._data = data
        self._where = where
        self._compose = compose
        self._checks: dict[CheckName, Check] = {}

    def done(self) -> Verification:
        """Return every check."""
        self._put(check_structure(self._pdf, self._where))
        self._put(check_seal(self._data, signed=self._signed(), where=self._where))
        self._inside()
        for name in CHECKS:
            self._checks.setdefault(name, Check(name, left_out="unreadable"))
        return Verification(tuple(self._checks[name] for name in CHECKS))

    def _put(self, check: Check) -> None:
        self._checks[check.name] = check

    def _leave(self, reason: Reason, *names: CheckName) -> None:
        for name in names:
            self._put(Check(name, left_out=reason))

    def _signed(self) -> bool:
        return False

    def _inside(self) -> None:
        """Take out the files inside, and look at them and at all that follows from them."""
        try:
            files = read_inside(self._pdf)
        except _HOSTILE as error:
            self._put(Check("files", (Finding("unsafe-inside", self._where, {"reason": str(error)[:200]}),)))
            return
        if not files:
            self._leave("holds-no-files", "files", "metadata", "tables", "measures", "pages")
            self._texts()
            return
        provenance = _json(files)
        self._put(check_files(self._pdf, files, provenance, self._where))
        texts = self._texts()
        with TemporaryDirectory(prefix="mujaz-") as temporary:
            folder = Path(temporary) / "brief"
            try:
                options = unpack(files, folder, self._where)
                if needs_server(folder) is not None:
                    self._leave("server", "metadata", "tables", "measures", "pages")
                    return
                made = self._compose(folder, options)
            except MujazError as error:
                self._put(Check("tables", tuple(told_inside(error, folder))))
                self._leave("not-inside", "metadata", "measures", "pages")
                return
            self._put(check_metadata(self._pdf, made.brief, options, self._data, self._where))
            self._put(check_tables(made, files, self._where))
            self._put(check_measures(made, files, provenance or {"@graph": []}, options, self._where))
            if texts is not None:
                self._put(check_pages(self._pdf, texts, made, self._data, self._where))

    def _texts(self) -> Any:
        try:
            texts = read_texts(self._pdf, self._data)
        except ValueError as error:
            finding = Finding("no-texts", self._where, {"reason": str(error)[:200]})
            self._put(Check("text", (finding,)))
            return None
        self._put(check_text(texts, self._where))
        return texts


def _json(files: Sequence[Attachment]) -> Any:
    try:
        found = json.loads(next(one.data for one in files if one.path == PROVENANCE))
        return found if isinstance(found.get("@graph"), list) else None
    except (ValueError, StopIteration, AttributeError, RecursionError):
        return None
