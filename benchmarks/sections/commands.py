"""Every command beside the build."""

from benchmarks.claims import Claim, Figure, Section

SECTION = Section(
    "Every command beside the build",
    "A brief with one register of six columns. Each command reads the finished PDF, `check` the "
    "brief, in a process of its own, without cache. Ratios and growth are of processor time, with "
    "child processes; a long `trace` works in two processes at once. `verify` builds again; with "
    "equal bytes, it then reads the glyphs of the register. The growth that is claimed is that of "
    "the time beyond a register of one row, from 20,000 rows: what 1,000 rows take beyond it is "
    "hardly more than the noise. The sizes take turns. A command that takes less than five seconds "
    "runs five times; its median counts.",
    ("commands.py",),
    claims=(
        Claim(
            Figure("`verify` of 20,000 rows, as a multiple of the build", "verify-20000", 1.5),
            Figure("100,000 rows", "verify-100000", 1.5),
            (
                Figure("20,000 rows with `--no-rebuild`", "verify-no-rebuild-20000", 1.5),
                Figure("100,000 rows with `--no-rebuild`", "verify-no-rebuild-100000", 1.5),
                Figure("20,000 rows of real texts", "verify-real", 1.5),
                Figure(
                    "20,000 rows of real texts with `--no-rebuild`", "verify-no-rebuild-real", 1.5
                ),
            ),
        ),
        Claim(
            Figure("`rebuild` of 20,000 rows, as a multiple of the build", "rebuild-20000", 1.1),
            Figure("`trace` of 100,000 rows, by the clock", "elapsed-trace-100000", 2, " s"),
            tuple(
                Figure(f"Growth of `{name}` from 20,000 rows", f"growth-later-{name}", 1.05)
                for name in ("verify", "trace", "sign", "bag")
            ),
        ),
    ),
    plain=False,
)
