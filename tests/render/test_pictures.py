"""Pictures of a brief's own templates: the same bytes in any folder, carried inside, rebuilt."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from properties import one_in

from brief.minimal import written
from report.building import build, rebuild
from report.places import templates


def with_logo(folder: Path, logo: str) -> Path:
    """Write a brief whose cover shows the picture ``logo``, a path in the brief's folder."""
    written(folder)
    (folder / "templates").mkdir()
    cover = (templates() / "cover.html").read_text("utf-8")
    shown = f'<img src="{logo}" alt="شعار">'
    (folder / "templates/cover.html").write_text(
        cover.replace("</section>", f"{shown}</section>"), "utf-8"
    )
    (folder / logo).parent.mkdir(exist_ok=True, parents=True)
    Image.new("RGB", (40, 40), "#7a1f2b").save(folder / logo)
    return folder


@pytest.mark.parametrize(
    "logo", one_in(2, ["templates/logo.png", "logo.png", "صور/شعار.png", "templates/logo.jpg"])
)
def test_a_picture_gives_equal_bytes_anywhere_and_is_rebuilt(tmp_path: Path, logo: str) -> None:
    first = with_logo(tmp_path / "a", logo)
    second = Path(shutil.copytree(first, tmp_path / "another folder"))
    edition = build(first, tmp_path / "1.pdf").path
    assert edition.read_bytes() == build(second, tmp_path / "2.pdf").path.read_bytes()
    assert rebuild(edition, tmp_path / "3.pdf").equal
    with pypdfium2.PdfDocument(edition) as document:
        pictures = [
            get_object
            for get_object in document[0].get_objects()
            if isinstance(get_object, pypdfium2.PdfImage)
        ]
    assert pictures
