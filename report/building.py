"""Build the PDF of a brief from its folder; verify, trace and rebuild a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from report.composing import Composed, Read, Stage, read_and_compose, silent
from report.errors import Finding

if TYPE_CHECKING:
    from report.arabic import Digits
    from report.archive.profiles import Attach, Profile
    from report.archive.provenance import Options, Software
    from report.archive.rebuild import Rebuilt
    from report.archive.trace import Trace
    from report.archive.verify import Verification
    from report.cache.build_cache import BuildCache
    from report.cache.edition import EditionCache, Finished
    from report.document import Composition
    from report.limiting import RowFilter
    from report.side_process import SideProcess


@dataclass(frozen=True, slots=True)
class Edition:
    """A PDF that was built.

    :param path: the PDF.
    :param pages: how many pages it has.
    :param fonts: the PostScript names of its fonts, sorted.
    :param inputs: the files that it was made from; none if the build was not to list them.
    :param excluded_rows: the CSV file beside it with the rows that are not part of the tables;
        ``None`` if no row was excluded.
    :param findings: the warnings and notes of the build. An error raises instead.
    """

    path: Path
    pages: int
    fonts: tuple[str, ...]
    inputs: tuple[Path, ...]
    excluded_rows: Path | None = None
    findings: tuple[Finding, ...] = ()

    def _repr_html_(self) -> str:
        """Return the first pages as pictures, for notebooks."""
        from report.archive.notebook import pages_html

        return pages_html(self.path, self.path.name)


def compose(
    folder: Path | str, progress: Callable[[Stage], None] = silent, *, digits: Digits | None = None
) -> Composition:
    """Read a brief, count its measures and return its document, without setting any page.

    :param digits: ``latn`` or ``arab``, instead of what the brief says.
    :raises MujazError: with every finding of the stage that failed.
    """
    return read_and_compose(Path(folder), progress, digits).document


def build(
    folder: Path | str,
    output: Path | str,
    progress: Callable[[Stage], None] = silent,
    *,
    digits: Digits | None = None,
    text_gate: bool = True,
    profile: Profile = "archive",
    epoch: int | None = None,
    row_filter: RowFilter | None = None,
    attach: Attach = "own",
    preloaded: Read | None = None,
    cached: bool = False,
    side_process: bool = False,
    lists_inputs: bool = True,
) -> Edition:
    """Build the PDF of a brief. The file is written beside ``output`` and then replaces it.

    :param progress: called with each stage's name as it begins, from :data:`STAGES`; of an edition
        that was found in the cache with the last alone.
    :param digits: ``latn`` or ``arab``, instead of what the brief says.
    :param profile: what the PDF is to conform to, from :data:`report.archive.profiles.PROFILES`.
    :param epoch: seconds since 1970 of the dates inside the PDF (``SOURCE_DATE_EPOCH``), instead of
        ``issued``.
    :param text_gate: whether the PDF is read back, and a word that does not come back is an error.
    :param row_filter: the value of a column that the brief is limited to.
    :param attach: with ``row_filter``, whether the PDF carries the rows of that value alone
        (``own``) or all files (``all``).
    :param preloaded: the brief as :func:`report.composing.read` read it from ``folder``, if it is
        known.
    :param cached: whether an edition that was built of the same things is taken from the user's
        cache, and this one kept there; not with ``preloaded``.
    :param side_process: whether a child process reads the PDF back while this one finishes it; for
        a process that has started no thread.
    :param lists_inputs: whether the edition has the files that it was made from.
    :raises MujazError: what is wrong; a file at ``output`` is then untouched.
    """
    from report.writing import replace_file

    key_options = (profile, digits, text_gate, epoch, row_filter, attach)
    edition_cache = (
        _remembered(Path(folder), *key_options) if cached and preloaded is None else None
    )
    finished = edition_cache.find() if edition_cache is not None else None
    is_cached = finished is not None
    if finished is not None:
        progress("write")
    else:
        from report.archive.provenance import Options

        options = Options(
            profile=profile, digits=digits, text_gate=text_gate,
            epoch=epoch, row_filter=row_filter, attach=attach,
        )  # fmt: skip
        memory = edition_cache.memory if edition_cache and edition_cache.key is not None else None
        finished = _made(Path(folder), progress, options, preloaded, memory, side_process)
    with closing(finished):
        if edition_cache is not None and not is_cached:
            edition_cache.keep(finished)
        replace_file(Path(output), finished.pdf)
    return _edition(finished, Path(folder), Path(output), lists_inputs=lists_inputs)


def _made(
    folder: Path,
    progress: Callable[[Stage], None],
    options: Options,
    preloaded: Read | None,
    memory: BuildCache | None,
    side_process: bool,
) -> Finished:
    """Return a PDF as :func:`build` makes it; ``memory`` has charts and tables of earlier ones."""
    from report.cache.build_cache import use_cache
    from report.processes import fewer_collections

    beside = _text_reader() if side_process and options.text_gate else None
    with fewer_collections(), use_cache(memory), beside or nullcontext():
        return _finish(folder, progress, options, preloaded, beside)


def _edition(finished: Finished, folder: Path, output: Path, *, lists_inputs: bool) -> Edition:
    """Write the excluded rows of a finished PDF next to it, and return the edition."""
    from report.dependencies import dependencies

    excluded_rows = _write_excluded_rows(output, finished.excluded_rows)
    written = [path for path in (output, excluded_rows) if path is not None]
    sources = dependencies(folder, written) if lists_inputs else ()
    pages, fonts, findings = finished.pages, finished.fonts, finished.findings
    return Edition(output, pages, fonts, sources, excluded_rows, findings)


def _text_reader() -> SideProcess:
    """Return a child process that is ready to check the text of a PDF before there is one.

    It is forked when what both processes need is loaded.
    """
    from report.render.text_check import load_reader
    from report.side_process import SideProcess

    return SideProcess(load_reader)


def _remembered(folder: Path, *options: object) -> EditionCache:
    from report.cache.edition import EditionCache

    return EditionCache.of(folder, *options)


def _finish(
    folder: Path,
    progress: Callable[[Stage], None],
    options: Options,
    preloaded: Read | None,
    side_process: SideProcess | None,
) -> Finished:
    """Return the edition of a brief."""
    from report.render import check_machine

    check_machine()
    composed = read_and_compose(
        folder, progress, options.digits,
        row_filter=options.row_filter, own=options.own_rows, preloaded=preloaded,
        on_read=None if side_process is None else partial(_load_ahead, side_process),
    )  # fmt: skip
    finished = _set(
        composed, options, progress, text_gate=options.text_gate, side_process=side_process
    )
    return replace(finished, findings=(*composed_findings(composed), *finished.findings))


def _load_ahead(side_process: SideProcess, read: Read) -> None:
    """Have the side process load what it needs for cells of a register of many rows, if the brief
    has one."""
    from report.brief.printed import all_blocks
    from report.document.blocks.register import Register
    from report.render.machine import MANY_ROWS, load_cells_ahead

    long = {name for name, table in read.tables.items() if len(table.frame) >= MANY_ROWS}
    blocks = all_blocks(read.brief.model) if long else ()
    if any(isinstance(block, Register) and block.register_ in long for block in blocks):
        side_process.prepare(load_cells_ahead)


def composed_findings(composed: Composed) -> tuple[Finding, ...]:
    """Return the findings of a brief that composes: those of its tables, of composing, and of its
    conditions.

    Where the brief is limited to one value of a column, a condition that finds nothing is no news.
    """
    from report.measures import spelling_groups
    from report.unmatched import unmatched_values

    of_tables = chain.from_iterable(table.findings for table in composed.tables.values())
    nowhere = (
        unmatched_values(composed.brief, composed.tables, composed.measures)
        if composed.row_filter is None
        else ()
    )
    spellings = spelling_groups(composed.brief, composed.tables, composed.measures)
    return (*of_tables, *composed.findings, *nowhere, *spellings)


def _set(
    composed: Composed,
    options: Options,
    progress: Callable[[Stage], None] = silent,
    *,
    text_gate: bool,
    software: Software | None = None,
    side_process: SideProcess | None = None,
) -> Finished:
    """Set a composed brief; ``software`` as in
    :func:`report.archive.provenance.pack_provenance`."""
    options = replace(options, row_filter=composed.row_filter)
    brief, document = composed.brief, composed.document
    progress("set")
    from report.archive.describe import describe
    from report.archive.files_ahead import FilesAhead
    from report.archive.finish import finish
    from report.document import Stylesheet
    from report.places import assets
    from report.render import font_faces, render_pdf

    metadata = describe(brief, options.epoch)
    sheets = [Stylesheet(css=font_faces(), base=assets()), *document.stylesheets]
    ahead = FilesAhead(composed, options, software, side_process=side_process is not None)
    with closing(ahead) as files:
        edition = render_pdf(
            document.html,
            stylesheets=sheets,
            roots=document.roots,
            metadata=metadata,
            kashida=brief.model.brief.kashida,
            text_gate=text_gate,
            registers=document.registers,
            carried=document.carried,
            side_process=side_process,
        )
        progress("write")
        inside = files.packed(edition)
        pdf = finish(
            edition.data, metadata, inside, options.profile, edition.registers,
            side_process=side_process is not None,
        )  # fmt: skip
    from report.cache.edition import Finished
    from report.intake.quality import excluded_rows_csv

    excluded_rows = excluded_rows_csv(
        list(chain.from_iterable(table.grids for table in composed.tables.values()))
    )
    edition.confirm()
    return Finished(pdf, edition.pages, edition.fonts, excluded_rows, edition.findings)


def draft(composed: Composed) -> bytes:
    """Return a composed brief as a PDF to look at: nothing travels inside, and it claims no
    conformance.

    :raises MujazError: when its pages cannot be set.
    """
    from report.archive.provenance import Options
    from report.render import check_machine

    check_machine()
    with closing(_set(composed, Options(profile="draft"), text_gate=False)) as finished:
        if isinstance(finished.pdf, bytes):
            return finished.pdf
        finished.pdf.seek(0)
        return finished.pdf.read()


def verify(
    path: Path | str,
    *,
    trust: Sequence[Path] = (),
    judge: bool = True,
    rebuild: bool = True,
    side_process: bool = False,
) -> Verification:
    """Hold an edition against itself: bytes, files inside, numbers counted again, pages,
    signatures, conformance.

    :param trust: files of certificates (PEM or DER) whose signatures are trusted.
    :param judge: whether veraPDF, if installed, judges the PDF.
    :param rebuild: whether the edition is built again from what is inside, and the two compared.
    :param side_process: whether a child process reads some pages of a long edition; for a process
        that has started no thread.
    :raises OSError: when the file cannot be read; any fault of its content is a finding.
    :raises SigningError: when a file of ``trust`` holds no certificate.
    """
    from report.archive.verify import verify as verify_edition

    return verify_edition(
        Path(path), _compose_again, _set_again if rebuild else None,
        trust=trust, judge=judge, side_process=side_process,
    )  # fmt: skip


def trace(
    path: Path | str,
    text: str,
    page: int | None = None,
    *,
    warn: Callable[[Finding], None] = lambda _finding: None,
    side_process: bool = False,
) -> tuple[Trace, ...]:
    """Return where ``text`` is printed in an edition, and what it was made from.

    :param warn: is given a finding for each plug-in that differs from that of the build.
    :param side_process: whether a child process searches a long edition; for a process that has
        started no thread.
    :raises ArchiveError: ``not-a-pdf``, ``not-an-edition``, ``unsafe-inside``,
        ``text-not-printed``; and what composing raises.
    """
    from report.archive.search_ahead import SearchedEdition

    with closing(SearchedEdition(Path(path), text, side_process=side_process)) as edition:
        # The search has begun: what composes the brief takes most of a second to import.
        from report.archive.trace import trace_edition

        return trace_edition(edition, text, page, _compose_again, warn)


def _compose_again(folder: Path, options: Options) -> Composed:
    return read_and_compose(
        folder, digits=options.digits, row_filter=options.row_filter, own=options.own_rows
    )


def _set_again(composed: Composed, options: Options, software: Software) -> Finished:
    """Set a composed brief with the versions of ``software``; the comparison replaces the text
    check."""
    from report.render import check_machine

    check_machine()
    return _set(composed, options, text_gate=False, software=software)


def rebuild(path: Path | str, output: Path | str) -> Rebuilt:
    """Build an edition again from what is inside it, into ``output``, and return how the two
    compare.

    :raises MujazError: see :func:`report.archive.rebuild.rebuild`.
    """
    from report.archive.rebuild import rebuild as rebuild_edition

    def build_again(folder: Path, target: Path, options: Options) -> None:
        build(
            folder, target, digits=options.digits, text_gate=options.text_gate,
            profile=options.profile, epoch=options.epoch, row_filter=options.row_filter,
            attach=options.attach,
        )  # fmt: skip

    return rebuild_edition(Path(path), Path(output), build_again)


def _write_excluded_rows(output: Path, data: bytes) -> Path | None:
    """Write the excluded rows beside the PDF, ``NAME-excluded-rows.csv``; without any,
    the file of an older build goes, and no one else's of that name."""
    from report.writing import replace_file

    path = output.with_name(f"{output.stem}-excluded-rows.csv")
    if data:
        replace_file(path, data)
        return path
    if path.is_file():
        from report.intake.quality import ASIDE_HEAD

        with path.open("rb") as file:
            own = file.read(len(ASIDE_HEAD.encode())) == ASIDE_HEAD.encode()
        if own:
            path.unlink()
    return None
