"""How states and organisations see disputed territories: there is no neutral map, so a brief names
the worldview of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from report.errors import ExpressionError, Location
from report.maps.outlines import facts


@dataclass(frozen=True, slots=True)
class Worldview:
    """A worldview.

    :param names: what is said under the map, by language: ``ar`` and ``en``.
    :param territories: the territory of each piece; empty for a piece of none.
    :param dashed: the pairs of pieces, each in order, between which the line is disputed.
    """

    code: str
    names: Mapping[str, str]
    territories: Mapping[str, str]
    dashed: frozenset[tuple[str, str]]

    def codes(self) -> frozenset[str]:
        """Return the codes of the territories that it knows."""
        return frozenset(self.territories.values()) - {""}

    def is_part_of(self, code: str) -> str | None:
        """Return the territory that a code belongs to in this worldview, such as ``MA`` for
        ``EH``; ``None`` where the code has an outline, or is not known."""
        if code in self.codes():
            return None
        return _PARTS.get(code)


#: The codes of ISO 3166-1, and XK, which have no outline in every worldview, and whose part they
#: are where they have none.
_PARTS = {"EH": "MA", "TW": "CN", "XK": "RS"}


def worldview_names() -> tuple[str, ...]:
    """Return the codes of the worldviews that come with Mujaz."""
    return tuple(sorted(facts()["worldviews"]))


def find_worldview(code: str, where: Location | None = None) -> Worldview:
    """Return a worldview by its code.

    :raises ExpressionError: ``map-worldview``, with those that there are.
    """
    if code not in worldview_names():
        raise ExpressionError.of("map-worldview", where, given=code, known=worldview_names())
    return _worldview(code)


@lru_cache(maxsize=4)
def _worldview(code: str) -> Worldview:
    entry = facts()["worldviews"][code]
    return Worldview(
        code=code,
        names={language: entry[language] for language in ("ar", "en")},
        territories={**facts()["territories"], **entry["pieces"]},
        dashed=frozenset((first, second) for first, second in entry["dashed"]),
    )
