"""The marked content of a page, as its operators say (ISO 32000-1, 14.6)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf


@dataclass(frozen=True, slots=True)
class Shown:
    """A string that a page shows: its marked content from outside in, each as its tag with its
    properties, and how many of them begin before the text object."""

    marks: tuple[tuple[str, dict[str, str]], ...]
    around: int

    @property
    def number(self) -> str | None:
        """The number of the marked content in the structure, or ``None``."""
        return next((said["/MCID"] for _, said in self.marks if "/MCID" in said), None)

    @property
    def is_space(self) -> bool:
        """Whether the string is a space between two boxes."""
        return any(said.get("/ActualText") == " " for _, said in self.marks)


def shown(pdf: bytes | Path) -> Iterator[Shown]:
    """Yield each string that the pages of a PDF show."""
    with pikepdf.open(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as file:
        for page in file.pages:
            marks: list[tuple[str, dict[str, str]]] = []
            around = 0
            instructions: Any = pikepdf.parse_content_stream(page)
            for operands, operator in instructions:
                match str(operator):
                    case "BDC":
                        said = {key: str(text) for key, text in operands[1].items()}
                        marks.append((str(operands[0]), said))
                    case "BMC":
                        marks.append((str(operands[0]), {}))
                    case "EMC":
                        marks.pop()
                    case "BT":
                        around = len(marks)
                    case "TJ":
                        yield Shown(tuple(marks), around)
