"""The lint of a whole brief: places, what is fixed together, and what stays unchanged."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties import share

from report import lint as room
from report.arabic.conventions import CONVENTIONS, Conventions
from report.brief import load_brief
from report.brief.load import LoadedBrief
from report.building import compose
from report.errors import Finding, MujazError, OutputError, Severity
from report.intake import read_tables
from report.lint import Fixed
from report.lint import store as storing
from report.messages.lint import MESSAGES

SHIPPED = sorted((Path(__file__).parents[2] / "data").glob("*/brief.toml"))
MA = Conventions("ar-MA")

TOML = """\
# ملاحظة  لا تقرأ
[brief]
title = "حصيلة"
period = "2025-11-24"
issued = 2026-11-23
reference = "م  1"
issuer = 'الجهة'
classification = "عام"
keywords = ["كلمة"]

[tables.meetings]
source = "meetings.csv"
label = "الاجتماعات"
[tables.meetings.columns]
name = { label = "الاسم", required = true }
region = { type = "category", label = "المنطقة", values = ["شمال", "جنوب"] }

[measures.north]
label = "أولى الجهات"
count = "meetings"
where = { region = "شمال" }
by = "region"
noun = "اجتماع"

[[sections]]
title = "القسم"
[[sections.blocks]]
prose = "text/a.md"
[[sections.blocks]]
register = "meetings"
columns = ["name", "region"]
caption = "السجل"
"""
CSV = 'name,region\nالهند,شمال\n"مصر",جنوب\n'
PROSE = "حضر {{ measures.north | counted }}.\n"


def sound(folder: Path) -> bool:
    try:
        compose(folder)
    except MujazError:
        return False
    return True


@pytest.fixture
def brief(tmp_path: Path) -> Callable[..., LoadedBrief]:
    """Return a function that writes a brief with some of its texts replaced, and loads it."""

    def make(
        *changes: tuple[str, str], table: bytes | None = None, prose: bytes | None = None
    ) -> LoadedBrief:
        texts = {"brief.toml": TOML, "meetings.csv": CSV, "text/a.md": PROSE}
        for name, text in texts.items():
            for old, new in changes:
                text = text.replace(old, new)
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())
        if table is not None:
            (tmp_path / "meetings.csv").write_bytes(table)
        if prose is not None:
            (tmp_path / "text" / "a.md").write_bytes(prose)
        return load_brief(tmp_path)

    return make


def lint(brief: LoadedBrief, conventions: Conventions) -> tuple[Finding, ...]:
    return room.lint(brief, read_tables(brief), conventions)


def fix_conventions(
    brief: LoadedBrief, conventions: Conventions, sound: Callable[[Path], bool]
) -> Fixed:
    return room.fix_conventions(brief, read_tables(brief), conventions, sound)


def files(brief: LoadedBrief) -> dict[str, bytes]:
    paths = (path for path in brief.folder.rglob("*") if path.is_file())
    return {path.relative_to(brief.folder).as_posix(): path.read_bytes() for path in paths}


def fix_all(brief: LoadedBrief) -> tuple[Fixed, dict[str, tuple[bytes, bytes]]]:
    """Fix a brief, and return what it said and the files that changed, before and after."""
    earlier = files(brief)
    done = fix_conventions(brief, MA, sound)
    later = files(brief)
    assert earlier.keys() == later.keys()
    changed = {
        name: (earlier[name], later[name]) for name in earlier if earlier[name] != later[name]
    }
    assert sorted(path.relative_to(brief.folder).as_posix() for path in done.files) == sorted(
        changed
    )
    assert fix_conventions(load_brief(brief.folder), MA, sound).files == ()
    return done, changed


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_the_briefs_that_ship_keep_the_conventions(path: Path) -> None:
    shipped = load_brief(path.parent)
    assert lint(shipped, Conventions(shipped.model.brief.locale)) == ()


def test_every_convention_has_words() -> None:
    assert set(CONVENTIONS) <= set(MESSAGES)


@pytest.mark.parametrize("rule", MESSAGES)
def test_both_languages_take_the_same_values(rule: str) -> None:
    def fields(piece: str) -> list[str]:
        return [field for _, field, _, _ in Formatter().parse(piece) if field]

    words = MESSAGES[rule]
    english, arabic = (list(map(fields, message)) for message in (words.en, words.ar))
    for ours, theirs in zip(english, arabic, strict=True):
        assert set(ours) == {name.removesuffix("_ar") for name in theirs}
    values = dict.fromkeys(chain.from_iterable((*english, *arabic)), "أ")
    assert "أ" in Finding(rule, values=values).text("ar")


def test_a_brief_that_keeps_them_is_left(brief: Callable[..., LoadedBrief]) -> None:
    folder = brief()
    assert lint(folder, MA) == ()
    assert fix_all(folder) == (Fixed((), ()), {})


def test_places_in_each_kind_of_file(brief: Callable[..., LoadedBrief]) -> None:
    loaded = brief(
        ('title = "حصيلة"', 'title = "حصيلة \\"فى\\""'),
        ("الهند,شمال\n", "الى الهند,شمال\nالى مصر,شمال\n"),
        prose="\ufeff## عنوان\r\n\r\n`فى` ذهب الى\r\n".encode(),
    )
    findings = lint(loaded, MA)
    assert all(finding.severity is Severity.WARNING for finding in findings)
    assert [finding.where.as_dict() for finding in findings] == [
        {"file": str(loaded.file), "key": "brief.title", "line": 3, "character": 16},
        {"file": str(loaded.file), "key": "brief.title", "line": 3, "character": 18},
        {"file": str(loaded.folder / "meetings.csv"), "row": 2, "column": "name"},
        {"file": str(loaded.folder / "text" / "a.md"), "line": 3, "character": 10},
    ]
    assert [finding.text("en").partition(": ")[2] for finding in findings[2:]] == [
        "The hamza is not written as it should be: «الى» (×2). Write «إلى».",
        "The hamza is not written as it should be: «الى». Write «إلى».",
    ]
    assert (
        findings[2]
        .text("ar")
        .endswith("، الصف 2، العمود name: رسم الهمزة غير صحيح: «الى» (×2). اكتب «إلى».")
    )


def test_what_cannot_be_seen_is_shown(brief: Callable[..., LoadedBrief]) -> None:
    (finding,) = lint(brief(('label = "الاسم"', 'label = "الا\u200fسم"')), MA)
    assert finding.what("en").endswith("«الا[U+200F]سم».")


def test_what_the_intake_corrected_is_not_reported_again(brief: Callable[..., LoadedBrief]) -> None:
    folder = brief(("الهند", "اله\u200fند"))
    assert lint(folder, MA) == ()
    rules = []
    for table in read_tables(folder).values():
        for finding in table.findings:
            rules.append(finding.rule)
    assert rules == ["corrected"]


def test_names_codes_and_comments_are_not_read(brief: Callable[..., LoadedBrief]) -> None:
    folder = brief(
        ('name = { label = "الاسم"', '"الاسـم" = { label = "الاسم"'),
        ('columns = ["name"', 'columns = ["الاسـم"'),
        ("name,", "الاسـم,"),
    )
    assert lint(folder, MA) == ()


def test_every_other_byte_stays(brief: Callable[..., LoadedBrief]) -> None:
    folder = brief(
        ('title = "حصيلة"', 'title = "حصيـلة \\"مهمة\\" \\u0660"  # "تعليق  هنا"'),
        ("'الجهة'", "'''\nالجهة\n  \"الأولى\"'''"),
        table='\ufeff"name",region\r\n"اله""ن""د ,مصـر ,",شمال\r\n\r\nفرنـسا,جنوب'.encode(),
        prose="\ufeffسطر  أول  \r\n{{ 'أ  ب' }} و\u200fثان [أ  ب](#a  ,b)\r\n".encode(),
    )
    done, changed = fix_all(folder)
    assert done.findings == ()
    assert changed["brief.toml"][1].decode() == changed["brief.toml"][0].decode().replace(
        'حصيـلة \\"مهمة\\" \\u0660', "حصيلة «مهمة» 0"
    ).replace('"الأولى"', "«الأولى»")
    assert changed["meetings.csv"][1].decode() == (
        '\ufeff"name",region\r\n"اله«ن»د، مصر ,",شمال\r\n\r\nفرنسا,جنوب'
    ).replace("اله«ن»د", 'اله""ن""د')
    assert changed["text/a.md"][1].decode() == (
        "\ufeffسطر أول  \r\n{{ 'أ  ب' }} وثان [أ ب](#a  ,b)\r\n"
    )


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "windows-1256", "iso-8859-6"])
def test_the_encoding_of_a_table_stays(brief: Callable[..., LoadedBrief], codec: str) -> None:
    mark = codecs.BOM_UTF16_BE if codec == "utf-16-be" else b""
    text = (
        "name,region\nالهنـد,شمال\nقال «ـب» 'نعم',جنوب\n"
        if codec != "iso-8859-6"
        else "name,region\nالهنـد,شمال\n"
    )
    encoding = "utf-16" if codec == "utf-16-be" else codec
    data = mark + text.encode(codec)
    folder = brief(
        ('label = "الاجتماعات"', f'label = "الاجتماعات"\nencoding = "{encoding}"'), table=data
    )
    _, changed = fix_all(folder)
    assert changed["meetings.csv"][1] == mark + text.replace("الهنـد", "الهند").encode(codec)


def test_a_value_changes_everywhere(brief: Callable[..., LoadedBrief]) -> None:
    done, changed = fix_all(brief(("شمال", "شمـال")))
    assert done.findings == ()
    assert {name: new_data.decode().count("شمـال") for name, (_, new_data) in changed.items()} == {
        "brief.toml": 0,
        "meetings.csv": 0,
    }


def test_a_value_that_an_expression_names_changes_nowhere(
    brief: Callable[..., LoadedBrief],
) -> None:
    folder = brief(
        ("شمال", "شمـال"), (" measures.north |", ' measures.north["شمـال"] |'), ("الهند", "الهنـد")
    )
    done, changed = fix_all(folder)
    assert told(done.findings) == ["fix-in-expression"]
    assert done.findings[0].where.key == "tables.meetings.columns.region.values[1]"
    assert list(changed) == ["meetings.csv"]
    assert changed["meetings.csv"][1] == changed["meetings.csv"][0].replace(
        "الهنـد".encode(), "الهند".encode()
    )


NAMED = "قطر;مصر"


@pytest.mark.parametrize(
    "key",
    [
        f"where = \"name == '{NAMED}'\"",
        f'where = \'not (name == "{NAMED}") or region == "شمال"\'',
        f"where = \"name in ['مصر', '{NAMED}']\"",
        "where = \"name == 'قطر؛ مصر'\"",
        "where = \"starts(name, 'قطر;')\"",
        "where = \"not ends(name, 'ر;مصر')\"",
        "where = \"contains(name, ';')\"",
        "where = \"replace(name, ';', ' ') == 'قطر مصر'\"",
    ],
)
def test_a_value_that_an_expression_of_the_brief_reads_changes_nowhere(
    brief: Callable[..., LoadedBrief], key: str
) -> None:
    declared = 'where = { region = "شمال" }'
    folder = brief((declared, key), ("الهند", NAMED), ('مصر"', 'مصـر"'))
    done, changed = fix_all(folder)
    assert told(done.findings) == ["fix-in-expression"]
    assert done.findings[0].values["found"] == NAMED
    (earlier, later) = changed["meetings.csv"]
    assert later == earlier.replace("مصـر".encode(), "مصر".encode())


@pytest.mark.parametrize(
    "addition",
    [
        f'[tables.meetings.columns.north]\nlabel = "ش"\nvalue = "region == \'{NAMED}\'"\n',
        f'[measures.other]\nlabel = "ش"\nvalue = "count(meetings where region == \'{NAMED}\')"\n',
        f"[[tables.meetings.rules]]\ncheck = \"name != '{NAMED}'\"\n",
        f'[tables.other]\nfrom = "meetings"\nlabel = "ش"\nwhere = "region == \'{NAMED}\'"\n',
        f"[[sections]]\ntitle = \"ب\"\nfor_each = \"if(region == '{NAMED}', 'أ', 'ب')\"\n"
        'table = "meetings"\n[[sections.blocks]]\nnote = "ملاحظة"\n',
        f'[[sections]]\ntitle = "ب"\nwhen = "count(meetings where region == \'{NAMED}\') > 0"\n'
        '[[sections.blocks]]\nnote = "ملاحظة"\n',
        '[[sections]]\ntitle = "ب"\n[[sections.blocks]]\ntable = "meetings"\ncaption = "ش"\n'
        f'rows = "region"\nmeasures = "north"\nhaving = "region != \'{NAMED}\'"\n',
        '[[sections]]\ntitle = "ب"\n[[sections.blocks]]\nnote = '
        f'"""{{{{ measures.north.where("region == \'{NAMED}\'") }}}}"""\n',
    ],
)
def test_every_key_of_the_brief_that_reads_a_value_holds_it(
    brief: Callable[..., LoadedBrief], addition: str
) -> None:
    result = brief(('where = { region = "شمال" }\n', ""), ("شمال", NAMED))
    source = result.folder / "brief.toml"
    text = source.read_text("utf-8")
    source.write_text(text.replace("[[sections]]", f"{addition}[[sections]]", 1), "utf-8")
    assert sound(result.folder)
    done, changed = fix_all(load_brief(result.folder))
    assert told(done.findings) == ["fix-in-expression"]
    assert "meetings.csv" not in changed


@pytest.mark.parametrize(
    "key", [f'aliases = {{ "{NAMED}" = ["قطرمصر"] }}', f'missing = ["{NAMED}"]']
)
def test_a_key_of_a_column_that_names_a_value_holds_it(
    brief: Callable[..., LoadedBrief], key: str
) -> None:
    result = brief(
        ('label = "الاسم", required = true', f'label = "الاسم", {key}'), ("الهند", NAMED)
    )
    assert sound(result.folder)
    done, changed = fix_all(result)
    assert told(done.findings) == ["fix-in-expression"]
    assert changed == {}


@pytest.mark.parametrize("key", ["region == 'شمال'", "starts(region, 'شم')", "len(region) > 2"])
def test_a_value_that_expressions_read_alike_before_and_after_is_fixed(
    brief: Callable[..., LoadedBrief], key: str
) -> None:
    folder = brief(
        ('where = { region = "شمال" }', f'where = "{key}"'),
        ("شمال,", "شمـال,"),
        ("جنوب", "شمال;جنوب"),
        ("الهند,شمال", "الهند,شمـال"),
    )
    done, changed = fix_all(folder)
    assert done.findings == ()
    later = changed["meetings.csv"][1].decode()
    assert "شمـال" not in later and "شمال؛ جنوب" in later


def test_a_table_that_keeps_tatweel_keeps_it_where_an_expression_reads_it(
    brief: Callable[..., LoadedBrief],
) -> None:
    folder = brief(
        ('where = { region = "شمال" }', "where = \"contains(name, 'ـد')\""),
        ('label = "الاجتماعات"\n', 'label = "الاجتماعات"\nnormalise = { tatweel = false }\n'),
        ("الهند", "الهنـد"),
    )
    done, changed = fix_all(folder)
    assert told(done.findings) == ["fix-in-expression"]
    assert changed == {}


def test_two_values_of_a_column_stay_two(brief: Callable[..., LoadedBrief]) -> None:
    done, changed = fix_all(
        brief(("الهند,شمال\n", 'قال «نعم»,شمال\n"قال ""نعم""",جنوب\nقطـر,شمال\n'))
    )
    assert told(done.findings) == ["fix-joins-values"]
    assert done.findings[0].where.row == 3
    assert changed["meetings.csv"][1].decode().splitlines()[1:4] == [
        "قال «نعم»,شمال",
        '"قال ""نعم""",جنوب',
        "قطر,شمال",
    ]


def test_what_a_file_cannot_hold_is_reported(brief: Callable[..., LoadedBrief]) -> None:
    table = 'name؛region\nقال "نعم" ثم؛شمال\n'.replace("؛", "،").encode("iso-8859-6")
    folder = brief(
        ('label = "الاجتماعات"', 'label = "الاجتماعات"\nencoding = "iso-8859-6"\ndelimiter = "،"'),
        ('title = "القسم"', 'title = """القسم \\\n   \\u0020الأول"""'),
        table=table,
    )
    done, changed = fix_all(folder)
    assert told(done.findings) == ["fix-not-written", "fix-not-written"]
    assert changed == {}


def test_a_cell_without_marks_keeps_its_delimiter_out(brief: Callable[..., LoadedBrief]) -> None:
    table = 'name؛region\nالهند;مصر؛شمال\n"الهند;قطر"؛شمال\n'.encode()
    folder = brief(('label = "الاجتماعات"', 'label = "الاجتماعات"\ndelimiter = "؛"'), table=table)
    done, changed = fix_all(folder)
    assert told(done.findings) == ["fix-not-written"]
    assert changed["meetings.csv"][1] == table.replace("الهند;قطر".encode(), "الهند؛ قطر".encode())


def test_when_values_would_break_the_brief_the_rest_is_fixed(
    brief: Callable[..., LoadedBrief],
) -> None:
    result = brief(("شمال", "شمـال"), ("حضر", "حضر  هنا"))
    done = fix_conventions(
        result, MA, lambda folder: "شمـال" in (folder / "meetings.csv").read_text(encoding="utf-8")
    )
    assert told(done.findings) == ["fix-values-break"]
    assert [path.name for path in done.files] == ["a.md"]


def test_when_all_would_break_the_brief_nothing_is_fixed(
    brief: Callable[..., LoadedBrief],
) -> None:
    folder = brief(("شمال", "شمـال"), ("حضر", "حضر  هنا"))
    earlier = files(folder)
    done = fix_conventions(folder, MA, lambda _folder: False)
    assert told(done.findings) == ["fix-values-break", "fix-breaks"]
    assert (done.files, files(folder)) == ((), earlier)


def test_a_file_that_changes_meanwhile_is_not_overwritten(
    brief: Callable[..., LoadedBrief],
) -> None:
    result = brief(("الهند", "الهنـد"), ("حضر", "حضر  هنا"))
    prose = result.folder / "text" / "a.md"

    def edited(_folder: Path) -> bool:
        prose.write_text("نص جديد\n", encoding="utf-8")
        return True

    earlier = files(result)
    with pytest.raises(OutputError) as raised:
        fix_conventions(result, MA, edited)
    assert told(raised.value.findings) == ["changed-meanwhile"]
    assert files(result) == {**earlier, "text/a.md": "نص جديد\n".encode()}


def test_a_file_that_cannot_be_written_leaves_all_as_they_were(
    brief: Callable[..., LoadedBrief], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = brief(("الهند", "الهنـد"), ("حضر", "حضر  هنا"))
    earlier = files(folder)
    rename = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target.name == "a.md":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(storing.Path, "replace", failing)
    with pytest.raises(MujazError, match="No space left"):
        fix_conventions(folder, MA, sound)
    monkeypatch.undo()
    assert files(folder) == earlier


def test_a_link_stays_a_link_and_permissions_stay(brief: Callable[..., LoadedBrief]) -> None:
    result = brief(("الهند", "الهنـد"))
    table = result.folder / "meetings.csv"
    table.chmod(0o640)
    table.rename(result.folder / "real.csv")
    table.symlink_to("real.csv")
    fix_conventions(result, MA, sound)
    assert table.is_symlink()
    assert (result.folder / "real.csv").stat().st_mode & 0o777 == 0o640
    assert "الهند,".encode() in (result.folder / "real.csv").read_bytes()


def test_what_is_allowed_is_neither_reported_nor_fixed(brief: Callable[..., LoadedBrief]) -> None:
    folder = brief(("الهند", "الى الهنـد"))
    quiet = Conventions("ar-MA", allow=frozenset(["tatweel"]), words=frozenset(["الى"]))
    assert lint(folder, quiet) == ()
    assert fix_conventions(folder, quiet, sound) == Fixed((), ())


TEXT = st.text(alphabet=st.sampled_from('ابـه، ,؟?٤3"“”ی \u200f'), max_size=14)


@settings(max_examples=share(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prose=TEXT, title=TEXT, names=st.lists(TEXT, max_size=4))
def test_fixing_a_brief_twice_is_fixing_it_once(
    brief: Callable[..., LoadedBrief], prose: str, title: str, names: list[str]
) -> None:
    rows = "".join('"{}",شمال\n'.format(f"س{name}".replace('"', '""')) for name in names)
    escaped = f"س{title}".replace("\\", "\\\\").replace('"', '\\"')
    result = brief(
        ('title = "القسم"', f'title = "{escaped}"'), (CSV, f"{CSV}{rows}"), (PROSE, f"س{prose}\n")
    )
    fix_conventions(result, MA, lambda _folder: True)
    later = files(result)
    again = load_brief(result.folder)
    assert fix_conventions(again, MA, lambda _folder: True).files == ()
    assert files(again) == later
