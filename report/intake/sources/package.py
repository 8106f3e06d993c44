"""Frictionless data packages: ``datapackage.json`` lists resources, ``sheet`` selects one.

https://datapackage.org/standard/data-package/ (version 1 and 2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, TypeGuard

from report.errors import Location, TableError
from report.intake.grid import Grid, Recognised
from report.intake.sources.files import Source, find_files, load
from report.intake.sources.json_records import grid_of_json
from report.nearest import nearest

if TYPE_CHECKING:
    from report.brief.tables import Table

_DELIMITERS = frozenset(",;\t|،؛")
_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16",
    "windows-1256": "windows-1256",
    "cp1256": "windows-1256",
    "iso-8859-6": "iso-8859-6",
    "macarabic": "mac-arabic",
    "x-mac-arabic": "mac-arabic",
    "cp720": "cp720",
    "dos-720": "cp720",
    "ibm720": "cp720",
}
#: Dialect properties, beside the delimiter, with the values that this reader implements.
_AS_READ: Mapping[str, tuple[object, ...]] = {
    "header": (True,),
    "quoteChar": ('"',),
    "doubleQuote": (True,),
    "skipInitialSpace": (False,),
    "caseSensitiveHeader": (True, False),
    "lineTerminator": ("\n", "\r\n", "\r"),
    "csvddfVersion": (1, 1.2, "1.2"),
    "nullSequence": ("",),
    "$schema": (),
}


def is_package(value: object) -> TypeGuard[dict[str, Any]]:
    """Return whether a JSON value describes a data package."""
    return isinstance(value, dict) and isinstance(value.get("resources"), list)


def read_package(
    source: Source,
    package: dict[str, Any],
    spec: Table,
    folder: Path,
    read: Callable[[Source, Table], Grid],
) -> Grid:
    """Read the resource that ``sheet`` names, or the only one; ``read`` reads a file.

    :raises TableError: ``package-shape``, ``unknown-sheet``, ``which-table``, ``package-remote``,
        ``package-dialect``, ``package-hash``, and what ``read`` raises.
    :raises BriefError: ``no-file``, ``outside-brief``.
    """
    resource, name = _resource(source, package, spec)
    recognised = () if spec.sheet is not None else (Recognised("sheet", name),)
    where = replace(source.where, sheet=name)
    if "data" in resource:
        grid = grid_of_json(source, resource["data"], ())
    else:
        path = resource.get("path")
        if isinstance(path, list) and len(path) == 1:
            path = path[0]
        if not isinstance(path, str) or not path:
            raise TableError.of("package-shape", where, key="path")
        file = _file(source, path, folder, where)
        _check_bytes(file, resource, where)
        grid = read(file, _spec(spec, resource, where))
    return replace(grid, recognised=(*recognised, *grid.recognised))


def _resource(source: Source, package: dict[str, Any], spec: Table) -> tuple[dict[str, Any], str]:
    resources = package["resources"]
    if not resources or not all(
        isinstance(item, dict) and isinstance(item.get("name"), str) for item in resources
    ):
        raise TableError.of("package-shape", source.where, key="resources")
    names = [item["name"] for item in resources]
    listed = tuple(names)
    if isinstance(spec.sheet, int) and 1 <= spec.sheet <= len(names):
        return resources[spec.sheet - 1], names[spec.sheet - 1]
    if spec.sheet in names:
        return resources[names.index(str(spec.sheet))], str(spec.sheet)
    if spec.sheet is not None:
        meant = nearest(str(spec.sheet), names)
        raise TableError.of(
            "unknown-sheet", source.where, given=spec.sheet, nearest=meant, known=listed
        )
    if len(names) > 1:
        raise TableError.of("which-table", source.where, count=len(names), known=listed)
    return resources[0], names[0]


def _file(source: Source, path: str, folder: Path, where: Location) -> Source:
    """Return the file of a resource: beside the package, in the brief's folder, never on the
    network.
    """
    if "://" in path:
        raise TableError.of("package-remote", where, path=path[:80])
    relative = PurePosixPath(path)
    if (
        relative.is_absolute()
        or ".." in relative.parts
        or "\\" in path
        or any(sign in path for sign in "*?[")
    ):
        raise TableError.of("package-remote", where, path=path[:80])
    beside = source.path.parent.relative_to(folder) / Path(path)
    return load(find_files(beside.as_posix(), folder, where)[0], None)


def _check_bytes(file: Source, resource: dict[str, Any], where: Location) -> None:
    """Check the file against the package's checksum: SHA-256, or MD5, the standard's default."""
    checksum = resource.get("hash")
    if not isinstance(checksum, str) or not checksum:
        return
    kind, _, digest = checksum.rpartition(":")
    data = file.path.read_bytes()
    compute = {
        "sha256": lambda: hashlib.sha256(data).hexdigest(),
        "": lambda: hashlib.md5(data, usedforsecurity=False).hexdigest(),
        "md5": lambda: hashlib.md5(data, usedforsecurity=False).hexdigest(),
    }.get(kind.lower())
    if compute is not None and compute() != digest.lower():
        raise TableError.of("package-hash", where, path=file.path.name)


def _spec(spec: Table, resource: dict[str, Any], where: Location) -> Table:
    """Return the table's keys, completed with the package's encoding and delimiter."""
    changes: dict[str, Any] = {"sheet": None, "format": None}
    encoding = resource.get("encoding")
    if isinstance(encoding, str) and spec.encoding == "auto":
        changes["encoding"] = _ENCODINGS.get(encoding.lower(), "auto")
    dialect = resource.get("dialect", {})
    if not isinstance(dialect, dict):
        raise TableError.of("package-dialect", where, key="dialect")
    csv = dialect.get("csv", dialect)
    if not isinstance(csv, dict):
        raise TableError.of("package-dialect", where, key="dialect.csv")
    for key, value in csv.items():
        if key == "delimiter" and value in _DELIMITERS:
            changes["delimiter"] = value if spec.delimiter == "auto" else spec.delimiter
        elif key not in _AS_READ or (_AS_READ[key] and value not in _AS_READ[key]):
            raise TableError.of("package-dialect", where, key=f"dialect.{key}")
    return spec.model_copy(update=changes)
