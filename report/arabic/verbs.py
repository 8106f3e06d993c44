"""Verbs before their subjects: singular, and of the subject's gender."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from report.arabic.forms import Forms, Gender

_MARKS = re.compile("[\u064b-\u0652\u0670]")
_TA = "ت"
#: The fewest letters of an imperfect: يبلغ. A perfect that begins so, يسر, has fewer.
_SHORTEST_IMPERFECT = 4


def verb_for(verb: str, gender: Gender) -> str:
    """Return the form of a verb, given in the masculine, before a subject of a gender.

    A perfect takes ت: «سُجّل» and «سُجّلت», «جرى» and «جرت», «دعا» and «دعت»; an imperfect begins
    with it: «يبلغ» and «تبلغ».
    """
    if gender == "masculine":
        return verb
    letters = _MARKS.sub("", verb)
    if letters.startswith("ي") and len(letters) >= _SHORTEST_IMPERFECT:
        return _TA + verb.removeprefix("ي")
    if letters.endswith(("ى", "ا")):
        return verb.rstrip("ىا\u064b-\u0652") + _TA
    return verb + _TA


def none_of(verb: str, forms: Forms) -> str | None:
    """Return that a verb was true of nothing: «لم يُسجَّل أي هجوم», «لم تُعقد أي جلسة».

    ``None`` for a verb that is not in ``verbs.csv``.
    """
    jussive = _jussives().get(_MARKS.sub("", verb))
    if jussive is None:
        return None
    any_of = "أية" if forms.gender == "feminine" else "أي"
    prefix = _TA if forms.gender == "feminine" else "ي"
    return f"لم {prefix}{jussive.removeprefix('ي')} {any_of} {forms.singular}"


@lru_cache(maxsize=1)
def _jussives() -> dict[str, str]:
    """Return the jussive masculine of each verb of the list, by its letters without marks."""
    text = files("report.arabic").joinpath("verbs.csv").read_text(encoding="utf-8")
    return {row["perfect"]: row["jussive"] for row in csv.DictReader(text.splitlines())}
