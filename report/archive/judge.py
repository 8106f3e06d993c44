"""veraPDF, the validator of PDF/A (ISO 19005) and PDF/UA (ISO 14289): find it, run it, read its
report."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from report.errors import ArchiveError, Location
from report.messages import reason

#: The location of veraPDF: a folder of its jars, or its program.
VARIABLE = "MUJAZ_VERAPDF"
_MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
#: File names, not only texts, pass through Java, so it needs their encoding. A run is short: the
#: parallel collector takes more processor time than it saves.
_JAVA = ("-Dfile.encoding=UTF-8", "-XX:+IgnoreUnrecognizedVMOptions", "-XX:+UseSerialGC")
#: Java without its second compiler. That takes 4 s of processor time, and saves a third of a run
#: over many bytes: for 15 MB of editions by two flavours, 45 s of 108 s.
_ONE_COMPILER = "-XX:TieredStopAtLevel=1"
#: The bytes, of all files and by each flavour, from which on the second compiler saves time.
_MANY_BYTES = 4 * 1024 * 1024
#: The time limit of one run, in seconds: a base, and an addition for each file and flavour.
_FIRST, _EACH = 120, 60
#: The option that lets veraPDF judge a file by every flavour that it claims, and the flavour in the
#: name of a profile: "PDF/A-3a validation profile", "PDF/UA-1 validation profile".
_AS_CLAIMED = "0"
_PROFILE = re.compile(r"PDF/(?:A-|(?P<accessible>UA)-)(?P<level>\w+) ")
#: A report larger than this many bytes is not read: the largest of an edition is less than a
#: hundredth of it.
_LARGEST_REPORT = 256 * 1024 * 1024
_CORE = "core"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The judgement of veraPDF on one file by one ``flavour`` (``3a``, ``ua1``, in veraPDF's
    names).

    ``rules`` are the violated rules as ``clause-test`` (``6.6.4-2``), each once. ``report`` is
    veraPDF's own, as XML in UTF-8, without what changes from run to run: dates, durations, folders.
    ``problem`` is why a file could not be judged; it is then not ``compliant``.
    """

    flavour: str
    compliant: bool
    rules: tuple[str, ...]
    version: str
    report: bytes
    problem: str | None = None


def find_verapdf() -> tuple[str, ...] | None:
    """Return the command that runs veraPDF, or ``None`` if there is no veraPDF.

    ``MUJAZ_VERAPDF`` names a folder of jars, run with Java, or a program. Without it, ``verapdf``
    is searched on the ``PATH``.

    :raises ArchiveError: ``verapdf-not-there``, ``verapdf-without-java``: the variable is set but
        unusable.
    """
    named = os.environ.get(VARIABLE)
    if not named:
        command = shutil.which("verapdf")
        return None if command is None else (command,)
    path = Path(named).absolute()
    if path.is_dir() and any(path.glob("*.jar")):
        java = shutil.which("java")
        if java is None:
            raise ArchiveError.of("verapdf-without-java", Location(file=named))
        return (java, *_JAVA, "-cp", f"{path}/*", _MAIN)
    program = shutil.which(str(path))
    if program is None:
        raise ArchiveError.of("verapdf-not-there", Location(file=named))
    return (program,)


def judge(paths: Sequence[Path], flavours: Sequence[str]) -> dict[Path, dict[str, Judgement]]:
    """Return veraPDF's judgement of each of ``paths`` by each of ``flavours``.

    All files are judged in one run, because most of a short run is the start of Java, and most of a
    long one is to read the files. Files that do not claim all of several flavours take a run for
    each flavour they do not claim. A file that veraPDF cannot read, or not in time, has a judgement
    with a ``problem``.

    :raises ArchiveError: ``no-verapdf``; ``verapdf-failed`` if its output cannot be read; see
        :func:`find_verapdf`.
    :raises OSError: if a file cannot be read.
    """
    command = find_verapdf()
    if command is None:
        raise ArchiveError.of("no-verapdf")
    if len(flavours) == 1:
        return _judged(command, paths, flavours[0], flavours)
    judgements = _judged(command, paths, _AS_CLAIMED, flavours)
    for flavour in flavours:
        unclaimed = [path for path, by_flavour in judgements.items() if flavour not in by_flavour]
        if unclaimed:
            for path, judgement in _judged(command, unclaimed, flavour, [flavour]).items():
                judgements[path].update(judgement)
    for path, by_flavour in judgements.items():
        judgements[path] = {flavour: by_flavour[flavour] for flavour in flavours}
    return judgements


def _judged(
    command: Sequence[str], paths: Sequence[Path], option: str, flavours: Sequence[str]
) -> dict[Path, dict[str, Judgement]]:
    """Return the judgements of one run.

    :param option: the flavour that is asked for, or :data:`_AS_CLAIMED`; in that case, a file has
        no judgement by a flavour that it does not claim.
    """
    names = {f"{number:06}.pdf": path for number, path in enumerate(dict.fromkeys(paths))}
    with TemporaryDirectory(prefix="mujaz-verapdf-") as temporary:
        # Generated names: none is an option, a pattern, or has a letter that Java cannot encode.
        for name, path in names.items():
            shutil.copyfile(path, Path(temporary) / name)
        folder = Path(temporary).resolve()
        size = sum((folder / name).stat().st_size for name in names) * len(flavours)
        options = ["--flavour", option, "--format", "xml", *names]
        seconds = _FIRST + _EACH * len(names) * len(flavours)
        answer = _run([*_for_size(command, size), *options], folder, seconds)
    if answer is None:
        late = {flavour: _late(flavour) for flavour in flavours}
        return {path: dict(late) for path in names.values()}
    answer = answer.replace(os.fsencode(folder) + b"/", b"")
    return _read(answer, names, None if option == _AS_CLAIMED else option)


def _for_size(command: Sequence[str], size: int) -> Sequence[str]:
    """Return the command for a run over ``size`` bytes."""
    if command[-1] != _MAIN or size >= _MANY_BYTES:
        return command
    return (command[0], _ONE_COMPILER, *command[1:])


def _late(flavour: str) -> Judgement:
    return Judgement(
        flavour=flavour, compliant=False, rules=(), version="", report=b"", problem="timeout"
    )


def _run(command: Sequence[str], folder: Path, seconds: float) -> bytes | None:
    """Return the output of a command, or ``None`` if it does not end in time."""
    output = folder / "report.xml"
    try:
        with output.open("wb") as file:
            process = subprocess.Popen(
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            try:
                process.wait(seconds)
            except BaseException as error:
                # veraPDF's program is a script: Java, its child process, must end with it.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                if isinstance(error, subprocess.TimeoutExpired):
                    return None
                raise
        if output.stat().st_size > _LARGEST_REPORT:
            raise ArchiveError.of(
                "verapdf-failed", **reason("verapdf-failed.size", size=output.stat().st_size)
            )
        return output.read_bytes()
    except OSError as error:
        raise ArchiveError.of("verapdf-failed", reason=error.strerror or str(error)) from error


def _read(
    answer: bytes, names: Mapping[str, Path], asked: str | None
) -> dict[Path, dict[str, Judgement]]:
    """Return the judgements in the output of veraPDF.

    :param asked: the flavour by which all files are judged; without it, each is judged by those
        that it claims.
    """
    try:
        whole = ET.fromstring(answer)
    except ET.ParseError as error:
        raise ArchiveError.of("verapdf-failed", reason=str(error)) from error
    releases = {
        release.get("id", ""): release.get("version", "")
        for release in whole.iter("releaseDetails")
    }
    jobs = {Path(job.findtext("item/name") or "").name: job for job in whole.iter("job")}
    judgements = {}
    for name, path in names.items():
        job = jobs.get(name)
        if job is None:
            raise ArchiveError.of(
                "verapdf-failed", Location(file=str(path)), **reason("verapdf-failed.no-job")
            )
        reports = {asked or _flavour(report): report for report in job.findall("validationReport")}
        if asked is not None and not reports:
            judgements[path] = {asked: _judgement(job, None, asked, releases)}
        else:
            judgements[path] = {
                flavour: _judgement(job, report, flavour, releases)
                for flavour, report in reports.items()
            }
    return judgements


def _flavour(report: ET.Element) -> str:
    """Return the flavour of a report, or an empty text if its profile has another name."""
    profile = _PROFILE.match(report.get("profileName", ""))
    return "" if profile is None else (profile["accessible"] or "").lower() + profile["level"]


def _judgement(
    job: ET.Element, report: ET.Element | None, flavour: str, releases: Mapping[str, str]
) -> Judgement:
    broken = () if report is None else report.iter("rule")
    rules = dict.fromkeys(f"{rule.get('clause')}-{rule.get('testNumber')}" for rule in broken)
    problem = None
    if report is None:
        problem = (job.findtext("taskException/exceptionMessage") or "no report")[:300]
    return Judgement(
        flavour=flavour,
        compliant=report is not None and report.get("isCompliant") == "true" and not rules,
        rules=tuple(rules),
        version=releases.get(_CORE, ""),
        report=_settled(job, report, releases),
        problem=problem,
    )


def _settled(job: ET.Element, report: ET.Element | None, releases: Mapping[str, str]) -> bytes:
    """Return one report on one file, without what changes from run to run and from machine to
    machine."""
    root = ET.Element("report")
    built = ET.SubElement(root, "buildInformation")
    for name, version in releases.items():
        ET.SubElement(built, "releaseDetails", id=name, version=version)
    job_element = ET.SubElement(ET.SubElement(root, "jobs"), "job")
    for child in job:
        if child.tag == "item":
            # The name is that of a copy, in a folder of this machine.
            ET.SubElement(job_element, "item", size=child.get("size", ""))
        elif child.tag == "validationReport" and child is not report:
            continue
        elif child.tag != "duration":
            for timed in child.findall("duration"):
                child.remove(timed)
            job_element.append(child)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
