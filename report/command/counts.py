"""Numbers with their nouns, in the language of messages."""

from __future__ import annotations

from report.messages import Language, text


def counted_text(count: int, noun: str, language: Language) -> str:
    """Return a number with its noun: ``1 page``, ``2 pages``.

    :param noun: the key of the noun in the singular, below ``noun.``.
    """
    word = text(f"noun.{noun}", language)
    if language == "ar":
        from report.arabic import Lexicon, counted

        return counted(count, word, lexicon=Lexicon.shipped())
    return f"{count} {word}{'' if count == 1 else 's'}"
