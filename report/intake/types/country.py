"""``country``: a country by its name or code; held as ISO 3166-1 alpha-2, shown by its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from report.errors import ExpressionError, Location
from report.intake.types.kind import TextType, Value

if TYPE_CHECKING:
    from report.brief.tables import Column
    from report.intake.normalise.model import Policy, Reading


class _Country(TextType):
    name = "country"

    def are_codes(self, cells: Sequence[object]) -> bool:
        """Return whether half of the cells have two letters: «NA» is Namibia then."""
        return 2 * sum(len(str(cell).strip()) == 2 for cell in cells) >= len(cells)

    def read(
        self,
        cells: Sequence[object],
        counts: Callable[[], Sequence[int]],
        column: Column,
        policy: Policy,
    ) -> Reading:
        from report.intake.normalise.words import read_countries

        return read_countries(cells, policy.locale)

    def shown_value(self, locale: str) -> Callable[[str], str] | None:
        from report.intake.frames import country_text

        return lambda code: country_text(code, locale)

    def meant(self, text: str, column: Column, locale: str, where: Location) -> Value:
        """Return the name of the country.

        :raises ExpressionError: ``bad-country``.
        """
        from report.intake.conditions import clean
        from report.intake.frames import country_text
        from report.intake.normalise.words import nearest_country, read_countries

        code = read_countries([clean(text)], locale).values[0]
        if code is None:
            meant = nearest_country(text)
            raise ExpressionError.of("bad-country", where, given=text[:80], nearest=meant)
        return country_text(str(code), locale)

    def nearest(self, value: str, column: Column) -> str | None:
        from report.intake.normalise.words import nearest_country

        return nearest_country(value)

    def shown(self, column: Column, locale: str) -> Column:
        from report.intake.frames import country_text

        names = tuple(country_text(code, locale) for code in column.values)
        return column.model_copy(update={"values": names})

    def constraints(self, column: Column) -> dict[str, object]:
        return {"pattern": "^[A-Z]{2}$"}


COUNTRY = _Country()
