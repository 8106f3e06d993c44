"""The part of Jinja that templates and prose may use, checked on the syntax tree before anything is
evaluated.

The tree is also made ready to be counted: what loops, calls and joins is wrapped in filters that
the meter sees (:data:`INTERNAL`). Their names have a blank in them, so no source can write them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from report.errors import DistinctFindings, Finding, Location, listed
from report.messages import text
from report.sandbox.limits import NESTED, NODES, NUMBER, STATEMENTS

_EXPRESSIONS: frozenset[type[nodes.Node]] = frozenset({
    nodes.Name, nodes.Const, nodes.TemplateData, nodes.Tuple, nodes.List, nodes.Dict, nodes.Pair,
    nodes.Keyword, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.Call,
    nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Add,
    nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos, nodes.Concat,
})  # fmt: skip
#: Prose: values, conditions, and loops that are not in one another.
PROSE = _EXPRESSIONS | {nodes.Template, nodes.Output, nodes.If, nodes.For}
#: Templates: what prose may use, and what makes pages of parts. No template switches escaping off.
TEMPLATES = PROSE | {
    nodes.Assign, nodes.AssignBlock, nodes.With, nodes.Scope, nodes.Include, nodes.Extends,
    nodes.Block, nodes.Import, nodes.FromImport, nodes.Macro, nodes.CallBlock, nodes.FilterBlock,
}  # fmt: skip
#: The words of the source for types of nodes that have other names.
_WORDS: dict[type[nodes.Node], str] = {
    nodes.Pow: "**",
    nodes.ScopedEvalContextModifier: "autoescape",
    nodes.EvalContextModifier: "autoescape",
    nodes.NSRef: "namespace",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.AssignBlock: "set",
    nodes.Assign: "set",
    nodes.FromImport: "from",
    nodes.ExprStmt: "do",
}
#: The filters that count, by what they do.
EACH, JOINED, MEASURED, BEGUN = "each of", "joined up", "measured out", "begun now"
INTERNAL = frozenset({EACH, JOINED, MEASURED, BEGUN})
#: The cost of a node if it is more than one step.
_COSTS: dict[type[nodes.Node], int] = {
    nodes.For: 10, nodes.Filter: 5, nodes.Getattr: 2, nodes.Getitem: 2, nodes.Call: 30,
    nodes.CallBlock: 50, nodes.Include: 300, nodes.Import: 300, nodes.FromImport: 300,
    nodes.Extends: 300, nodes.Macro: 20,
}  # fmt: skip


@dataclass(slots=True)
class Faults:
    """What is wrong in a tree, and the nodes that cannot be evaluated for it."""

    file: str | None
    findings: DistinctFindings = field(default_factory=DistinctFindings)
    wrong: set[int] = field(default_factory=set)

    def add(self, node: nodes.Node, rule: str, lines: int = 0, **values: object) -> None:
        """Keep what is wrong with a node, ``lines`` lines after its first."""
        self.wrong.add(id(node))
        place = Location(file=self.file, line=node.lineno + lines)
        self.findings.add(Finding(rule, place, values))


#: Tells what else is wrong with a node: a rule, its values, and the lines from the node's first to
#: the place.
Look = Callable[[nodes.Node], "tuple[str, dict[str, object], int] | None"]


@dataclass(frozen=True, slots=True)
class Language:
    """What a text may use: statements, filters, tests, and its names where all are known.

    ``other_filters`` returns the names of filters that are taken in when a text asks for them.
    """

    statements: frozenset[type[nodes.Node]]
    filters: dict[str, Callable[..., object]]
    tests: Collection[str]
    names: frozenset[str] | None = None
    look: Look | None = None
    other_filters: Callable[[], Iterable[str]] = tuple


@dataclass(frozen=True, slots=True)
class _Inside:
    """How deep a node stands: among all nodes of its expression, among statements, among loops."""

    depth: int = 0
    statements: int = 0
    loops: int = 0


def check(tree: nodes.Template, language: Language, faults: Faults) -> None:
    """Find everything in a tree that its language does not have, or that is nested or large beyond
    the bounds."""
    names = language.names
    if names is not None:
        names |= {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"} | {"loop"}
    for number, (node, inside) in enumerate(_walk(tree)):
        if number == NODES:
            faults.add(tree, "sandbox-size", limit=NODES)
            tree.body = []
            return
        if inside.depth > NESTED or inside.statements > STATEMENTS:
            faults.add(
                node, "sandbox-nested", limit=NESTED if inside.depth > NESTED else STATEMENTS
            )
            tree.body = []
            return
        _check_node(node, inside, language, faults)
        if (
            isinstance(node, nodes.Name)
            and names is not None
            and node.ctx == "load"
            and node.name not in names
        ):
            faults.add(node, "unknown-name", 0, given=node.name, **_advice(names))


def _advice(names: frozenset[str]) -> dict[str, object]:
    """Return the names that a text may use as the values ``advice`` and ``advice_ar``."""
    usable = sorted(names - {"measures", "loop"})
    return {
        "advice": text("unknown-name.known", "en", names=listed(usable, "en")),
        "advice_ar": text("unknown-name.known", "ar", names=listed(usable, "ar")),
    }


def _check_node(node: nodes.Node, inside: _Inside, language: Language, faults: Faults) -> None:
    kind = type(node)
    if kind not in language.statements:
        faults.add(node, "not-in-text", given=_WORDS.get(kind, kind.__name__.lower()))
    elif isinstance(node, nodes.For) and node.recursive:
        faults.add(node, "not-in-text", given="recursive")
    elif isinstance(node, nodes.For) and inside.loops > 1 and language.statements is PROSE:
        faults.add(node, "not-in-text", given="for … for")
    elif isinstance(node, nodes.Name) and node.name == "self":
        faults.add(node, "not-in-text", given="self")
    elif (
        isinstance(node, nodes.Const)
        and isinstance(node.value, int | float)
        and not abs(node.value) < NUMBER
    ):
        faults.add(node, "sandbox-number", limit=len(str(NUMBER)) - 1)
    elif isinstance(node, nodes.Call | nodes.Filter | nodes.Test) and (
        node.dyn_args or node.dyn_kwargs
    ):
        faults.add(node, "not-in-text", given="*" if node.dyn_args else "**")
    elif isinstance(node, nodes.Filter) and node.name not in language.filters:
        filters = {*language.filters, *language.other_filters()}
        faults.add(node, "no-such-filter", given=node.name, known=tuple(sorted(filters)))
    elif isinstance(node, nodes.Test) and node.name not in language.tests:
        faults.add(node, "no-such-test", given=node.name, known=tuple(sorted(language.tests)))
    elif isinstance(node, nodes.FromImport):
        for name in node.names:
            if (name if isinstance(name, str) else name[0]).startswith("_"):
                faults.add(node, "not-in-text", given="_")
    if language.look is not None and (fault := language.look(node)) is not None:
        rule, values, lines = fault
        faults.add(node, rule, lines, **values)


def _walk(tree: nodes.Template) -> Iterator[tuple[nodes.Node, _Inside]]:
    """Yield every node with where it stands, itself counted. No recursion: a tree can be deeper
    than Python's stack."""
    left: list[tuple[nodes.Node, _Inside]] = [(tree, _Inside())]
    while left:
        node, inside = left.pop()
        yield node, inside
        below = []
        # The arms of one condition are beside one another in the source, and so they do here.
        arms = {id(arm) for arm in node.elif_} if isinstance(node, nodes.If) else set()
        for child in node.iter_child_nodes():
            statement = isinstance(child, nodes.Stmt) and not isinstance(child, nodes.Output)
            loops = inside.loops + isinstance(child, nodes.For)
            beside = id(child) in arms
            below.append(
                (
                    child,
                    _Inside(
                        inside.depth + 1, inside.statements + (statement and not beside), loops
                    ),
                )
            )
        left.extend(reversed(below))


def leads(tree: nodes.Template, faults: Faults) -> tuple[tuple[str, nodes.Node], ...]:
    """Return the names of the templates that a template includes, extends or imports, each with its
    node.

    Names are constants: so no template can lead back to itself unseen.
    """
    references: list[tuple[str, nodes.Node]] = []
    for node in tree.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
        template = node.template  # type: ignore[attr-defined]
        named = template.items if isinstance(template, nodes.Tuple | nodes.List) else [template]
        for name in named:
            if isinstance(name, nodes.Const) and isinstance(name.value, str):
                references.append((name.value, node))
            elif isinstance(name, nodes.Const) and isinstance(name.value, tuple):
                references.extend((str(item), node) for item in name.value)
            else:
                faults.add(node, "name-not-constant")
    return tuple(references)


def prune(tree: nodes.Template, faults: Faults) -> None:
    """Take what cannot be evaluated out of a tree, so that the rest is examined too."""
    if not faults.wrong:
        return
    whole = id(tree) in faults.wrong or not _pruned(tree.body, faults)
    if whole:
        tree.body = []


def _pruned(body: list[nodes.Node], faults: Faults) -> bool:
    """Prune a list of statements in place; say no when one cannot go without changing what others
    mean."""
    remaining: list[nodes.Node] = []
    for node in body:
        if isinstance(node, nodes.Output):
            node.nodes = [child for child in node.nodes if not _faulty(child, faults)]
            remaining.append(node)
        elif isinstance(node, nodes.If | nodes.For):
            arms = [node.body, node.else_, *(arm.body for arm in getattr(node, "elif_", ()))]
            if not all(_pruned(arm, faults) for arm in arms):
                return False
            if not _faulty(node, faults):
                remaining.append(node)
        elif _faulty(node, faults):
            return False
        else:
            remaining.append(node)
    body[:] = remaining
    return True


def _faulty(node: nodes.Node, faults: Faults) -> bool:
    return id(node) in faults.wrong or any(
        id(below) in faults.wrong for below in node.find_all(nodes.Node)
    )


def counted(tree: nodes.Template) -> nodes.Template:
    """Return a checked tree in which everything that loops, calls, joins or compares is counted
    first."""
    tree_counted = _Counting().visit(tree)
    assert isinstance(tree_counted, nodes.Template)
    return tree_counted


class _Counting(NodeTransformer):
    """Wraps the parts of a tree in the filters of :data:`INTERNAL`."""

    def visit_Template(self, node: nodes.Template) -> nodes.Node:
        return self._begins(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:
        return self._begins(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:
        return self._begins(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        return self._begins(node)

    def visit_For(self, node: nodes.For) -> nodes.Node:
        steps, text = _weight(node)
        self.generic_visit(node)
        node.iter = _filter(EACH, node.iter, steps, text)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        return _filter(JOINED, nodes.List(node.nodes, lineno=node.lineno))

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        node.expr = _measured(node.expr)
        for operand in node.ops:
            if operand.op in ("in", "notin"):
                operand.expr = _measured(operand.expr)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            node.node = _measured(node.node)
        return node

    def _begins(
        self, node: nodes.Template | nodes.Block | nodes.CallBlock | nodes.Macro
    ) -> nodes.Node:
        steps, text = _weight(node)
        self.generic_visit(node)
        beginning = _filter(BEGUN, nodes.Const(None, lineno=node.lineno), steps + 20, text)
        node.body.insert(0, nodes.ExprStmt(beginning, lineno=node.lineno))
        return node


def _filter(name: str, node: nodes.Node, *args: int) -> nodes.Filter:
    constants = [nodes.Const(arg, lineno=node.lineno) for arg in args]
    return nodes.Filter(node, name, constants, [], None, None, lineno=node.lineno)


def _measured(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else _filter(MEASURED, node)


def _weight(node: nodes.Node) -> tuple[int, int]:
    """Return the steps and the characters of one pass through a body, less the bodies that are
    counted themselves."""
    steps = text = 0
    left = list(node.iter_child_nodes(exclude=("iter",)))
    while left:
        below = left.pop()
        steps += _COSTS.get(type(below), 1)
        if isinstance(below, nodes.TemplateData):
            text += len(below.data)
        elif isinstance(below, nodes.For):
            left.append(below.iter)
        elif not isinstance(below, nodes.Macro | nodes.Block | nodes.CallBlock):
            left.extend(below.iter_child_nodes())
    return steps, text
