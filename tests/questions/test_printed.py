"""Questions that a brief answers on its pages, in sentences, sections and tables, against DuckDB.

The SQL is written from the words of the questions. The brief asks them with what the docs teach; the
texts of its document are compared, with the signs of an Arabic page.
"""

from __future__ import annotations

import html
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from questions.answers import load_toml
from questions.duck import TABLES
from report.composing import read_and_compose

HERE = Path(__file__).parent
QUESTIONS = load_toml(HERE / "printed" / "questions.toml")
SIGNS = re.compile("[\u200b\u200e\u200f\u2060\u2066-\u2069]")

pytestmark = pytest.mark.slow


class _Value:
    """A value of an answer as an Arabic page of Morocco prints it; ``:+`` adds the sign."""

    def __init__(self, value: object) -> None:
        self._value = value

    def __format__(self, spec: str) -> str:
        value = self._value
        if value is None:
            return "—"
        if not isinstance(value, int | Decimal) or isinstance(value, bool):
            return str(value)
        sign = "-" if value < 0 else "+" if spec == "+" and value else ""
        whole, _, decimals = f"{abs(value):,f}".partition(".")
        if isinstance(value, int):
            decimals = ""
        return sign + whole.replace(",", ".") + (f",{decimals}" if decimals else "")


def _lines(database: duckdb.DuckDBPyConnection, question: dict[str, Any]) -> list[str]:
    """Return the lines that are printed, one for each row of DuckDB's answer."""
    lines = []
    for row in database.execute(question["sql"]).fetchall():
        line = question["answer"].format(*map(_Value, row))
        lines.append(line.replace("—%", "—"))
    return lines


@pytest.fixture(scope="module")
def page(database: duckdb.DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("printed")
    brief = (HERE / "printed" / "brief.toml").read_text("utf-8")
    (folder / "brief.toml").write_text(brief, "utf-8")
    for source in re.findall('source = "(.+?)"', brief):
        shutil.copyfile(TABLES / source, folder / source)
    sentences = [f"S{place} {each['prose']}" for place, each in enumerate(QUESTIONS["sentences"])]
    (folder / "text").mkdir()
    (folder / "text/answers.md").write_text("\n\n".join(sentences), "utf-8")
    return str(read_and_compose(folder).document.html)


def _text(markup: str) -> str:
    text = SIGNS.sub("", html.unescape(re.sub("<[^>]+>", "", markup)))
    return re.sub(r"\s+", " ", text).strip()


def _rows(page: str, caption: str) -> list[list[str]]:
    """Return the cells of the rows of a table, without heads."""
    blocks = re.findall('<div class="table[ "].*?</table>', page, re.DOTALL)
    (block,) = (each for each in blocks if _text(each).partition(". ")[2].startswith(f"{caption} "))
    body = re.sub(r"<(thead|tfoot).*?</\1>", "", block, flags=re.DOTALL)
    rows = []
    for row in re.findall("<tr.*?</tr>", body, re.DOTALL):
        cells = re.findall("<t[dh].*?</t[dh]>", row, re.DOTALL)
        if len(cells) > 1:
            rows.append([_text(cell) for cell in cells])
    return rows


@pytest.mark.parametrize("place", range(len(QUESTIONS["sentences"])))
def test_a_sentence_has_the_answer_of_duckdb(
    page: str, database: duckdb.DuckDBPyConnection, place: int
) -> None:
    question = QUESTIONS["sentences"][place]
    expected = "".join(_lines(database, question)).strip()
    (paragraph,) = (
        _text(each)
        for each in re.findall("<p[ >].*?</p>", page, re.DOTALL)
        if _text(each).startswith(f"S{place} ")
    )
    assert paragraph == f"S{place} {expected}"


@pytest.mark.parametrize("question", QUESTIONS["sections"], ids=lambda each: each["begin"].strip())
def test_sections_have_the_answers_of_duckdb(
    page: str, database: duckdb.DuckDBPyConnection, question: dict[str, Any]
) -> None:
    texts = map(_text, re.findall("<p[ >].*?</p>", page, re.DOTALL))
    notes = [text for text in texts if text.startswith(question["begin"])]
    assert notes == _lines(database, question)


@pytest.mark.parametrize("question", QUESTIONS["tables"], ids=lambda each: each["caption"])
def test_a_table_has_the_answer_of_duckdb(
    page: str, database: duckdb.DuckDBPyConnection, question: dict[str, Any]
) -> None:
    rows = _rows(page, question["caption"])
    if "totals" in question:
        column = question["totals"]
        printed = [row[column] for row in rows if row[1].startswith("المجموع")]
    else:
        columns = question.get("columns")
        printed = [
            " | ".join(row if columns is None else [row[place] for place in columns])
            for row in rows
        ]
    assert printed == _lines(database, question)
