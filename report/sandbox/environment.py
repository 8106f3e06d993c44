"""Jinja's sandbox, closed: nothing can be read or called that is not on a list, and all work is
counted.

Jinja's own sandbox lets every attribute through that does not begin with an underscore, and so
every method of all that a template is given. Here a template is given plain data, and may read what
:class:`~report.sandbox.access.Access` lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from contextlib import contextmanager
from decimal import Decimal
from functools import lru_cache
from types import CodeType
from typing import Any

from jinja2 import Undefined, nodes, pass_context
from jinja2.exceptions import TemplateNotFound, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup, escape

from report.errors import ExpressionError, Finding, Location
from report.sandbox.access import CALLABLE, Access, Function, Missing, kind_of
from report.sandbox.compiled import CompiledTemplate, CompiledTemplates, References
from report.sandbox.compiling import GuardedCode
from report.sandbox.failures import explained, last_place
from report.sandbox.filters import TESTS, charged, plain_filters
from report.sandbox.limits import FINDINGS, RANGE, SOURCE, Exceeded, Meter, bounded_number
from report.sandbox.statements import (
    BEGUN,
    EACH,
    INTERNAL,
    JOINED,
    MEASURED,
    PROSE,
    Faults,
    Language,
    Look,
    check,
    counted,
    leads,
    prune,
)
from report.sandbox.syntax import NOT_PARSED, reason_of, syntax_faults

_OPERATORS = frozenset({"+", "-", "*", "/", "//", "%", "**"})
#: Steps for each character that a room's own filter looks at: the direction of a text is found
#: letter by letter.
_LOOKED_AT = 4
#: Characters of the longest generated source whose code is kept for later texts.
_KEPT = 50_000


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of templates, or that of prose.

    :param access: what can be read of values.
    :param statements: the statements that a text may use, :data:`~report.sandbox.TEMPLATES` or
        :data:`~report.sandbox.PROSE`.
    :param filters: filters beside the plain ones; prose has these alone.
    :param find: returns a filter that is not among ``filters``; it is asked for each once.
    :param findable: returns the names of the filters that ``find`` may return.
    :param functions: the names that are always given, beside ``range`` in templates.
    :param known: further names that expressions may use, if no more are possible.
    :param look: as in :class:`~report.sandbox.statements.Language`.
    :param text: turns a value into text when it is printed or joined with texts.
    :param syntax_rule: the rule of findings about the syntax.
    :param escape_text: keeps the signs of such a text from being markup.
    :param compiled: where compiled templates are kept for other sandboxes of the same language.
    """

    intercepted_binops = _OPERATORS
    code_generator_class = GuardedCode

    def __init__(
        self,
        access: Access,
        *,
        statements: frozenset[type[nodes.Node]],
        filters: Mapping[str, Callable[..., object]],
        functions: Mapping[str, object] | None = None,
        known_names: frozenset[str] | None = None,
        look: Look | None = None,
        text: Callable[[object], str] | None = None,
        escape_text: Callable[[str], Markup] = escape,
        find: Callable[[str], Callable[..., object] | None] | None = None,
        findable: Callable[[], Iterable[str]] = tuple,
        syntax_rule: str = "bad-template",
        meter: Meter | None = None,
        compiled: CompiledTemplates | None = None,
        **options: Any,
    ) -> None:
        self._text = text or _plain_text
        self._escape = escape_text
        super().__init__(
            undefined=Missing,
            autoescape=True,
            optimized=False,
            finalize=self._finalize(),
            **options,
        )
        self.meter = meter or Meter()
        self._access = access
        self._syntax_rule = syntax_rule
        self._found: list[Finding] = []
        self._kept = 0
        self._references = References()
        self._compiled = compiled
        templates = statements is not PROSE
        self.globals = {
            **({"range": Function(self._range)} if templates else {}),
            **(functions or {}),
        }
        plain = plain_filters(self.meter) if templates else {}
        shown = {**plain, **filters}
        names = None if known_names is None else known_names | frozenset(self.globals)
        self._find = find
        self._language = Language(statements, shown, TESTS, names, look, findable)
        self.tests = dict(TESTS)
        self.filters = {
            **{name: self._charged(name, function, filters) for name, function in shown.items()},
            EACH: self._each,
            JOINED: self._joined,
            MEASURED: self._measured,
            BEGUN: self._begun,
        }
        assert frozenset(self.filters) >= INTERNAL

    def _charged(
        self, name: str, function: Callable[..., object], own: Mapping[str, object]
    ) -> Callable[..., object]:
        return charged(function, self.meter, _LOOKED_AT if name in own else 1)

    def fill(self, name: str, values: Mapping[str, object]) -> str:
        """Return a template of the loader, filled.

        :raises ExpressionError: with a finding for everything that is wrong, each with its file and
            line.
        """
        with self._collecting(Location(file=name)):
            return self.get_template(name).render(values)
        raise AssertionError  # the context raises

    def examine(self, text: str, values: Mapping[str, object]) -> tuple[str, tuple[Finding, ...]]:
        """Return a text with its expressions evaluated, those that fail left out, and what is wrong
        with these.

        The lines of the findings are counted from the text's first, which is 1.
        """
        filled = ""
        try:
            with self._collecting(Location()):
                filled = self.from_string(text).render(values)
        except ExpressionError as error:
            return filled, error.findings
        return filled, ()

    @contextmanager
    def _collecting(self, where: Location) -> Iterator[None]:
        """Run what compiles and renders; raise what was found, or what was raised, as one error
        with places."""
        self._found, self.meter.calls = [], 0
        try:
            yield
        except TemplateNotFound as error:
            self._keep(Finding("no-template", last_place(error, where), {"given": str(error.name)}))
        except TemplateSyntaxError as error:
            self._keep(self._syntax(error.lineno, error.filename or where.file, reason_of(error)))
        except Exception as error:  # the text is the user's: its errors are reported, not traced
            for finding in explained(error, last_place(error, where)):
                self._keep(finding)
        if self._found:
            raise ExpressionError(*self._found)

    def _keep(self, finding: Finding) -> None:
        self._kept += 1
        if finding not in self._found:
            self._found.append(finding)

    def _syntax(self, line: int, file: str | None, reason: str | None) -> Finding:
        if reason is None:
            return Finding("sandbox-nested-deep", Location(file=file, line=line))
        return Finding(self._syntax_rule, Location(file=file, line=line), {"reason": reason})

    def failed(self, error: Exception, file: str | None, line: int) -> Markup:
        """Keep what a guarded expression raised, and return a placeholder; compiled templates call
        this.

        :raises Exceeded: when a bound is passed, or there is more to find than anybody reads.
        """
        placed = explained(error, Location(file=file, line=line))
        if isinstance(error, Exceeded):
            raise Exceeded(*placed) from error
        if isinstance(error, TemplateNotFound | TemplateSyntaxError):
            raise error
        for finding in placed:
            self._keep(finding)
        if len(self._found) >= FINDINGS:
            raise Exceeded(self._found[-1])
        return Markup()

    # What Jinja asks: the code, the syntax tree, attributes, items, calls, operators.

    def compile(self, source: Any, name: Any = None, filename: Any = None, *options: Any) -> Any:
        """Return the code of a source; the code of a named one without faults is kept for later."""
        if self._compiled is None or name is None or not isinstance(source, str):
            return super().compile(source, name, filename, *options)
        earlier = self._compiled.get(name, filename, source)
        if earlier is not None:
            self._references.add(name, earlier.targets)
            if not any(self._references.leads_back(name, target) for target in earlier.targets):
                return earlier.code
        stored = self._kept
        code = super().compile(source, name, filename, *options)
        if self._kept == stored:
            template = CompiledTemplate(code, self._references.of(name))
            self._compiled.add(name, filename, source, template)
        return code

    def _compile(self, source: str, filename: str) -> CodeType:
        """Return the code of what Jinja generated: texts of briefs that follow each other are often
        the same."""
        if len(source) > _KEPT:
            return super()._compile(source, filename)
        return _compiled(source, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the checked tree of a source; what is wrong with it is kept, and taken out of
        it."""
        empty = nodes.Template([], lineno=1).set_environment(self)
        assert isinstance(empty, nodes.Template)
        if len(source) > SOURCE:
            self._keep(Finding("sandbox-size", Location(file=filename, line=1), {"limit": SOURCE}))
            return empty
        try:
            tree = super()._parse(source, name, filename)
        except (TemplateSyntaxError, *NOT_PARSED):
            wrong, rest = syntax_faults(source)
            for fault in wrong:
                self._keep(self._syntax(fault.line, filename, fault.reason))
            try:
                tree = super()._parse(rest, name, filename)
            except TemplateSyntaxError as error:
                self._keep(self._syntax(error.lineno, filename, reason_of(error)))
                return empty
            except NOT_PARSED:
                self._keep(self._syntax(1, filename, None))
                return empty
        faults = Faults(filename)
        self._find_filters(tree)
        check(tree, self._language, faults)
        self._check_leads(tree, name, faults)
        prune(tree, faults)
        for finding in faults.findings:
            self._keep(finding)
        guarded = counted(tree)
        guarded.set_environment(self)
        return guarded

    def _find_filters(self, tree: nodes.Template) -> None:
        """Take in the filters that a text asks for and that are not there yet, where they are
        found."""
        if self._find is None:
            return
        for node in tree.find_all(nodes.Filter):
            function = None if node.name in self._language.filters else self._find(node.name)
            if function is not None:
                self._language.filters[node.name] = function
                self.filters[node.name] = charged(function, self.meter, _LOOKED_AT)

    def _check_leads(self, tree: nodes.Template, name: str | None, faults: Faults) -> None:
        """Refuse a template that leads back to itself: includes of includes end."""
        if name is None:
            return
        references = leads(tree, faults)
        self._references.add(name, [target for target, _ in references])
        for target, node in references:
            if self._references.leads_back(name, target):
                faults.add(node, "template-circle", path=f"{name} → {target}")

    def getattr(self, obj: object, attribute: str) -> object:
        """Return ``obj.attribute`` if it is on the list; else what fails when it is used."""
        value = self._access.attribute(obj, attribute)
        return self._refused(obj, attribute) if value is missing else value

    def getitem(self, obj: object, argument: object) -> object:
        """Return ``obj[argument]`` of a collection, or of what has that attribute on the list."""
        value = self._access.item(obj, argument)
        if value is missing and isinstance(argument, str):
            value = self._access.attribute(obj, argument)
        return self._refused(obj, argument) if value is missing else value

    def _refused(self, obj: object, name: Any) -> Undefined:
        if isinstance(obj, Undefined):
            obj._fail_with_undefined_error()
        return self.undefined(obj=obj, name=name)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Say no: nothing of Jinja's own way to attributes is left."""
        return False

    def is_safe_callable(self, obj: object) -> bool:
        """Say whether an expression may call ``obj``."""
        return type(obj) in CALLABLE

    def call(  # Jinja's own names: a template may pass any other keyword
        __self,  # noqa: N805
        __context: Context,
        __obj: Any,
        *args: object,
        **kwargs: object,
    ) -> object:
        """Call a listed function, a macro or a block, as deep as the bound allows."""
        if isinstance(__obj, Undefined):
            __obj._fail_with_undefined_error()
        if type(__obj) not in CALLABLE:
            raise ExpressionError.of("not-callable", None, given=kind_of(__obj))
        __self.meter.enter()
        try:
            return __context.call(__obj, *args, **kwargs)
        finally:
            __self.meter.leave()

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Calculate with numbers, and put two texts together: a text times a number has no
        bound."""
        if operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self._joined([left, right])
        for side in (left, right):
            if isinstance(side, Undefined):
                side._fail_with_undefined_error()
        if not all(isinstance(side, int | float | Decimal) for side in (left, right)):
            raise ExpressionError.of("operator-kind", None, given=operator)
        return bounded_number(super().call_binop(context, operator, left, right))

    # What the meter sees.

    def _finalize(self) -> Callable[[Context, object], str]:
        @pass_context  # else Jinja prints constants while it compiles
        def finalize(_context: Context, value: object) -> Markup:
            text = value if type(value) is Markup else self._escape(self._text(value))
            self.meter.spend(1, len(text))
            return text

        return finalize

    def _each(self, values: Sized, steps: int, text: int) -> Sized:
        """Charge a loop for all its passes. What has no length is no collection, and fails in the
        loop itself."""
        if isinstance(values, Undefined):
            values._fail_with_undefined_error()
        number = len(values)
        self.meter.spend(number * steps, number * text)
        return values

    def _joined(self, pieces: list[object]) -> str:
        texts = [value if isinstance(value, str) else self._text(value) for value in pieces]
        self.meter.spend(len(texts), sum(map(len, texts)))
        if any(type(text) is Markup for text in texts):
            return Markup("").join(
                text if type(text) is Markup else self._escape(text) for text in texts
            )
        return "".join(texts)

    def _measured(self, value: object) -> object:
        if isinstance(value, str | tuple | list):
            self.meter.spend(len(value) >> 4)
        return value

    def _begun(self, _nothing: None, steps: int, text: int) -> None:
        self.meter.spend(steps, text)

    def _range(self, *bounds: int) -> range:
        numbers = range(*bounds)
        if len(numbers) > RANGE:
            raise ExpressionError.of("sandbox-range", None, limit=RANGE)
        return numbers


@lru_cache(maxsize=200)
def _compiled(source: str, filename: str) -> CodeType:
    return compile(source, filename, "exec")


def _plain_text(value: object) -> str:
    """Return the printed form of a text or a number.

    :raises ExpressionError: ``not-printable`` for anything else.
    """
    if isinstance(value, str):
        return value  # one of a room's own type says itself how it is escaped
    if isinstance(value, Undefined):
        return str(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return str(bounded_number(value))
    raise ExpressionError.of("not-printable", None, given=kind_of(value))
