"""The versions of the software that an edition is made with."""

from __future__ import annotations

import operator
import platform
import re
import sys
import zlib
from functools import cache
from importlib import metadata

import report
from report.inputs import own_digest

#: The requirements of Mujaz, as in pyproject.toml; their own requirements are looked up.
LIBRARIES = (
    "babel", "bagit", "deflate", "fonttools", "hijridate", "jinja2", "markdown-it-py", "markupsafe",
    "matplotlib", "mdit-py-plugins", "numpy", "openpyxl", "packaging", "pandas", "pandera",
    "pikepdf", "pyarrow", "pydantic", "pyhanko", "pypdfium2", "pyproj", "python-calamine", "rich",
    "shapely", "sqlalchemy", "tomlkit", "typer", "uharfbuzz", "weasyprint",
)  # fmt: skip
#: What the markers of most requirements compare: the version of Python with a version of two
#: numbers, and the name of the system.
_OF_PYTHON = re.compile(
    r"\s*(?:python_version *(?P<sign>[<>]=?|[=!]=)|python_full_version *(?P<less><)) *"
    r"(['\"])(?P<version>\d+\.\d+)\3\s*"
)
_OF_SYSTEM = re.compile(
    r"\s*(?P<name>sys_platform|platform_system|implementation_name"
    r"|platform_python_implementation) *(?P<sign>[=!]=) *(['\"])(?P<value>[A-Za-z]+[0-9]*)\3\s*"
)
_COMPARISONS = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
    "==": operator.eq, "!=": operator.ne,
}  # fmt: skip
#: A field of the metadata of a distribution that its requirements are read from.
_METADATA_FIELD = re.compile(r"^(Version|Requires-Dist): *(.*\S)", re.MULTILINE)
#: The name at the start of a requirement; a condition that is false without extras; a condition of
#: several in brackets.
_REQUIRED_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_OF_EXTRA = re.compile(r"\bextra *== *(?:\"[^\"]+\"|'[^']+')")

_own_digest = cache(own_digest)


def versions() -> dict[str, str]:
    """Return the versions of everything that affects an edition's bytes: Mujaz, Python, Pango,
    qpdf, every library.

    That of Mujaz is as :func:`own_version` returns it.
    """
    import pikepdf

    from report.render.engine.glyphs import pango_version

    installed = {
        "mujaz": own_version(),
        "python": ".".join(map(str, sys.version_info[:3])),
        "pango": pango_version(),
        "qpdf": pikepdf.__libqpdf_version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    return installed | dict(sorted(_required(LIBRARIES).items()))


def own_version() -> str:
    """Return the version of Mujaz with a digest of its code, templates and assets:
    ``0.1.0+sha256.0123456789abcdef``."""
    return f"{report.__version__}+sha256.{_own_digest()[:16]}"


@cache
def _required(names: tuple[str, ...]) -> dict[str, str]:
    """Return the versions of installed distributions and of their requirements, recursively and
    without extras."""
    versions_by_name: dict[str, str] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        key = name.lower().replace("_", "-")
        if key in versions_by_name:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system, or another Python
        # The library would parse the whole description for it, again at each query.
        head = (distribution.read_text("METADATA") or "").partition("\n\n")[0]
        fields = _METADATA_FIELD.findall(head)
        version = next((text for field, text in fields if field == "Version"), None)
        versions_by_name[key] = version or distribution.version
        asked = (asked_name(text) for field, text in fields if field == "Requires-Dist")
        waiting += [name for name in asked if name is not None]
    return versions_by_name


def asked_name(requirement: str) -> str | None:
    """Return the name of the distribution that a requirement (PEP 508) asks for on this machine;
    ``None`` if it asks for none, or for an extra only.

    Most requirements have no marker, one comparison, or one that only an extra fulfils. These need
    no parser, which takes longer to load than all of them to read.
    """
    name = _REQUIRED_NAME.match(requirement)
    _, is_marked, marker = requirement.partition(";")
    if name is not None and "@" not in requirement:  # an address may have any sign
        applies = _applies(marker) if is_marked else True
        if applies is not None:
            return name[0] if applies else None
    from packaging.requirements import Requirement

    parsed = Requirement(requirement)
    # Other installed software, for tests or unrelated, does not belong to it.
    if parsed.marker is None or parsed.marker.evaluate({"extra": ""}):
        return parsed.name
    return None


def _applies(marker: str) -> bool | None:
    """Return whether a simple marker holds on this machine without extras; ``None`` if it is not
    simple."""
    joined = _IN_BRACKETS.sub("", marker)
    if " or " not in joined and _OF_EXTRA.search(joined):
        return False
    compared = _OF_PYTHON.fullmatch(marker)
    if compared is not None:
        numbers = tuple(map(int, compared["version"].split(".")))
        compare = _COMPARISONS[compared["sign"] or compared["less"]]
        return bool(compare(sys.version_info[:2], numbers))
    compared = _OF_SYSTEM.fullmatch(marker)
    if compared is not None:
        values_here = {
            "sys_platform": sys.platform,
            "platform_system": platform.system(),
            "implementation_name": sys.implementation.name,
            "platform_python_implementation": platform.python_implementation(),
        }
        return (values_here[compared["name"]] == compared["value"]) == (compared["sign"] == "==")
    return None
