"""The forms of a noun that counting needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Gender = Literal["masculine", "feminine"]


@dataclass(frozen=True, slots=True)
class Forms:
    """A noun, indefinite and without vowel signs.

    ``plural`` is the genitive that follows 3 to 10 (مسؤولين, not مسؤولون); ``accusative`` is the
    singular that follows 11 to 99 (اجتماعا); ``human`` nouns take a sound plural adjective.
    """

    singular: str
    dual: str
    dual_oblique: str
    plural: str
    accusative: str
    gender: Gender
    human: bool = False

    def dual_in(self, case: str) -> str:
        """Return the dual for ``case``: nominative, else oblique."""
        return self.dual if case == "nom" else self.dual_oblique

    def singular_in(self, case: str) -> str:
        """Return the indefinite singular for ``case``: the accusative shows, the nominative and the
        oblique look alike."""
        return self.accusative if case == "acc" else self.singular
