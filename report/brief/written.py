"""A brief that was made in Python, as the text of a ``brief.toml``."""

from __future__ import annotations

from report.brief.model import Brief


def toml_of(model: Brief) -> str:
    """Return TOML 1.0 that reads as this brief; what was not set is left out. Equal models give
    equal text."""
    import tomlkit

    dumped = model.model_dump(by_alias=True, exclude_unset=True)
    return tomlkit.dumps({key: _plain(value) for key, value in dumped.items() if value is not None})


def _plain(value: object) -> object:
    """Return a value of the model as TOML has it: lists for tuples, nothing for ``None``."""
    if isinstance(value, dict):
        return {str(key): _plain(child) for key, child in value.items() if child is not None}
    if isinstance(value, list | tuple):
        return [_plain(child) for child in value]
    return str(value) if isinstance(value, str) else value
