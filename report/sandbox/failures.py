"""What fails while a template is filled, in the words of a template and with its line."""

from __future__ import annotations

from dataclasses import replace

from report.errors import Finding, Location, MujazError

#: Kinds of exceptions of Python, and the rule that says the same in the words of a template.
_RULES: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((ZeroDivisionError,), "divided-by-zero"),
    ((RecursionError, SyntaxError, MemoryError), "sandbox-nested-deep"),
    ((Exception,), "wrong-kind"),
)


def explained(error: Exception, where: Location) -> tuple[Finding, ...]:
    """Return what an exception says, as findings at ``where`` unless they have their own line."""
    if isinstance(error, MujazError):
        return tuple(
            finding if finding.where.line is not None else replace(finding, where=where)
            for finding in error.findings
        )
    rule = next(rule for kinds, rule in _RULES if isinstance(error, kinds))
    return (Finding(rule, where),)


def last_place(error: BaseException, where: Location) -> Location:
    """Return the template and line that ``error`` came from, as Jinja rewrites the traceback to
    say."""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            file = None if code.co_filename == "<template>" else code.co_filename
            where = Location(file=file or where.file, line=trace.tb_lineno)
        trace = trace.tb_next
    return where
