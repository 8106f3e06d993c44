"""``mujaz verify``: an edition against itself, a line for each thing that was looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from report.command.bounded import SUPERVISED
from report.command.kind import CommandKind
from report.errors import first_few
from report.messages import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report.archive.verify import Check, Verification
    from report.messages import Language

#: The largest number of other versions that are named.
_SHOWN = 5
#: What is known of the author, besides ``signed``.
_AUTHORS = ("trusted", "unsigned", "unreadable")


def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The PDF that Mujaz built.", show_default=False)],
    form: Annotated[
        Literal["text", "json"],
        typer.Option("--format", help="The format of the report.", show_default=False),
    ] = "text",
    trust: Annotated[
        list[Path] | None,
        typer.Option(
            help="Certificates (PEM) of trusted signers; may be repeated.",
            metavar="<path>",
            show_default=False,
        ),
    ] = None,
    no_rebuild: Annotated[
        bool,
        typer.Option(
            "--no-rebuild",
            help="Do not build the PDF again from its embedded files: faster, but proves less.",
            show_default=False,
        ),
    ] = False,
) -> None:
    """Verify a PDF against the data embedded in it."""
    from report.building import verify as verify_edition

    verified = verify_edition(
        file, trust=trust or (), rebuild=not no_rebuild, side_process=SUPERVISED.get()
    )
    if form == "json":
        typer.echo(_json(verified))
    else:
        typer.echo(_headline(verified, context.obj))
        for finding in verified.warnings:
            typer.echo(f"   {finding.text(context.obj)}")
        for check in verified.checks:
            for line in _lines(check, context.obj):
                typer.echo(line)
    if not verified.sound:
        raise typer.Exit(1)


def _headline(verified: Verification, language: Language) -> str:
    """Return the first line of the report: which level was reached, and what is known of the
    author."""
    level = text(f"verify.level.{verified.level or 'none'}", language)
    author = text(f"verify.author.{_author(verified)}", language)
    return text("verify.headline", language, level=level, author=author)


def _author(verified: Verification) -> str:
    if verified.author_proved:
        return "trusted"
    (signatures,) = (check for check in verified.checks if check.name == "signatures")
    return signatures.left_out if signatures.left_out in _AUTHORS else "signed"


def _lines(check: Check, language: Language) -> list[str]:
    name = text(f"verify.check.{check.name}", language)
    verdict = text(f"verify.verdict.{check.verdict}", language)
    if check.findings:
        return [
            f"[{verdict}] {name}",
            *(f"   {finding.text(language)}" for finding in check.findings),
        ]
    left_out = check.left_out
    key = f"verify.sound.{check.name}" if left_out is None else f"verify.left-out.{left_out}"
    if check.name != "rebuild" and check.facts.get("equal"):
        key = "verify.proved"
    return [f"[{verdict}] {name}: {text(key, language, **_facts(check, language))}"]


def _facts(check: Check, language: Language) -> dict[str, object]:
    facts = dict(check.facts)
    if "versions" in facts:
        facts["others"] = _others(facts["versions"], language)
    if "signatures" in facts:
        stop = text("list.semicolon", language)
        facts["signers"] = stop.join(_signer(sig, language) for sig in check.facts["signatures"])  # type: ignore[attr-defined]
    return facts


def _others(versions: object, language: Language) -> str:
    """Return which versions are here instead of those of the build."""
    differing: list[Mapping[str, str]] = list(versions)  # type: ignore[call-overload]
    if not differing:
        return ""
    comma, opening = text("list.values", language), text("verify.others", language)
    shown = [
        f"{version['name']} {version['then'] or '—'} → {version['now'] or '—'}"
        for version in differing
    ]
    return opening + comma.join(first_few(shown, _SHOWN))


def _signer(signer: Mapping[str, object], language: Language) -> str:
    """Return who signed, when and by whose clock, what is covered, and whether the signer is
    trusted."""
    when = str(signer["when"] or "—")
    if signer["attested_by"]:
        when += text("verify.attested", language, by=signer["attested_by"])
    covered = "file" if signer["covers"] == "file" else "revision"
    covers = text(f"verify.covers.{covered}", language)
    trusted = text(f"verify.trusted.{signer['trusted']}", language)
    comma = text("list.values", language)
    return comma.join(
        [str(signer["who"]), when, f"PAdES {str(signer['level'] or '—').upper()}", covers, trusted]
    )


def _json(verified: Verification) -> str:
    import json

    checks = []
    for check in verified.checks:
        findings = [finding.as_dict() for finding in check.findings]
        checks.append(
            {
                "check": check.name,
                "verdict": check.verdict,
                "left_out": check.left_out,
                "facts": dict(check.facts),
                "findings": findings,
            }
        )
    report = {
        "sound": verified.sound,
        "level": verified.level,
        "author_proved": verified.author_proved,
        "checks": checks,
        "warnings": [finding.as_dict() for finding in verified.warnings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


VERIFY = CommandKind(verify, "building")
