"""Arabic: grammar, digits, months, order, country names, and the direction of mixed lines.

Nothing else in Mujaz knows these. The names below are loaded when they are first used, so that
``import report.arabic`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.lazy import lazy_names

if TYPE_CHECKING:
    from report.arabic.agreement import agree as agree
    from report.arabic.bidi import is_left_to_right as is_left_to_right
    from report.arabic.bidi import isolate as isolate
    from report.arabic.bidi import isolate_plain as isolate_plain
    from report.arabic.bidi import isolate_run as isolate_run
    from report.arabic.bidi import ltr_runs as ltr_runs
    from report.arabic.binding import bind as bind
    from report.arabic.binding import bind_numbers as bind_numbers
    from report.arabic.binding import drop_soft_hyphens as drop_soft_hyphens
    from report.arabic.cardinals import Case as Case
    from report.arabic.cardinals import cardinal as cardinal
    from report.arabic.collation import sort_key as sort_key
    from report.arabic.conventions import CONVENTIONS as CONVENTIONS
    from report.arabic.conventions import Conventions as Conventions
    from report.arabic.counting import LARGEST_PART as LARGEST_PART
    from report.arabic.counting import counted as counted
    from report.arabic.counting import fraction as fraction
    from report.arabic.counting import ordinal as ordinal
    from report.arabic.counting import percent as percent
    from report.arabic.counting import with_percent_sign as with_percent_sign
    from report.arabic.countries import country_code as country_code
    from report.arabic.countries import country_name as country_name
    from report.arabic.dates import Interval as Interval
    from report.arabic.dates import date_text as date_text
    from report.arabic.dates import hijri_text as hijri_text
    from report.arabic.dates import interval_text as interval_text
    from report.arabic.dates import month_name as month_name
    from report.arabic.dates import parse_edtf as parse_edtf
    from report.arabic.dates import week as week
    from report.arabic.dates import weekday_name as weekday_name
    from report.arabic.elongation import kashida_places as kashida_places
    from report.arabic.figures import digits as digits
    from report.arabic.figures import number as number
    from report.arabic.forms import Forms as Forms
    from report.arabic.forms import Gender as Gender
    from report.arabic.html import isolate_code as isolate_code
    from report.arabic.html import isolate_html as isolate_html
    from report.arabic.languages import foreign_language as foreign_language
    from report.arabic.lexicon import Lexicon as Lexicon
    from report.arabic.lists import join as join
    from report.arabic.lists import letter as letter
    from report.arabic.locales import DIGITS as DIGITS
    from report.arabic.locales import LOCALES as LOCALES
    from report.arabic.locales import Digits as Digits
    from report.arabic.locales import digits_of as digits_of
    from report.arabic.locales import with_digits as with_digits

_HOMES = {
    "agreement": ("agree",),
    "bidi": ("is_left_to_right", "isolate", "isolate_plain", "isolate_run", "ltr_runs"),
    "binding": ("bind", "bind_numbers", "drop_soft_hyphens"),
    "cardinals": ("Case", "cardinal"),
    "collation": ("sort_key",),
    "conventions": ("CONVENTIONS", "Conventions"),
    "counting": ("LARGEST_PART", "counted", "fraction", "ordinal", "percent", "with_percent_sign"),
    "countries": ("country_code", "country_name"),
    "dates": (
        "Interval",
        "date_text",
        "hijri_text",
        "interval_text",
        "month_name",
        "parse_edtf",
        "week",
        "weekday_name",
    ),
    "elongation": ("kashida_places",),
    "figures": ("digits", "number"),
    "forms": ("Forms", "Gender"),
    "html": ("isolate_code", "isolate_html"),
    "languages": ("foreign_language",),
    "lexicon": ("Lexicon",),
    "lists": ("join", "letter"),
    "locales": ("DIGITS", "LOCALES", "Digits", "digits_of", "with_digits"),
}
_HOME: dict[str, str] = {}
for _module, _names in _HOMES.items():
    _HOME |= dict.fromkeys(_names, _module)

__all__ = sorted(_HOME)

__getattr__ = lazy_names(__name__, {name: f"{__name__}.{home}" for name, home in _HOME.items()})
