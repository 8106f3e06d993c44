"""``brief.toml`` read and refused: each fault with its key, its line and the words that mend it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.minimal import HEADING, SECTION, TABLE, TOML, findings_of, line_of, loaded, written
from report.brief import load_brief
from report.brief.load import LARGEST_BRIEF, LARGEST_PROSE
from report.brief.toml_faults import fault_values
from report.errors import BriefError, Finding, Location
from report.toml import parse_toml

MEASURE = '[measures.all]\nlabel = "الكل"\ncount = "meetings"\n'
CHART = '[[sections.blocks]]\nchart = "bars"\ntable = "meetings"\nby = "name"\ncaption = "رسم"\n'
COLUMN = '[tables.meetings.columns]\nname = { label = "الاسم", required = true }\n'


def _findings(folder: Path, toml: str) -> tuple[Finding, ...]:
    written(folder, toml)
    return findings_of(lambda: load_brief(folder))


def _finding(folder: Path, toml: str) -> Finding:
    findings = _findings(folder, toml)
    assert len(findings) == 1, [finding.text() for finding in findings]
    assert findings[0].where.file == str(folder / "brief.toml")
    return findings[0]


def test_the_smallest_brief_loads(tmp_path: Path) -> None:
    brief = loaded(tmp_path)
    assert brief.model.brief.title == "حصيلة"
    assert brief.model.brief.language == "ar-MA"
    assert list(brief.model.tables) == ["meetings"]
    assert brief.file == tmp_path / "brief.toml"
    assert brief.where("tables", "meetings", "source") == Location(
        file=str(tmp_path / "brief.toml"),
        key="tables.meetings.source",
        line=line_of(TOML, "meetings.csv"),
    )


def test_the_brief_that_ships_loads() -> None:
    brief = load_brief(Path(__file__).parents[2] / "data" / "marrakech-2025")
    assert brief.where("summary", "lead").line == line_of(brief.text, "lead = ")


@pytest.mark.parametrize(
    ("toml", "line", "key", "value", "nearest"),
    [
        (HEADING + 'subtitel = "x"\n' + TABLE + SECTION, "subtitel", "brief.subtitel", "subtitel", "subtitle"),
        (TOML.replace("issuer", "isuer"), "isuer", "brief.isuer", "isuer", "issuer"),
        (TOML + "[table.more]\n", "table.more", "table", "table", "tables"),
        (TOML.replace("source", "sorce"), "sorce", "tables.meetings.sorce", "sorce", "source"),
        (
            HEADING + TABLE + COLUMN.replace("required", "requird") + SECTION,
            "requird", "tables.meetings.columns.name.requird", "requird", "required",
        ),
        (TOML + MEASURE + 'lable = "x"\n', "lable", "measures.all.lable", "lable", "label"),
        (TOML + MEASURE + 'were = { name = "x" }\n', "were", "measures.all.were", "were", "where"),
        (TOML + MEASURE + 'where = { name = { nott = "x" } }\n', "nott", "measures.all.where.name.nott", "nott", "not"),
        (TOML + '[measures.all]\nlabel = "x"\ncuont = "meetings"\n', "cuont", "measures.all.cuont", "cuont", "count"),
        (TOML.replace('title = "القسم"', 'titel = "القسم"'), "titel", "sections[1].titel", "titel", "title"),
        (TOML + CHART + 'serie = "x"\n', "serie", "sections[1].blocks[2].serie", "serie", "series"),
        (TOML + CHART.replace("table", "tabel"), "tabel", "sections[1].blocks[2].tabel", "tabel", "table"),
        (
            TOML + '[[sections.blocks]]\nfigures = [\n{ measure = "a" },\n{ mesure = "b" },\n]\n',
            "mesure", "sections[1].blocks[2].figures[2].mesure", "mesure", "measure",
        ),
        (
            TOML + '[[appendices]]\ntitle = "x"\n[[appendices.blocks]]\nmethod = "measures"\ncaptoin = "x"\n',
            "captoin", "appendices[1].blocks[1].captoin", "captoin", "caption",
        ),
        (
            TOML + '[[appendices]]\ntitle = "x"\n[[appendices.blocks]]\nregister = "incidents"\n'
            'columns = ["place"]\ncaption = "x"\nlane = "register"\n',
            "lane", "appendices[1].blocks[1].lane", "lane", "engine",
        ),
    ],
)  # fmt: skip
def test_an_unknown_key_is_reported_once_with_the_nearest_or_its_present_name(
    tmp_path: Path, toml: str, line: str, key: str, value: str, nearest: str
) -> None:
    finding = _finding(tmp_path, toml)
    assert (finding.rule, finding.where.key, finding.where.line) == (
        "unknown-key",
        key,
        line_of(toml, line),
    )
    assert finding.values == {"key": value, "nearest": nearest}
    assert f"«{nearest}»" in finding.text("en")
    assert f"«{nearest}»" in finding.text("ar")


@pytest.mark.parametrize(
    ("toml", "key", "line"),
    [
        (TABLE + SECTION, "brief", None),
        (HEADING + SECTION, "tables", None),
        (HEADING + TABLE, "sections", None),
        (TOML.replace('reference = "م 1"\n', ""), "brief.reference", 1),
        (
            TOML.replace('label = "الاجتماعات"\n', ""),
            "tables.meetings.label",
            line_of(TOML, "[tables.meetings]"),
        ),
        (TOML + CHART.replace('caption = "رسم"\n', ""), "sections[1].blocks[2].caption", 17),
    ],
)
def test_a_missing_key_has_the_line_of_its_table(
    tmp_path: Path, toml: str, key: str, line: int | None
) -> None:
    finding = _finding(tmp_path, toml)
    assert (finding.rule, finding.where.key, finding.where.line) == ("missing-key", key, line)
    assert finding.values == {"key": key.split(".")[-1]}


@pytest.mark.parametrize(
    ("toml", "key", "value", "expected"),
    [
        (TOML.replace('"حصيلة"', "5"), "brief.title", "5", "text in quotes"),
        (TOML.replace('"حصيلة"', '"  "'), "brief.title", "  ", "a text that is not empty"),
        (TOML.replace('"حصيلة"', '["a"]'), "brief.title", "[…]", "text in quotes"),
        (TOML.replace('"حصيلة"', f"0x{'f' * 9000}"), "brief.title", f"0x{'f' * 78}", "text in quotes"),
        (TOML.replace("2026-11-23", '"2026-11-23"'), "brief.issued", "2026-11-23", "a date without quotes"),
        (HEADING + 'kashida = "yes"\n' + TABLE + SECTION, "brief.kashida", "yes", "true or false"),
        (HEADING + 'keywords = "a"\n' + TABLE + SECTION, "brief.keywords", "a", "a list in square brackets"),
        (HEADING + 'keywords = ["a", 5]\n' + TABLE + SECTION, "brief.keywords[2]", "5", "text in quotes"),
        (HEADING + "[tables]\nmeetings = true\n" + SECTION, "tables.meetings", "true", "a table of keys"),
        (HEADING + '[[tables]]\nsource = "a"\n' + SECTION, "tables", "[…]", "a table of keys"),
        (HEADING + TABLE + '[sections]\ntitle = "a"\n', "sections", "{…}", "a list in square brackets"),
        (TOML + '[[sections]]\ntitle = "a"\nblocks = []\n', "sections[2].blocks", "[]", "a longer list"),
        (
            HEADING + TABLE + COLUMN.replace("required = true", "width = 101") + SECTION,
            "tables.meetings.columns.name.width", "101", "a smaller number",
        ),
        (
            TOML + f'[measures.{"a" * 61}]\nlabel = "x"\n' + 'count = "meetings"\n',
            f"measures.{'a' * 61}", "a" * 61, "a shorter text",
        ),
        (TOML + MEASURE + "where = { name = [] }\n", "measures.all.where.name", "[]", "a longer list"),
        (TOML + MEASURE + "where = { name = { not = [] } }\n", "measures.all.where.name.not", "[]", "a longer list"),
        (TOML + MEASURE + "where = { name = 2025-11-24 }\n", "measures.all.where.name", "2025-11-24", "text in quotes"),
        (
            TOML + MEASURE + 'where = { name = { missing = "x" } }\n',
            "measures.all.where.name.missing", "x", "true or false",
        ),
        (TOML + MEASURE + 'where = { name = ["a", [1]] }\n', "measures.all.where.name[2]", "[…]", "text in quotes"),
        (
            TOML + MEASURE + f"where = {{ name = 0x{'f' * 9000} }}\n",
            "measures.all.where.name", f"0x{'f' * 78}", "a smaller number",
        ),
    ],
)  # fmt: skip
def test_a_wrong_type_says_what_is_wanted(
    tmp_path: Path, toml: str, key: str, value: str, expected: str
) -> None:
    finding = _finding(tmp_path, toml)
    assert (finding.rule, finding.where.key, finding.values["given"]) == ("bad-value", key, value)
    assert str(finding.values["wanted"]).startswith(expected)


@pytest.mark.parametrize(
    ("toml", "rule", "key", "values"),
    [
        (HEADING + 'language = "fr"\n' + TABLE + SECTION, "bad-choice", "brief.language", {"given": "fr"}),
        (TOML + CHART.replace('"bars"', '"cake"'), "bad-choice", "sections[1].blocks[2].chart", {"given": "cake"}),
        (TOML + CHART.replace('"bars"', "[1]"), "bad-choice", "sections[1].blocks[2].chart", {"given": "[…]"}),
        (HEADING + '[tables."a b"]\nsource = "a"\nlabel = "a"\n' + SECTION, "bad-name", "tables.a b", {"given": "a b"}),
        (TOML + CHART + 'id = "9"\n', "bad-name", "sections[1].blocks[2].id", {"given": "9"}),
        (TOML.replace('"2025-11-24"', '"نونبر"'), "bad-period", "brief.period", {"given": "نونبر"}),
        (TOML.replace('"2025-11-24"', '"../2025"'), "bad-period", "brief.period", {"given": "../2025"}),
        (TOML + MEASURE + "where = { name = {} }\n", "empty-condition", "measures.all.where.name", {}),
        (TOML + MEASURE + 'sum = "meetings"\n', "one-of", "measures.all", None),
        (TOML + '[measures.all]\nlabel = "x"\n', "one-of", "measures.all", None),
        (TOML + MEASURE + 'column = "name"\n', "strange-key", "measures.all.column", None),
        (TOML + '[measures.all]\nlabel = "x"\nsum = "meetings"\n', "missing-key", "measures.all.column", {"key": "column"}),
        (TOML + '[measures.all]\nlabel = "x"\ntotal = ["a", "b"]\nby = "name"\n', "strange-key", "measures.all.by", None),
        (
            TOML + CHART.replace('by = "name"\n', ""),
            "missing-key", "sections[1].blocks[2].by", {"key": "by"},
        ),
        (
            TOML + CHART + 'columns = ["name"]\n',
            "unknown-key", "sections[1].blocks[2].columns", {"key": "columns", "nearest": "series"},
        ),
        (
            TOML + '[[sections.blocks]]\ntable = "meetings"\ncaption = "x"\n',
            "one-of", "sections[1].blocks[2]", {"keys": "columns, by"},
        ),
        (
            TOML + '[[sections.blocks]]\ntable = "meetings"\ncaption = "x"\nby = "name"\nlimit = 3\n',
            "idle-key", "sections[1].blocks[2]", {"key": "limit", "wanted": "columns"},
        ),
        (
            TOML + '[[sections.blocks]]\ntable = "meetings"\ncaption = "x"\nby = "name"\ngroup = "name"\n',
            "idle-key", "sections[1].blocks[2]", {"key": "group", "wanted": "columns"},
        ),
        (
            TOML + '[[sections.blocks]]\ntable = "meetings"\ncaption = "x"\ncolumns = ["name"]\ntotal = true\n',
            "idle-key", "sections[1].blocks[2]", {"key": "total", "wanted": "by"},
        ),
        (
            TOML + '[[sections.blocks]]\ntable = "meetings"\ncaption = "x"\ncolumns = ["name"]\nseries = "name"\n',
            "idle-key", "sections[1].blocks[2]", {"key": "series", "wanted": "by"},
        ),
        (HEADING + TABLE + COLUMN.replace("required = true", 'type = "category"') + SECTION,
         "empty-values", "tables.meetings.columns.name", {"given": "name"}),
        (HEADING + TABLE + COLUMN.replace("required = true", 'type = "category", values = ["ب", "ت", " ب"]') + SECTION,
         "twice-value", "tables.meetings.columns.name", {"given": "ب"}),
        (TOML + '[[sections.blocks]]\ncaption = "x"\n', "no-block", "sections[1].blocks[2]", None),
        (
            TOML.replace('[[sections.blocks]]\nnote = "ملاحظة"', "blocks = [5]"),
            "no-block", "sections[1].blocks[1]", None,
        ),
        (
            HEADING + '[conventions]\nallow = ["tatwel"]\n' + TABLE + SECTION,
            "bad-choice", "conventions.allow[1]", {"given": "tatwel"},
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_reported_by_name(
    tmp_path: Path, toml: str, rule: str, key: str, values: dict[str, str] | None
) -> None:
    finding = _finding(tmp_path, toml)
    assert (finding.rule, finding.where.key) == (rule, key)
    assert values is None or values.items() <= finding.values.items()
    assert finding.where.line is not None
    assert finding.text("ar") != finding.text("en")


def test_all_faults_are_reported_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    toml = (
        TOML.replace("title =", "titel =").replace("2026-11-23", "5").replace("label", "lable")
        + CHART
        + "by2 = 1\n"
    )
    places = [(finding.rule, finding.where.line) for finding in _findings(tmp_path, toml)]
    assert places == [
        ("unknown-key", 2),
        ("bad-value", 4),
        ("unknown-key", 10),
        ("unknown-key", 14),
        ("unknown-key", 22),
    ]


@pytest.mark.parametrize(
    ("toml", "line"),
    [
        (TOML + "title = \n", 17),
        ("[brief\n", 1),
        (HEADING + HEADING, 8),
        ('[brief]\ntitle = "one\n', 2),
        (HEADING + "date = 2025-13-45\n", 8),
        ("a = " + "9" * 5000 + "\n", None),
        (HEADING + 'keywords = [\n"a",\n', 9),
        ("a = " + "[" * 5000 + "]" * 5000 + "\n", 1),
        (HEADING + "a" + ".a" * 2000 + " = 1\n", 8),
    ],
)
def test_what_is_not_toml_has_its_line(tmp_path: Path, toml: str, line: int | None) -> None:
    finding = _finding(tmp_path, toml)
    assert (finding.rule, finding.where.line) == ("not-toml", line)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("title = نص", "the value behind"),
        ("width = 12,5", "there is something after"),
        ("required = True", "the value behind"),
        ('notice = "a" "b"', "there is something after"),
        ('notice = "قال "نعم""', "there is something after"),
        ("title = ", "the value behind"),
        ('title = "a', "a text is not closed"),
        ('title = """a', "a text is not closed"),
        ("notice = 'a", "a text is not closed"),
        ('keywords = ["a", "b"', "a bracket is not closed"),
        ('x = { a = "b"', "a bracket is not closed"),
        ("[[sections", "a bracket is not closed"),
        ('title "a"', "neither key = value"),
        ("عنوان = 'a'", "neither key = value"),
        ('عنوان."x" = 1', "neither key = value"),
        ('a.عنوان = "x"', "a key is missing"),
        ('source = "C:\\data\\x.csv"', "a backslash"),
        ("date = 2025-02-30", "this date is not in the calendar"),
        ('title = "a"\ntitle = "b"', "a second time"),
        ("[brief]", "a second time"),
    ],
)
def test_what_is_wrong_with_toml_is_reported_in_plain_words(
    tmp_path: Path, line: str, reason: str
) -> None:
    """In Arabic too, with nothing of the parser's English."""
    finding = _finding(tmp_path, HEADING + line + "\n")
    assert finding.rule == "not-toml" and reason in finding.what("en")
    assert finding.where.line in (8, 9)
    arabic = finding.text("ar").replace(str(tmp_path), "")
    assert set(re.findall("[A-Za-z]{2,}", arabic)) <= {
        "brief",
        "toml",
        "TOML",
        "true",
        "false",
        "sections",
    }


@given(st.integers(0, len(TOML) - 1), st.sampled_from(list("\"'[]{}=,\\\n ن1")), st.booleans())
def test_a_spoilt_brief_never_speaks_the_parser_s_language(
    index: int, sign: str, put_in: bool
) -> None:
    spoilt = TOML[:index] + sign + TOML[index + (0 if put_in else 1) :]
    try:
        parse_toml(spoilt)
    except ValueError as error:
        values = fault_values(str(error))
        assert not re.search("Invalid|Expected|Cannot|Unclosed|Illegal", values["reason"])
        assert re.search("[\u0621-\u064a]{2}", values["reason_ar"])
        assert re.search("[\u0621-\u064a]{2}", values["advice_ar"])


@pytest.mark.parametrize(
    ("key", "keys"), [("max", "count"), ("logo", "language"), ("colour", "columns")]
)
def test_a_key_that_is_no_misspelling_is_not_answered_with_another(
    tmp_path: Path, key: str, keys: str
) -> None:
    where = HEADING if key == "logo" else HEADING + TABLE
    toml = where + f'{key} = "x"\n' + (TABLE if key == "logo" else "") + SECTION
    if key == "max":
        toml = TOML + MEASURE + 'max = "meetings"\n'
    finding = _finding(tmp_path, toml)
    assert (finding.rule, finding.values["key"]) == ("strange-key", key)
    assert keys in str(finding.values["known"]) and "Did you mean" not in finding.text("en")


def test_the_encoding_of_brief_toml(tmp_path: Path) -> None:
    written(tmp_path)
    file = tmp_path / "brief.toml"
    file.write_bytes(b"\xef\xbb\xbf" + TOML.replace("\n", "\r\n").encode())
    assert load_brief(tmp_path).model.brief.issuer == "الجهة"
    file.write_bytes(TOML.encode("windows-1256"))
    (finding,) = findings_of(lambda: load_brief(tmp_path))
    assert (finding.rule, finding.where.line, finding.values) == ("not-utf8", 2, {"byte": "0xcd"})
    file.write_bytes(b"\x00\x01")
    assert [finding.rule for finding in findings_of(lambda: load_brief(tmp_path))] == ["not-toml"]


def test_names_and_values_are_composed(tmp_path: Path) -> None:
    brief = loaded(tmp_path, TOML.replace("الجهة", "Re\u0301gion"))
    assert brief.model.brief.issuer == "R\u00e9gion"


def test_a_folder_without_a_brief(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "none"):
        (finding,) = findings_of(lambda folder=folder: load_brief(folder))
        assert (finding.rule, finding.where.file) == ("no-brief", str(folder / "brief.toml"))
    (tmp_path / "brief.toml").mkdir()
    assert findings_of(lambda: load_brief(tmp_path))[0].rule == "no-brief"


def test_what_is_too_large_is_not_read(tmp_path: Path) -> None:
    written(tmp_path, TOML + "#" * LARGEST_BRIEF)
    (finding,) = findings_of(lambda: load_brief(tmp_path))
    assert (finding.rule, finding.values) == ("too-large", {"limit": LARGEST_BRIEF // 1024})


def test_what_may_not_be_read_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    written(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    (finding,) = findings_of(lambda: load_brief(tmp_path))
    assert (finding.rule, finding.values) == ("unreadable", {"reason": "Permission denied"})


def test_prose_is_read_as_it_is_except_for_line_ends(tmp_path: Path) -> None:
    brief = loaded(tmp_path)
    (tmp_path / "a.md").write_bytes("\ufeffسطر\r\nسطر\n".encode())
    (tmp_path / "b.md").write_bytes("سطر\nسطر".encode("windows-1256"))
    (tmp_path / "c.md").write_bytes(b"a" * (LARGEST_PROSE + 1))
    where = brief.where("sections", 0)
    assert brief.read_text("a.md", where) == "سطر\nسطر\n"
    (finding,) = findings_of(lambda: brief.read_text("b.md", where))
    assert (finding.rule, finding.where) == (
        "not-utf8",
        Location(file=str(tmp_path / "b.md"), line=1),
    )
    assert findings_of(lambda: brief.read_text("c.md", where))[0].rule == "too-large"
    with pytest.raises(BriefError, match=r"no file «d\.md»"):
        brief.read_text("d.md", where)


@pytest.mark.parametrize("quote", ["“", "”", "„", "‘", "«"])
@pytest.mark.parametrize("start", ["label = ", "label=", "columns = [", 'columns = ["a", '])
def test_a_quotation_mark_of_print_is_named(tmp_path: Path, quote: str, start: str) -> None:
    toml = f"{HEADING}{TABLE}\n[measures.m]\n{start}{quote}النوع{quote}\n"
    finding = _finding(tmp_path, toml)
    assert finding.rule == "not-toml" and f"«{quote}»" in finding.what("en")
    assert '(")' in finding.do("en") and '(")' in finding.do("ar")
