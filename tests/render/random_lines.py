"""Lines of prose and cells thrown together by chance: what a report may hold, in every neighbourhood.

The same seed makes the same lines.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from markupsafe import Markup

from report.arabic import bind, isolate

_WORDS = "في من على اجتماع المدينة الأقاليم والمستشفيات لله الآن شؤون هيئة مؤسسة بناء ثلاثة ـهـ ء و أ لا اللجنة"
WORDS = _WORDS.split()
_VOCALISED = "يُسْتَعْمَلُ مُؤَسَّسَةٌ الحَمْدُ لِلَّهِ ثَانٍ شَيْئًا اللُّغَةُ أَوَّلًا عَدَدٌ هٰذَا"
VOCALISED = _VOCALISED.split()
_ABBREVIATIONS = "د. د.م. ق.م. م.ب.ع. أ.د. ص.ب. إلخ... ج.م.ع. هـ. م."
ABBREVIATIONS = _ABBREVIATIONS.split()
_HONORIFICS = "ﷺ ﷻ ﷲ ﷴ ﷼"
HONORIFICS = _HONORIFICS.split()
LATIN = (
    "INTERPOL",
    "Éthiopie",
    "Rioters (Egypt)",
    "Libya (LY)",
    "Yes?",
    "Wait!",
    "abc [def]",
    "“quoted” words",
    "'single'",
    "Norwegian National Police",
    "e.g. (a) b",
    "A & B",
    "Q1!",
    "C++",
    "etc.",
    "U.S.A.",
    "(see note)",
    "x = 5",
    "a; b: c",
    "Smith, J.",
    "[sic]",
    "well-known",
    "don’t",
    "A/B",
)
CODES = (
    "F9",
    "MJZ-2025-01",
    "declared.csv",
    "A/RES/76-12",
    "ISO 19005-3",
    "a@b.ma",
    "MA-7",
    "snake_case_name",
    "__init__.py",
    "https://a.example/c?d=1&e_f=2",
    "#7",
    "§ 5",
    "v1.2.3",
)
NUMBERS = (
    "5",
    "43",
    "2025",
    "1.234,50",
    "12,5%",
    "-5",
    "±3",
    "24/11/2025",
    "10:30",
    "2019–2025",
    "1 234",
    "€5",
    "½",
)
PHONES = ("+212 537 00 00 00", "+212 5 37 00 00 00", "0537 12 34 56")
OPENERS, CLOSERS = (
    ("", "", "", "(", "«", "[", "“"),
    {"": "", "(": ")", "«": "»", "[": "]", "“": "”"},
)
STOPS = ("", "", "", "", ".", "،", "؛", "؟", "!", ":", "...", "…", ".»", "!؟")
#: What is written against a number, a code or a Latin name.
PREFIXES = ("و", "و", "بـ", "الـ", "وبالـ")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Lines:
    """Draws lines from one source of chance; ``eastern`` writes some figures as ١٢٣."""

    def __init__(self, seed: int, *, eastern: bool) -> None:
        self.chance = random.Random(seed)
        self.eastern = eastern

    def number(self) -> str:
        """Return a number or a telephone number."""
        text = self.chance.choice(self.chance.choice((NUMBERS, NUMBERS, PHONES)))
        return text.translate(_EASTERN) if self.eastern and self.chance.random() < 0.6 else text

    def code(self) -> str:
        """Return a code: one of a list, or letters, figures and signs by chance."""
        if self.chance.random() < 0.5:
            return self.chance.choice(CODES)
        pieces = [self._part() for _ in range(self.chance.randint(2, 8))]
        return self.chance.choice("_-./").join(pieces)

    def _part(self) -> str:
        letters = "abcxyzABCXYZ" if self.chance.random() < 0.7 else "0123456789"
        return "".join(self.chance.choices(letters, k=self.chance.randint(1, 6)))

    def word(self) -> str:
        """Return what stands between two spaces, with brackets and stops."""
        kind = self.chance.choice(
            (self._of(WORDS),) * 6
            + (self._of(VOCALISED),) * 2
            + (
                self._of(ABBREVIATIONS),
                self._of(HONORIFICS),
                self._of(LATIN),
                self.code,
                self.number,
            )
        )
        text = kind()
        if self.chance.random() < 0.3:
            opener = self.chance.choice(OPENERS)
            text = f"{opener}{text}{CLOSERS[opener]}"
        if self.chance.random() < 0.05 and text[0].isascii():
            text = self.chance.choice(PREFIXES) + text
        return text + self.chance.choice(STOPS) if self.chance.random() < 0.4 else text

    def _of(self, words: tuple[str, ...] | list[str]) -> Callable[[], str]:
        return lambda: self.chance.choice(words)

    def text(self, most: int) -> str:
        """Return a text of at most a given number of words."""
        return " ".join(self.word() for _ in range(self.chance.randint(1, most)))

    def paragraph(self, most: int = 40) -> str:
        """Return a paragraph as HTML, with words in bold and notes here and there."""
        pieces: list[Markup] = []
        for _ in range(self.chance.randint(1, 4)):
            text = bind(self.text(max(1, most // 4)))
            piece = isolate(text)
            if self.chance.random() < 0.15:
                piece = Markup("<strong>{}</strong>").format(piece)
            if self.chance.random() < 0.25:
                piece += Markup('<span class="footnote">{}</span>').format(isolate(self.text(6)))
                piece += Markup(self.chance.choice(("", ".", "،")))
            pieces.append(piece)
        return f"<p>{Markup(' ').join(pieces)}</p>"

    def item(self) -> str:
        """Return a list of one to three items."""
        tag = self.chance.choice(("ul", "ol"))
        items = "".join(
            f"<li>{isolate(bind(self.text(12)))}</li>" for _ in range(self.chance.randint(1, 3))
        )
        return f"<{tag}>{items}</{tag}>"

    def table(self, rows: int) -> str:
        """Return a table, its columns wide or narrow."""
        columns = self.chance.randint(1, 4)
        width = self.chance.choice(("", ' style="width:22mm"', ' style="width:40mm"'))
        lines = []
        for _ in range(rows):
            lines.append("".join(f"<td{width}>{isolate(self.cell())}</td>" for _ in range(columns)))
        cells = lines
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"

    def cell(self) -> str:
        """Return a cell: a code, a name, a number, or some words."""
        kind = self.chance.choice(
            (self._of(LATIN), self.code, self.number, lambda: self.text(1), lambda: self.text(5))
        )
        return kind()

    def body(self, many: int) -> str:
        """Return a given number of paragraphs, lists and rows."""
        blocks: list[str] = []
        while len(blocks) < many:
            kind = self.chance.random()
            if kind < 0.55:
                blocks.append(self.paragraph())
            elif kind < 0.7:
                blocks.append(self.item())
            else:
                blocks += [self.table(3), "", ""]
        return "".join(blocks)


#: Letters and figures of different faces, and signs that no face of text has.
RARE = (
    "Łódźńśęą",
    "ⵜⵉⴼⵏⴰ",
    "abcXYZ",
    "éèñüÉ",
    "0123",
    ("e\u0301", "o\u0304", "n\u0303"),
    "ʿʾāīū",
)
SIGNS = ("□", "□□")


class RareLines(Lines):
    """Draws lines in which a third of the words mix letters of several faces, or are signs."""

    def rare(self) -> str:
        """Return a word of letters and figures of several faces, or of signs."""
        if self.chance.random() < 0.2:
            return self.chance.choice(SIGNS)
        many = self.chance.randint(1, 7)
        return "".join(self.chance.choice(self.chance.choice(RARE)) for _ in range(many))

    def word(self) -> str:
        if self.chance.random() < 0.35:
            return self.rare() + self.chance.choice(
                ("", "", ".", " Łódź □", " Łódź □□", "،", " Łódź")
            )
        return super().word()

    def cell(self) -> str:
        if self.chance.random() < 0.4:
            return " ".join(self.rare() for _ in range(self.chance.randint(1, 3)))
        return super().cell()


class AddressLines(Lines):
    """Draws lines in which every code is an address with Arabic letters in its host, path or query."""

    def code(self) -> str:
        """Return an address, from its scheme to its end."""
        host = self.chance.choice(
            ("ar.wikipedia.org", "x.ma", f"{self._name()}.المغرب", "www.a-b.org")
        )
        path = "".join(f"/{self._component()}" for _ in range(self.chance.randint(1, 4)))
        query = f"?{self._name()}={self._component()}&n=2" if self.chance.random() < 0.3 else ""
        return f"{self.chance.choice(('https', 'http'))}://{host}{path}{query}"

    def _component(self) -> str:
        kind = self.chance.random()
        if kind < 0.2:
            return self._part()
        names = [self._name() for _ in range(self.chance.randint(1, 3))]
        text = self.chance.choice("-_").join(names)
        return text + self.chance.choice(("", "", "", ".pdf", "-2", "_(قديم)", "#قسم"))

    def _name(self) -> str:
        return self.chance.choice((*WORDS[3:], "مُؤَسَّسَةٌ", "لله", "ب"))

    def word(self) -> str:
        """Return a word, which is an address in a tenth of all draws."""
        if self.chance.random() < 0.1:
            opener = self.chance.choice(OPENERS)
            stop = self.chance.choice(STOPS)
            prefix = self.chance.choice(("", "", "و", "بـ"))
            return f"{opener}{prefix}{self.code()}{CLOSERS[opener]}{stop}"
        return super().word()
