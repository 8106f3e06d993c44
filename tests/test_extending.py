"""The worked example of docs/extending.md: its files are built into a wheel, installed, and used by the command."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from hashlib import sha256
from pathlib import Path

import pikepdf
import pytest
from plugin_package import example, install
from warm import run_command

from report import plugins
from report.archive.judge import judge
from report.archive.profiles import CLAIMS, Profile

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "docs" / "extending.md").read_text("utf-8")
BRIEF = """\
[brief]
title = "زوار المتاحف"
period = "2026-01"
issued = 2026-02-01
reference = "ث 7"
issuer = "مصلحة المتاحف"
classification = "عام"

[tables.visits]
source = "visits.csv"
label = "الزيارات"

[tables.visits.columns]
museum = { label = "المتحف" }
visitors = { label = "الزوار", type = "integer" }
code = { label = "الرمز", type = "code" }
letter = { label = "الحرف", value = "initial(museum)" }

[measures.usual]
label = "متوسط الزوار"
mean = "visits"
column = "visitors"
by = "museum"

[[sections]]
title = "الحصيلة"

[[sections.blocks]]
prose = "text.md"

[[sections.blocks]]
quote = "فتحنا الأبواب للجميع"
said_by = "مديرة المتاحف"

[[sections.blocks]]
chart = "dots"
caption = "الزيارات حسب المتحف"
table = "visits"
by = "museum"

[[sections.blocks]]
table = "visits"
caption = "الرموز"
columns = ["museum", "code", "letter"]
where = { code = "RB7" }
"""
CSV = "museum,visitors,code\nالبطحاء,1210,rb 7\nالبطحاء,1311,rb-07\nدار البطحاء الكبرى,90,fs12\n"
TEXT = "زار المتحف الواحد {{ measures.usual | about }} زائر، أي {{ measures.usual }} بالضبط.\n"


def mujaz(
    *arguments: str | Path, site: Path | None, code: int = 0, cwd: Path
) -> subprocess.CompletedProcess[str]:
    """Run the command in its own process, with the folder ``site`` among those of installed packages."""
    done = run_command(*arguments, cwd=cwd, packages=[site] if site is not None else [])
    assert done.returncode == code, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the brief."""
    folder = tmp_path_factory.mktemp("extending")
    (folder / "brief").mkdir()
    for name, text in (("brief.toml", BRIEF), ("visits.csv", CSV), ("text.md", TEXT)):
        (folder / "brief" / name).write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    """Return the folder that the package is installed in."""
    return install(folder / "installed", example())


@pytest.fixture(scope="module")
def edition(folder: Path, site: Path) -> Path:
    """Return the PDF that is built with the package."""
    mujaz("build", "brief", "-o", "brief.pdf", "--no-cache", site=site, cwd=folder)
    return folder / "brief.pdf"


def _provenance(edition: Path) -> list[dict[str, object]]:
    with pikepdf.open(edition) as pdf:
        data = pdf.attachments["provenance.json"].get_file().read_bytes()
    graph: list[dict[str, object]] = json.loads(data)["@graph"]
    return graph


def test_the_kinds_are_printed(edition: Path, folder: Path) -> None:
    words = subprocess.run(
        ["pdftotext", str(edition), "-"], capture_output=True, text=True, check=True
    ).stdout
    for text in ("نحو", "870", "870,3", "مديرة", "دار البطحاء الكبرى", "RB-07"):
        assert text in words, text
    with pikepdf.open(edition) as pdf:
        assert "رسم نقطي" in str(list(_alternatives(pdf)))


def _alternatives(pdf: pikepdf.Pdf) -> list[str]:
    return [
        str(pdf_object.Alt)
        for pdf_object in pdf.objects
        if isinstance(pdf_object, pikepdf.Dictionary) and "/Alt" in pdf_object
    ]


def test_the_provenance_names_what_was_used(edition: Path) -> None:
    nodes = [node for node in _provenance(edition) if str(node["@id"]).startswith("#plugin-")]
    used = {(node["mujaz:group"], node["name"]) for node in nodes}
    assert used == {
        ("mujaz.blocks", "quote"),
        ("mujaz.charts", "dots"),
        ("mujaz.columns", "code"),
        ("mujaz.filters", "about"),
        ("mujaz.functions", "initial"),
        ("mujaz.measures", "mean"),
    }
    assert {(node["mujaz:distribution"], node["softwareVersion"]) for node in nodes} == {
        ("mujaz-office", "1.0")
    }
    (digest,) = {str(node["mujaz:sha256"]) for node in nodes}
    files = [(path, text) for path, text in example().items() if path.startswith("mujaz_office/")]
    lines = [f"{sha256(text.encode()).hexdigest()}  {path}\n" for path, text in sorted(files)]
    assert digest == sha256("".join(lines).encode()).hexdigest()


def test_it_verifies_and_is_built_again(edition: Path, folder: Path, site: Path) -> None:
    verified = mujaz("verify", edition, "--format", "json", site=site, cwd=folder)
    report = json.loads(verified.stdout)
    assert report["level"] == "rebuilt" and report["warnings"] == []
    again = mujaz("rebuild", edition, "-o", "again.pdf", site=site, cwd=folder)
    assert "equal bytes: yes" in again.stdout


def test_its_numbers_are_traced(edition: Path, folder: Path, site: Path) -> None:
    traced = mujaz("trace", edition, "870,3", "--format", "json", site=site, cwd=folder)
    origins = []
    for place in json.loads(traced.stdout):
        for origin in place["origins"]:
            origins.append(origin)
    assert [origin["measure"] for origin in origins] == ["usual"]
    assert origins[0]["rule"] == "متوسط عمود «الزوار» في جدول «الزيارات»"
    assert origins[0]["rows"] == {"visits": "2-4"}


@pytest.mark.verapdf
@pytest.mark.parametrize("profile", CLAIMS)
def test_it_conforms_to_what_it_claims(profile: Profile, folder: Path, site: Path) -> None:
    path = folder / f"{profile}.pdf"
    mujaz("build", "brief", "-o", path, "--profile", profile, "--no-cache", site=site, cwd=folder)
    verdicts = judge([path], CLAIMS[profile].flavours)[path]
    assert len(verdicts) == 2
    for flavour, verdict in verdicts.items():
        assert (verdict.problem, verdict.rules, verdict.compliant) == (None, (), True), flavour


@pytest.mark.parametrize("command", ["verify", "trace", "rebuild"])
def test_a_missing_package_is_said(edition: Path, folder: Path, command: str) -> None:
    rest = {"verify": (), "trace": ("870,3",), "rebuild": ("-o", "never.pdf")}[command]
    for language, words in (("en", "that are not installed"), ("ar", "وهي غير مثبتة")):
        done = mujaz("--lang", language, command, edition, *rest, site=None, code=1, cwd=folder)
        said = done.stdout + done.stderr
        assert words in said and "mujaz-office 1.0" in said and "quote" in said
    assert not (folder / "never.pdf").exists()


@pytest.mark.slow
def test_a_package_that_differs_is_said(edition: Path, folder: Path) -> None:
    files = dict(example())
    files["mujaz_office/about.py"] += "# another line\n"
    newer = install(folder / "other", files, version="1.1")
    verified = mujaz("verify", edition, "--format", "json", site=newer, cwd=folder)
    report = json.loads(verified.stdout)
    assert {warning["rule"] for warning in report["warnings"]} == {"plugin-differs"}
    (built,) = (check for check in report["checks"] if check["check"] == "rebuild")
    assert "mujaz-office" in {version["name"] for version in built["facts"]["versions"]}
    assert report["level"] == "rebuilt"  # the remaining files print the same
    for command, *rest in (("rebuild", "-o", "other.pdf"), ("trace", "870,3")):
        code = 1 if command == "rebuild" else 0
        done = mujaz(command, edition, *rest, site=newer, code=code, cwd=folder)
        assert "installed is 1.1" in done.stderr


@pytest.mark.slow
def test_a_package_that_prints_otherwise_fails_the_verification(
    edition: Path, folder: Path
) -> None:
    files = dict(example())
    about = files["mujaz_office/about.py"]
    files["mujaz_office/about.py"] = about.replace("digits: int = 2", "digits: int = 1")
    newer = install(folder / "rounded", files, version="1.2")
    done = mujaz("verify", edition, "--format", "json", site=newer, code=1, cwd=folder)
    report = json.loads(done.stdout)
    failed = {check["check"] for check in report["checks"] if check["verdict"] == "failed"}
    assert "pages" in failed and {warning["rule"] for warning in report["warnings"]} == {
        "plugin-differs"
    }


def test_without_the_package_the_kinds_are_unknown(folder: Path) -> None:
    done = mujaz("check", "brief", "--format", "json", site=None, code=1, cwd=folder)
    rules = {finding["rule"] for finding in json.loads(done.stdout)}
    assert rules >= {"no-block", "bad-choice", "one-of"}


def test_what_is_misspelt_is_answered_with_the_names_of_plug_ins(folder: Path, site: Path) -> None:
    wrong = folder / "wrong"
    wrong.mkdir()
    (wrong / "visits.csv").write_text(CSV, "utf-8")
    (wrong / "text.md").write_text("{{ measures.usual | abuot }}\n", "utf-8")
    toml = BRIEF.replace("quote = ", "qoute = ").replace('"dots"', '"dost"')
    (wrong / "brief.toml").write_text(toml.replace("mean = ", "maen = "), "utf-8")
    done = mujaz("check", "wrong", site=site, code=1, cwd=folder)
    said = done.stdout + done.stderr
    assert "«quote»" in said and "«mean»" in said and ", timeline, " in said and ", dots." in said
    toml = BRIEF
    (wrong / "brief.toml").write_text(toml, "utf-8")
    done = mujaz("check", "wrong", site=site, code=1, cwd=folder)
    assert "about" in done.stdout + done.stderr


def test_the_schema_and_the_commands_have_them(folder: Path, site: Path) -> None:
    schema = json.loads(mujaz("schema", site=site, cwd=folder).stdout)
    assert {"Quote", "Dots", "Mean"} <= set(schema["$defs"])
    assert "Count the words of a brief." in mujaz("--help", site=site, cwd=folder).stdout
    assert "عدّ كلمات موجز" in mujaz("--lang", "ar", "--help", site=site, cwd=folder).stdout
    counted = mujaz("words", "brief", site=site, cwd=folder).stdout
    assert re.fullmatch(r"words: \d\d\n", counted)


def test_what_a_plug_in_says_is_reported_with_its_place(folder: Path, site: Path) -> None:
    long = folder / "long"
    long.mkdir()
    for name, text in (("visits.csv", CSV), ("text.md", TEXT)):
        (long / name).write_text(text, "utf-8")
    toml = BRIEF.replace("فتحنا الأبواب للجميع", "كلام " * 200)
    (long / "brief.toml").write_text(toml, "utf-8")
    done = mujaz("--lang", "ar", "check", "long", site=site, code=1, cwd=folder)
    said = done.stdout + done.stderr
    assert "يزيد طول الاقتباس على 600 حرف" in said and "sections[1].blocks[2].quote" in said


@pytest.mark.parametrize(
    "expression",
    [
        "quote.view",
        "quote.__class__",
        "quote.words.format",
        "quote.__dataclass_fields__",
        "context",
    ],
)
def test_a_template_reads_the_fields_of_views_alone(
    tmp_path: Path, site: Path, expression: str
) -> None:
    for name, text in (("brief.toml", BRIEF), ("visits.csv", CSV), ("text.md", TEXT)):
        (tmp_path / name).write_text(text, "utf-8")
    template = tmp_path / "templates" / "blocks" / "quote.html"
    template.parent.mkdir(parents=True)
    template.write_text("<p>{{ quote.said_by }} {{ " + expression + " }}</p>", "utf-8")
    done = mujaz("check", tmp_path, "--format", "json", site=site, code=1, cwd=tmp_path)
    rules = {finding["rule"] for finding in json.loads(done.stdout)}
    assert rules & {"not-given", "unknown-name"}


def test_a_cell_that_is_none_of_its_type_is_reported(tmp_path: Path, site: Path) -> None:
    for name, text in (("brief.toml", BRIEF), ("text.md", TEXT)):
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "visits.csv").write_text(CSV.replace("fs12", "fs-123"), "utf-8")
    done = mujaz("check", tmp_path, "--format", "json", site=site, code=1, cwd=tmp_path)
    (finding,) = (record for record in json.loads(done.stdout) if record["rule"] == "bad-cell")
    assert finding["where"]["row"] == 4 and "«fs-123»" in finding["en"]["what"]
    schema = json.loads(mujaz("table-schema", tmp_path, "visits", site=site, cwd=tmp_path).stdout)
    (field,) = (field for field in schema["fields"] if field["name"] == "code")
    assert field["constraints"] == {"pattern": "^[A-Z]{2}-[0-9]{2}$"}


def _lines_of_code(text: str) -> int:
    """Return how many lines are neither blank nor comments nor docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    words: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, documented) and ast.get_docstring(node) is not None:
            words |= set(range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1))
    lines = enumerate(text.splitlines(), 1)
    return sum(
        bool(line.strip()) and not line.strip().startswith("#") and number not in words
        for number, line in lines
    )


def test_the_table_of_lines_is_counted() -> None:
    rows = re.findall(r"^\| an? [^|]+ \| 1, `(\w+\.py)` \| (\d+) \|", DOCUMENT, re.MULTILINE)
    files = example()
    counted = {name: _lines_of_code(files[f"mujaz_office/{name}"]) for name, _ in rows}
    assert {name: int(lines) for name, lines in rows} == counted
    modules = {path.partition("/")[2] for path in files if path.endswith(".py")}
    assert set(counted) == modules - {"__init__.py"}


def test_a_changed_template_of_a_package_is_not_answered_from_the_cache(
    folder: Path, tmp_path: Path
) -> None:
    site = install(tmp_path / "edited", example())
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    mujaz("build", "brief", "-o", first, site=site, cwd=folder)
    template = site / "mujaz_office" / "templates" / "quote.html"
    template.write_text(template.read_text("utf-8").replace("said_by", "said_by | upper"), "utf-8")
    mujaz("build", "brief", "-o", second, site=site, cwd=folder)
    digests = []
    for edition in (first, second):
        digests.append(
            {str(node["mujaz:sha256"]) for node in _provenance(edition) if "mujaz:sha256" in node}
        )
    assert digests[0] != digests[1]


def test_each_public_name_is_in_the_table_of_names() -> None:
    section = DOCUMENT.partition("\n## The names of `report.plugins`\n")[2].partition("\n## ")[0]
    rows = "".join(re.findall(r"^\| .*$", section, re.MULTILINE))
    listed = set(re.findall(r"`([A-Za-z]\w+)(?:\([^`]*\))?`", rows)) - {"where"}
    assert listed == set(plugins.__all__) == set(dir(plugins))
