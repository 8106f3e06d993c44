"""Bad input, a case a row: one paragraph per finding, with its place and what to do; never a traceback."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from document.small import SmallBrief
from report.command.app import run

OLD = b"%PDF the old one"


@dataclass(frozen=True)
class Case:
    """A way to break the small brief, and the place that must be named."""

    rule: str
    harm: Callable[[SmallBrief], object]
    file: str = "brief.toml"
    key: str | None = None
    row: int | None = None
    column: str | None = None
    line: int | None = None
    named: str = ""


def _toml(old: str, new: str) -> Callable[[SmallBrief], object]:
    return lambda brief: brief.edit("brief.toml", old, new)


def _csv(old: str, new: str) -> Callable[[SmallBrief], object]:
    return lambda brief: brief.edit("incidents.csv", old, new)


def _prose(text: str) -> Callable[[SmallBrief], object]:
    return lambda brief: brief.prose(text)


def _bytes(file: str, data: bytes) -> Callable[[SmallBrief], object]:
    return lambda brief: (brief.folder / file).write_bytes(data)


def _gone(file: str) -> Callable[[SmallBrief], object]:
    return lambda brief: (brief.folder / file).unlink()


def _outside(brief: SmallBrief) -> None:
    secret = brief.folder.parent / "secret.md"
    secret.write_text("سر", "utf-8")
    (brief.folder / "text/summary.md").unlink()
    (brief.folder / "text/summary.md").symlink_to(secret)


HEAD = "id,place,kind,date,injured\n"
TABLE, PROSE, TOML = "incidents.csv", "text/summary.md", "brief.toml"

CASES = [
    # brief.toml
    Case("no-brief", _gone(TOML)),
    Case("not-toml", _toml('title = "حوادث يناير"', "title = حوادث"), line=2),
    Case("not-toml", _toml("[sources.bulletin]", "[brief]"), line=9),
    Case("not-utf8", _bytes(TOML, "[brief]\ntitle = 'حوادث'".encode("windows-1256")), line=2),
    Case("unknown-key", _toml("classification =", "clasification ="), key="brief.clasification",
         named="classification"),
    Case("unknown-key", _toml('label = "المكان"', 'lable = "المكان"'), key="tables.incidents.columns.place.lable"),
    Case("missing-key", _toml('issuer = "مصلحة الإحصاء"\n', ""), key="brief.issuer", line=1),
    Case("bad-value", _toml("issued = 2026-02-02", 'issued = "أمس"'), key="brief.issued", line=4),
    Case("bad-value", _toml('columns = ["place", "kind", "date", "injured"]', 'columns = "place"'),
         key="appendices[1].blocks[1].columns"),
    Case("bad-value", _toml('label = "الرقم", required = true', 'label = "الرقم", required = "نعم"'),
         key="tables.incidents.columns.id.required"),
    Case("bad-period", _toml("2026-01-01/2026-01-31", "يناير"), key="brief.period", line=3),
    Case("bad-period", _toml("2026-01-01/2026-01-31", "2026-01-31/2026-01-01"), key="brief.period"),
    Case("bad-choice", _toml('type = "date"', 'type = "day"'), key="tables.incidents.columns.date.type", named="date"),
    Case("bad-choice", _toml('chart = "bars"', 'chart = "cake"'), key="sections[1].blocks[2].chart", named="bars"),
    Case("missing-key", _toml('by = "kind"\ncaption', "caption"), key="sections[1].blocks[2].by", named="by"),
    Case("one-of", _toml('sum = "incidents"\n', ""),
         key="measures.injured"),
    Case("any-of", _toml('chart = "bars"\ntable = "incidents"\n', 'chart = "bars"\n'),
         key="sections[1].blocks[2]", named="measures"),
    Case("no-block", _toml('prose = "text/summary.md"', 'id = "x"'), key="sections[1].blocks[1]", named="prose"),
    Case("empty-values", _toml(', values = ["حادث سير", "حريق"]', ""), key="tables.incidents.columns.kind"),
    Case("outside-brief", _toml("text/summary.md", "../secret.md"), key="sections[1].blocks[1].prose"),
    Case("outside-brief", _toml("text/summary.md", "/etc/passwd"), key="sections[1].blocks[1].prose"),
    Case("outside-brief", _outside, key="sections[1].blocks[1].prose"),
    Case("no-file", _gone(PROSE), key="sections[1].blocks[1].prose", named="text/summary.md"),
    Case("no-file", _gone(TABLE), key="tables.incidents.source", named="incidents.csv"),
    Case("column-not-found", _toml("place = {", "plase = {"), key="tables.incidents.columns.plase", named="place"),
    Case("unknown-table", _toml('count = "incidents"\nnoun', 'count = "incident"\nnoun'), key="measures.all.count"),
    Case("unknown-column", _toml('column = "injured"', 'column = "hurt"'), key="measures.injured.column"),
    Case("not-numbers", _toml('column = "injured"', 'column = "place"'), key="measures.injured.column"),
    Case("bad-category", _toml('where = { kind = "حريق" }', 'where = { kind = "حرق" }'),
         key="measures.fires.where.kind"),
    Case("unknown-measure", _toml('["fires", "all"]', '["fire", "all"]'), key="measures.part.share", named="fires"),
    Case("circle", _toml('["fires", "all"]', '["fires", "part"]'), key="measures.part.share", named="part"),
    Case("twice-id", _toml('id = "kinds"', 'id = "list"'), key="sections[1].blocks[2].id"),
    Case("unknown-source", _toml('source = "bulletin"', 'source = "bull"'), key="sections[1].blocks[2].source"),
    # the table
    Case("empty-file", _bytes(TABLE, b""), TABLE),
    Case("wrong-encoding", _toml('source = "incidents.csv"', 'source = "incidents.csv"\nencoding = "utf-16"'), TABLE,
         line=2, named="utf-8"),
    Case("broken-csv", _csv("2,طنجة", '2,"طنجة'), TABLE, row=3),
    Case("twice-column", _csv("date,injured", "date,date"), TABLE, row=1, named="date"),
    Case("ragged-row", _csv("3,الرباط", "3,الرباط,سلا"), TABLE, row=4, named="6"),
    Case("missing-cell", _csv("4,وجدة", "4,"), TABLE, row=5, column="place"),
    Case("repeated-cell", _csv("5,أكادير", "4,أكادير"), TABLE, row=6, column="id", named="5"),
    Case("bad-category", _csv("حريق,2026-01-20", "حرق,2026-01-20"), TABLE, row=6, column="kind", named="حريق"),
    Case("bad-date-cell", _csv("2026-01-12", "صباح الاثنين"), TABLE, row=4, column="date"),
    Case("bad-integer", _csv("2026-01-20,3", "2026-01-20,3.5"), TABLE, row=6, column="injured"),
    # the prose
    Case("not-utf8", _bytes(PROSE, "أ\nب\n".encode("windows-1256")), PROSE, line=1),
    Case("unknown-measure", _prose("أ\n\n{{ measures.fire }}\n"), PROSE, line=3, named="fires"),
    Case("no-such-filter", _prose("أ\n{{ measures.all | cuonted }}\n"), PROSE, line=2, named="counted"),
    Case("bad-expression", _prose("أ {{ 1 + }}\n"), PROSE, line=1),
    Case("unknown-noun", _prose('أ {{ measures.all | counted("زعنفة") }}\n'), PROSE, line=1, named="زعنفة"),
    Case("unknown-reference", _prose('{{ ref("nowhere") }}\n'), PROSE, line=1, named="kinds"),
    Case("unknown-source", _prose("أ[^bull]\n"), PROSE, line=1, named="bulletin"),
    Case("image-in-prose", _prose("أ\n\n![ب](c.png)\n"), PROSE, line=3, named="c.png"),
]  # fmt: skip


def _name(case: Case) -> str:
    return f"{case.rule}-{case.key or case.row or case.line or ''}"


@pytest.fixture(params=CASES, ids=_name)
def broken(request: pytest.FixtureRequest, brief: SmallBrief) -> tuple[SmallBrief, Case]:
    """The small brief, broken in one way."""
    request.param.harm(brief)
    return brief, request.param


def test_a_broken_brief_is_reported_in_one_paragraph(
    broken: tuple[SmallBrief, Case],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    brief, case = broken
    output = brief.folder.parent / "out" / "old.pdf"
    output.parent.mkdir()
    output.write_bytes(OLD)

    assert run(["check", str(brief.folder), "--format", "json"]) == 1
    (finding,) = json.loads(capsys.readouterr().out)
    assert finding["rule"] == case.rule
    assert finding["where"]["file"] == str(brief.folder / case.file)
    reported = {key: finding["where"].get(key) for key in ("key", "row", "column")}
    assert reported == {"key": case.key, "row": case.row, "column": case.column}
    assert case.line in (None, finding["where"].get("line"))

    for language in ("en", "ar"):
        assert run(["--lang", language, "build", str(brief.folder), "-o", str(output)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        said = finding[language]
        assert err.endswith(f": {said['what']} {said['do']}\n")
        assert str(brief.folder / case.file) in err
        assert case.named in err
        assert not re.search(r"\{\w*\}", said["what"])
        assert "None" not in err
        for place in (case.key, case.row, case.column, case.line):
            assert place is None or str(place) in err.split(": ")[0]
    assert [path.name for path in output.parent.iterdir()] == ["old.pdf"]
    assert output.read_bytes() == OLD


def test_several_faults_are_a_paragraph_each(
    brief: SmallBrief, capsys: pytest.CaptureFixture[str]
) -> None:
    brief.edit("brief.toml", "classification", "clasification").edit(
        "brief.toml", 'type = "date"', 'type = "day"'
    )
    assert (
        run(
            [
                "--lang",
                "en",
                "check",
                str(brief.edit("brief.toml", "unique = true", "uniqe = true").folder),
            ]
        )
        == 1
    )
    paragraphs = capsys.readouterr().out.splitlines()
    assert paragraphs.pop() == "errors: 3, warnings: 0"
    file = brief.folder / "brief.toml"
    assert len(paragraphs) == 3
    assert all(
        paragraph.startswith("error [") and f"] {file}, key " in paragraph
        for paragraph in paragraphs
    )


@pytest.mark.parametrize("file", ["brief.toml", "incidents.csv", "text/summary.md"])
def test_a_file_that_is_a_folder(
    file: str, brief: SmallBrief, capsys: pytest.CaptureFixture[str]
) -> None:
    (brief.folder / file).unlink()
    (brief.folder / file).mkdir()
    assert run(["--lang", "en", "check", str(brief.folder)]) == 1
    assert Path(file).name in capsys.readouterr().out
