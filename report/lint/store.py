"""Put new texts instead of several files: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from report.beside import written
from report.errors import Location, OutputError
from report.lint.passages import Source

#: A file: its present and its new content.
Change = tuple[Source, Source]


def store(changed: Sequence[Change]) -> None:
    """Replace each file by its new text: all are written beside and synced to the disk first, then
    renamed.

    :raises OutputError: ``changed-meanwhile`` when a file is no longer what was read,
        ``cannot-write`` with the system's reason; every file is then what it was.
    """
    staged: dict[Path, tuple[Path, Path]] = {}
    done: list[Path] = []
    place = Path()
    with ExitStack() as temporary:
        try:
            for old, new in changed:
                place = old.path.resolve()
                # What is there is kept beside it too: putting it back must need no room on the
                # disk.
                fresh = temporary.enter_context(written(place, new.data))
                staged[place] = fresh, temporary.enter_context(written(place, old.data))
            for old, _ in changed:
                place = old.path.resolve()
                if place.read_bytes() != old.data:
                    raise OutputError.of("changed-meanwhile", Location(file=str(old.path)))
                staged[place][0].replace(place)
                done.append(place)
        except OSError as error:
            _put_back(done, staged)
            raise OutputError.of(
                "cannot-write", Location(file=str(place)), reason=error.strerror or str(error)
            ) from error
        except OutputError:
            _put_back(done, staged)
            raise


def _put_back(done: Sequence[Path], staged: Mapping[Path, tuple[Path, Path]]) -> None:
    for place in done:
        staged[place][1].replace(place)
