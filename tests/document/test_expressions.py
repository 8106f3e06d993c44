"""Expressions in prose: what they print, what they cannot reach, and where their errors are reported."""

from __future__ import annotations

import pytest

from document.small import SmallBrief
from report.messages.sandbox import MESSAGES as SANDBOX

#: The message for an expression that is refused, or that asks for what does not exist.
REFUSALS = {*SANDBOX, "bad-expression", "unknown-measure", "no-part"}


def printed(brief: SmallBrief, expression: str) -> str:
    """Return the HTML that the prose «س EXPRESSION.» becomes."""
    html = brief.prose(f"س {expression}.\n").html()
    start = html.index("<p>س ") + len("<p>س ")
    return html[start : html.index("</p>", start) - 1]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{{ measures.all }}", "6"),
        ("{{ measures.all | counted }}", "6 حوادث"),
        ('{{ measures.fires | counted("حادث") }}', "حادثان"),
        ('{{ measures.fires | counted("حادث", case="obl") }}', "حادثين"),
        ("{{ measures.all | words }}", "ستة حوادث"),
        ('{{ measures.all | counted("دولة", adjective="مسمى") }}', "6 دول مسماة"),
        (
            '{{ measures.fires | counted("اجتماع", adjective="ثنائي", case="obl") }}',
            "اجتماعين ثنائيين",
        ),
        (
            '{{ 43 | words("اجتماع", adjective="ثنائي", case="acc") }}',
            "ثلاثة وأربعين اجتماعا ثنائيا",
        ),
        ('{{ 3 | ordinal("feminine") }}', "الثالثة"),
        ("{{ measures.all | ordinal }}", "السادس"),
        ("{{ measures.fires | fraction(measures.all) }}", "ثلث"),
        ('{{ 45 | fraction(60, case="obl") }}', "ثلاثة أرباع"),
        ('{{ "2025-11-24" | date(weekday=true) }}', "الاثنين 24 نونبر 2025"),
        ('{{ "2025-11-24" | hijri }}', "3 جمادى الآخرة 1447"),
        ('{{ measures.all | words(case="obl") }}', "ستة حوادث"),
        ('{{ measures.all["حريق"] }}', "2"),
        ('{{ measures["all"]["حادث سير"] }}', "4"),
        ("{{ measures.part }}", "33,3%"),
        ("{{ measures.part | percent }}", "33%"),
        ("{{ measures.part | percent(1) }}", "33,3%"),
        ("{{ measures.all.label }}", "جميع الحوادث"),
        ("{{ measures.all.value + 1 }}", "7"),
        ('{{ measures.all["حريق"] | names("place") }}', "طنجة وأكادير"),
        ('{{ measures.all | names("place") }}', "فاس، طنجة، الرباط، وجدة وأكادير"),
        ('{{ measures.fires | names("date") }}', "من 9 إلى 10 يناير 2026 و20 يناير 2026"),
        ('{{ "2026-01-04" | date }}', "4 يناير 2026"),
        ("{{ period }}", "من 1 إلى 31 يناير 2026"),
        ('{{ [measures.all, 3, "س"] | join_ar }}', "6 و3 وس"),
        ("{{ 1234567 }}", "1.234.567"),
        ("{% if measures.all.value > 3 %}كثير{% else %}قليل{% endif %}", "كثير"),
        (
            (
                "{% for name, part in measures.all.parts.items() %}{{ name }} {{ part }}{{ '؛ ' if not loop.last }}"
                "{% endfor %}"
            ),
            "حادث سير 4؛ حريق 2",
        ),
    ],
)
def test_what_an_expression_prints(brief: SmallBrief, expression: str, expected: str) -> None:
    assert printed(brief, expression) == expected


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__ }}",
        "{{ ''['__class__'] }}",
        "{{ '' | attr('__class__') }}",
        "{{ period.__class__.__mro__ }}",
        "{{ ref.__globals__ }}",
        "{{ ref('kinds').__class__ }}",
        "{{ measures.__class__ }}",
        "{{ measures.__init__(measures) }}",
        "{{ measures._measures }}",
        "{{ measures.all.__class__ }}",
        "{{ measures.all.rows }}",
        "{{ [measures.all] | map(attribute='rows') | list }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ range(3) }}",
        "{% for n in range(1000000000) %}x{% endfor %}",
        "{% for a in [1, 2] %}{% for b in [1, 2] %}x{% endfor %}{% endfor %}",
        "{% for a in [[1]] recursive %}{{ loop(a) }}{% endfor %}",
        "{{ 'x' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ '%01000000000d' % 1 }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ 'x'.center(1000000000) }}",
        "{% set a = 'xx' %}{% set a = a ~ a %}",
        "{% set a %}x{% endset %}",
        "{% with a = 'xx' %}{{ a ~ a }}{% endwith %}",
        "{% include 'summary.md' %}",
        "{% include '/etc/passwd' %}",
        "{% import 'brief.html' as x %}",
        "{% from 'brief.html' import x %}",
        "{% extends 'brief.html' %}",
        "{% block x %}{% endblock %}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% call m() %}{% endcall %}",
        "{% filter counted %}1{% endfilter %}",
        "{{ '<b>' | safe }}",
        "{{ lipsum(n=1000000) }}",
        "{{ cycler(1) }}",
        "{{ namespace() }}",
        "{{ dict() }}",
        "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    ],
)
def test_no_expression_leaves_the_sandbox(brief: SmallBrief, expression: str) -> None:
    for finding in brief.prose(f"س\n\nس {expression}\n").findings():
        assert finding.rule in REFUSALS
        assert (finding.where.file, finding.where.line) == (
            str(brief.folder / "text/summary.md"),
            3,
        )


@pytest.mark.parametrize(
    ("expression", "rule"),
    [
        ("{{ measures.al }}", "unknown-measure"),
        ('{{ measures["al"] }}', "unknown-measure"),
        ('{{ measures.all["حرائق"] }}', "no-part"),
        ("{{ measures.fires | counted }}", "no-noun"),
        ('{{ measures.all | counted("زعنفة") }}', "unknown-noun"),
        ('{{ measures.all | counted("حادث", case="gen") }}', "bad-choice"),
        ('{{ measures.part | counted("حادث") }}', "not-a-count"),
        ('{{ "س" | percent }}', "number-wanted"),
        ("{{ measures.all | percent }}", "not-a-share"),
        ('{{ "س" | names("place") }}', "number-wanted"),
        ('{{ measures.all | names("plase") }}', "unknown-column"),
        ('{{ "2026-13-01" | date }}', "bad-date"),
        ("{{ measures.all.parts }}", "not-printable"),
        ("{{ measures.fires.noun }}", "not-printable"),
        ("{{ none }}", "not-printable"),
        ("{{ true }}", "not-printable"),
        ("{{ nothing }}", "unknown-name"),
        ("{{ measures.all | nothing }}", "no-such-filter"),
        ("{{ measures.all / 0 }}", "operator-kind"),
        ("{{ measures.all.value / 0 }}", "divided-by-zero"),
        ("{{ 5 | date }}", "wrong-kind"),
        ("{{ measures.all", "bad-expression"),
        ("{{ }}", "bad-expression"),
        ("{% endif %}", "bad-expression"),
    ],
)
def test_an_expression_that_fails_is_reported_with_its_line(
    brief: SmallBrief, expression: str, rule: str
) -> None:
    finding = brief.prose(f"س {{{{ measures.all }}}}\nس\n\nس {expression} س\n").finding()
    assert finding.rule == rule
    assert finding.where.file == str(brief.folder / "text/summary.md")
    assert finding.where.line == 4
    assert ".." not in finding.text("en")


def test_a_misspelt_measure_names_the_nearest(brief: SmallBrief) -> None:
    finding = brief.prose("{{ measures.injurd }}").finding()
    assert "«injured»" in finding.do("en")
    assert "«injured»" in finding.do("ar")


def test_an_expression_of_the_toml_is_reported_with_its_key(brief: SmallBrief) -> None:
    finding = brief.edit("brief.toml", "الحوادث حسب النوع", "الحوادث {{ measures.al }}").finding()
    assert (finding.rule, finding.where.key) == ("unknown-measure", "sections[1].blocks[2].caption")
    assert finding.where.file == str(brief.folder / "brief.toml")
    line = (
        (brief.folder / "brief.toml").read_text("utf-8").splitlines()[(finding.where.line or 0) - 1]
    )
    assert line.startswith("caption = ")


#: Texts that HTML or Markdown would read as markup, each with the HTML of the same text as text.
HOSTILE = [
    ("<b>س</b>", "&lt;b&gt;س&lt;/b&gt;"),
    ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ("*س*", "*س*"),
    ("__س__", "__س__"),
    ("`س`", "`س`"),
    ("[س](http://x.ma)", "[س](http://x.ma)"),
    ("![س](x.png)", "![س](x.png)"),
    ("<http://x.ma>", "&lt;http://x.ma&gt;"),
    ("[^bulletin]", "[^bulletin]"),
    ("^[س]", "^[س]"),
    ("س | س", "س | س"),
    ("{{ measures.all }}", "{{ measures.all }}"),
    ("&amp; &#60;", "&amp;amp; &amp;#60;"),
    ("\\*س\\*", "\\*س\\*"),
    ("# س", "# س"),
    ("- س", "- س"),
    ('"س"', "&quot;س&quot;"),
]


@pytest.mark.parametrize(("value", "expected"), HOSTILE)
def test_a_value_prints_as_text(brief: SmallBrief, value: str, expected: str) -> None:
    """A label reaches prose through an expression: no sign of it is markup there."""
    brief.edit("brief.toml", 'label = "الحرائق"', f"label = '''{value}'''")
    assert _texts(printed(brief, "{{ measures.fires.label }}")) == _texts(expected)
    assert _texts(printed(brief, "{{ [measures.fires.label] | join_ar }}")) == _texts(expected)


@pytest.mark.parametrize(("value", "expected"), HOSTILE)
def test_a_literal_prints_as_text(brief: SmallBrief, value: str, expected: str) -> None:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    assert _texts(printed(brief, f"{{{{ '{escaped}' }}}}")) == _texts(expected)


def _texts(html: str) -> str:
    """Return HTML with unchanged quotes: outside of tags both forms are the same text."""
    return html.replace("&quot;", '"').replace("&#34;", '"')


@pytest.mark.parametrize("value", ["# س", "- س", "1. س", "> س", "```", "---", "| س |", "[^1]: س"])
def test_a_value_at_the_start_of_a_line_opens_no_block(brief: SmallBrief, value: str) -> None:
    brief.edit("brief.toml", 'label = "الحرائق"', f"label = '''{value}'''")
    html = brief.prose("{{ measures.fires.label }}\n\nس\n").html()
    assert (
        f'<div class="prose" data-key="sections[1].blocks[1]">\n<p>{value.replace(">", "&gt;")}</p>\n<p>س</p>'
        in html
    )


def test_every_fault_of_a_text_is_reported_at_once(brief: SmallBrief) -> None:
    """Several of one line, those of a branch that is not taken, and those of Markdown too."""
    brief.prose(
        'س {{ ref("one") }} {{ ref("two") }} {{ measures.nope }} {{ 1 | nofilter }}\n\n'
        "{% if measures.all.value > 99 %}{{ measures.typo }}{% endif %} {{ 1 + }} {{ missing }}\n\n"
        "س[^nobody] [نص](javascript:x) {{ measures.all.value / 0 }} ![س](a.png)\n"
    )
    assert sorted((finding.where.line, finding.rule) for finding in brief.findings()) == [
        (1, "no-such-filter"),
        (1, "unknown-measure"),
        (1, "unknown-reference"),
        (1, "unknown-reference"),
        (3, "bad-expression"),
        (3, "unknown-measure"),
        (3, "unknown-name"),
        (5, "divided-by-zero"),
        (5, "image-in-prose"),
        (5, "unknown-source"),
        (5, "unsafe-link"),
    ]


def test_an_unknown_noun_of_a_measure_is_reported_once_at_the_measure(brief: SmallBrief) -> None:
    uses = '{{ measures.all | counted }} {{ measures.all["حريق"] | words }} {{ measures.all | definite }}'
    measure = '\n[measures.more]\nlabel = "أكثر"\nnoun = "خيتعور"\nvalue = "all + 1"\n'
    brief.edit("brief.toml", 'noun = "حادث"', 'noun = "زعنفة"').add(measure)
    uses += "\n\n{{ measures.more | counted }} {{ measures.more | words }}"
    findings = brief.prose(f"{uses}\n\nس {uses}\n").findings()
    assert [(finding.rule, finding.where.key, finding.values["noun"]) for finding in findings] == [
        ("unknown-noun", "measures.all.noun", "زعنفة"),
        ("unknown-noun", "measures.more.noun", "خيتعور"),
    ]


def test_an_unknown_noun_of_prose_is_reported_where_it_is_written(brief: SmallBrief) -> None:
    finding = brief.prose('س\n\n{{ measures.all | counted("زعنفة") }}\n').finding()
    assert (finding.rule, finding.where.line) == ("unknown-noun", 3)
