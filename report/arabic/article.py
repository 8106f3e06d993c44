"""The article ال, and the particles that are written onto a word."""

from __future__ import annotations

ARTICLE = "ال"
#: A pattern of the conjunction and the preposition that a word may carry.
PROCLITICS = "[وف]?[بلك]?"


def without_article(word: str) -> str:
    """Return a word without its article; a word of three letters or fewer is taken to have none."""
    return word.removeprefix(ARTICLE) if len(word) > 3 else word


def after_lam(word: str) -> tuple[str, str] | None:
    """Return how a word with its article begins after the preposition ل, and what is left of the
    word.

    The article loses its alif, and its lam too before a third one: للهند، للجنة. ``None`` for a
    word without an article.
    """
    if not word.startswith(ARTICLE):
        return None
    return "لل", word.removeprefix(ARTICLE).removeprefix("ل")
