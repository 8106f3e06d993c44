"""Runs that are written as in an earlier document of the process have the bytes of new ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from render.conftest import Set

from report.errors import RenderError
from report.render import RenderedPdf, run_memory
from report.render.engine import shared_fonts
from report.render.run_memory import WrittenRun
from report.render.runs import RunEncoder

pytestmark = pytest.mark.usefixtures("second_document")

CSS = '@page{size:150mm 100mm;margin:9mm} html{font-family:"Amiri","IBM Plex Sans Arabic"}'
#: The same words in other sizes, in another order, justified, spaced, raised and vocalised. The
#: last document is the one before it: also a small memory recalls it.
BODIES = (
    "<p style='font-size:9.3pt'>نشر المجلس 21 تقريرا (2025) عن INTERPOL<p>نشر المجلس 21 تقريرا",
    "<p style='font-size:17.7pt'>نشر المجلس 21 تقريرا<p style='font-size:9.3pt'>تقريرا (2025)",
    "<p>عن INTERPOL<sup>21</sup> نُشِرَ المجلس<p style='text-align:justify'>" + "نشر المجلس 21 " * 9,
    "<p style='word-spacing:3px'>نشر المجلس 21 تقريرا <b>INTERPOL</b><p>نشر المجلس 21 تقريرا (2025)",
    "<p style='font-size:9.3pt'>نشر المجلس 21 تقريرا (2025) عن INTERPOL<p>نشر المجلس 21 تقريرا",
    "<p style='font-size:9.3pt'>نشر المجلس 21 تقريرا (2025) عن INTERPOL<p>نشر المجلس 21 تقريرا",
)

Page = Callable[[str], RenderedPdf]


@pytest.fixture
def page(set_edition: Set) -> Page:
    """Return a function that sets a document of these tests."""
    return lambda body: set_edition(body, CSS, kashida=True)


@pytest.fixture
def recalled(monkeypatch: pytest.MonkeyPatch) -> list[WrittenRun | None]:
    """What was recalled of each run that a document asks for."""
    answers: list[WrittenRun | None] = []
    stock = RunEncoder._recalled

    def noted(encoder: RunEncoder, *asked: object) -> WrittenRun | None:
        answers.append(stock(encoder, *asked))  # type: ignore[arg-type]
        return answers[-1]

    monkeypatch.setattr(RunEncoder, "_recalled", noted)
    return answers


@pytest.mark.parametrize("most", [run_memory.MOST_RUNS, 30])
def test_the_bytes_are_those_of_new_runs(
    page: Page, recalled: list[WrittenRun | None], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(run_memory, "MOST_RUNS", most)
    warm = [page(body).data for body in BODIES]
    assert any(recalled)
    recalled.clear()
    cold = []
    for body in BODIES:
        shared_fonts.drop_shared_fonts()
        cold.append(page(body).data)
    assert not any(recalled)
    assert warm == cold


def test_a_run_whose_glyphs_have_other_widths_is_not_recalled() -> None:
    class FontInUse:
        def __init__(self, widths: dict[int, int]) -> None:
            self.widths, self.to_unicode = widths, dict.fromkeys(widths, "")

    run = WrittenRun((), "نص", 500.0, ((7, 300), (8, 200)), frozenset({7}))
    fonts = [{8: 200}, {7: 300, 8: 200}, {7: 301, 8: 200}, {7: 300}, {7: 300, 8: 199}, {}]
    fits = [run.fits(FontInUse(widths)) for widths in fonts]  # type: ignore[arg-type]
    assert fits == [True, True, False, False, False, False]
    font = FontInUse({8: 200})
    run.use(font)  # type: ignore[arg-type]
    assert (font.widths, font.to_unicode) == ({8: 200, 7: 300}, {8: "", 7: ""})


def test_runs_of_a_document_that_fails_do_not_stay(
    page: Page, recalled: list[WrittenRun | None]
) -> None:
    for _ in range(2):
        with pytest.raises(RenderError):
            page("<p>نشر 漢 المجلس")
    assert not any(recalled)
