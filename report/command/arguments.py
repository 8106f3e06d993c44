"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from report.archive.profiles import Profile

Folder = Annotated[
    Path,
    typer.Argument(help="The brief's folder: the one that holds brief.toml.", show_default=False),
]
DigitsOption = Annotated[
    Literal["latn", "arab"] | None,
    typer.Option(
        help="The figures, 123 or ١٢٣; as the brief says if not given.", show_default=False
    ),
]
ProfileOption = Annotated[
    Profile,
    typer.Option(
        help="What the PDF conforms to: archive is PDF/A-3a and PDF/UA-1; a draft claims nothing."
    ),
]
