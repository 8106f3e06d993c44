"""Questions of prose, and sentences about measures that stay true when the data changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from brief.minimal import HEADING
from document.small import bare
from report.arabic import Lexicon
from report.brief import load_brief
from report.document.expressions import Expressions
from report.document.numbering import Numbering
from report.document.scopes import Scope
from report.errors import Location
from report.intake import read_tables
from report.measures import count_measures

TABLES = """\
[tables.attacks]
source = "attacks.csv"
label = "الهجمات"
encoding = "utf-8"
delimiter = ","
[tables.attacks.columns]
date = { type = "date", label = "التاريخ" }
region = { type = "category", label = "المنطقة", values = ["آسيا", "إفريقيا", "أوروبا", "أمريكا"] }
kind = { label = "النوع" }
killed = { type = "integer", label = "القتلى" }
deadly = { label = "مميت", value = "killed > 0" }
[measures.attacks]
label = "الهجمات"
noun = "هجمة"
value = "count(attacks)"
[measures.yearly]
label = "الهجمات"
noun = "هجوم"
value = "count(attacks)"
by = "year(date)"
[measures.killed]
label = "القتلى"
value = "sum(killed)"
from = "attacks"
[measures.deadliness]
label = "القتلى لكل هجوم"
from = "attacks"
value = "sum(killed) / count()"
decimals = 1
[measures.share]
label = "نسبة الهجمات المميتة"
from = "attacks"
value = "share(killed > 0)"
[measures.balance]
label = "الرصيد"
from = "attacks"
value = "sum(killed) - 5"
[measures.none]
label = "الهجمات"
noun = "هجمة"
value = "count(attacks)"
where = "killed > 1000"
[[sections]]
title = "القسم"
[[sections.blocks]]
note = "ملاحظة"
"""
#: Year, region, kind, killed, and how many rows.
ROWS = [
    (2018, "آسيا", "خطف", 1, 2),
    (2018, "إفريقيا", "نهب", 0, 1),
    (2019, "آسيا", "خطف", 0, 10),
    (2019, "إفريقيا", "نهب", 3, 5),
    (2019, "أوروبا", "نهب", 0, 1),
    (2020, "آسيا", "خطف", 1, 12),
    (2020, "إفريقيا", "نهب", 0, 8),
    (2021, "إفريقيا", "نهب", 0, 8),
    (2021, "آسيا", "خطف", 5, 8),
    (2021, "", "نهب", 0, 4),
]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Return what an expression prints, or the rules of what is wrong with it."""
    folder = tmp_path_factory.mktemp("brief")
    lines = ["date,region,kind,killed"]
    for year, region, kind, killed, count in ROWS:
        lines += [f"{year}-05-0{1 + n % 9},{region},{kind},{killed}" for n in range(count)]
    (folder / "attacks.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "brief.toml").write_text(HEADING + TABLES, "utf-8")
    brief = load_brief(folder)
    tables = read_tables(brief)
    scope = Scope(tables, count_measures(brief, tables))
    expressions = Expressions(scope, Numbering({}, {}), Lexicon.shipped(), "ar-MA", "")

    def says(expression: str) -> str:
        text, findings = expressions.examine(f"{{{{ {expression} }}}}", Location(line=1))
        if findings:
            return "، ".join(finding.rule for finding in findings)
        return bare(text.replace("\\", ""))

    yield says


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('measures.attacks["2019"]', "16"),
        ("measures.attacks[2019]", "16"),
        ('measures.attacks["2019-05-09"]', "1"),
        ('measures.yearly["2020"] | counted', "20 هجوما"),
        ('measures.yearly["2025"] | counted', "0 هجوم"),
        ('measures.attacks["آسيا"]', "32"),
        ('measures.attacks.at(year=2019, region="آسيا")', "10"),
        ("measures.attacks.at(year=2019).at(region=measures.attacks.by('region').highest.member)", "10"),
        ("measures.attacks.at(deadly=true)", "27"),
        ('measures.attacks.at(date="2019-05")', "16"),
        ("measures.attacks.at(month=5)", "59"),
        ('measures.attacks.at(region="أمريكا")', "0"),
        ('measures.attacks.at(region="غير مذكور")', "4"),
        ('measures.attacks.where("killed > 0")', "27"),
        ('measures.attacks.where("killed > 0").at(year=2019)', "5"),
        ('measures.attacks.by("region").highest', "32"),
        ('measures.attacks.by("region").highest.member', "آسيا"),
        ('measures.attacks.by("region").lowest.member', "أوروبا"),
        ('measures.attacks.by("region")["إفريقيا"]', "22"),
        ('measures.attacks.by("year")[0]', "3"),
        ("measures.yearly.by().highest.member", "2020 و2021"),
        ('measures.attacks.top(2, "region") | names', "آسيا وإفريقيا"),
        ('measures.attacks.top(3, "region") | names', "آسيا وإفريقيا وأوروبا"),
        ('measures.attacks.bottom(1, "region") | names', "أوروبا"),
        ('measures.attacks.at(region="آسيا").top(1, "year") | names', "2020"),
        ('measures.deadliness.at(year=2019)', "0,9"),
        ("'نعم' if measures.attacks > 58.5 and measures.attacks <= 59 else 'لا'", "نعم"),
        ("'نعم' if measures.none or measures.none > 0 else 'لا'", "لا"),
        ("'نعم' if measures.attacks == 59 and measures.none != 59 else 'لا'", "نعم"),
        ('measures.yearly.parts["2019"].where("killed > 0")', "5"),
    ],
)  # fmt: skip
def test_what_prose_asks(said: Callable[[str], str], expression: str, expected: str) -> None:
    assert said(expression) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('measures.attacks | trend("2018", "2019")', "ارتفع عدد الهجمات من 3 هجمات إلى 16 هجمة (+433%)"),
        ('measures.yearly | trend("2019", "2020")', "ارتفع عدد الهجمات من 16 هجوما إلى 20 هجوما (+25%)"),
        ('measures.attacks | trend("2020", "2019")', "انخفض عدد الهجمات من 20 هجمة إلى 16 هجمة (-20%)"),
        ('measures.attacks | trend("2020", "2021")', "لم يتغير عدد الهجمات (20 هجمة)"),
        ('measures.attacks.at(region="أوروبا") | trend("2018", "2019")', "ارتفع عدد الهجمات من 0 هجمة إلى هجمة واحدة"),
        ('measures.attacks["2025"] | counted', "0 هجمة"),
        ('measures.attacks["2019-07"] | counted', "0 هجمة"),
        ('measures.attacks.at(region="أوروبا") | trend(2019, 2020)', "انخفض عدد الهجمات من هجمة واحدة إلى 0 هجمة (-100%)"),
        ('measures.deadliness | trend("2018", "2019")', "ارتفع المؤشر «القتلى لكل هجوم» من 0,7 إلى 0,9 (+41%)"),
        ('measures.share | trend("2018", "2019")', "انخفضت نسبة الهجمات المميتة من 66,7% إلى 31,3% (بنقصان 35,4 نقطة مئوية)"),
        ('measures.attacks | trend("آسيا", "أوروبا", by="region")', "انخفض عدد الهجمات من 32 هجمة إلى هجمة واحدة (-97%)"),
        ('measures.attacks | trend("2018", "2019", subject="القرصنة", gender="feminine")', "ارتفعت القرصنة من 3 هجمات إلى 16 هجمة (+433%)"),
        ('measures.attacks | compared("آسيا", "إفريقيا")', "يفوق عدد الهجمات في آسيا (32 هجمة) نظيره في إفريقيا (22 هجمة) بنسبة 45%"),
        ('measures.attacks | compared("أوروبا", "آسيا")', "يقل عدد الهجمات في أوروبا (هجمة واحدة) عن نظيره في آسيا (32 هجمة) بنسبة 97%"),
        ('measures.attacks | compared("2020", "2021")', "يساوي عدد الهجمات في 2020 نظيره في 2021 (20 هجمة)"),
        ('measures.share | compared("2018", "2019")', "تفوق نسبة الهجمات المميتة في 2018 (66,7%) نظيرتها في 2019 (31,3%) بفارق 35,4 نقطة مئوية"),
        ('measures.attacks | compared("آسيا", "أمريكا")', "يفوق عدد الهجمات في آسيا (32 هجمة) نظيره في أمريكا (0 هجمة)"),
        ('measures.balance | trend("2018", "2019")', "ارتفع الرصيد من -3 إلى 10"),
        ('measures.balance | trend("2019", "2018")', "انخفض الرصيد من 10 إلى -3"),
        ('measures.balance | trend("2019", "2020")', "انخفض الرصيد من 10 إلى 7 (-30%)"),
        ('measures.balance | compared("2019", "2018")', "يفوق الرصيد في 2019 (10) نظيره في 2018 (-3)"),
        ('measures.balance | compared("2018", "2019")', "يقل الرصيد في 2018 (-3) عن نظيره في 2019 (10)"),
        ('measures.attacks["آسيا"] | rank_text', "المرتبة الأولى"),
        ('measures.attacks.at(region="آسيا") | rank_text', "المرتبة الأولى"),
        ('measures.attacks.at(region="إفريقيا") | rank_text', "المرتبة الثانية"),
        ('measures.attacks.at(region="إفريقيا") | rank_text("ascending")', "المرتبة الثانية"),
        ('measures.yearly["2020"] | rank_text', "المرتبة الأولى بالتساوي مع 2021"),
        ('measures.yearly["2018"] | rank_text', "المرتبة الرابعة"),
        ("12 | rank_text", "المرتبة الثانية عشرة"),
        ('measures.attacks.at(region="أوروبا") | share_text(measures.attacks)', "2%"),
        ('measures.attacks.at(region="أوروبا") | share_text(500)', "أقل من 1%"),
        ("measures.attacks | share_text(measures.attacks)", "100%"),
        ("0 | share_text(5)", "0%"),
        ("999 | share_text(1000)", "أكثر من 99%"),
        ("9999 | share_text(10000, decimals=1)", "أكثر من 99,9%"),
        ("1 | share_text(0)", "—"),
        ("measures.share | share_text", "46%"),
        ("measures.attacks | definite", "الهجمات التسع والخمسون"),
        ('measures.attacks | definite(case="obl")', "الهجمات التسع والخمسين"),
        ('43 | definite("اجتماع")', "الاجتماعات الثلاثة والأربعون"),
        ('43 | definite("اجتماع", form="digits")', "الاجتماعات الـ43"),
        ('2 | construct("تفاهم", "مذكرة")', "مذكرتا تفاهم"),
        ('43 | construct("تفاهم", "مذكرة", form="words")', "ثلاث وأربعون مذكرة تفاهم"),
        ('measures.attacks | verb("سُجّل")', "سُجّلت"),
        ('measures.yearly | verb("سُجّل")', "سُجّل"),
        ('measures.attacks | verb("سُجّل", counted=true)', "سُجّلت 59 هجمة"),
        ('measures.none | verb("سُجّل", counted=true)', "لم تُسجَّل أية هجمة"),
    ],
)  # fmt: skip
def test_sentences(said: Callable[[str], str], expression: str, expected: str) -> None:
    assert said(expression) == expected


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ('measures.attacks["مريخ"]', "no-part"),
        ('measures.attacks.at(region="آسا")', "no-such-member"),
        ("measures.attacks.at(regoin=1)", "unknown-dimension"),
        ('measures.attacks.where("kiled > 0")', "no-such-name"),
        ("measures.attacks.where(3)", "text-wanted"),
        ("measures.attacks.top(0, 'region')", "not-a-number-of-members"),
        ("measures.attacks.top('region')", "not-a-number-of-members"),
        ("measures.attacks.by()", "no-by"),
        ("measures.attacks | trend('2019')", "filter-lacks"),
        ("3 | trend('2019', '2020')", "measure-wanted"),
        ("measures.attacks | trend('2019', '2020', subject='كذا')", "gender-wanted"),
        ("measures.deadliness.at(region='أوروبا') | trend('2020', '2021')", "undefined-measure"),
        ("measures.attacks | trend('2030', '2031')", "no-such-period"),
        ("measures.attacks | trend('2017', '2019')", "no-such-period"),
        ("measures.attacks['2099']", "no-such-period"),
        ("measures.yearly['2099']", "no-such-period"),
        ("measures.yearly[2099]", "no-such-period"),
        ("measures.attacks['2018-04']", "no-such-period"),
        ("measures.attacks['2021-06-01']", "no-such-period"),
        ("measures.attacks.at(date='2031-01-01')", "no-such-period"),
        ("measures.attacks.at(year=2017)", "no-such-period"),
        ("measures.attacks.at(decade=1990)", "no-such-period"),
        ("measures.attacks.at(hijri_year=1300)", "no-such-period"),
        ("measures.attacks.at(year_month='2031-05')", "no-such-period"),
        ("measures.attacks.at(month=13)", "no-such-period"),
        ("measures.attacks.at(region='أمريكا').by('kind').highest", "no-members"),
        ("measures.attacks | names", "column-wanted"),
        ("measures.attacks | rank_text", "no-rank"),
        ("measures.attacks > 'س'", "number-wanted"),
        ("measures.attacks | share_text", "not-a-share"),
        ("measures.attacks.question", "no-part"),
        ("measures.attacks.by('region').joined", "no-part"),
        ("measures.attacks.cell", "no-part"),
    ],
)
def test_what_is_wrong_is_reported(said: Callable[[str], str], expression: str, rule: str) -> None:
    assert said(expression) == rule
