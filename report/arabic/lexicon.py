"""The nouns that can be counted: those shipped in ``lexicon.csv`` and those that a brief
declares."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from report.arabic.forms import Forms, Gender
from report.errors import ExpressionError
from report.nearest import nearest

#: What a brief writes to declare a noun; a key that is not Latin is in quotation marks in TOML.
_DECLARATION = """\
[nouns."{noun}"]
singular = "{noun}"
dual = "{stem}ان"
dual_oblique = "{stem}ين"
plural = "…"
accusative = "{accusative}"
gender = "{gender}"\
"""
#: The ending of nouns that are feminine, and what it is before a further ending.
_FEMININE, _JOINED = "ة", "ت"


class Lexicon:
    """Counted nouns by name, the name is the singular, or the name that a brief gives it."""

    def __init__(self, forms: Mapping[str, Forms]) -> None:
        self._forms = dict(forms)

    @classmethod
    def shipped(cls) -> Lexicon:
        """Return the nouns of event reporting that come with Mujaz."""
        return _shipped()

    def with_forms(self, forms: Mapping[str, Forms]) -> Lexicon:
        """Return a lexicon that has ``forms`` too; a brief's noun stands before a shipped one of
        the same name."""
        return _with_forms(self, tuple(forms.items()))

    def __contains__(self, noun: object) -> bool:
        return noun in self._forms

    def __iter__(self) -> Iterator[str]:
        return iter(self._forms)

    def __len__(self) -> int:
        return len(self._forms)

    def __getitem__(self, noun: str) -> Forms:
        """Return the forms of ``noun``.

        :raises ExpressionError: ``unknown-noun``; its advice holds the TOML that declares the noun.
        """
        forms = self._forms.get(noun)
        if forms is None:
            raise ExpressionError.of(
                "unknown-noun",
                noun=noun,
                nearest=nearest(noun, self._forms),
                toml=_declaration(noun),
            )
        return forms


@lru_cache(maxsize=20)
def _with_forms(lexicon: Lexicon, forms: tuple[tuple[str, Forms], ...]) -> Lexicon:
    """Return a lexicon with more forms: briefs that follow each other are often given the same, and
    what is found in their texts is remembered by it."""
    return Lexicon({**lexicon._forms, **dict(forms)})


def _declaration(noun: str) -> str:
    """Return the TOML that declares a noun, with «…» where its author completes it. The forms of
    one feminine word are regular, except its plural."""
    name = noun.replace("\\", "\\\\").replace('"', '\\"')
    if name.endswith(_FEMININE) and len(name.split()) == 1:
        stem = name.removesuffix(_FEMININE) + _JOINED
        return _DECLARATION.format(noun=name, stem=stem, accusative=name, gender="feminine")
    return _DECLARATION.format(noun=name, stem="…", accusative="…", gender="masculine")


@lru_cache(maxsize=1)
def _shipped() -> Lexicon:
    text = files("report.arabic").joinpath("lexicon.csv").read_text(encoding="utf-8")
    return Lexicon({row["singular"]: _forms(row) for row in csv.DictReader(text.splitlines())})


def _forms(row: dict[str, str]) -> Forms:
    gender: Gender = "feminine" if row["gender"] == "feminine" else "masculine"
    return Forms(
        singular=row["singular"],
        dual=row["dual"],
        dual_oblique=row["dual_oblique"],
        plural=row["plural"],
        accusative=row["accusative"],
        gender=gender,
        human=row["human"] == "yes",
    )
