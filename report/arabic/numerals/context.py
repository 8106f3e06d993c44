"""What stands around a numeral, and whether it shows that the numeral states no quantity."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from report.arabic.lexicon import Lexicon
from report.arabic.numerals.excused import first_words_of_months, is_recent_year
from report.arabic.numerals.names import (
    is_cited,
    is_ordinal,
    opens_year,
    strip_proclitics,
    words_of,
)
from report.arabic.numerals.reading import Reading, Token
from report.arabic.numerals.words import NumberWord, fold, number_word

_WHOLE = re.compile(r"\d+")
_PERCENT = ("%", "٪", "‰")
_HUNDREDTHS = frozenset(map(fold, ("المائة", "المئة", "الألف", "المليون", "الملايين", "الآلاف")))
_CLOCK = fold("الساعة")
_PER = (fold("لكل"), fold("ولكل"))
_MONTH = frozenset(map(fold, ("شهر", "لشهر", "بشهر", "وشهر")))
_THOUSAND = fold("ألف")
_LETTER = fold("حرف")
#: What joins the numbers of a reference: «5 و7», «12 إلى 15», «12-15».
_JOINTS = frozenset(map(fold, ("و", "إلى", "أو", "حتى", "-", "–", "—", "،", ",", "/")))
#: The most tokens between the noun of a reference and the last of its numbers.
_LONGEST_LIST = 100
#: The characters before a number in which the name of a document is searched.
_LONGEST_CITATION = 120
#: What may stand between a noun and its number: «ص. 12», «رقم: 5», «من 12 إلى 15».
_BEFORE_NUMBER = (".", ":", "من")
#: The number of a page, an article or a law; no amount with decimals or groups.
_REFERENCE = re.compile(r"\d{1,5}(?:\.\d+)*")
#: What may follow a year that opens a line.
_LINE_OPENERS = ("", "\n", ":", "-", "–", "—")
#: A conjunction or preposition that is written against digits: «و57».
_CONJOINED = re.compile("[وفبلك]{1,2}")
_TEN = frozenset(map(fold, ("عشر", "عشرة", "عشره")))


@dataclass(frozen=True, slots=True)
class Part:
    """A token of a numeral; ``word`` is what it says, ``None`` for digits and «في المائة»."""

    index: int
    word: NumberWord | None


@dataclass(frozen=True, slots=True)
class CountedNouns:
    """The folded forms of counted nouns after 3 to 10, after 11 to 99, and after hundreds."""

    plurals: frozenset[str]
    accusatives: frozenset[str]
    singulars: frozenset[str]


@lru_cache(maxsize=4)
def counted_nouns(lexicon: Lexicon) -> CountedNouns:
    """Return the folded forms of the nouns of a lexicon."""
    forms = [lexicon[noun] for noun in lexicon]
    return CountedNouns(
        frozenset(fold(form.plural) for form in forms),
        frozenset(fold(form.accusative) for form in forms),
        frozenset(fold(form.singular) for form in forms),
    )


class Context:
    """Says of the numerals of one reading whether they state a quantity."""

    def __init__(self, reading: Reading, nouns: CountedNouns) -> None:
        self.tokens = reading.tokens
        self._text = reading.text
        self._nouns = nouns

    def states_nothing(self, run: Sequence[Part]) -> bool:
        """Say whether a numeral is part of a date, a reference, an ordinal or a name."""
        if self._before(run[0].index) in _PER and self._is_power_of_ten(run[0]):
            return True
        word = run[0].word
        if word is not None:
            return self._is_idiom(run, word)
        return len(run) == 1 and self._is_name_of_something(self.tokens[run[0].index])

    def hundredths(self, index: int) -> int:
        """Return the number of tokens of «في المائة» or «بالمئة» at a token; 0 for none."""
        first, second = self._word(index), self._word(index + 1)
        if first.startswith("بال") and first[1:] in _HUNDREDTHS:
            return 1
        return 2 if first == "في" and second in _HUNDREDTHS else 0

    def word_or_number_before(self, index: int) -> bool:
        """Say whether a word or a number stands before a token, with no sign between."""
        return index > 0 and self.tokens[index - 1].kind in ("word", "number")

    # --- the neighbours of a token

    def _word(self, index: int) -> str:
        """Return the Arabic word at a token; empty where no word is."""
        if not 0 <= index < len(self.tokens):
            return ""
        token = self.tokens[index]
        return token.text if token.kind == "word" else ""

    def _before(self, index: int) -> str:
        """Return the word before a token, also at the end of the line before."""
        if index and self.tokens[index - 1].kind == "line":
            index -= 1
        return self._word(index - 1)

    def _after(self, index: int) -> str:
        """Return the word after a token, also on the next line."""
        if index + 1 < len(self.tokens) and self.tokens[index + 1].kind == "line":
            index += 1
        return self._word(index + 1)

    def _opener(self, index: int) -> int:
        """Return the first token of a number: its bracket, or «و» that is written against it."""
        while index:
            token = self.tokens[index - 1]
            is_proclitic = token.end == self.tokens[index].start and _CONJOINED.fullmatch(
                token.text
            )
            if not is_proclitic and token.text not in ("(", "[", "«"):
                break
            index -= 1
        return index

    # --- digits

    @staticmethod
    def _digits(token: Token) -> str:
        return re.sub(r"\D", "", token.text)

    def _is_power_of_ten(self, piece: Part) -> bool:
        """Say whether a number is the base of a rate: «لكل 100 نسمة», «لكل مائة ألف نسمة»."""
        if piece.word is not None:
            return piece.word.kind in ("hundred", "scale") or piece.word.stem in _TEN
        digits = str(int(self._digits(self.tokens[piece.index])))
        return digits[0] == "1" and not digits[1:].strip("0")

    def _is_name_of_something(self, token: Token) -> bool:
        """Say whether digits are a year, an hour, or the number of a page or of a session."""
        is_whole = _WHOLE.fullmatch(token.text) is not None
        if is_whole and self._after(token.index) in words_of("hour"):
            return int(token.text) <= 24
        if self._is_counted(token) or self._text[token.end : token.end + 1] in _PERCENT:
            return False
        opener = self._opener(token.index)
        preceding = self._before(opener)
        noun = strip_proclitics(preceding)
        if preceding == "ال":
            return strip_proclitics(self._before(opener - 1)) in words_of("ordered")
        if noun in words_of("numbered") and is_whole and opener == token.index:
            return noun != _CLOCK or int(token.text) <= 24
        return self._is_of_reference(token) or self._is_year(opener, token)

    def _is_of_reference(self, token: Token) -> bool:
        """Say whether a noun of a reference stands before a number, or before others that are
        joined to it: «المادة 5», «المواد 5 و7», «الصفحات من 12 إلى 15»."""
        if not _REFERENCE.fullmatch(token.text):
            return False
        first = token.index
        while (preceding := self._joined_before(first)) is not None:
            is_too_far = token.index - preceding > _LONGEST_LIST
            if is_too_far or self._is_counted(self.tokens[preceding]):
                return False
            first = preceding
        is_several = first != token.index or self._is_joined_after(token.index)
        index = first - 1
        if self._text_at(index) in _BEFORE_NUMBER:
            index -= 1
        noun = strip_proclitics(self._word(index))
        if noun in words_of("reference") or (is_several and noun in words_of("references")):
            return True
        end = self.tokens[first].start
        return is_cited(self._text[max(0, end - _LONGEST_CITATION) : end])

    def _text_at(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def _joined_before(self, index: int) -> int | None:
        """Return the number that «و», «إلى» or a sign joins to a number; ``None`` for none."""
        is_joined = self._text_at(index - 1) in _JOINTS
        if is_joined and index > 1 and self.tokens[index - 2].kind == "number":
            return index - 2
        return None

    def _is_joined_after(self, index: int) -> bool:
        """Say whether a number follows that is joined to the one at a token."""
        if self._text_at(index + 1) not in _JOINTS or index + 2 >= len(self.tokens):
            return False
        return self.tokens[index + 2].kind == "number"

    def _is_year(self, opener: int, token: Token) -> bool:
        """Say whether a number is a year: by its noun, by «هـ», or by what stands before it."""
        if not _WHOLE.fullmatch(token.text):
            return False
        number, noun = int(token.text), strip_proclitics(self._before(opener))
        era = self._after(token.index)
        if (era == "ه" and 1 <= number <= 1600) or (
            noun in words_of("year") and 100 <= number <= 2200
        ):
            return True
        if not (is_recent_year(number) and len(token.text) == 4):
            return False
        return era == "م" or opens_year(noun) or self._is_beside_year(opener, token)

    def _is_beside_year(self, opener: int, token: Token) -> bool:
        """Say whether a number of four digits opens a line, follows another year or a Latin word,
        or stands alone in brackets."""
        following = self._text[token.end : token.end + 2].strip(" ")[:1]
        if opener == 0 or self.tokens[opener - 1].kind == "line":
            in_brackets = self.tokens[opener].text == "("
            return following == ")" if in_brackets else following in _LINE_OPENERS
        preceding = self.tokens[opener - 1]
        if self.tokens[opener].text == "(" and following == ")":
            return True
        if preceding.kind == "sign" and preceding.text in "-–—،/" and preceding.index:
            preceding = self.tokens[preceding.index - 1]
        if preceding.kind == "number":
            digits = self._digits(preceding)
            return len(digits) == 4 and is_recent_year(int(digits))
        return preceding.kind == "latin"

    def _is_counted(self, token: Token) -> bool:
        """Say whether a counted noun or a word of a number follows digits."""
        following = self._after(token.index)
        if not following:
            return False
        word = number_word(following)
        if word is not None and not word.proclitic:
            return True
        last = int(self._digits(token)[-2:])
        is_indefinite = not following.startswith("ال") and len(following) > 3
        if 3 <= last <= 10:
            is_plural = is_indefinite and following.endswith(("ات", "ين", "ون"))
            return is_plural or following in self._nouns.plurals
        if last >= 11:
            is_accusative = (
                is_indefinite and following.endswith("ا") and following not in words_of("adverb")
            )
            return is_accusative or following in self._nouns.accusatives
        return following in self._nouns.singulars

    # --- words

    def _is_idiom(self, run: Sequence[Part], first: NumberWord) -> bool:
        """Say whether a numeral in words is part of an ordinal, a date, a name or an idiom."""
        index = run[0].index
        preceding, following = self._before(index), self._after(run[-1].index)
        noun = strip_proclitics(preceding)
        if noun in words_of("year"):
            return True
        if is_ordinal(preceding) and (first.kind == "tens" or first.stem in _TEN):
            return True
        if first.definite and noun in words_of("ordered") and self._may_be_ordinal(run):
            return True
        if first.definite and noun in words_of("collective"):
            return True
        if first.definite and preceding == "بعد" and first.kind in ("hundred", "scale"):
            return is_ordinal(self._before(index - 1))
        if first.definite and self._is_day_of_month(run[-1].index):
            return True
        return len(run) == 1 and self._is_lone_idiom(index, first, preceding, following)

    def _is_day_of_month(self, last: int) -> bool:
        """Say whether «من» and a month follow a token: «العشرين من يونيو»."""
        if self._word(last + 1) != "من":
            return False
        index = last + 3 if self._word(last + 2) in _MONTH else last + 2
        return self._word(index) in first_words_of_months()

    @staticmethod
    def _may_be_ordinal(run: Sequence[Part]) -> bool:
        kinds = {piece.word.kind for piece in run if piece.word is not None}
        return kinds <= {"tens", "hundred", "scale", "one"}

    def _is_lone_idiom(self, index: int, word: NumberWord, preceding: str, following: str) -> bool:
        if word.definite and word.stem == fold("اثنين"):
            return True  # Monday
        if word.stem == "صفر":
            return word.definite or preceding in _MONTH
        if word.stem == _THOUSAND and not word.definite:
            is_verb = following.startswith("ال") and len(following) > 3
            return is_verb or self._is_after_object(index)
        if word.kind == "fraction":
            return following in words_of("period") or (word.definite and is_ordinal(following))
        if word.stem == "ست" and word.proclitic.endswith("ل"):  # «لست» is also "I am not"
            return following not in self._nouns.plurals and not following.endswith("ات")
        if word.stem == _THOUSAND and preceding == _LETTER:
            return True  # the letter alif
        if word.kind in ("hundred", "scale") and word.definite:
            return word.proclitic.endswith("بال") or preceding == "في"
        return word.kind == "scale" and self._is_after_object(index)

    def _is_after_object(self, index: int) -> bool:
        """Say whether an expression stands before a word: «{{ measures.cost }} مليون»."""
        return index > 0 and self.tokens[index - 1].kind == "object"
