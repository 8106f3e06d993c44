"""What messages advise exists: each key, command and option that they name is tried against schema and commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
import typer
from brief_schema import SCHEMA

from report.command.app import app
from report.messages import ROOMS, Both

#: Names that a message says are written by the user, or settings of files that are no brief.
OTHERS = frozenset(["name"])


def _keys(schema: object) -> Iterator[str]:
    """Yield every key that ``brief.toml`` may have."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        yield from properties if isinstance(properties, dict) else ()
        for child in schema.values():
            yield from _keys(child)
    elif isinstance(schema, list):
        for child in schema:
            yield from _keys(child)


KEYS = frozenset(_keys(SCHEMA))
GROUP = typer.main.get_command(app)
_CONTEXT = typer.Context(GROUP)
COMMANDS = {name: GROUP.get_command(_CONTEXT, name) for name in GROUP.list_commands(_CONTEXT)}  # type: ignore[attr-defined]
OPTIONS = {
    option
    for command in (GROUP, *COMMANDS.values())
    for parameter in command.params
    for option in parameter.opts
}
OPTIONS |= {
    option
    for command in COMMANDS.values()
    for parameter in command.params
    for option in parameter.secondary_opts
}
ALL = [
    pytest.param(both, id=rule)
    for room in ROOMS
    for rule, both in import_module(f"report.messages.{room}").MESSAGES.items()
]


def _choices(schema: object) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each key with the texts that it may be given, where these are listed."""
    if isinstance(schema, dict):
        for key, said in schema.get("properties", {}).items():
            alternatives = [said, *said.get("anyOf", ())]
            texts = set()
            for alternative in alternatives:
                for choice in (*alternative.get("enum", ()), alternative.get("const", "")):
                    texts.add(str(choice))
            listed = texts - {""}
            if listed:
                yield key, frozenset(listed)
        for alternative in schema.values():
            yield from _choices(alternative)
    elif isinstance(schema, list):
        for alternative in schema:
            yield from _choices(alternative)


CHOICES: dict[str, set[str]] = {}
for _key, _texts in _choices(SCHEMA):
    CHOICES.setdefault(_key, set()).update(_texts)


def test_the_schema_and_the_commands_are_there() -> None:
    assert {"tables", "columns", "calendar", "totals", "decimals"} <= KEYS and {
        "check",
        "build",
    } <= set(COMMANDS)


@pytest.mark.parametrize("both", ALL)
def test_advice_names_what_there_is(both: Both) -> None:
    for text in (*both.en, *both.ar):
        plain = re.sub(r"\{\w+\}", "X", text.replace("{{", "{").replace("}}", "}"))
        keys_named = set(re.findall(r"(?<![\w.\"«])([a-z_]+) = (?=[\"\[{\dXtf])", plain))
        assert keys_named - KEYS - OTHERS == set()
        values_named = re.findall(r'(?<![\w."«])([a-z_]+) = "([^"{}]+)"', plain)
        assert {
            (key, value)
            for key, value in values_named
            if key in CHOICES and value not in CHOICES[key] | {"X"}
        } == set()
        commands = set(re.findall(r"\bmujaz ([a-z][a-z-]*)", plain))
        assert commands - set(COMMANDS) == set()
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]+", plain))
        assert {
            option for option in options if option not in OPTIONS and option != "--help"
        } == set()
        sections = set(re.findall(r"(?<!mujaz)\[{1,2}([a-z_]+)(?=[.\]])", plain))
        assert {section for section in sections if section not in KEYS} == set()
