"""Which parts of a line are isolated, and what becomes of the rest of it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from growth import is_linear
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from report.arabic import isolate, isolate_code, isolate_html, isolate_plain

MIXED = st.text(
    alphabet=st.sampled_from("ابوة ،.()«»[]-–+%/:,;'\"<>&05٠٥aBéh²\u00ad@#\u00a0\n"), max_size=40
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "اجتماع ثنائي",
        "43 اجتماعا",
        "(أ) البند 3.2",
        "سنة 2025، الصفحة 1.234",
        "24/11/2025",
        "10:30",
    ],
)
def test_a_correct_line_is_unchanged(text: str) -> None:
    assert isolate(text) == text
    assert isolate_plain(text) == text
    assert isolate_html(text) == text


def test_markup_in_a_text_is_escaped_and_markup_is_obeyed() -> None:
    assert isolate("<b>نص</b> & <script>") == (
        '&lt;<bdi dir="ltr">b</bdi>&gt;نص&lt;<bdi dir="ltr">/b</bdi>&gt; &amp; &lt;<bdi dir="ltr">script</bdi>&gt;'
    )
    assert isolate(Markup("نص <b>INTERPOL</b>")) == 'نص <b><bdi dir="ltr">INTERPOL</bdi></b>'


@given(MIXED)
def test_isolation_keeps_every_character(text: str) -> None:
    isolated = isolate(text)
    assert (
        html.unescape(re.sub(r'<bdi dir="(?:ltr|rtl)"(?: class="code")?>|</bdi>', "", isolated))
        == text
    )
    assert re.sub("[\u200e\u200f\u202a\u202c]", "", isolate_plain(text)) == text


@given(
    st.decimals(-(10**13), 10**13, places=3).filter(bool),
    st.sampled_from([0, 1, 2, 3]),
    st.sampled_from([".,", ",.", " ,", "\u00a0,", "\u202f,"]),
    st.sampled_from(["", "%", " %", "\u00a0%", "‰", "€", " $"]),
)
def test_a_number_with_a_sign_is_one_run(
    value: Decimal, decimals: int, separators: str, unit: str
) -> None:
    western = f"{value:+,.{decimals}f}"
    text = western.translate(str.maketrans({",": separators[0], ".": separators[1]})) + unit
    runs = re.findall("<bdi[^>]*>([^<]*)</bdi>", isolate(f"بنسبة {text} سنة"))
    assert runs == [text]


@pytest.mark.parametrize(
    "phone",
    [
        "+212 5 37 76 12 34",
        "+212537761234",
        "+44 (0)20 7946 0958",
        "00212 537 761 234",
        "+1.202.555.0143",
    ],
)
def test_a_telephone_number_is_one_run(phone: str) -> None:
    assert re.findall("<bdi[^>]*>([^<]*)</bdi>", isolate(f"الهاتف {phone}.")) == [phone]


_SIDES = st.sampled_from(["5", "12,5", "E", "x₁", "mc²", "37"])
_CHAINS = st.lists(st.sampled_from(list("=×÷≤≥≠≈<>")), min_size=1, max_size=3)


@given(st.lists(_SIDES, min_size=4, max_size=4), _CHAINS, st.sampled_from(["", " "]))
def test_a_calculation_is_one_run(sides: list[str], signs: list[str], gap: str) -> None:
    text = sides[0] + "".join(
        f"{gap}{sign}{gap}{side}" for sign, side in zip(signs, sides[1:], strict=False)
    )
    assert re.findall("<bdi[^>]*>([^<]*)</bdi>", isolate(f"لأن {text} هنا")) == [
        str(Markup.escape(text))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "(+212) 537 761 234",
        "(00212) 5 37 76 12 34",
        "10 − 5 = 5",
        "33°58′N",
        "6° 51′ 12.5″ W",
        "−33°58′",
        "25°C",
        "5 €/kg",
        "5 %/an",
        "$/kg",
        "230_780_1234567890123456_12",
        "10³ mol/L",
        "10□³ mol/L",
        "□mega",
        "No. 5",
        "pp. 12",
    ],
)
def test_what_is_written_from_left_to_right_is_one_run(text: str) -> None:
    for line in (f"هنا {text} ثم", f"هنا و{text}، ثم", f"{text} هنا", f"هنا «{text}»."):
        assert re.findall("<bdi[^>]*>([^<]*)</bdi>", isolate(line)) == [text]


@pytest.mark.parametrize(
    "address",
    [
        "ar.wikipedia.org/wiki/مراكش",
        "info@مثال.ma",
        "/home/user/ملف.pdf",
    ],
)
def test_an_address_without_a_scheme_is_one_run(address: str) -> None:
    outer = re.sub(
        '<bdi dir="rtl">([^<]*)</bdi>', r"\1", isolate(f"انظر ({address})، ثم {address}.")
    )
    runs = re.findall("<bdi[^>]*>([^<]*)</bdi>", outer)
    assert runs == [address, address]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("شركة Apple Inc.، ثم", ["Apple Inc."]),
        ("مجلة Time etc.؛ ثم", ["Time etc."]),
        ("حضرت FBI...، ثم", ["FBI"]),
        ("حضرت FBI. 5 دول", ["FBI"]),
        ("من 24 − 27 هنا", ["24", "27"]),
        ("مع/بدون و/أو", []),
    ],
)
def test_where_a_run_ends(text: str, runs: list[str]) -> None:
    assert re.findall("<bdi[^>]*>([^<]*)</bdi>", isolate(text)) == runs


@given(MIXED)
def test_isolation_in_html_is_that_of_its_text(text: str) -> None:
    assert isolate_html(html.escape(text)) == isolate(text)


@given(
    st.lists(
        st.sampled_from(
            ["<b>", "</b>", "<em>", "</em>", "<br>", "INTERPOL ", "نص ", "5% ", "24-27"]
        ),
        max_size=12,
    )
)
def test_tags_stay_in_their_order(pieces: list[str]) -> None:
    source = "".join(pieces)
    assert (
        re.sub(r'<bdi dir="(?:ltr|rtl)"(?: class="code")?>|</bdi>', "", isolate_html(source))
        == source
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "قال <strong>INTERPOL</strong> General <em>x</em> هنا",
            'قال <bdi dir="ltr"><strong>INTERPOL</strong> General <em>x</em></bdi> هنا',
        ),
        (
            "<em>نص INTERPOL</em> General",
            '<em>نص <bdi dir="ltr">INTERPOL</bdi></em> <bdi dir="ltr">General</bdi>',
        ),
        ("غاز CO<sub>2</sub> هنا", 'غاز <bdi dir="ltr">CO<sub>2</sub></bdi> هنا'),
        ("نص <code>a b</code> وnp", 'نص <code>a b</code> و<bdi dir="ltr">np</bdi>'),
        (
            '<p dir="ltr">abc <b dir="x">d</b></p><p>abc</p>',
            '<p dir="ltr">abc <b dir="x">d</b></p><p><bdi dir="ltr">abc</bdi></p>',
        ),
        (
            '<div dir="ltr"><div>a</div>b</div>نص c',
            '<div dir="ltr"><div>a</div>b</div>نص <bdi dir="ltr">c</bdi>',
        ),
        ('<img alt="نص INTERPOL">', '<img alt="نص INTERPOL">'),
        ("<!-- INTERPOL نص -->", "<!-- INTERPOL نص -->"),
        ('<a href="u">https://x.y/z</a>', '<a href="u" dir="ltr">https://x.y/z</a>'),
        ('<a href="u">نص INTERPOL</a>', '<a href="u">نص \u200eINTERPOL\u200e\u200f</a>'),
        ("نص A &amp; B", 'نص <bdi dir="ltr">A &amp; B</bdi>'),
        (
            '2025<sup class="note"><a href="#1">1</a></sup>',
            '2025<sup class="note"><a href="#1">1</a></sup>',
        ),
    ],
)
def test_markup_is_passed_through_or_left_alone(source: str, expected: str) -> None:
    assert isolate_html(source) == expected


HOSTILE = [
    "1-",
    "a-",
    "a(",
    "ع a ",
    "1 ",
    "0 00 ",
    "1--",
    "http:",
    "a)",
    "ع 3 a",
    "-_",
    "a.",
    "-.",
    "a.b@",
    "2=2",
    "٠ ٠٠ ",
    "a«",
    "<b>",
    "<a ",
]


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize("work", [isolate, isolate_plain, isolate_html])
def test_the_work_of_hostile_lines_grows_with_their_length(
    work: Callable[[str], object], piece: str
) -> None:
    assert is_linear(lambda count: work("ع" + piece * count), 1_000)


def test_short_codes_are_kept_on_one_line() -> None:
    assert (
        isolate("الإدارة (DGSN-DGST) هنا")
        == 'الإدارة (<bdi dir="ltr" class="code">DGSN-DGST</bdi>) هنا'
    )
    assert 'class="code"' not in isolate("الإدارة A very long-winded name of an office هنا")


_amounts = st.builds(
    lambda sign, whole, decimals, tail: f"{sign}{whole}{decimals}{tail}",
    st.sampled_from(["+", "-"]),
    st.integers(0, 10**12).map(lambda value: f"{value:,}".replace(",", ".")),
    st.sampled_from(["", ",0", ",25", ",125"]),
    st.sampled_from(["", "%", " %", "\u00a0%", "‰", "€"]),
)


@given(_amounts)
def test_a_signed_amount_is_one_run(amount: str) -> None:
    """An amount is no telephone number, whatever its length: its sign stays before its figures."""
    assert isolate(f"بلغ التغير {amount} في سنة").count("<bdi") == 1
    assert bidi_text(isolate(amount)) == amount


_abbreviations = st.sampled_from([
    "S.A.", "S.p.A.", "U.S.A.", "Inc.", "Ltd.", "Pty. Ltd.", "Co.", "& Co.", "Corp.", "LTD.", "Jr.",
    "Sté.", "et al.",
])  # fmt: skip


@given(
    st.sampled_from(["Acme", "Shipping Company", "3M", "A/B"]),
    _abbreviations,
    st.sampled_from(["", "المجموع: ", "تعاقدت مع ", "«شركة "]),
    st.sampled_from(["", " (تابع)", "، ثم", "»", " هنا"]),
)
def test_the_last_stop_of_an_abbreviation_belongs_to_it(
    name: str, abbreviation: str, start: str, tail: str
) -> None:
    whole = f"{name} {abbreviation}"
    isolated = f'{start}<bdi dir="ltr">{html.escape(whole)}</bdi>{tail}'
    assert isolate(start + whole + tail) == isolated


@pytest.mark.parametrize("word", ["Google", "Disco", "Zinc", "NO", "CO", "Casablanca", "Inca"])
def test_the_stop_of_an_arabic_sentence_is_not_that_of_its_last_word(word: str) -> None:
    assert isolate(f"استعملت {word}.") == f'استعملت <bdi dir="ltr">{word}</bdi>.'


def bidi_text(markup: str) -> str:
    """Return the text of the only isolated run of a line."""
    match = re.fullmatch(r'<bdi dir="ltr"[^>]*>(.*)</bdi>', markup)
    assert match is not None, markup
    return match[1]


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("Acme S.A.»", "Acme S.A."),
        ("Rioters (Egypt)", "Rioters (Egypt)"),
        ("Rioters (Egypt))", "Rioters (Egypt)"),
        ("«Acme»", "«Acme»"),
        ("Acme] »", "Acme"),
    ],
)
def test_a_bracket_that_closes_what_is_around_a_latin_text_is_outside(text: str, run: str) -> None:
    assert re.findall("<bdi[^>]*>([^<]*)</bdi>", isolate(text)) == [run]


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ('by = ["آسيا", "شرق إفريقيا"]', ["آسيا", "شرق إفريقيا"]),
        ("top = 3", []),
        ("where = \"region in ['آسيا 2'] and <x>\"", ["آسيا 2"]),
        ("«نص (بين قوسين)»", ["نص (بين قوسين"]),
        ("أ\nب", ["أ", "ب"]),
    ],
)
def test_each_arabic_text_in_code_is_isolated(code: str, pieces: list[str]) -> None:
    markup = isolate_code(code)
    assert re.findall('<bdi dir="rtl">(.*?)</bdi>', markup) == pieces
    assert html.unescape(re.sub("</?bdi[^>]*>", "", markup)) == code


@given(st.text("ابأ \"'[]=ax<&1\n"))
def test_the_text_of_code_is_unchanged(code: str) -> None:
    assert html.unescape(re.sub("</?bdi[^>]*>", "", isolate_code(code))) == code


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("السنة = 2020", []),
        ("السنة(التاريخ) = 2020، والشهر = 5", []),
        ("النسبة = 25%", ["25%"]),
        ("الفرق = -5", ["-5"]),
        ("المجموع = 3 + 4", ["3 + 4"]),
        ("هنا a = 5", ["a = 5"]),
        ("هنا =5", ["=5"]),
    ],
)
def test_an_equation_with_an_arabic_left_side_reads_from_the_right(
    line: str, runs: list[str]
) -> None:
    assert re.findall("<bdi[^>]*>([^<]*)</bdi>", isolate(line)) == runs
