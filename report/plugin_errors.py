"""What a plug-in says is wrong, in its own words."""

from __future__ import annotations

from report.errors import ExpressionError, Finding, Location


def problem(
    where: Location | None, *, what: tuple[str, str], do: tuple[str, str]
) -> ExpressionError:
    """Return the error that a plug-in raises.

    :param where: the place, as ``context.brief.where(*path, key)`` returns it.
    :param what: what is wrong, a whole sentence in English and in Arabic.
    :param do: what to do about it, a whole sentence in English and in Arabic.
    """
    values = {"what": what[0], "what_ar": what[1], "do": do[0], "do_ar": do[1]}
    return ExpressionError(Finding("plugin-says", where or Location(), values))
