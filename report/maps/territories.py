"""The names of what a map shows: countries by their names in the locale, regions by theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from report.arabic import sort_key
from report.arabic.countries import country_codes, country_name, find_country
from report.maps.areas import Area
from report.maps.outlines import SetName, load

_LANGUAGES = ("ar", "en", "fr")


def territory_name(area: Area, code: str, locale: str) -> str:
    """Return the name of a territory of a map in the language of ``locale``."""
    if area.country is None:
        return country_name(code, locale)
    language = locale.partition("-")[0]
    index = _LANGUAGES.index(language) if language in _LANGUAGES else 1
    return load(area.outlines).names[code][index]


def territory_code(area: Area, text: str) -> str | None:
    """Return the code of a territory or region by its code or its name, in any spelling that is
    known; ``None`` for one that is not known.

    The code may be that of a country outside the area.
    """
    if area.country is not None:
        return _regions(area.outlines, area.members).get(_folded(text))
    if text in country_codes():
        return text
    return find_country(text)


@lru_cache(maxsize=4)
def _regions(outlines: SetName, members: tuple[str, ...]) -> Mapping[str, str]:
    return dict(_spellings(outlines, members))


def _spellings(outlines: SetName, members: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each spelling of each region with its code: its names, with or without the word that
    says what kind of region it is, and its code, with or without that of the country."""
    names = load(outlines).names
    texts = chain.from_iterable(names[code] for code in members)
    words = Counter(text.partition(" ")[0] for text in texts)
    for code in members:
        for text in (*names[code], code, code.partition("-")[2]):
            yield _folded(text), code
            word, _, short = text.partition(" ")
            if short and words[word] > _FEW:
                yield _folded(short), code


#: A first word that more names than these have says what kind of region they are.
_FEW = 2


def _folded(text: str) -> str:
    letters = sort_key(text.strip())[0]
    return "".join(letter for letter in str(letters).casefold() if letter.isalnum())
