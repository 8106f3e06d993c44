"""The bounds of a brief's own style sheets, held before WeasyPrint reads them.

A few lines of CSS can ask for endless work: custom properties that double one another, brackets in
brackets, a page of kilometres, a million columns, a gradient of nanometres. All of it can be seen
in the source. Numbers are looked at with what they can be multiplied by in ``calc()``, custom
properties with all that they represent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from report.design.tokens import POINTS
from report.errors import DistinctFindings, Finding, Location

if TYPE_CHECKING:
    from tinycss2.ast import Node

#: Characters of one style sheet.
SHEET = 1_000_000
#: Brackets, functions and blocks inside one another; rules inside one another; «&» in the selector
#: of one rule.
NESTED, RULES, PARENTS = 24, 5, 4
#: Parts of one selector or of one declaration.
PARTS = 2_000
#: Characters that a custom property may represent, after all its references are replaced.
EXPANDED = 20_000
#: Characters that all references of one sheet may represent together.
REFERRED = 1_000_000
#: Points of the longest length: 200 inches, the largest page of PDF (ISO 32000-1, Annex C).
LONGEST = 14_400.0
#: Points of the shortest length that is not zero, inside a gradient that repeats.
SHORTEST = 0.25
#: The largest number without a unit; the most columns, and tracks and lines of a grid.
LARGEST, REPEATED = 100_000.0, 100
#: Nothing of a declaration is looked at without one of these: most declarations of most pages end
#: here.
_QUICK = re.compile(r"[(@{}\\]|\d{4}|\d[eE][-+\d]|column|--")

#: The largest number with another unit: of the font's size, of the page, of a turn.
_RELATIVE = 10_000.0
_REPEATING = re.compile("repeating-.*-gradient")
_MATHEMATICS = frozenset(
    {"calc", "min", "max", "clamp", "round", "mod", "rem", "pow", "hypot", "exp", "sqrt", "log"}
)
#: Mathematics that grows faster than what it is given: it has no use on a page.
_STEEP = frozenset({"pow", "exp"})


@dataclass(frozen=True, slots=True)
class _Property:
    """A custom property: its value, the characters of that, and the rest that it refers to."""

    tokens: Sequence[Node]
    characters: int
    names: Sequence[str]


@dataclass(slots=True)
class Styles:
    """Looks at the style sheets of one brief; custom properties of one are known in those that
    follow."""

    findings: DistinctFindings = field(default_factory=DistinctFindings)
    _properties: dict[str, _Property] = field(default_factory=dict)
    _file: Location = field(default_factory=Location)

    def look(self, css: str, file: Location) -> None:
        """Find what passes a bound in a style sheet.

        :param file: where it stands; lines are counted from its first.
        """
        import tinycss2

        self._file = file
        if len(css) > SHEET:
            self._keep("style-size", 1, limit=SHEET)
            return
        tokens = tinycss2.parse_component_value_list(css, skip_comments=True)
        if (line := _too_deep(tokens)) is not None:
            self._keep("style-nested", line, limit=NESTED)
            return
        self._rules(tokens, 0)
        self._references(tokens)

    def look_at_declarations(self, css: str) -> None:
        """Find what passes a bound in the value of a ``style`` attribute."""
        if _QUICK.search(css):
            self.look(f"x{{{css}}}", Location())

    def _keep(self, rule: str, line: int | None, **values: object) -> None:
        where = self._file if self._file.file is None else Location(file=self._file.file, line=line)
        self.findings.add(Finding(rule, where, values))

    def _rules(self, tokens: Sequence[Node], depth: int) -> None:
        """Look at rules, and at declarations and rules in them."""
        for rule in _parts(tokens):
            block = rule[-1] if rule[-1].type == "{} block" else None
            first = next((token for token in rule if token.type != "whitespace"), None)
            if first is None:
                continue
            if first.type == "at-keyword" and first.lower_value == "import":
                self._keep("style-import", first.source_line)
            if len(rule) > PARTS:
                self._keep("style-long", first.source_line, limit=PARTS)
            if block is not None and not _is_property(rule):
                if depth + 1 > RULES:
                    self._keep("style-nested", block.source_line, limit=RULES)
                elif sum(token == "&" for token in rule) > PARENTS and depth:
                    self._keep("style-nested", first.source_line, limit=PARENTS)
                else:
                    self._rules(block.content, depth + 1)
            elif (name := _declared(rule)) is not None:
                self._declaration(name, rule)

    def _declaration(self, name: str, piece: Sequence[Node]) -> None:
        every = list(_all(piece))
        if len(every) > PARTS:
            self._keep("style-long", piece[0].source_line, limit=PARTS)
        if name.startswith("--"):
            declared = _Property(piece, _characters(piece), _referred(every))
            previous = self._properties.get(name)
            # Of several values of one name the largest counts: which is in force where is not known
            # here.
            if (
                previous is None
                or previous.characters < declared.characters
                or len(previous.names) < len(declared.names)
            ):
                self._properties[name] = declared
        for token in every:
            if token.type in ("number", "percentage", "dimension"):
                self._number(token)
            elif token.type == "function":
                self._function(token)
        if name == "system":
            for token in every:
                if token.type == "ident" and token.lower_value in ("symbolic", "additive"):
                    self._keep("style-counter", token.source_line, given=token.lower_value)
        if name in ("columns", "column-count") or name.startswith("grid-"):
            self._counted(every)

    def _number(self, token: Node) -> None:
        size, limit = abs(token.value), LARGEST
        if token.type == "dimension":
            points = POINTS.get(token.lower_unit)
            size, limit = (size, _RELATIVE) if points is None else (size * points, LONGEST)
        if not size <= limit:
            rule = "style-length" if token.type == "dimension" else "style-number"
            self._keep(rule, token.source_line, given=_shown(token), limit=f"{limit:.0f}")

    def _function(self, token: Node) -> None:
        name = token.lower_name
        if name == "repeat":
            self._counted(token.arguments)
        elif _REPEATING.fullmatch(name):
            for below in _all(token.arguments):
                if below.type == "function" and below.lower_name in _MATHEMATICS | {"var"}:
                    self._keep(
                        "style-short", below.source_line, given=below.lower_name, limit=SHORTEST
                    )
                elif below.type in ("dimension", "percentage") and 0 < _points(below) < SHORTEST:
                    self._keep(
                        "style-short", below.source_line, given=_shown(below), limit=SHORTEST
                    )
        elif name in _STEEP or (
            name in _MATHEMATICS and not self._greatest(token.arguments, ()) <= LARGEST
        ):
            self._keep(
                "style-number", token.source_line, given=f"{name}(…)", limit=f"{LARGEST:.0f}"
            )

    def _counted(self, tokens: Iterable[Node]) -> None:
        """Bound the number of tracks, lines or columns. It is written out: what is worked out is
        not known here."""
        for token in tokens:
            if token.type == "number" and token.value > REPEATED:
                self._keep("style-number", token.source_line, given=_shown(token), limit=REPEATED)
            elif token.type == "function" and token.lower_name in _MATHEMATICS | {"var"}:
                self._keep(
                    "style-number",
                    token.source_line,
                    given=f"{token.lower_name}(…)",
                    limit=REPEATED,
                )

    def _greatest(self, tokens: Iterable[Node], above: tuple[str, ...]) -> float:
        """Return what a calculation comes to at most, each number taken with the sign that makes it
        larger."""
        total = term = 0.0
        divided = False
        for token in _shown_tokens(tokens):
            if token in ("+", "-", ","):
                total, term = total + term, 0.0
            elif token in ("*", "/"):
                divided = token == "/"
            else:
                value = self._value(token, above)
                value = 1 / value if divided and value else value
                term = max(term, 1.0) * value if term else value
                divided = False
        return total + term

    def _value(self, token: Node, above: tuple[str, ...]) -> float:
        if token.type in ("number", "percentage", "dimension"):
            return float(abs(token.value))
        if token.type != "function" or token.lower_name != "var":
            return self._greatest(_below(token), above)
        values = [1.0]
        for name in _referred([token]):
            declared = self._properties.get(name)
            if name in above or len(above) > NESTED:
                return float("inf")
            if declared is not None:
                values.append(self._greatest(declared.tokens[2:], (*above, name)))
        return max(values)

    def _references(self, tokens: Sequence[Node]) -> None:
        """Bound what custom properties represent, one by one and together."""
        sizes: dict[str, int] = {}
        total = 0
        for token in _all(tokens):
            if token.type == "function" and token.lower_name == "var":
                for name in _referred([token]):
                    size = _expanded(name, self._properties, sizes)
                    total += size
                    if size > EXPANDED or total > REFERRED:
                        limit = EXPANDED if size > EXPANDED else REFERRED
                        self._keep("style-expansion", token.source_line, given=name, limit=limit)
                        return


def _expanded(name: str, properties: dict[str, _Property], sizes: dict[str, int]) -> int:
    """Return how many characters a custom property represents. One that leads back to itself
    represents nothing."""
    left = [name]
    open_: set[str] = set()
    while left:
        current = left[-1]
        declared = properties.get(current)
        if current in sizes or declared is None:
            sizes.setdefault(current, 0)
            left.pop()
        elif current in open_:
            sizes[current] = min(
                declared.characters + sum(sizes.get(below, 0) for below in declared.names),
                EXPANDED + 1,
            )
            left.pop()
        else:
            open_.add(current)
            left.extend(
                below for below in set(declared.names) if below not in sizes and below not in open_
            )
    return sizes[name]


def _parts(tokens: Sequence[Node]) -> Iterator[list[Node]]:
    """Divide what is in a sheet or a block into rules and declarations: a block or a semicolon ends
    each."""
    group: list[Node] = []
    for token in tokens:
        if token == ";":
            if group:
                yield group
            group = []
        else:
            group.append(token)
            if token.type == "{} block":
                yield group
                group = []
    if group:
        yield group


def _declared(piece: Sequence[Node]) -> str | None:
    """Return the name of the property that a part declares."""
    names = [token for token in piece[:3] if token.type != "whitespace"]
    if len(names) > 1 and names[0].type == "ident" and names[1] == ":":
        return str(names[0].value) if names[0].value.startswith("--") else str(names[0].lower_value)
    return None


def _is_property(piece: Sequence[Node]) -> bool:
    name = _declared(piece)
    return name is not None and name.startswith("--")


def _below(token: Node) -> Sequence[Node]:
    if token.type == "function":
        return token.arguments  # type: ignore[no-any-return]
    return token.content if token.type in ("() block", "[] block", "{} block") else ()


def _all(tokens: Iterable[Node]) -> Iterator[Node]:
    """Yield tokens and all that are inside them, white space left out."""
    for token in tokens:
        if token.type != "whitespace":
            yield token
            yield from _all(_below(token))


def _too_deep(tokens: Sequence[Node]) -> int | None:
    """Return the line where brackets are nested too deep. No recursion: they can be deeper than
    Python's stack."""
    left = [(token, 0) for token in tokens]
    while left:
        token, depth = left.pop()
        if depth > NESTED:
            return int(token.source_line)
        left.extend((below, depth + 1) for below in _below(token))
    return None


def _referred(tokens: Iterable[Node]) -> list[str]:
    """Return the names that ``var()`` is given, each as often as it occurs."""
    names: list[str] = []
    for token in tokens:
        if token.type == "function" and token.lower_name == "var":
            names += [name.value for name in token.arguments if name.type == "ident"]
    return names[:PARTS]


def _characters(piece: Sequence[Node]) -> int:
    import tinycss2

    return len(tinycss2.serialize(piece))


def _points(token: Node) -> float:
    """Return a length in points; a part of a gradient's line or of the font's size as if that were
    250 points."""
    if token.type == "percentage":
        return float(abs(token.value)) * 2.5
    return float(abs(token.value)) * POINTS.get(
        token.lower_unit, 250.0 if token.lower_unit != "em" else 8.0
    )


def _shown_tokens(tokens: Iterable[Node]) -> Iterator[Node]:
    return (token for token in tokens if token.type != "whitespace")


def _shown(token: Node) -> str:
    unit = "%" if token.type == "percentage" else getattr(token, "unit", "")
    return f"{token.representation}{unit}"[:40]
