"""``python -m report`` is ``mujaz``."""

from report.command import main

main()
