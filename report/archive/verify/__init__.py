"""Verify an edition against itself: its bytes, its attachments, its recomputed numbers, its pages,
its signatures."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, TYPE_CHECKING

from report.archive.bounded import HOSTILE, copied_pdf, need_bounded, pdf_errors, reason_of
from report.archive.charts import MARKS
from report.archive.inside import read_inside
from report.archive.marked import PageTexts, read_page_texts
from report.archive.plugins import differing_plugins
from report.archive.printed import iter_texts, replacements
from report.archive.provenance import Options
from report.archive.rebuild import other_versions, recorded_software, unpack
from report.archive.registers.skeleton import Divided, divided
from report.archive.registers.table import OtherForm
from report.archive.registers.written import opened
from report.archive.seal import read_seal
from report.archive.signing import load_certificates, read_signatures
from report.archive.signing.later import revisions_of
from report.archive.verify.again import Edition, SetAgain, check_again, proves_pages
from report.archive.verify.closed import check_closed
from report.archive.verify.container import (
    MOST,
    check_files,
    check_metadata,
    check_seal,
    check_structure,
    fonts_of,
)
from report.archive.verify.ink import check_ink
from report.archive.verify.later import added_beyond
from report.archive.verify.long_again import LARGE, LongEdition
from report.archive.verify.long_file import LongFile
from report.archive.verify.model import CHECKS, Check, CheckName, Reason, Verification, unread
from report.archive.verify.others import check_conformance, check_signatures, claims_of
from report.archive.verify.pages import TextCheck, check_pages
from report.archive.verify.recount import (
    check_measures,
    check_tables,
    facts_of_measures,
    facts_of_tables,
    findings_inside,
)
from report.archive.verify.seen import look_at_pages
from report.bounds import memory_passed
from report.errors import ArchiveError, Finding, Location, MujazError, RenderError, reason_of_error
from report.file_bytes import Source, start_of
from report.intake.sources.as_read import no_server

if TYPE_CHECKING:
    import pikepdf
    from asn1crypto.x509 import Certificate

    from report.archive.signing import Signature
    from report.composing import Composed

__all__ = ["CHECKS", "Check", "Verification", "verify"]

Compose = Callable[[Path, Options], "Composed"]


def verify(
    path: Path,
    compose: Compose,
    set_again: SetAgain | None,
    *,
    trust: Sequence[Path] = (),
    judge: bool = True,
    side_process: bool = False,
) -> Verification:
    """Make all possible checks of the edition at ``path``; a fault is a finding, never an
    exception.

    ``compose`` composes the document of a brief from its folder and the options of its build.
    ``set_again`` renders that document, so that the two editions can be compared, and is ``None``
    if the comparison is not requested.

    :param side_process: whether a child process reads some pages of long registers; for a process
        that has started no thread.
    :raises OSError: if the file cannot be read.
    :raises SigningError: if a file of ``trust`` holds no certificate.
    """
    where = Location(file=str(path))
    try:
        with copied_pdf(path) as copy, TemporaryFile() as skeleton:
            is_large = len(copy) >= LARGE
            data = copy if is_large else copy[:]
            look = partial(
                _looked, where=where, compose=compose, set_again=set_again,
                certificates=load_certificates(tuple(trust)), side_process=side_process,
            )  # fmt: skip
            try:
                work = look(data, _divided(data, skeleton if is_large else None))
            except OtherForm:
                work = look(data[:], None)
        conformance = Check("conformance", left_out="not-asked")
        if judge:
            conformance = check_conformance(path, claims_of(work.metadata), where)
        work.put(conformance)
        return work.done()
    except (ArchiveError, RenderError) as error:
        return unread(error.findings)
    except MemoryError:
        return unread((memory_passed(where),))
    except pdf_errors() as error:
        return unread((Finding("structure-broken", where, {"reason": reason_of(error)}),))


def _divided(data: Source, out: IO[bytes] | None = None) -> Divided:
    """Return a file with long registers divided; with later revisions, which leave the rows
    unchanged, if it has any.

    :param out: an empty file that its skeleton is written to; without it, it is in memory.
    :raises OtherForm: if it does not have the form of such a file.
    """
    revisions = revisions_of(data)
    if revisions is None:
        raise OtherForm("revisions")
    return divided(data, *revisions, out=out)


def _looked(
    data: Source,
    long: Divided | None,
    where: Location,
    compose: Compose,
    set_again: SetAgain | None,
    certificates: Sequence[Certificate],
    side_process: bool,
) -> _Work:
    """Make all checks of a file except that of veraPDF.

    :param long: the file divided, if it has long registers in the form that Mujaz writes.
    :raises OtherForm: if they do not have that form after all.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data[:])) if long is None else opened(long.skeleton) as pdf:
        if long is not None and pdf.get_warnings():
            raise OtherForm("skeleton")
        need_bounded(pdf, where, {} if long is None else long.boxes)
        work = _Work(pdf, data, long, where, compose, set_again, side_process)
        with closing(work):
            # Without forms there are no signatures: pyhanko reads a long table for seconds.
            is_signed = long is None or "/AcroForm" in pdf.Root
            work.look(read_signatures(data, certificates) if is_signed else ())
        return work


class _Work:
    """A verification in progress; ``pdf`` is the skeleton of a file with long registers."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        data: Source,
        long: Divided | None,
        where: Location,
        compose: Compose,
        set_again: SetAgain | None,
        side_process: bool,
    ) -> None:
        self._pdf = pdf
        self._data = data
        self._readable = data[:] if long is None else long.skeleton
        self._long = None if long is None else LongFile(
            long, pdf, data, where, side_process=side_process, is_early=set_again is None
        )  # fmt: skip
        self._where = where
        self._compose = compose
        self._set_again = set_again
        self._seal = read_seal(data)
        self._first = data if self._seal is None else start_of(data, self._seal.end)
        self._checks: dict[CheckName, Check] = {}
        self._warnings: tuple[Finding, ...] = ()
        #: What was added after the first revision beyond signatures.
        self._later: tuple[Finding, ...] = ()
        self.metadata = b""

    def look(self, signatures: Sequence[Signature]) -> None:
        """Make all checks except that of veraPDF."""
        with suppress(*HOSTILE):
            self.metadata = bytes(self._pdf.Root.Metadata.read_bytes())
        self.put(check_structure(self._pdf, self._where))
        self.put(check_seal(self._seal, len(self._data), bool(signatures), self._where))
        self.put(check_signatures(signatures, self._where))
        with self._first_opened() as first:
            if first is not self._pdf:
                self._later = tuple(islice(added_beyond(self._pdf, first, self._where), MOST))
            self._inside(first)
            self._objects(first)

    def close(self) -> None:
        """Release what was opened."""
        if self._long is not None:
            self._long.close()

    @contextmanager
    def _first_opened(self) -> Iterator[pikepdf.Pdf]:
        """Yield the opened first revision, which is the whole file if nothing was added."""
        import pikepdf

        if len(self._first) == len(self._data):
            yield self._pdf
            return
        file = None if self._long is None else self._long.first_skeleton
        with pikepdf.open(BytesIO(self._first[:])) if file is None else opened(file) as first:
            yield first

    def _objects(self, first: pikepdf.Pdf) -> None:
        """Compare the objects with the closed list, unless they were rebuilt, and check the later
        revisions."""
        long = self._long
        if self._is_equal:
            check = Check("objects", facts={"equal": True})
        elif long is None:
            check = check_closed(first, self._first, self._where)
        else:
            check = check_closed(
                first, self._first, self._where,
                named=long.named, objects=long.objects, in_file=long.in_file,
            )  # fmt: skip
        if self._later:
            check = replace(check, findings=(*check.findings, *self._later)[:MOST])
        self.put(check)

    def done(self) -> Verification:
        """Return all checks that were made."""
        for name in CHECKS:
            self._checks.setdefault(name, Check(name, left_out="unreadable"))
        return Verification(tuple(self._checks[name] for name in CHECKS), self._warnings)

    def put(self, check: Check) -> None:
        self._checks[check.name] = check

    def _leave(self, reason: Reason, *names: CheckName) -> None:
        for name in names:
            self.put(Check(name, left_out=reason))

    def _inside(self, first: pikepdf.Pdf) -> None:
        """Extract the attachments, and check them, everything that follows from them, and the
        pages; ``first`` is the first revision."""
        try:
            files = read_inside(self._pdf)
        except HOSTILE as error:
            self.put(
                Check("files", (Finding("unsafe-inside", self._where, reason_of_error(error)),))
            )
            self._shown(None)
            return
        if not files:
            self._leave(
                "holds-no-files", "files", "metadata", "tables", "measures", "pages", "ink",
                "rebuild",
            )  # fmt: skip
            self._shown(None)
            return
        self.put(check_files(self._pdf, files, self._where))
        with TemporaryDirectory(prefix="mujaz-") as temporary, no_server():
            folder = Path(temporary) / "brief"
            try:
                options = unpack(files, folder, self._where)
                recorded = recorded_software(files, self._where)
                self._warnings = tuple(differing_plugins(recorded.plugins, self._where))
                composed = self._compose(folder, options)
            except MujazError as error:
                self.put(Check("tables", tuple(findings_inside(error, folder))))
                self._leave("not-inside", "metadata", "measures", "pages", "ink", "rebuild")
                self._shown(None)
                return
            self.put(check_metadata(self._pdf, composed.brief, options, self._seal, self._where))
            if self._set_again is None:
                self._leave("not-asked", "rebuild")
            else:
                long = None if self._long is None else LongEdition.of(self._long, first)
                edition = Edition(self._first, files, long)
                self.put(check_again(edition, composed, options, self._set_again, self._where))
            if self._is_equal:
                self.put(Check("tables", facts=facts_of_tables(composed)))
                self.put(Check("measures", facts=facts_of_measures(composed, files)))
            else:
                self.put(check_tables(composed, files, self._where))
                self.put(check_measures(composed, files, fonts_of(self._pdf), options, self._where))
            if self._is_proved(composed, options):
                self._follow(composed)
            else:
                if not self._follow_signed(composed, options):
                    self._shown(composed)
                has_marks = any(file.path == MARKS for file in files)
                # The versions that are installed are read in a quarter of a second.
                is_same = has_marks and not other_versions(recorded)
                self.put(check_ink(
                    self._pdf, self._readable, files, composed, self._where,
                    is_same_software=is_same,
                ))  # fmt: skip

    @property
    def _is_equal(self) -> bool:
        """Whether a rebuild gave the same bytes."""
        built = self._checks.get("rebuild")
        return built is not None and bool(built.facts.get("equal"))

    def _is_proved(self, composed: Composed, options: Options) -> bool:
        """Return whether equal bytes prove what the pages show: nothing was added later."""
        is_whole = len(self._first) == len(self._data)
        return self._is_equal and is_whole and proves_pages(composed, options)

    def _follow(self, composed: Composed) -> None:
        """Record the checks that follow from equal bytes.

        The build does not read back rows of the long-table renderer, so this method compares them
        with the data.
        """
        equal = {"equal": True}
        self.put(Check("seen", facts=equal))
        charts = composed.document.charts
        self.put(Check("ink", facts=equal) if charts else Check("ink", left_out="no-charts"))
        if composed.document.registers:
            if not self._are_rows_shown(composed):
                self._shown(composed, seen=False)
            return
        self.put(Check("pages", facts=equal))
        self.put(Check("text", facts=equal))

    def _follow_signed(self, composed: Composed, options: Options) -> bool:
        """Record what follows from an equal first revision of a file with long registers to which
        only signatures were added; return whether that is so.

        A later revision that changes a page of a register, or puts a signature on it, is read with
        the whole file. So signatures are on other pages, where they may cover a text.
        """
        long = self._long
        is_first = self._is_equal and not self._later and proves_pages(composed, options)
        if long is None or not is_first or not self._are_rows_shown(composed):
            return False
        self.put(long.look().check)
        return True

    def _are_rows_shown(self, composed: Composed) -> bool:
        """Compare the rows of long registers with the data, in a file whose first revision has
        equal bytes; return whether they are certainly shown."""
        counts = None if self._long is None else self._long.shown_rows(composed.document)
        if counts is None:
            return False
        self.put(Check("pages", facts={"pages": counts.pages, "texts": counts.texts}))
        self.put(Check("text", facts={"texts": counts.texts}))
        return True

    def _shown(self, composed: Composed | None, *, seen: bool = True) -> None:
        """Check what the pages show, and compare it with the composed brief if there is one.

        :param seen: whether to check that each text is visible.
        """
        long = self._long
        if long is None and not seen:
            self._hold(read_page_texts(self._readable), composed)
            return
        if long is None:
            shown = look_at_pages(self._pdf, self._readable, self._where)
        else:
            shown = long.look()
        if seen:
            self.put(shown.check)
        self._hold(shown.texts, composed)
        if seen and long is not None:
            self.put(long.seen())

    def _hold(self, pages: Sequence[PageTexts], composed: Composed | None) -> None:
        """Compare the drawn texts of the pages with the structure tree, and the tree with the
        composed brief."""
        long = self._long
        check = TextCheck(self._where)
        texts = check.watched(iter_texts(self._pdf, pages, None if long is None else long.rows()))
        try:
            if composed is None:
                deque(texts, maxlen=0)
            else:
                self.put(check_pages(self._pdf, texts, pages, composed, self._where))
        except OtherForm:
            raise
        except ValueError as error:
            self.put(Check("text", (Finding("no-texts", self._where, reason_of_error(error)),)))
            return
        replaced = replacements(self._pdf)
        self.put(check.done(replaced if long is None else chain(replaced, long.replaced)))
