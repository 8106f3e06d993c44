"""Wrong use of the command as findings in both languages: Typer reports it in English only."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, cast

import typer

from report.errors import Finding, Location
from report.nearest import nearest

if TYPE_CHECKING:
    from typer._click.core import Context
    from typer.core import TyperGroup

#: What Typer and its parser say, and the rule it falls under. The names of groups are those of its
#: message.
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"No such command '(?P<given>.*?)'\.", re.DOTALL), "no-command"),
    (
        re.compile(r"No such option: (?P<given>.*?)(?: \(Possible options: .*\))?$", re.DOTALL),
        "no-option",
    ),
    (re.compile(r"Option '(?P<given>.*?)' requires ", re.DOTALL), "no-value"),
    (re.compile(r"Option '(?P<given>.*?)' does not take a value", re.DOTALL), "no-value-wanted"),
    (
        re.compile(
            r"Invalid value for '(?P<option>.*?)': .*?'(?P<given>.*)' is not one of "
            r"(?P<known>.*)\.$",
            re.DOTALL,
        ),
        "bad-option",
    ),
    (re.compile(r"Missing \w+ '(?P<given>.*?)'\.", re.DOTALL), "missing-argument"),
    (
        re.compile(r"Got unexpected extra argument\(s\) \((?P<given>.*)\)$", re.DOTALL),
        "extra-argument",
    ),
)


def usage_finding(error: typer.TyperException) -> Finding:
    """Return what is wrong with the arguments; ``usage``, with Typer's own words, for an error
    without its own rule."""
    context = getattr(error, "ctx", None)
    values: dict[str, object] = {
        "command": context.command_path if context is not None else "mujaz"
    }
    said = error.format_message()
    for pattern, rule in _RULES:
        if match := pattern.match(said):
            values |= {name: value.replace("'", "") for name, value in match.groupdict().items()}
            if context is not None and rule in ("no-command", "no-option"):
                values["nearest"] = _nearest(str(values["given"]), context)
            return Finding(rule, Location(), values)
    return Finding("usage", Location(), {**values, "reason": said.rstrip(".")})


def _nearest(value: str, context: Context) -> str | None:
    """Return the command, or where an option was given the option, that is spelt nearly so."""
    options = context.command.get_params(context)
    names = list(chain.from_iterable(option.opts for option in options))
    sign = value[:2] if value.startswith("--") else value[:1]
    choices = (
        [name for name in names if name.startswith(sign)]
        if sign[0] == "-"
        else cast("TyperGroup", context.command).list_commands(context)
    )
    return nearest(value, choices)
