"""On what a build stands besides its brief: Mujaz itself, Python, the libraries, what the
environment tells them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from report.inputs import own_digest
from report.places import package
from report.registry import plugin_files

#: The state of a file: its path, its size, when it was last written, in nanoseconds.
Stamp = tuple[str, int, int]

#: Variables that steer the libraries: where they are loaded from, and how they set and draw.
_STEERING = ("FC_", "FONTCONFIG_", "FREETYPE_", "HB_", "LD_", "PANGO", "PYTHON", "WEASYPRINT_")
_MAPS = Path("/proc/self/maps")
_FONT_SETTINGS = (
    "/etc/fonts",
    "/etc/fonts/conf.d",
    "~/.config/fontconfig",
    "~/.config/fontconfig/conf.d",
)


def surroundings() -> str:
    """Return the SHA-256 of all that can be known before a library is loaded.

    Those loaded are seen to by :func:`loaded`.
    """
    digest = sha256()
    facts = (
        sys.version, sys.platform, os.uname().machine, sys.prefix, sys.base_prefix,
        sorted((name, value) for name, value in os.environ.items() if name.startswith(_STEERING)),
        sorted(_installed()),
        stamps(["/etc/ld.so.cache", *_settings_of_fonts()]),
    )  # fmt: skip
    digest.update(repr(facts).encode())
    digest.update(own_digest().encode())
    return digest.hexdigest()


def loaded() -> list[Stamp] | None:
    """Return the files of every library and plug-in that this process has loaded, Python's and the
    system's.

    ``None`` where the system does not tell, as macOS does not: nothing is then kept.
    """
    try:
        maps = os.fsdecode(_MAPS.read_bytes())
    except OSError:
        return None
    shared = {
        line.split(maxsplit=5)[5] for line in maps.splitlines() if ".so" in line.rpartition("/")[2]
    }
    own = f"{package()}{os.sep}"
    brought = {str(path) for path in plugin_files()}
    modules = {
        str(getattr(module, "__file__", None) or "") for module in list(sys.modules.values())
    }
    return stamps(
        sorted(
            path
            for path in shared | modules | brought
            if path.startswith("/") and not path.startswith(own)
        )
    )


def stamps(paths: Iterable[str]) -> list[Stamp]:
    """Return the stamp of each path where there is a file."""
    result = []
    for path in paths:
        with suppress(OSError):
            about = os.stat(path)  # noqa: PTH116 (some thousands of them)
            result.append((path, about.st_size, about.st_mtime_ns))
    return result


def _installed() -> Iterator[str]:
    """Yield the names of what is installed, which hold the versions."""
    for folder in sys.path:
        with suppress(OSError):
            names = os.listdir(folder or ".")  # noqa: PTH208
            yield from (name for name in names if name.endswith((".dist-info", ".egg-info")))


def _settings_of_fonts() -> Iterator[str]:
    for folder in map(os.path.expanduser, _FONT_SETTINGS):
        with suppress(OSError):
            yield from sorted(f"{folder}/{name}" for name in os.listdir(folder))  # noqa: PTH208
