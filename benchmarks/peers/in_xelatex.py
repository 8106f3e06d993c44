r"""The table in XeLaTeX: polyglossia with bidi, and a ``longtable`` of columns of fixed widths.

Two runs, as the number of pages at the foot wants; no tags.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from shutil import move
from tempfile import TemporaryDirectory

from benchmarks.peers.common import (
    ABOVE,
    BESIDE,
    BOLD,
    FONTS,
    LEAD,
    LINE,
    MARGINS,
    REGULAR,
    SIZE,
    TINT,
    TITLE,
    Table,
    main,
    program,
)

PROGRAMS = ("xelatex",)
#: The characters that TeX takes for its own, among those that can be in a cell.
_SPECIAL = {ord(sign): f"\\{sign}" for sign in "#$%&_{}"} | {
    ord("\\"): r"\textbackslash{}",
    ord("~"): r"\textasciitilde{}",
    ord("^"): r"\textasciicircum{}",
}


def cell(text: str) -> str:
    """Return a text with the signs that TeX would take for its own made safe."""
    return text.translate(_SPECIAL)


def source(table: Table) -> str:
    """Return the document."""
    top, outer, bottom, spine = MARGINS
    room = 210 - outer - spine
    columns = "".join(
        rf">{{\raggedleft\arraybackslash}}p{{{room * width / 100 - 2 * BESIDE:.2f}mm}}"
        for width in table.widths
    )
    rule = rf"\\[{ABOVE}mm] \arrayrulecolor{{line}}\hline"
    head = " & ".join(rf"\textbf{{{cell(name)}}}" for name in table.head)
    body = "\n".join(" & ".join(map(cell, row)) + rule for row in table.rows)
    return rf"""\documentclass{{article}}
\usepackage[a4paper,top={top}mm,bottom={bottom}mm,left={outer}mm,right={spine}mm]{{geometry}}
\usepackage{{array,longtable,fancyhdr,lastpage}}
\usepackage[table]{{xcolor}}
\usepackage{{polyglossia}}
\setdefaultlanguage[numerals=maghrib]{{arabic}}
\newfontfamily\arabicfont[Script=Arabic,Path={FONTS}/,BoldFont={BOLD.name}]{{{REGULAR.name}}}
\definecolor{{line}}{{HTML}}{{{LINE[1:].upper()}}}
\definecolor{{tint}}{{HTML}}{{{TINT[1:].upper()}}}
\pagestyle{{fancy}}\fancyhf{{}}\renewcommand\headrulewidth{{0pt}}
\fancyhead[R]{{{TITLE}}}\fancyfoot[L]{{\thepage\ من \pageref{{LastPage}}}}
\setlength\tabcolsep{{{BESIDE}mm}}\setlength\LTleft{{0pt}}\setlength\LTright{{0pt}}\setlength\parindent{{0pt}}
\setlength\extrarowheight{{{ABOVE}mm}}
\begin{{document}}
\fontsize{{{SIZE}pt}}{{{LEAD}pt}}\selectfont
\section*{{{TITLE}}}
\rowcolors{{2}}{{white}}{{tint}}
\begin{{longtable}}{{@{{}}{columns}@{{}}}}
{head}{rule}\endhead
{body}
\end{{longtable}}
\end{{document}}
"""


def command(latex: str, folder: Path) -> list[str]:
    """Return the command line that sets ``table.tex`` in ``folder``."""
    return [
        latex,
        "-interaction=batchmode",
        "-halt-on-error",
        "-no-shell-escape",
        f"-output-directory={folder}",
        "table",
    ]


def write(table: Table, path: Path) -> None:
    """Write the PDF.

    :raises subprocess.CalledProcessError: when XeLaTeX fails, as where a package is not installed.
    """
    latex = program(PROGRAMS)
    if latex is None:
        sys.exit("XeLaTeX is not installed.")
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        (folder / "table.tex").write_text(source(table), "utf-8")
        for _ in range(2):
            subprocess.run(
                command(latex, folder), cwd=folder, check=True, stdout=subprocess.DEVNULL
            )
        move(folder / "table.pdf", path)


if __name__ == "__main__":
    main(write)
