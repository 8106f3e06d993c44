"""Detect the encoding of a text from all of its bytes.

A byte-order mark decides. Otherwise valid UTF-8 is UTF-8. Otherwise zero bytes, and the high byte
of Arabic letters at every second position, indicate UTF-16. Otherwise the letters decide between
the four 8-bit encodings of Arabic (windows-1256, ISO 8859-6, MacArabic, DOS code page 720): each
decoding is scored by the frequencies of Arabic letters and letter pairs, and the best is accepted
if it is clearly the best.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from report.errors import Location, TableError
from report.intake.side_by_side import side_by_side

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: Names in ``brief.toml``, and Python's codecs.
CODECS = {
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "windows-1256": "cp1256",
    "iso-8859-6": "iso8859_6",
    "mac-arabic": "mac_arabic",
    "cp720": "cp720",
}
#: 8-bit encodings; the first wins a tie (MacArabic includes ISO 8859-6).
EIGHT_BIT = ("windows-1256", "iso-8859-6", "mac-arabic", "cp720")
#: The least certainty that is accepted.
LEAST_CERTAINTY = 0.9

#: Four letters of Arabic in UTF-8.
_UTF8_WORD = re.compile(rb"(?:[\xd8-\xdb][\x80-\xbf]){4}")
#: Log-likelihood leads, in total and per letter, at which a line is in another encoding.
_CLEARLY, _CLEARLY_EACH = 10.0, 0.2
#: The block size in bytes.
_PART = 1 << 20
#: Frequencies per thousand of Arabic letters, from place names, language names and reports.
_FREQUENCY = {
    "ا": 163.6,
    "ل": 118.6,
    "ي": 89.6,
    "م": 66.4,
    "و": 64.1,
    "ر": 50.0,
    "ن": 49.3,
    "ة": 39.8,
    "ت": 34.1,
    "د": 32.6,
    "ب": 32.0,
    "س": 26.2,
    "ع": 24.0,
    "ف": 23.6,
    "ك": 20.7,
    "ج": 18.9,
    "أ": 17.9,
    "ق": 14.9,
    "ه": 14.0,
    "ح": 13.3,
    "ص": 10.0,
    "ش": 9.7,
    "غ": 8.6,
    "ط": 8.4,
    "ز": 8.2,
    "إ": 6.5,
    "خ": 5.9,
    "ى": 5.2,
    "ذ": 4.1,
    "ث": 4.1,
    "ئ": 3.9,
    "ض": 3.0,
    "ء": 2.7,
    "ظ": 2.4,
    "ؤ": 1.6,
    "آ": 1.4,
    "ـ": 0.2,
    "پ": 0.1,
    "چ": 0.1,
    "ژ": 0.05,
    "گ": 0.1,
}
#: The article: how often a ل follows an ا.
_ARTICLE = 0.45
_FRENCH = frozenset("àâæçèéêëîïôùûüœÀÂÇÈÉÊËÎÏÔÙÛÜŒ")
_SIGNS = frozenset("\xa0«»…–—‘’“”°€•،؛؟٪٠١٢٣٤٥٦٧٨٩")
#: Control bytes; data with more than one in a hundred is no text.
_CONTROLS = [*range(1, 9), *range(14, 26), *range(28, 32)]
_RARE, _NEVER = 1e-5, 1e-8


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding: its name in ``brief.toml``, Python's codec, the length in bytes of the
    byte-order mark, and the certainty from 0 to 1.
    """

    name: str
    codec: str
    skip: int = 0
    certainty: float = 1.0


def recognise_encoding(data: bytes, where: Location) -> Encoding:
    """Return the encoding of a text.

    :raises TableError: ``unknown-format`` when it is no text, ``broken-utf8`` when it is UTF-8
        except for some bytes or lines, ``two-encodings`` when some lines are clearly in another
        one, ``unclear-encoding`` when no decoding is clearly the likeliest, ``latin-encoding`` when
        its letters are European.
    """
    marked = _marked(data)
    if marked is not None:
        return marked
    if is_utf8(data):
        head = data[:65536]
        if (len(head) - len(head.translate(None, bytes(_CONTROLS)))) * 100 > len(head):
            raise TableError.of("unknown-format", where)
        return Encoding("utf-8", "utf-8")
    sixteen = _sixteen(data)
    if sixteen is not None:
        return sixteen
    pairs = pairs_of(data)
    if int(pairs[:, _CONTROLS].sum()) * 100 > len(data) or b"\x00" in data:
        raise TableError.of("unknown-format", where)
    _refuse_broken(data, where)
    best, certainty = likeliest(scores_of(pairs))
    if _latin(pairs):
        raise TableError.of("latin-encoding", where)
    if certainty < LEAST_CERTAINTY:
        raise TableError.of("unclear-encoding", where, known=tuple(EIGHT_BIT), best=best)
    _refuse_two(data, best, where)
    return Encoding(best, CODECS[best], certainty=certainty)


def _marked(data: bytes) -> Encoding | None:
    if data.startswith(b"\xef\xbb\xbf"):
        return Encoding("utf-8", "utf-8", 3)
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        return None
    if data.startswith(b"\xff\xfe"):
        return Encoding("utf-16", "utf-16-le", 2)
    if data.startswith(b"\xfe\xff"):
        return Encoding("utf-16", "utf-16-be", 2)
    return None


def pinned(data: bytes, name: str) -> Encoding:
    """Return the encoding ``name`` of the brief for ``data``, which may begin with a byte-order
    mark.
    """
    marked = _marked(data)
    if marked is not None and marked.name == name:
        return marked
    if name == "utf-16":
        return _sixteen(data) or Encoding("utf-16", "utf-16-le")
    return Encoding(name, CODECS[name])


#: The size in bytes from which two threads validate.
_LARGE = 1 << 24


def is_utf8(data: bytes) -> bool:
    """Return whether all of ``data`` is valid UTF-8 without a zero byte; the data is not copied."""
    import numpy as np
    import pyarrow as pa

    if b"\x00" in data:
        return False
    # Two halves, one per thread; the second starts at the lead byte of a character.
    half = len(data) // 2
    while half < len(data) and data[half] & 0xC0 == 0x80:
        half += 1
    whole = pa.py_buffer(data)

    def valid(start: int, end: int) -> bool:
        offsets = pa.py_buffer(np.array([start, end], dtype=np.int64))
        try:
            pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, whole]).validate(full=True)
        except pa.ArrowInvalid:
            return False
        return True

    halves = ((0, half), (half, len(data)))
    return all(side_by_side(lambda bounds: valid(*bounds), halves, many=len(data) >= _LARGE))


def _sixteen(data: bytes) -> Encoding | None:
    """Return UTF-16 when nearly every second byte is 0 (ASCII) or 6 (an Arabic letter)."""
    import numpy as np

    if len(data) < 4 or len(data) % 2:
        return None
    halves = np.frombuffer(data, dtype=np.uint8).reshape(-1, 2)
    high = [float(np.isin(halves[:, side], (0, 6)).mean()) for side in (1, 0)]
    order = 0 if high[0] >= high[1] else 1
    codec = ("utf-16-le", "utf-16-be")[order]
    if high[order] < 0.7:
        return None
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return None
    return Encoding("utf-16", codec)


def _refuse_broken(data: bytes, where: Location) -> None:
    """Refuse a text that is UTF-8 except for some bytes; in another encoding the rest would be
    lost.

    A word of Arabic in UTF-8 is proof: in no 8-bit encoding do its bytes form letters of one word.
    """
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", errors="ignore")) - wrong
    if beyond < 4 * wrong and not _UTF8_WORD.search(data):
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        place = Location(file=where.file, sheet=where.sheet, line=line)
        raise TableError.of(
            "broken-utf8", place, byte=f"{data[error.start]:#04x}", count=wrong
        ) from error


def _refuse_two(data: bytes, best: str, where: Location) -> None:
    """Refuse a text with some lines that are clearly in another 8-bit encoding than the rest."""
    import numpy as np

    models = (
        np.stack([_model(name) for name in EIGHT_BIT])
        .reshape(len(EIGHT_BIT), -1)
        .astype(np.float32)
    )
    ours = EIGHT_BIT.index(best)
    line, line_counts = 1, dict.fromkeys(EIGHT_BIT, 0)
    first: tuple[int, str] | None = None
    for block in _parts(data):
        letters = np.frombuffer(b"\n" + block, dtype=np.uint8).astype(np.uint16)
        pairs = letters[:-1] * 256 + letters[1:]
        starts = np.flatnonzero(letters[:-1] == 10)
        likely = np.add.reduceat(models[:, pairs], starts, axis=1)
        high = np.add.reduceat((letters[1:] > 127).astype(np.int32), starts)
        lead = likely.max(axis=0) - likely[ours]
        for index in np.flatnonzero((lead > _CLEARLY) & (lead > _CLEARLY_EACH * high)).tolist():
            name = EIGHT_BIT[int(likely[:, index].argmax())]
            line_counts[name] += 1
            first = first or (line + index, name)
        line += block.count(b"\n")
    if first is not None:
        place = Location(file=where.file, sheet=where.sheet, line=first[0])
        raise TableError.of(
            "two-encodings", place, best=best, other=first[1], count=sum(line_counts.values())
        )


def _parts(data: bytes) -> Iterator[bytes]:
    """Yield a text in blocks of whole lines."""
    start = 0
    while start < len(data):
        end = (
            data.rfind(b"\n", start, start + _PART) + 1
            or data.find(b"\n", start + _PART) + 1
            or len(data)
        )
        yield data[start:end]
        start = end


def pairs_of(data: bytes) -> npt.NDArray[np.int64]:
    """Return the counts of byte pairs as a 256 by 256 array; a line feed precedes the data."""
    import numpy as np

    counts = np.zeros(65536, dtype=np.int64)
    last = b"\n"
    for start in range(0, len(data), 1 << 20):
        letters = np.frombuffer(last + data[start : start + (1 << 20)], dtype=np.uint8).astype(
            np.uint16
        )
        counts += np.bincount(letters[:-1] * 256 + letters[1:], minlength=65536)
        last = bytes([letters[-1]])
    return counts.reshape(256, 256)


def scores_of(pairs: npt.NDArray[np.int64]) -> dict[str, float]:
    """Return the log-likelihood of each encoding, from the counts of :func:`pairs_of`."""
    return {name: float((pairs * _model(name)).sum()) for name in EIGHT_BIT}


def likeliest(scores: dict[str, float]) -> tuple[str, float]:
    """Return the likeliest encoding and its certainty; an encoding with equal score is no rival."""
    best = max(scores, key=lambda name: scores[name])
    rivals = [
        score for name, score in scores.items() if name != best and abs(score - scores[best]) > 1e-9
    ]
    return best, 1 / (1 + sum(math.exp(max(score - scores[best], -700)) for score in rivals))


@cache
def _model(name: str) -> npt.NDArray[np.float64]:
    """Return the log-likelihoods of byte pairs in the encoding ``name``."""
    import numpy as np

    chars = [bytes([byte]).decode(CODECS[name], errors="replace") for byte in range(256)]
    table = []
    for previous in chars:
        table.append([_likelihood(previous, char, byte) for byte, char in enumerate(chars)])
    model: npt.NDArray[np.float64] = np.log(np.array(table))
    return model


def _likelihood(previous: str, char: str, byte: int) -> float:
    """Return the likelihood of the character of ``byte`` after ``previous``.

    MacArabic encodes ASCII signs twice; the right-to-left copies have bytes above 127.
    """
    if char < "\x80":
        if byte > 127:
            return 0.4 if char == " " else 0.003
        return _RARE if char.isalpha() and previous in _FREQUENCY else 1.0
    if char in _FREQUENCY:
        return _of_letter(previous, char)
    if char in _FRENCH:
        if previous in _FREQUENCY:
            return _RARE
        return 0.02 if previous.isalpha() else 0.002
    if char in _SIGNS:
        return 0.003
    if unicodedata.category(char) == "Mn":
        return 0.0005 if previous in _FREQUENCY else _NEVER
    return _NEVER if char == "\ufffd" or unicodedata.category(char) == "Cc" else _RARE


def _of_letter(previous: str, char: str) -> float:
    if previous.isalpha() and previous not in _FREQUENCY:
        return _RARE
    if previous in "ةى":  # these end a word
        return _RARE
    if previous == "ا" and char == "ل":
        return _ARTICLE
    if char in "ةى" and previous not in _FREQUENCY:
        return _RARE
    return _FREQUENCY[char] / 1000


def _latin(pairs: npt.NDArray[np.int64]) -> bool:
    """Return whether letters are European: read as windows-1256, which also has French letters,
    Arabic characters are more often beside Latin letters than beside each other.
    """
    chars = [bytes([byte]).decode("cp1256") for byte in range(256)]
    arabic = [char in _FREQUENCY or unicodedata.category(char) == "Mn" for char in chars]
    latin = [char.isascii() and char.isalpha() for char in chars]
    mixed = int(pairs[latin][:, arabic].sum() + pairs[arabic][:, latin].sum())
    return mixed > int(pairs[arabic][:, arabic].sum())
