"""The public functions of ``report``; each raises only :class:`report.MujazError`."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from report.composing import Composed, Stage, count_and_compose, read, silent
from report.errors import Finding, MujazError, system_error
from report.parameters import given_inputs, need_choices, need_epoch, row_filter_of

if TYPE_CHECKING:
    from report.arabic import Digits
    from report.archive.bag import Bagged, Layout
    from report.archive.profiles import Attach, Profile
    from report.archive.rebuild import Rebuilt
    from report.archive.signing.keys import Signer
    from report.archive.signing.model import Level, Signed
    from report.archive.trace import Trace
    from report.archive.verify import Verification
    from report.batches import Done, Tally
    from report.brief import Brief
    from report.building import Edition
    from report.intake import EventTable
    from report.measures import Measure

_P = ParamSpec("_P")
_R = TypeVar("_R")
FilePath = str | os.PathLike[str]


def _one_error(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Let a function raise a MujazError without those behind it, and without the frames of Mujaz's
    own code.

    What the operating system refuses is such an error too. A fault of Mujaz keeps its traceback.
    """

    @functools.wraps(function)
    def call(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return function(*args, **kwargs)
        except MujazError as error:
            raised = error
        except OSError as error:
            raised = system_error(error)
        raise raised.with_traceback(None) from None

    return call


class Document:
    """A brief that was read, counted and composed. A notebook shows its pages.

    :ivar title: the brief's title.
    :ivar html: the document, as the renderer is given it.
    :ivar tables: the tables by name. ``tables["events"].frame`` is a pandas frame of normal values.
    :ivar measures: the measures by name, each with its ``value``, its rule and its rows.
    :ivar findings: warnings and notes.
    """

    def __init__(self, composed: Composed, findings: tuple[Finding, ...]) -> None:
        self._composed = composed
        self.title = composed.brief.model.brief.title
        self.html = composed.document.html
        self.tables: Mapping[str, EventTable] = composed.tables
        self.measures: Mapping[str, Measure] = composed.measures
        self.findings = findings

    def __repr__(self) -> str:
        counts = f"{len(self.tables)} tables, {len(self.measures)} measures"
        return f"<{type(self).__name__} {self.title!r}: {counts}, {len(self.findings)} findings>"

    def _repr_html_(self) -> str:
        """Return the first pages as pictures; where they cannot be set, what is wrong."""
        from report.archive.notebook import message_html, pages_html
        from report.building import draft

        try:
            return pages_html(draft(self._composed), self.title)
        except MujazError as error:
            return message_html(str(error))


@_one_error
def build(
    brief: FilePath | Brief,
    output: FilePath,
    *,
    folder: FilePath | None = None,
    tables: Mapping[str, object] | None = None,
    prose: Mapping[str, str] | None = None,
    digits: Digits | None = None,
    profile: Profile = "archive",
    text_gate: bool = True,
    epoch: int | None = None,
    row_filter: tuple[str, str, str] | None = None,
    attach: Attach = "own",
    progress: Callable[[Stage], None] = silent,
) -> Edition:
    """Build the PDF of a brief. The file is written beside ``output`` and then replaces it.

    :param brief: the brief's folder, or a :class:`report.Brief`.
    :param output: the PDF to write.
    :param folder: with a :class:`report.Brief`, the folder of its prose, pictures, templates and
        tables.
    :param tables: data frames, by the names of the tables that they take the place of: pandas
        frames, or objects with ``__arrow_c_stream__``. They are checked as files are, and travel
        inside the PDF.
    :param prose: Markdown texts, by the paths that the keys ``prose`` of blocks name. They take the
        place of files, and travel inside the PDF as such.
    :param digits: ``latn`` or ``arab``, instead of what the brief says.
    :param profile: what the PDF conforms to: ``archive`` is PDF/A-3a and PDF/UA-1, ``draft`` claims
        nothing.
    :param text_gate: whether the PDF is read back, and a word that does not come back is an error.
    :param epoch: the dates inside the PDF in seconds since 1970 UTC, instead of the day that the
        brief was issued.
    :param row_filter: a table, a column and a value: the brief is limited to the rows of that
        value.
    :param attach: with ``row_filter``, whether the PDF carries the rows of that value alone
        (``own``) or all files (``all``).
    :param progress: is called with the name of each stage as it begins: read, count, compose, set,
        write.
    :raises MujazError: with everything that is wrong; what stood at ``output`` is then untouched.
    """
    from report.building import build as build_edition

    need_choices(digits=digits, profile=profile, attach=attach)
    need_epoch(epoch)
    brief_given = given_inputs(brief, folder, tables, prose)
    with brief_given.errors_located():
        progress("read")
        preloaded = read(brief_given, digits)
        edition = build_edition(
            preloaded.brief.folder,
            os.fspath(output),
            lambda stage: None if stage == "read" else progress(stage),
            digits=digits,
            text_gate=text_gate,
            profile=profile,
            epoch=epoch,
            row_filter=None if row_filter is None else row_filter_of(row_filter),
            attach=attach,
            preloaded=preloaded,
        )
        return replace(edition, findings=brief_given.located(edition.findings))


@_one_error
def check(
    brief: FilePath | Brief,
    *,
    folder: FilePath | None = None,
    tables: Mapping[str, object] | None = None,
    prose: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Return every problem of a brief that can be found without setting pages.

    The parameters are those of :func:`build`. Errors are findings here, and raise nothing.

    :raises MujazError: when the operating system refuses to read a file.
    """
    from report.checking import examine

    brief_given = given_inputs(brief, folder, tables, prose)
    return brief_given.located(examine(brief_given).findings)


@_one_error
def compose(
    brief: FilePath | Brief,
    *,
    folder: FilePath | None = None,
    tables: Mapping[str, object] | None = None,
    prose: Mapping[str, str] | None = None,
    digits: Digits | None = None,
) -> Document:
    """Read a brief, count its measures and compose its document; no page is set.

    The parameters are those of :func:`build`.

    :raises MujazError: with everything that is wrong.
    """
    from report.building import composed_findings

    need_choices(digits=digits)
    brief_given = given_inputs(brief, folder, tables, prose)
    with brief_given.errors_located():
        preloaded = read(brief_given, digits)
        composed = count_and_compose(preloaded.brief, preloaded.tables)
    return Document(composed, brief_given.located(composed_findings(composed)))


@_one_error
def verify(
    path: FilePath,
    *,
    trust: Sequence[FilePath] = (),
    rebuild: bool = True,
    conformance: bool = True,
) -> Verification:
    """Compare a PDF with the data inside it.

    :param trust: files of certificates (PEM or DER) whose signatures are trusted.
    :param rebuild: whether the PDF is built again from what is inside, and the two are compared.
    :param conformance: whether veraPDF, if installed, judges the PDF.
    :returns: each check with its findings; ``sound`` tells whether all passed.
    :raises MujazError: when the file cannot be read at all, or a file of ``trust`` holds no
        certificate.
    """
    from report.building import verify as verify_edition

    trusted = [Path(file) for file in trust]
    return verify_edition(Path(path), trust=trusted, judge=conformance, rebuild=rebuild)


@_one_error
def trace(path: FilePath, text: str, page: int | None = None) -> tuple[Trace, ...]:
    """Return where ``text`` is printed in a PDF, and the measures and rows behind it.

    :param text: a number or words in their printed form.
    :param page: look on this page alone, counted from 1.
    :raises MujazError: when the file is no edition of Mujaz, or the text is not in it.
    """
    from report.building import trace as trace_edition

    return trace_edition(Path(path), text, page)


@_one_error
def rebuild(path: FilePath, output: FilePath) -> Rebuilt:
    """Build a PDF again from what is inside it.

    :returns: whether the bytes are equal, and otherwise what differs.
    :raises MujazError: when the file is no edition of Mujaz, or cannot be built.
    """
    from report.building import rebuild as rebuild_edition

    return rebuild_edition(Path(path), Path(output))


@_one_error
def sign(
    path: FilePath,
    output: FilePath,
    key: FilePath | Signer,
    passphrase: str | None = None,
    *,
    level: Level | None = None,
    timestamp_url: str | None = None,
    trust: Sequence[FilePath] = (),
    reason: str = "",
    place: str = "",
    page: int | None = None,
    box: tuple[float, float, float, float] | None = None,
    places: int | None = None,
    visible: bool = True,
) -> Signed:
    """Sign a PDF after PAdES (ETSI EN 319 142-1); no byte of it changes.

    :param output: the signed PDF; it may be the same file.
    :param key: a PKCS#12 file, or a signer of pyHanko, such as that of a token.
    :param passphrase: that of the PKCS#12 file.
    :param level: ``b-b``, ``b-t`` or ``b-lt``; it follows from what is given if not named.
    :param timestamp_url: the time stamp service (RFC 3161), for ``b-t`` and ``b-lt``.
    :param trust: files of roots and intermediates, for ``b-lt``.
    :param page: the page of the mark, counted from 1; the back of the cover if not given.
    :param box: left, bottom, right and top edge of the mark in millimetres from the lower left
        corner of the page.
    :param places: how many visible signatures there is to be room for; 2 if not given.
    :param visible: whether there is a mark on a page.
    :raises MujazError: if the key, a service or the file does not permit it; ``output`` is then
        unchanged.
    """
    from report.archive.signing import Box, SignatureRequest, load_pkcs12
    from report.archive.signing import sign as sign_file

    need_choices(level=level)
    signer = load_pkcs12(Path(key), passphrase) if isinstance(key, str | os.PathLike) else key
    request = SignatureRequest(
        level=level,
        timestamp_url=timestamp_url,
        trust=tuple(Path(file) for file in trust),
        reason=reason,
        place=place,
        page=page,
        box=None if box is None else Box(*box),
        places=places,
        visible=visible,
    )
    return sign_file(Path(path), Path(output), signer, request)


@_one_error
def bag(path: FilePath, folder: FilePath, layout: Layout = "bagit") -> Bagged:
    """Put a PDF into a BagIt bag (RFC 8493), for an archive.

    :param folder: the bag, a folder that is new or empty.
    :param layout: ``bagit`` for the files alone, ``e-ark`` for an E-ARK package (SIP) of them.
    :raises MujazError: when the file is no edition of Mujaz, or the folder is taken.
    """
    from report.archive.bag import bag as make

    need_choices(layout=layout)
    return make(Path(path), Path(folder), layout)


@_one_error
def batch(
    folders: FilePath | Sequence[FilePath],
    output: FilePath,
    *,
    by: str | None = None,
    digits: Digits | None = None,
    profile: Profile = "archive",
    epoch: int | None = None,
    attach: Attach = "own",
    workers: int | None = None,
    timeout: int | None = None,
    scheduler: str | None = None,
    shared: bool = False,
    fresh: bool = False,
    progress: Callable[[Tally], None] = lambda _: None,
) -> Done:
    """Build many briefs in several processes: one for each value of a column, or each folder.

    A script that calls it does so under ``if __name__ == "__main__":``, as :mod:`multiprocessing`
    wants.

    :param folders: the brief's folder; without ``by`` one folder or more.
    :param output: the folder of the PDFs and of ``manifest.jsonl``.
    :param by: ``TABLE.COLUMN``, or ``COLUMN`` where one table alone has it: a brief for each of its
        values.
    :param workers: how many processes; one for each processor if not given.
    :param timeout: seconds after which a brief is given up; 600 if not given.
    :param scheduler: a Dask scheduler, ``tcp://HOST:PORT``; ``local`` starts one here.
    :param shared: whether Dask's workers see the folders under the same paths.
    :param fresh: whether nothing of an earlier run is kept.
    :param progress: is called with the counts after each brief.
    :returns: the counts, and for each brief that failed its findings.
    :raises MujazError: when the batch cannot begin or continue; a brief that fails raises nothing.
    """
    from report.batches import BuildOptions, make_pool, plan_by, plan_each, run_batch

    paths = [folders] if isinstance(folders, str | os.PathLike) else list(folders)
    if by is not None and len(paths) != 1:
        raise MujazError.of("by-or-each")
    need_choices(digits=digits, profile=profile, attach=attach)
    need_epoch(epoch)
    options = BuildOptions(profile=profile, digits=digits, epoch=epoch, attach=attach)
    target = Path(output)
    each = [Path(path) for path in paths]
    plan = plan_each(each, options, target) if by is None else plan_by(each[0], by, options, target)
    pool = make_pool(workers, timeout, scheduler, shared=shared)
    return run_batch(plan, target, pool, progress, fresh=fresh)


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``brief.toml``, and of a :class:`report.Brief`."""
    import json

    from report.brief.schema import schema_text

    return cast(dict[str, Any], json.loads(schema_text()))
