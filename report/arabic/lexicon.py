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
dual = "…ان"
dual_oblique = "…ين"
plural = "…"
accusative = "…"
gender = "masculine"\
"""


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
        return Lexicon({**self._forms, **forms})

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
            toml = _DECLARATION.format(noun=noun.replace("\\", "\\\\").replace('"', '\\"'))
            raise ExpressionError.of(
                "unknown-noun", noun=noun, nearest=nearest(noun, self._forms), toml=toml
            )
        return forms


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
