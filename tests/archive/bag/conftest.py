"""What the tests of the bag share: an edition, the same changed and sealed again, and no veraPDF unless asked for."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from report.archive.seal import blank, seal

Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(autouse=True)
def without_verapdf(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide veraPDF, which not every machine has, but from the tests that are marked by it."""
    if request.node.get_closest_marker("verapdf") is None:
        monkeypatch.setattr("report.archive.bag.make.find_verapdf", lambda: None)


@pytest.fixture
def edition(small_pdf: bytes, tmp_path: Path) -> Path:
    """The edition of the small brief, as a file."""
    path = tmp_path / "small.pdf"
    path.write_bytes(small_pdf)
    return path


@pytest.fixture
def changed(small_pdf: bytes, tmp_path: Path) -> Callable[[Change], Path]:
    """Return a function that changes the edition and seals it again, as somebody hostile can too."""

    def change(work: Change) -> Path:
        target = BytesIO()
        with pikepdf.open(BytesIO(small_pdf)) as pdf:
            work(pdf)
            pdf.Root.Metadata.write(blank(bytes(pdf.Root.Metadata.read_raw_bytes())))
            pdf.save(target, compress_streams=False, fix_metadata_version=False)
        path = tmp_path / "changed.pdf"
        path.write_bytes(seal(target.getvalue()))
        return path

    return change
