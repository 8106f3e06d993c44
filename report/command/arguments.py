"""Arguments that several commands take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Folder = Annotated[
    Path,
    typer.Argument(help="The brief's folder: the one that holds brief.toml.", show_default=False),
]
