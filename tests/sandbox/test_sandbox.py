"""The sandbox by itself: what it gives, what it refuses, and where its bounds are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Undefined
from markupsafe import Markup
from properties import share

from report.errors import ExpressionError, Finding
from report.messages.document import MESSAGES as DOCUMENT
from report.messages.sandbox import MESSAGES
from report.sandbox import PROSE, TEMPLATES, Function, Meter, Sandbox
from report.sandbox.access import CALLABLE, COLLECTIONS, PLAIN, Access


@dataclass(frozen=True, slots=True)
class Box:
    """A view object, with more than is on the list."""

    text: str
    parts: tuple[Box, ...] = ()
    secret: str = "secret"

    def method(self) -> str:
        """Return what no one is to see."""
        return self.secret


class Model:
    """What is no view object."""

    text = "secret"

    def parse_raw(self, *_args: object, **_keywords: object) -> str:
        """Return what no one is to see."""
        return "secret"


VALUES: Mapping[str, object] = {
    "box": Box("نص <b>", (Box("أ"), Box("ب"))),
    "number": 7,
    "share": Decimal("0.5"),
    "html": Markup("<p>س</p>"),
    "names": {"أ": 1, "ب": 2},
    "list": [1, 2, 3],
    "nothing": None,
    "model": Model(),
}


def environment(templates: Mapping[str, str] | None = None, **options: Any) -> Sandbox:
    options = {"statements": TEMPLATES, "filters": {}, **options}
    access = Access({Box: frozenset({"text", "parts"})})
    return Sandbox(access, loader=DictLoader(dict(templates or {})), **options)


def filled(source: str, **options: Any) -> str:
    return environment({"x.html": source}, **options).fill("x.html", VALUES)


def findings(source: str, **options: Any) -> tuple[Finding, ...]:
    with pytest.raises(ExpressionError) as caught:
        filled(source, **options)
    return caught.value.findings


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ box.text }}{{ box['text'] }}", "نص &lt;b&gt;نص &lt;b&gt;"),
        ("{{ html }}{{ html ~ box.text }}{{ box.text ~ number }}", "<p>س</p><p>س</p>نص &lt;b&gt;نص &lt;b&gt;7"),
        ("{% for one in box.parts %}{{ loop.index }}{{ one.text }}{{ loop.cycle('a', 'b') }}{% endfor %}", "1أa2بb"),
        ("{% for key, value in names.items() %}{{ key }}{{ value }}{% endfor %}{{ names.أ }}", "أ1ب21"),
        ("{% for a in [1, 2] %}{% for b in list %}{{ a * b }}{% endfor %}{% else %}س{% endfor %}", "123246"),
        ("{% for n in range(5) if n is odd %}{{ n }}{% endfor %}", "13"),
        ("{% macro m(n) %}({{ n }}){% endmacro %}{{ m(1) }}", "(1)"),
        ("{% macro m(n) %}({{ n }}{{ caller() }}){% endmacro %}{% call m(2) %}x{% endcall %}", "(2x)"),
        ("{% set a = 'x' %}{% set b %}<i>{{ a }}{% endset %}{{ b }}{% with c = 3 %}{{ c + 1 }}{% endwith %}", "<i>x4"),
        ("{% filter upper %}ab{% endfilter %}{{ list[1:] | join('، ') }}", "AB2، 3"),
        ("{{ '%.2f|%3d|%s' | format(share, number, 'س') }}", "0.50|  7|س"),
        ("{{ list | length }}{{ list | sum }}{{ list | last }}{{ 'aXbX' | replace('X', '-') }}", "363a-b-"),
        ("{{ number if number > 5 and number != 8 else 'less' }}{{ nothing or 'none' }}", "7none"),
        ("{{ 'x' if nothing }}{{ (nothing | default('d', true)) }}{{ missing | default('e') }}", "de"),
        ("{{ missing is defined }}", None),
        ("{% if missing is defined or box.secret is defined %}a{% else %}b{% endif %}", "b"),
        ("{{ 'أ' in names }}", None),
        ("{{ 'y' if 'أ' in names and 2 in list and 'ن' in box.text }}", "y"),
    ],
)  # fmt: skip
def test_what_templates_can_do(source: str, expected: str | None) -> None:
    if expected is None:
        assert [finding.rule for finding in findings(source)] == ["not-printable"]
    else:
        assert filled(source) == expected


def test_templates_are_made_of_one_another() -> None:
    templates = {
        "base.html": "<{% block a %}base{% endblock %}>",
        "x.html": "{% extends 'base.html' %}{% block a %}{{ super() }}{% include 'y.html' %}{% endblock %}",
        "y.html": "{% from 'm.html' import m %}{% import 'm.html' as all %}{{ m(box.text) }}{{ all.m(1) }}",
        "m.html": "{% macro m(x) %}[{{ x }}]{% endmacro %}",
    }
    assert environment(templates).fill("x.html", VALUES) == "<base[نص &lt;b&gt;][1]>"


@pytest.mark.parametrize(
    "source",
    [
        "{{ box.secret }}", "{{ box['secret'] }}", "{{ box.method() }}", "{{ box.__class__ }}",
        "{{ box['__class__'] }}",
        "{{ model }}", "{{ model.text }}", "{{ model['text'] }}", "{{ model.parse_raw('x', allow_pickle=true) }}",
        "{{ model }}{{ model.__init__.__globals__ }}", "{{ ''.__class__.__mro__ }}", "{{ 'a'.upper() }}",
        "{{ '{0.__class__}'.format(model) }}", "{{ ('{0.__class__}').format_map(names) }}", "{{ 'x'.join(list) }}",
        "{{ model | attr('text') }}", "{{ [model] | map(attribute='text') | join }}", "{{ model | pprint }}",
        "{{ model | string }}", "{{ model | escape }}", "{{ [model] | join }}", "{{ '%s' | format(model) }}",
        "{{ model ~ '' }}", "{{ [box] | selectattr('secret') | list }}", "{{ [box] | groupby('secret') }}",
        "{{ [box] | sort(attribute='secret') }}", "{{ [box] | max(attribute='secret') }}", "{{ box | tojson }}",
        "{{ '<b>' | safe }}", "{% autoescape false %}{{ box.text }}{% endautoescape %}", "{{ list | random }}",
        "{% set ns = namespace(a=1) %}{% set ns.a = 2 %}", "{{ cycler('a') }}", "{{ joiner() }}", "{{ lipsum() }}",
        "{{ dict(a=1) }}", "{{ self }}", "{{ self.x() }}", "{{ loop }}", "{{ caller }}", "{{ varargs }}",
        "{{ names.clear() }}", "{{ list.append(1) }}", "{% do list.append(1) %}", "{{ range }}", "{{ range.function }}",
        "{{ range.__call__ }}",
        "{% macro m() %}{% endmacro %}{{ m.name }}", "{% macro m() %}{% endmacro %}{{ m._func }}", "{{ loop.cycle }}",
        "{% for a in list %}{{ loop._iterable }}{% endfor %}",
        "{% for a in list %}{{ loop.cycle.__func__ }}{% endfor %}",
        "{% for a in list %}{{ loop.changed(a) }}{% endfor %}", "{{ box.parts.count }}", "{{ range(*list) }}",
        "{{ range(**names) }}", "{% import 'x.html' as x %}", "{% include box.text %}", "{% include ['x.html'] %}",
        "{{ nothing }}", "{{ list }}", "{{ true }}", "{{ box == model }}", "{{ 1 is callable }}", "{{ 1 is sameas 1 }}",
    ],
)  # fmt: skip
def test_what_is_refused(source: str) -> None:
    for finding in findings(f"\n{source}"):
        assert finding.rule in MESSAGES or finding.rule == "bad-template"
        assert "secret" not in finding.what("en").replace("«secret»", "")
        assert finding.where.line == 2


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "sandbox-steps"),
        ("{% for a in range(9999) %}" + "x" * 100_000 + "{% endfor %}", "sandbox-text"),
        ("{% set b %}{% for a in range(9999) %}" + "x" * 100_000 + "{% endfor %}{% endset %}", "sandbox-text"),
        ("{% set a = 'xxxxxxxx' %}" + "{% set a = a ~ a %}" * 40, "sandbox-text"),
        ("{% set a = 'xxxxxxxx' %}" + "{% set a = a + a %}" * 40, "sandbox-text"),
        ("{% set a = 'xxxxxxxx' %}" + "{% set a = [a, a] | join %}" * 40, "sandbox-text"),
        ("{% set a = 'xxxxxxxx' %}" + "{% set a = a | replace('x', a) %}" * 9, "sandbox-text"),
        ("{% set a %}xxxxxxxx{% endset %}" + "{% set a %}{{ a }}{{ a }}{% endset %}" * 40, "sandbox-text"),
        ("{% macro m(a) %}{{ a }}{{ a }}{% endmacro %}{{ " + "m(" * 19 + "'x' * 1" + ")" * 19 + " }}", "operator-kind"),
        ("{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}", "sandbox-depth"),
        (("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{{ m(n - 1) }}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}"
         "{% endmacro %}{{ m(15) }}"), "sandbox-steps"),
        ("{% macro m() %}{{ caller() }}{% endmacro %}" + "{% call m() %}" * 30 + "{% endcall %}" * 30,
         "sandbox-nested"),
        ("{{ 'x' * 1000000000 }}", "operator-kind"),
        ("{{ list * 1000000000 }}", "operator-kind"),
        ("{{ list + list }}", "operator-kind"),
        ("{{ '%1000000000d' % 1 }}", "operator-kind"),
        ("{{ '%1000000000d' | format(1) }}", "bad-format"),
        ("{{ '%*d' | format(1000000000, 1) }}", "bad-format"),
        ("{{ '%(a)s' | format(1) }}", "bad-format"),
        ("{{ 10 ** 10 }}", "not-in-text"),
        ("{% set a = 99999999999999 %}" + "{% set a = a * a %}" * 9, "sandbox-number"),
        ("{{ 0x" + "f" * 5000 + " }}", "sandbox-number"),
        ("{{ " + "9" * 5000 + " }}", "sandbox-nested-deep"),
        ("{{ 1e308 * 10 }}", "sandbox-number"),
        ("{{ '9' * 5 }}", "operator-kind"),
        ("{{ ('9999999999' ~ '9999999999' ~ '99999999999') | int }}", "sandbox-number"),
        ("{{ 'inf' | float }}", "sandbox-number"),
        ("{{ 'nan' | float }}", "sandbox-number"),
        ("{{ range(10001) | length }}", "sandbox-range"),
        ("{{ 1 / 0 }}", "divided-by-zero"),
        ("{{ 1 % 0 }}", "divided-by-zero"),
        ("{{ share / 0 }}", "divided-by-zero"),
        ("{{ 'a' < 1 }}", "wrong-kind"),
        ("{% for a, b in list %}{% endfor %}", "wrong-kind"),
        ("{% for a in 5 %}{% endfor %}", "wrong-kind"),
        ("{{ [[1], 'a'] | sort }}", "wrong-kind"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", "sandbox-nested-deep"),
        ("{{ " + "not " * 3000 + "1 }}", "sandbox-nested-deep"),
        ("{{ " + "1 + " * 3000 + "1 }}", "sandbox-nested"),
        ("{{ 'x'" + " | upper" * 3000 + " }}", "sandbox-nested"),
        ("{% if 1 %}" * 30 + "{% endif %}" * 30, "sandbox-nested"),
        ("{{ 1 }}" * 50_000, "sandbox-size"),
        ("x" * (8 * 1024 * 1024 + 1), "sandbox-size"),
        ("{% if 0 %}" + "{% elif 0 %}" * 3000 + "{% endif %}", "sandbox-nested-deep"),
        ("{% include 'x.html' %}", "template-circle"),
        ("{% extends 'x.html' %}", "template-circle"),
        ("{% import 'x.html' as x %}", "template-circle"),
        ("{% include './x.html' %}", "no-template"),
        ("{% for a in list recursive %}{{ loop(list) }}{% endfor %}", "not-in-text"),
    ],
)  # fmt: skip
def test_every_bound(source: str, rule: str) -> None:
    result = findings(source, meter=Meter(steps=300_000, text=3_000_000))
    assert [finding.rule for finding in result] == [rule]
    assert result[0].where.file == "x.html" or result[0].where.line == 1


def test_templates_that_lead_to_one_another_in_a_circle() -> None:
    templates = {
        "x.html": "{% include 'y.html' %}",
        "y.html": "\n{% include 'z.html' %}",
        "z.html": "{% include 'x.html' %}",
    }
    with pytest.raises(ExpressionError) as caught:
        environment(templates).fill("x.html", {})
    assert [finding.rule for finding in caught.value.findings] == ["template-circle"]


def test_included_twice_is_no_circle_and_is_counted() -> None:
    chain = {f"{n}.html": f"{{% include '{n + 1}.html' %}}" * 2 for n in range(30)}
    with pytest.raises(ExpressionError) as caught:
        environment({**chain, "30.html": "x"}, meter=Meter(steps=200_000)).fill("0.html", {})
    assert [finding.rule for finding in caught.value.findings] == ["sandbox-steps"]


def test_a_filter_is_charged_for_what_it_looks_at() -> None:
    loop = "{% for a in range(99) %}{% set x = long | look %}{% endfor %}"
    sandbox = environment({"x.html": loop}, filters={"look": len}, meter=Meter(steps=300_000))
    assert sandbox.fill("x.html", {"long": "x" * 100}) == ""
    with pytest.raises(ExpressionError) as caught:
        sandbox.fill("x.html", {"long": "x" * 1_000})
    assert [finding.rule for finding in caught.value.findings] == ["sandbox-steps"]


def test_the_bounds_are_of_all_templates_together() -> None:
    meter = Meter(steps=30_000)
    sandbox = environment({"x.html": "{% for a in range(1000) %}{{ a }}{% endfor %}"}, meter=meter)
    with pytest.raises(ExpressionError) as caught:
        for _ in range(20):
            sandbox.fill("x.html", {})
    assert [finding.rule for finding in caught.value.findings] == ["sandbox-steps"]


def test_everything_wrong_is_reported_at_once() -> None:
    source = "{{ a b }}\n{{ missing }} {{ box.nope }} {{ 1 | nofilter }}\n{% if other is odd %}{% endif %}{{ 1 +\n }}\n"
    places = [(finding.rule, finding.where.line) for finding in findings(source + "{% set %}")]
    assert places == [("bad-template", 1), ("bad-template", 4), ("bad-template", 5)]
    places = [(finding.rule, finding.where.line) for finding in findings(source)]
    assert places == [
        ("bad-template", 1), ("bad-template", 4), ("no-such-filter", 2), ("unknown-name", 2), ("not-given", 2),
        ("unknown-name", 3),
    ]  # fmt: skip


def test_what_fails_in_each_pass_of_a_loop_is_reported_once() -> None:
    assert len(findings("{% for a in range(500) %}{{ missing }}{% endfor %}")) == 1
    assert len(findings("{% for a in range(500) %}{{ box[a] }}{% endfor %}")) == 50


# Attacks made at random: names that lead out of Jinja, joined by all that Jinja has.

_NAMES = st.sampled_from(
    [*VALUES, "range", "loop", "self", "caller", "namespace", "cycler", "lipsum", "missing", "m"]
)
_ATTRIBUTES = st.sampled_from(
    ["text", "parts", "secret", "method", "items", "cycle", "index", "__class__", "__init__", "__globals__", "__mro__",
     "__subclasses__", "__getitem__", "__call__", "_func", "_environment", "format", "format_map", "join", "parse_raw",
     "function", "append", "أ", "gi_frame", "f_back", "__reduce_ex__", "name"]
)  # fmt: skip
_FILTERS = st.sampled_from(
    ["attr", "map", "list", "join", "string", "escape", "format", "first", "last", "replace", "default", "sort",
     "upper", "safe", "tojson", "pprint", "length", "sum", "unique", "reverse", "trim", "int", "abs", "batch", "center"]
)  # fmt: skip
_CONSTANTS = st.sampled_from(
    ["1", "0", "-1", "9999", "10000000000", "1.5", "'x'", "'__class__'", "'%s'", "'%9999999d'", "'{0.__class__}'", "[]",
     "[1, 'a']", "{'a': 1}", "(1, 2)", "true", "none", "1e300"]
)  # fmt: skip


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arguments = st.lists(
        st.one_of(inner, st.tuples(_ATTRIBUTES, inner).map("=".join)), max_size=2
    ).map(", ".join)
    operators = st.sampled_from(
        ["+", "-", "*", "/", "//", "%", "**", "~", "==", "<", "in", "not in", "and", "or", "is"]
    )
    return st.one_of(
        st.tuples(inner, _ATTRIBUTES).map(".".join),
        st.tuples(inner, inner).map(lambda pair: f"{pair[0]}[{pair[1]}]"),
        st.tuples(inner, inner).map(lambda pair: f"{pair[0]}[{pair[1]}:]"),
        st.tuples(inner, arguments).map(lambda pair: f"{pair[0]}({pair[1]})"),
        st.tuples(inner, _FILTERS, arguments).map(
            lambda pieces: f"({pieces[0]} | {pieces[1]}({pieces[2]}))"
        ),
        st.tuples(inner, operators, inner).map(lambda pieces: f"({' '.join(pieces)})"),
        st.tuples(inner, inner, inner).map(
            lambda pieces: f"({pieces[0]} if {pieces[1]} else {pieces[2]})"
        ),
        st.lists(inner, max_size=3).map(lambda pieces: f"[{', '.join(pieces)}]"),
    )


EXPRESSIONS = st.recursive(st.one_of(_NAMES, _CONSTANTS), _larger, max_leaves=8)


def _bodies(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.tuples(EXPRESSIONS, inner).map(
            lambda pair: f"{{% for a in {pair[0]} %}}{pair[1]}{{% endfor %}}"
        ),
        inner.map(lambda body: f"{{% for a in range(9999) %}}{body}{{% endfor %}}"),
        inner.map(
            lambda body: (
                f"{{% set number %}}{body}{{{{ number }}}}{{{{ number }}}}{{% endset %}}" * 3
            )
        ),
        st.tuples(EXPRESSIONS, inner).map(
            lambda pair: f"{{% if {pair[0]} %}}{pair[1]}{{% endif %}}"
        ),
        st.tuples(EXPRESSIONS, inner).map(lambda pair: f"{{% set box = {pair[0]} %}}{pair[1]}"),
        inner.map(
            lambda body: f"{{% macro m(a) %}}{body}{{{{ m(a) }}}}{{% endmacro %}}{{{{ m(1) }}}}"
        ),
        st.tuples(EXPRESSIONS, inner).map(
            lambda pair: f"{{% call {pair[0]} %}}{pair[1]}{{% endcall %}}"
        ),
        st.tuples(_FILTERS, inner).map(
            lambda pair: f"{{% filter {pair[0]} %}}{pair[1]}{{% endfilter %}}"
        ),
        EXPRESSIONS.map(lambda name: f"{{% include {name} %}}"),
    )


SOURCES = st.recursive(
    EXPRESSIONS.map(lambda expression: f"{{{{ {expression} }}}}"), _bodies, max_leaves=5
)
ALLOWED = PLAIN | COLLECTIONS | CALLABLE | {Box, Function}


class Watched(Sandbox):
    """Holds every value that an expression reads or is returned against the list."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what the sandbox returns, when it is on the list."""
        return self._held(super().getattr(obj, attribute), obj)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return what the sandbox returns, when it is on the list."""
        return self._held(super().getitem(obj, argument), obj)

    def _held(self, value: Any, of: Any) -> Any:
        if type(value) not in ALLOWED and not isinstance(value, Undefined):
            raise BaseException(f"{type(value)} of {of!r}")
        return value


def _attack(source: str, statements: frozenset[Any]) -> None:
    meter = Meter(steps=20_000, text=20_000)
    access = Access({Box: frozenset({"text", "parts"})})
    sandbox = Watched(
        access,
        statements=statements,
        filters={"upper": str},
        meter=meter,
        loader=DictLoader({"x.html": source}),
    )
    # The model is what must never be given: here it shows that nothing of one is read even then.
    try:
        text = sandbox.fill("x.html", VALUES)
    except ExpressionError as error:
        for finding in error.findings:
            assert finding.rule in MESSAGES or finding.rule in DOCUMENT
            assert all(finding.text(language) for language in ("en", "ar"))
            assert "Error" not in finding.text("en") and "object at" not in finding.text("en")
    else:
        assert "secret" not in text.replace("'secret'", "") and " object at " not in text
        assert len(text) <= meter.text <= meter.text_limit
    assert meter.calls == 0


@settings(max_examples=share(150), suppress_health_check=[HealthCheck.too_slow])
@given(SOURCES, st.sampled_from([TEMPLATES, PROSE]))
@example("{{ model.parse_raw('x', allow_pickle=true) }}", TEMPLATES)
@example("{{ box[model] }}", TEMPLATES)
@example("{{ (range(9999) | list | string) * 9999 }}", TEMPLATES)
def test_no_attack_leaves_the_sandbox(source: str, statements: frozenset[Any]) -> None:
    _attack(source, statements)


@pytest.mark.slow
@settings(max_examples=3_000, suppress_health_check=[HealthCheck.too_slow])
@given(SOURCES, st.sampled_from([TEMPLATES, PROSE]))
def test_no_attack_of_thousands_leaves_the_sandbox(source: str, statements: frozenset[Any]) -> None:
    _attack(source, statements)
