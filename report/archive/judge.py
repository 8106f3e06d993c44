"""veraPDF, the validator of PDF/A (ISO 19005) and PDF/UA (ISO 14289): find it, run it, read its
report."""

from __future__ import annotations

import os
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
#: second compiler and the parallel collector take more processor time than they save.
_JAVA = (
    "-Dfile.encoding=UTF-8",
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
)
#: The time limit of one run, in seconds: a base, and an addition for each file.
_FIRST, _EACH = 120, 60
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


def judge(paths: Sequence[Path], flavour: str) -> dict[Path, Judgement]:
    """Return veraPDF's judgement of each of ``paths``, all in one run: most of a run is the start
    of Java.

    A file that veraPDF cannot read, or not in time, has a judgement with a ``problem``.

    :raises ArchiveError: ``no-verapdf``; ``verapdf-failed`` if its output cannot be read; see
        :func:`find_verapdf`.
    :raises OSError: if a file cannot be read.
    """
    command = find_verapdf()
    if command is None:
        raise ArchiveError.of("no-verapdf")
    names = {f"{number:06}.pdf": path for number, path in enumerate(dict.fromkeys(paths))}
    with TemporaryDirectory(prefix="mujaz-verapdf-") as temporary:
        # Generated names: none is an option, a pattern, or has a letter that Java cannot encode.
        for name, path in names.items():
            shutil.copyfile(path, Path(temporary) / name)
        folder = Path(temporary).resolve()
        answer = _run(
            [*command, "--flavour", flavour, "--format", "xml", *names], folder, len(names)
        )
    if answer is None:
        late = Judgement(
            flavour=flavour, compliant=False, rules=(), version="", report=b"", problem="timeout"
        )
        return dict.fromkeys(names.values(), late)
    return _read(answer.replace(os.fsencode(folder) + b"/", b""), names, flavour)


def _run(command: Sequence[str], folder: Path, files: int) -> bytes | None:
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
                process.wait(_FIRST + _EACH * files)
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


def _read(answer: bytes, names: Mapping[str, Path], flavour: str) -> dict[Path, Judgement]:
    try:
        whole = ET.fromstring(answer)
    except ET.ParseError as error:
        raise ArchiveError.of("verapdf-failed", reason=str(error)) from error
    releases = {
        release.get("id", ""): release.get("version", "")
        for release in whole.iter("releaseDetails")
    }
    version = releases.get(_CORE, "")
    jobs = {Path(job.findtext("item/name") or "").name: job for job in whole.iter("job")}
    judgements = {}
    for name, path in names.items():
        job = jobs.get(name)
        if job is None:
            raise ArchiveError.of(
                "verapdf-failed", Location(file=str(path)), **reason("verapdf-failed.no-job")
            )
        judgements[path] = _judgement(job, releases, version, flavour)
    return judgements


def _judgement(
    job: ET.Element, releases: Mapping[str, str], version: str, flavour: str
) -> Judgement:
    report = job.find("validationReport")
    broken = () if report is None else report.iter("rule")
    rules = dict.fromkeys(f"{rule.get('clause')}-{rule.get('testNumber')}" for rule in broken)
    problem = None
    if report is None:
        problem = (job.findtext("taskException/exceptionMessage") or "no report")[:300]
    return Judgement(
        flavour=flavour,
        compliant=report is not None and report.get("isCompliant") == "true" and not rules,
        rules=tuple(rules),
        version=version,
        report=_settled(job, releases),
        problem=problem,
    )


def _settled(job: ET.Element, releases: Mapping[str, str]) -> bytes:
    """Return the report of one file, without what changes from run to run and from machine to
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
        elif child.tag != "duration":
            for timed in child.findall("duration"):
                child.remove(timed)
            job_element.append(child)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
