"""Verifications that share what they build again: equal contents are composed once and set once."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from editions import digest_of
from report import building
from report.archive.provenance import Options, Software
from report.cache.edition import Finished
from report.composing import Composed
from report.errors import MujazError

_compose, _set = building._compose_again, building._set_again


@dataclass(frozen=True)
class Memory:
    """The briefs that verifications found inside editions, composed and set.

    A brief whose files or options differ is composed and set anew, and so is one that another
    software is recorded for.

    :param folder: for copies of the briefs: the folders that they are unpacked to do not last.
    """

    folder: Path
    _composed: dict[str, Composed | MujazError] = field(default_factory=dict)
    _finished: dict[str, Finished] = field(default_factory=dict)

    def compose(self, folder: Path, options: Options) -> Composed:
        """Return the composed brief in a folder.

        :raises MujazError: what composing it raises.
        """
        key = digest_of(folder, {"options": options})
        if key not in self._composed:
            copy = shutil.copytree(folder, self.folder / key)
            try:
                self._composed[key] = _compose(copy, options)
            except MujazError as error:
                self._composed[key] = error
        result = self._composed[key]
        if isinstance(result, MujazError):
            raise result
        return result

    def set_again(self, composed: Composed, options: Options, software: Software) -> Finished:
        """Return the edition of a brief that :meth:`compose` composed."""
        key = f"{composed.brief.folder.name} {options} {software}"
        if key not in self._finished:
            with closing(_set(composed, options, software)) as finished:
                self._finished[key] = replace(finished, pdf=_bytes_of(finished))
        return self._finished[key]


def _bytes_of(finished: Finished) -> bytes:
    """Return the PDF, which may be a temporary file."""
    if isinstance(finished.pdf, bytes):
        return finished.pdf
    finished.pdf.seek(0)
    return finished.pdf.read()
