"""The 8-bit encoding is detected from letters: the rate for texts of 20, 100 and 1000 letters."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from babel import Locale

from report.errors import Location, TableError
from report.intake.recognise.encoding import (
    CODECS,
    EIGHT_BIT,
    LEAST_CERTAINTY,
    likeliest,
    pairs_of,
    recognise_encoding,
    scores_of,
)

#: Names of countries and languages: of what tables of events are full. Not all can be written in the old encodings.
WORDS = [
    word
    for name in (*Locale("ar").territories.values(), *Locale("ar").languages.values())
    for word in name.split()
    if all("\u0621" <= letter <= "\u064a" for letter in word)
]


def texts(letters: int, count: int) -> Iterator[str]:
    """Return texts of this many letters, from words in a reproducible random order."""
    chance = random.Random(letters)
    for _ in range(count):
        text, left = "", letters
        while left > 0:
            word = chance.choice(WORDS)[:left]
            text, left = f"{text} {word}", left - len(word)
        yield text.strip()


@pytest.mark.parametrize("encoding", EIGHT_BIT)
@pytest.mark.parametrize(
    ("letters", "right", "certain"), [(20, 0.99, 0.97), (100, 1.0, 1.0), (1000, 1.0, 1.0)]
)
def test_share_of_texts_that_are_reported_rightly(
    encoding: str, letters: int, right: float, certain: float
) -> None:
    count, actual, sure, misled = 300, 0, 0, 0
    for text in texts(letters, count):
        data = text.encode(CODECS[encoding])
        best, certainty = likeliest(scores_of(pairs_of(data)))
        # MacArabic reads all of ISO 8859-6 alike, so that either name is right.
        same = data.decode(CODECS[best], errors="replace") == text
        actual += same
        sure += same and certainty >= LEAST_CERTAINTY
        misled += not same and certainty >= LEAST_CERTAINTY
    assert actual >= right * count and sure >= certain * count and misled <= 0.005 * count


@pytest.mark.parametrize(
    "text", ["Fès, Salé, Meknès, Témara", "حصيلة اللقاءات – 2025 – Réunion à Salé: «وفد»"]
)
def test_french_of_morocco_is_windows_1256(text: str) -> None:
    assert recognise_encoding(text.encode("cp1256"), Location()).name == "windows-1256"


@pytest.mark.parametrize("count", [1, 2, 20, 39])
@pytest.mark.parametrize("encoding", EIGHT_BIT)
def test_utf_8_beside_another_encoding_is_reported(count: int, encoding: str) -> None:
    """Whichever part is the larger, and wherever it begins."""
    lines = [f"{index},{text}".encode() for index, text in enumerate(texts(30, 40))]
    for index in range(count):
        lines[-1 - index] = lines[-1 - index].decode().encode(CODECS[encoding])
    with pytest.raises(TableError) as caught:
        recognise_encoding(b"\n".join(lines), Location())
    (finding,) = caught.value.findings
    assert (finding.rule, finding.where.line) == ("broken-utf8", 41 - count)


@pytest.mark.parametrize(
    ("first", "second"), [(first, second) for first in EIGHT_BIT for second in EIGHT_BIT if first != second]
)  # fmt: skip
def test_two_encodings_of_eight_bits_are_reported(first: str, second: str) -> None:
    """MacArabic is excepted: it has the letters of ISO 8859-6 at the same codes."""
    lines = [f"{index},{text}".encode(CODECS[first]) for index, text in enumerate(texts(40, 30))]
    lines[19:22] = [line.decode(CODECS[first]).encode(CODECS[second]) for line in lines[19:22]]
    data = b"\n".join(lines)
    if {first, second} == {"iso-8859-6", "mac-arabic"}:
        assert recognise_encoding(data, Location()).name in (first, second)
        return
    with pytest.raises(TableError) as caught:
        recognise_encoding(data, Location())
    (finding,) = caught.value.findings
    assert (finding.rule, finding.where.line, finding.values["count"]) == ("two-encodings", 20, 3)
    assert lines[0].decode(CODECS[str(finding.values["best"])]) == lines[0].decode(CODECS[first])


@pytest.mark.parametrize("encoding", EIGHT_BIT)
def test_one_encoding_is_not_taken_for_two(encoding: str) -> None:
    for letters in (40, 400):
        french = "Café à Salé, Fès" if encoding == "windows-1256" else "Cafe"
        data = "\n".join(
            f"{index},{text},{french},x" for index, text in enumerate(texts(letters, 200))
        )
        read = recognise_encoding(data.encode(CODECS[encoding]), Location())
        assert data.encode(CODECS[encoding]).decode(read.codec) == data


def test_the_end_of_a_long_file_counts() -> None:
    data = b"id,name\n" * 200_000 + "الرباط والدار البيضاء".encode("cp1256")
    assert recognise_encoding(data, Location()).name == "windows-1256"
    assert recognise_encoding(data[:1_600_000] + "الرباط".encode(), Location()).name == "utf-8"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        ("ك".encode("cp1256"), "unclear-encoding"),
        ("الرباط".encode() * 9 + b"\xd1", "broken-utf8"),
        ("São Tomé, Köln, Malmö".encode("latin-1"), "latin-encoding"),
        (b"\x00\x01\x02\xff\xfe\x00", "unknown-format"),
    ],
)
def test_what_cannot_be_reported_is_not_guessed(data: bytes, rule: str) -> None:
    with pytest.raises(TableError) as caught:
        recognise_encoding(data, Location())
    assert [finding.rule for finding in caught.value.findings] == [rule]
    assert caught.value.text("ar")
