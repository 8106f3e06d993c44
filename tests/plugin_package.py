"""The package of docs/extending.md, built into a wheel and installed into a folder."""

from __future__ import annotations

import re
import tomllib
import zipfile
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
_FILE = re.compile(r"^\*\*`([^`]+)`\*\*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def example() -> Mapping[str, str]:
    """Return the files that docs/extending.md shows, by their paths."""
    return dict(_FILE.findall((ROOT / "docs" / "extending.md").read_text("utf-8")))


def install(folder: Path, files: Mapping[str, str], version: str = "1.0") -> Path:
    """Build a wheel of the files as PEP 427 has it, and install it into ``folder`` as PEP 376 has it."""
    project = tomllib.loads(files["pyproject.toml"])["project"]
    name = project["name"].replace("-", "_")
    about = f"{name}-{version}.dist-info"
    all_items = []
    for group, entries in project["entry-points"].items():
        all_items.append(
            f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in entries.items())
        )
    points = "".join(all_items)
    inside = {path: text for path, text in files.items() if path.startswith("mujaz_office/")}
    inside |= {
        f"{about}/METADATA": f"Metadata-Version: 2.4\nName: {project['name']}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/entry_points.txt": points,
    }
    record = [
        f"{path},sha256={_record_digest(text)},{len(text.encode())}"
        for path, text in inside.items()
    ]
    inside[f"{about}/RECORD"] = "\n".join([*record, f"{about}/RECORD,,", ""])
    folder.mkdir(exist_ok=True)
    wheel = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in inside.items():
            archive.writestr(path, text)
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _record_digest(text: str) -> str:
    return urlsafe_b64encode(sha256(text.encode()).digest()).rstrip(b"=").decode()
