"""Numerals as authors type them, made at random: digits of both kinds and Arabic words, with what is
written against them.

The words are put together here from their own lists, not by :mod:`report.arabic`.
"""

from __future__ import annotations

from random import Random

MASCULINE = ["", "", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
FEMININE = ["", "", "اثنتان", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"]
TENS = ["", "", "عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"]
DEFINITE = ["", "", "", "الثلاثة", "الأربعة", "الخمسة", "الستة", "السبعة", "الثمانية", "التسعة"]
SCALES = ["ملايين", "مليون", "مليونا", "مليار", "مليارات"]
HUNDREDTHS = ["بالمئة", "بالمائة", "في المئة", "في المائة"]
#: The zeros of digits of other scripts and shapes: Persian, full width, Devanagari, bold.
ZEROS = "۰０०𝟎"
VOWELS = "َُِْ"
EASTERN = str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")
FRACTIONS = ["نصف", "ثلثا", "ثلث", "ربع", "ثلاثة أرباع", "أربعة أخماس"]


def words(rng: Random, number: int) -> str:
    """Return 2 to 999,999 in words, in one of the spellings, genders and cases that are in use."""
    if number >= 1000:
        thousands, rest = divmod(number, 1000)
        if thousands == 1:
            text = rng.choice(["ألف", "ألفا"])
        elif thousands == 2:
            text = rng.choice(["ألفان", "ألفين", "ألفا"])
        else:
            text = f"{words(rng, thousands)} {'آلاف' if thousands <= 10 else 'ألف'}"
        return f"{text} و{words(rng, rest)}" if rest > 1 else text
    if number >= 100:
        hundreds, rest = divmod(number, 100)
        hundred = rng.choice(["مئة", "مائة"])
        if hundreds == 1:
            text = hundred
        elif hundreds == 2:
            text = hundred[:-1] + rng.choice(["تان", "تين", "تا"])
        else:
            stem = FEMININE[hundreds].removesuffix("ي")
            text = stem + rng.choice(["", "", " "]) + hundred
        return f"{text} و{words(rng, rest)}" if rest > 1 else text
    if number <= 10:
        return rng.choice((MASCULINE, FEMININE))[number]
    tens, unit = divmod(number, 10)
    if tens == 1:
        masculine = {1: "أحد", 2: rng.choice(["اثنا", "اثني"])}.get(unit, MASCULINE[unit])
        feminine = {1: "إحدى", 2: rng.choice(["اثنتا", "اثنتي"])}.get(unit, FEMININE[unit])
        return rng.choice([f"{masculine} عشر", f"{feminine} عشرة"])
    text = TENS[tens] + rng.choice(["ون", "ين"])
    if unit == 0:
        return text
    first = rng.choice(["واحد", "إحدى"]) if unit == 1 else rng.choice((MASCULINE, FEMININE))[unit]
    return f"{first} و{text}"


def digits(rng: Random, number: int) -> str:
    """Return a number in digits: plain, grouped, with decimals, as a percentage, as a range."""
    text = rng.choice(
        [
            *[str(number)] * 4,
            f"{number:,}".replace(",", rng.choice([".", ",", " ", "\u00a0"])),
            f"{number},{rng.randrange(1, 99)}",
            f"{number}%",
            f"{number}.{rng.randrange(1, 9)}%",
            f"{number}-{number + rng.randrange(1, 9)}",
        ]
    )
    return text.translate(EASTERN) if rng.random() < 0.5 else text


def sibling(rng: Random) -> str:
    """Return a numeral in a rarer form: definite, with vowel signs, of millions, in hundredths in
    words, in digits of another script, without hamza, or a fraction in one sign."""
    few, number = rng.randrange(3, 99), rng.randrange(3, 99_999)
    tens = f"{TENS[rng.randrange(2, 10)]}{rng.choice(['ون', 'ين'])}"
    zero = ord(rng.choice(ZEROS))
    signs = rng.choices(VOWELS, k=40)
    return rng.choice(
        [
            f"{rng.choice(DEFINITE[3:])} وال{tens}",
            "".join(map("".join, zip(words(rng, number), signs, strict=False))),
            f"{words(rng, few)} {rng.choice(SCALES)}",
            f"{few} {rng.choice(SCALES)}",
            f"{words(rng, few)} {rng.choice(HUNDREDTHS)}",
            "".join(chr(zero + int(digit)) for digit in str(number)),
            words(rng, number).replace("أ", "ا").replace("إ", "ا"),
            rng.choice("½¼¾⅓⅔"),
            f"الـ{number}",
            f"-{number}",
        ]
    )


def numeral(rng: Random) -> str:
    """Return a numeral, four of ten in words, a third with a conjunction or a preposition."""
    number = rng.choice(
        [
            rng.randrange(2, 30),
            rng.randrange(2, 100),
            rng.randrange(2, 1000),
            rng.randrange(2, 99999),
        ]
    )
    kind = rng.random()
    if kind < 0.6:
        text = digits(rng, number)
    elif kind < 0.65:
        text = rng.choice(FRACTIONS)
    else:
        text = words(rng, number)
    # «لست» is also a verb, and what it means only its noun tells.
    prefix = rng.choice(["", "", "", "", "و", "ب", "ل", "ك"])
    return text if prefix + text == "لست" else prefix + text
