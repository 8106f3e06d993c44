"""What is missing on a machine is reported before WeasyPrint is imported."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from report.errors import RenderError
from report.render import check_machine
from report.render.engine import sources

ROOT = Path(__file__).parents[2]


def test_this_machine_will_do() -> None:
    check_machine()


def test_another_release_of_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    names = metadata.version
    monkeypatch.setattr(sources, "installed_releases", sources.installed_releases.__wrapped__)
    monkeypatch.setattr(
        metadata, "version", lambda name: "70.1" if name == "weasyprint" else names(name)
    )
    monkeypatch.setattr(sources, "changed", lambda _: ("weasyprint.stacking:_dispatch",))
    with pytest.raises(RenderError) as caught:
        check_machine()
    assert caught.value.findings[0].rule == "wrong-weasyprint"
    assert "70.1" in caught.value.text("ar")


def test_a_machine_without_pango_is_reported_so() -> None:
    script = (
        "import cffi\n"
        "def dlopen(*_, **__): raise OSError('cannot load library libpango')\n"
        "cffi.FFI.dlopen = dlopen\n"
        "from report.errors import RenderError\n"
        "from report.render import check_machine\n"
        "try: check_machine()\n"
        "except RenderError as error: print(error.findings[0].rule, error.text('en'))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert run.stdout.startswith("no-pango")
    assert "libpango" in run.stdout


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="other systems name libraries otherwise")
def test_libraries_are_found_without_a_compiler_and_with_it_the_same() -> None:
    script = (
        "import ctypes.util, sys\n"
        "search = ctypes.util.find_library\n"
        "started = []\n"
        "sys.addaudithook(lambda name, _: started.append(name) if name == 'subprocess.Popen' else None)\n"
        "if sys.argv[1] != 'weasyprint':\n"
        "    from report.render import machine\n"
        "    getattr(machine, sys.argv[1])()\n"
        "    assert not started, started\n"
        "    assert ctypes.util.find_library is search\n"
        "else:\n"
        "    import weasyprint\n"
        "names = ('pango', 'harfbuzz', 'gobject', 'fontconfig')\n"
        "paths = {line.split()[-1] for line in open('/proc/self/maps') if '.so' in line}\n"
        "print(*sorted(path for path in paths if any(name in path for name in names)), sep='\\n')\n"
    )
    alone, checked, ahead = (
        subprocess.run(
            [sys.executable, "-c", script, way],
            cwd=ROOT,
            capture_output=True,
            check=True,
            text=True,
        ).stdout.splitlines()
        for way in ("weasyprint", "check_machine", "load_cells_ahead")
    )
    assert len(alone) > 4
    assert set(alone) <= set(checked)
    assert set(alone) <= set(ahead)


def test_the_room_opens_without_the_press() -> None:
    script = (
        "import sys, report.render; print('weasyprint' in sys.modules, 'fontTools' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, check=True, text=True
    )
    assert run.stdout.split() == ["False", "False"]
