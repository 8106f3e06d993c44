"""``mujaz verify``: an edition against itself, a line for each thing that was looked at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from report.command.kind import CommandKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from report.archive.verify import Check, Verification
    from report.archive.verify.model import CheckName, Level, Reason
    from report.messages import Language

_NAMES: dict[CheckName, tuple[str, str]] = {
    "structure": ("structure", "بنية الملف"),
    "seal": ("seal", "الختم الرقمي"),
    "objects": ("objects", "مكونات الملف"),
    "files": ("files inside", "الملفات المرفقة"),
    "metadata": ("metadata", "البيانات الوصفية"),
    "tables": ("tables", "الجداول"),
    "measures": ("measures", "المؤشرات"),
    "pages": ("pages", "الصفحات"),
    "text": ("text layer", "طبقة النص"),
    "seen": ("visibility", "ظهور النص"),
    "rebuild": ("built again", "إعادة البناء"),
    "signatures": ("signatures", "التوقيعات"),
    "conformance": ("conformance", "المطابقة"),
}
_SOUND: dict[CheckName, tuple[str, str]] = {
    "structure": ("sound, PDF {version}", "سليمة، PDF {version}"),
    "seal": (
        "whole: no byte of {bytes} has changed; {later} added later",
        "لم يتغير أي بايت من {bytes}؛ وأضيف بعده {later}",
    ),
    "objects": (
        "{objects}, nothing beyond what Mujaz writes",
        "عددها {objects}، ولا شيء فيها مما لا يكتبه موجز",
    ),
    "files": ("each of {files} has its digest", "عددها {files}، ولكل ملف بصمته الصحيحة"),
    "metadata": (
        "as the brief inside says, {identifier}",
        "كما يذكر الموجز الذي بالداخل، {identifier}",
    ),
    "tables": (
        "{tables} read again, {rows} rows: equal",
        "أعيدت قراءة {tables}، وصفوفها {rows}: متطابقة",
    ),
    "measures": ("{measures} counted again: equal", "أعيد حساب {measures}: متطابقة"),
    "pages": (
        "{texts} texts on {pages} pages: each as counted",
        "{texts} من النصوص في {pages} من الصفحات: كلها كما حُسبت",
    ),
    "text": ("{texts} texts: each drawn as it reads", "{texts} من النصوص: كلها مرسومة كما تُقرأ"),
    "seen": ("{texts} texts: none is hidden", "{texts} من النصوص: ليس منها مخفي"),
    "rebuild": ("equal bytes{others}", "بايتات متطابقة{others}"),
    "signatures": ("{signers}", "{signers}"),
    "conformance": ("{claims}, by veraPDF {version}", "{claims} بحكم veraPDF {version}"),
}
#: What is said of a check that equal bytes prove.
_PROVED = ("as built again", "كما أعيد البناء")
_LEFT_OUT: dict[Reason, tuple[str, str]] = {
    "unreadable": ("not looked at: the PDF cannot be read so far", "لم يُفحص: تعذرت قراءة الملف"),
    "holds-no-files": (
        "not looked at: this profile holds no files",
        "لم يُفحص: هذه الصيغة لا تحمل ملفات",
    ),
    "not-inside": (
        "not looked at: the brief inside cannot be composed",
        "لم يُفحص: تعذر تأليف الموجز الذي بالداخل",
    ),
    "unsigned": ("none", "لا توقيع"),
    "no-claim": ("the PDF claims nothing", "لا يدعي الملف أي مطابقة"),
    "not-asked": ("not asked", "لم تطلب"),
    "other-versions": (
        "undecided{others}; what does not depend on them is equal",
        "غير محسوم{others}؛ وما لا يتوقف عليها متطابق",
    ),
    "not-built": ("not built{others}", "تعذر البناء{others}"),
    "no-judge": ("not judged: veraPDF is not here", "لم يُحكم فيها: veraPDF غير متوفر"),
}
_LEVELS: dict[Level | None, tuple[str, str]] = {
    "rebuilt": ("rebuilt: equal bytes", "أعيد بناؤه: بايتات متطابقة"),
    "counted": ("counted again", "أعيد حسابه"),
    "sealed": ("untouched since sealed", "لم يمس منذ ختمه"),
    None: ("nothing is proved", "لم يثبت شيء"),
}
#: What is known of the author: of one who is trusted, of one who signed, of nobody.
_AUTHORS = {
    "trusted": ("signed by somebody who is trusted", "موقع ممن يوثق به"),
    "signed": (
        "signed, but by nobody who is known to be trusted: the author is not proved",
        "موقع، لكن الموقع غير معروف بالثقة: فصاحبه غير ثابت",
    ),
    "unsigned": (
        "not signed: a seal without a signature proves no author",
        "غير موقع: الختم وحده دون توقيع لا يثبت صاحب الملف",
    ),
    "unreadable": ("the signatures were not read", "لم تُقرأ التوقيعات"),
}
#: So many other versions are named.
_SHOWN = 5
_VERDICTS = {"ok": ("ok", "سليم"), "failed": ("FAILED", "خلل"), "left-out": ("–", "–")}


def verify(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The PDF that Mujaz built.", show_default=False)],
    form: Annotated[
        Literal["text", "json"],
        typer.Option("--format", help="The form of the report.", show_default=False),
    ] = "text",
    trust: Annotated[
        list[Path] | None,
        typer.Option(
            help="Certificates (PEM) of those who are trusted to sign; may be repeated.",
            metavar="<path>",
            show_default=False,
        ),
    ] = None,
    no_rebuild: Annotated[
        bool,
        typer.Option(
            "--no-rebuild",
            help="Do not build the PDF again from what is inside: it takes less time, and less is proved.",
            show_default=False,
        ),
    ] = False,
) -> None:
    """Hold a PDF against the data inside it."""
    from report.building import verify as verify_edition

    verified = verify_edition(file, trust=trust or (), rebuild=not no_rebuild)
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
    """Return the first line of the report: which level was reached, and what is known of the author."""
    at = 1 if language == "ar" else 0
    named, comma = (("Level", ";"), ("المستوى", "؛"))[at]
    return f"{named}: {_LEVELS[verified.level][at]}{comma} {_AUTHORS[_author(verified)][at]}"


def _author(verified: Verification) -> str:
    if verified.author_proved:
        return "trusted"
    (signatures,) = (check for check in verified.checks if check.name == "signatures")
    return signatures.left_out if signatures.left_out in _AUTHORS else "signed"


def _lines(check: Check, language: Language) -> list[str]:
    at = 1 if language == "ar" else 0
    name, verdict = _NAMES[check.name][at], _VERDICTS[check.verdict][at]
    if check.findings:
        return [
            f"[{verdict}] {name}",
            *(f"   {finding.text(language)}" for finding in check.findings),
        ]
    said = _LEFT_OUT[check.left_out] if check.left_out is not None else _SOUND[check.name]
    if check.name != "rebuild" and check.facts.get("equal"):
        said = _PROVED
    return [f"[{verdict}] {name}: {said[at].format_map(_told(check, language))}"]


def _told(check: Check, language: Language) -> dict[str, object]:
    facts = dict(check.facts)
    if "versions" in facts:
        facts["others"] = _others(facts["versions"], language)
    if "signatures" in facts:
        stop = "؛ " if language == "ar" else "; "
        facts["signers"] = stop.join(_signer(one, language) for one in check.facts["signatures"])  # type: ignore[attr-defined]
    return facts


def _others(versions: object, language: Language) -> str:
    """Return which versions are here in place of those of the build."""
    found: list[Mapping[str, str]] = list(versions)  # type: ignore[call-overload]
    if not found:
        return ""
    comma, before = ("، ", "؛ إصدارات أخرى: ") if language == "ar" else (", ", "; other versions: ")
    shown = comma.join(
        f"{one['name']} {one['then'] or '—'} → {one['now'] or '—'}" for one in found[:_SHOWN]
    )
    return before + shown + (" …" if len(found) > _SHOWN else "")


def _signer(one: Mapping[str, object], language: Language) -> str:
    """Return who signed, when and by whose clock, what is covered, and whether the signer is trusted."""
    at = 1 if language == "ar" else 0
    when = str(one["when"] or "—")
    if one["attested_by"]:
        when += (f" (time stamp of {one['attested_by']})", f" (بختم وقت من {one['attested_by']})")[
            at
        ]
    covers = (
        ("the whole file", "الملف كله")
        if one["covers"] == "file"
        else ("an earlier revision", "صيغة سابقة")
    )[at]
    words: dict[object, tuple[str, str]] = {
        True: ("trusted", "موثوق"), False: ("not trusted", "غير موثوق"), None: ("no --trust given", "لم يذكر --trust"),
    }  # fmt: skip
    trusted = words[one["trusted"]][at]
    comma = "، " if language == "ar" else ", "
    return comma.join(
        [str(one["who"]), when, f"PAdES {str(one['level'] or '—').upper()}", covers, trusted]
    )


def _json(verified: Verification) -> str:
    import json

    checks = [
        {
            "check": check.name,
            "verdict": check.verdict,
            "left_out": check.left_out,
            "facts": dict(check.facts),
            "findings": [finding.as_dict() for finding in check.findings],
        }
        for check in verified.checks
    ]
    report = {
        "sound": verified.sound,
        "level": verified.level,
        "author_proved": verified.author_proved,
        "checks": checks,
        "warnings": [finding.as_dict() for finding in verified.warnings],
    }
    return json.dumps(report, ensure_ascii=False, indent=2)


VERIFY = CommandKind(verify, "building")
