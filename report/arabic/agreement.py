"""Adjectives that follow a counted noun and agree with it."""

from __future__ import annotations

from report.arabic.cardinals import Case
from report.arabic.forms import Gender

#: «آخر» is a diptote whose feminine is not made with ة.
_OTHER = "آخر"


def agree(adjective: str, number: int, gender: Gender, case: Case = "nom", *, human: bool = False) -> str:
    """Return ``adjective``, given as the indefinite masculine singular, as it stands after ``number`` and its noun.

    Dual after 2; after 3 to 10 the plural, which for things is the feminine singular; after 11 to 99 the
    accusative singular, after that the genitive singular, in the noun's ``gender``: «اجتماعان مسميان»,
    «5 دول مسماة», «30 دولة مسماة», «43 اجتماعا ثنائيا». Regular adjectives, those in ى (مسمى) and «آخر» are
    known; defectives in a bare consonant (عال) are not.
    """
    last = number % 100
    if number == 2:
        return _dual(adjective, gender, case)
    if 3 <= last <= 10:
        return _plural(adjective, gender) if human else _feminine(adjective)
    if gender == "feminine":
        return _feminine(adjective)
    is_accusative = last >= 11 or (number == 1 and case == "acc")
    return _accusative(adjective) if is_accusative else adjective


def _feminine(adjective: str) -> str:
    if adjective == _OTHER:
        return "أخرى"
    return adjective.removesuffix("ى") + "اة" if adjective.endswith("ى") else adjective + "ة"


def _dual(adjective: str, gender: Gender, case: Case) -> str:
    ending = "ان" if case == "nom" else "ين"
    if gender == "feminine":
        feminine = _feminine(adjective)
        stem = feminine[:-1] + ("ي" if feminine.endswith("ى") else "ت")
        return stem + ending
    return (adjective[:-1] + "ي" if adjective.endswith("ى") else adjective) + ending


def _plural(adjective: str, gender: Gender) -> str:
    """The sound plural of people, in the genitive."""
    if gender == "feminine":
        if adjective == _OTHER:
            return "أخريات"
        return (adjective[:-1] + "ي" if adjective.endswith("ى") else adjective) + "ات"
    return adjective.removesuffix("ى") + "ين"


def _accusative(adjective: str) -> str:
    """The alif of tanwin, which ى, a hamza after an alif, and a diptote do not take."""
    return adjective if adjective == _OTHER or adjective.endswith(("ى", "اء", "أ")) else adjective + "ا"
