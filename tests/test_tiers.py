"""The fast tier, the processor times, and the editions that tests share."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from document.small import SmallBrief
from editions import Editions
from tiers import HEAVY, ROOT, FastRun, NoPages, leave_out

CONFTEST = """
from tiers import ProcessorTimes, run_fast

def pytest_configure(config):
    run_fast()
    config.pluginmanager.register(ProcessorTimes(1))
"""


@pytest.fixture
def pytester(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A run of other tests, with the tiers of this one."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent))
    pytester.makeconftest(CONFTEST)
    return pytester


def test_the_fast_tier_skips_what_sets_pages_or_starts_python_and_runs_the_rest(
    pytester: pytest.Pytester,
) -> None:
    pytester.makepyfile(
        test_pages="""
            def test_without_pages(): pass
            def test_with_pages():
                import weasyprint
                raise AssertionError("a page is set")
            def test_another_program():
                import subprocess
                subprocess.run(["true"], check=True)
            def test_another_python():
                import subprocess, sys
                subprocess.run([sys.executable, "-c", ""])
                raise AssertionError("a Python is started")
            def test_a_worker():
                from multiprocessing import forkserver
                forkserver.ensure_running()
                raise AssertionError("a Python is started")
        """,
        test_module="import weasyprint",
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist")
    result.assert_outcomes(passed=2, skipped=4)


def test_what_passed_in_the_fast_tier_is_not_run_again_until_a_file_changes(
    pytester: pytest.Pytester, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tiers.ROOT", tmp_path)
    names = ("passes", "fails", "is_left_out", "ends_badly", "fails_as_foreseen")
    pytester.makepyfile(
        """
        import pytest
        @pytest.fixture
        def broken():
            yield
            raise AssertionError
        def test_passes(): pass
        def test_fails(): raise AssertionError
        def test_is_left_out(): pytest.skip("sets pages")
        def test_ends_badly(broken): pass
        @pytest.mark.xfail
        def test_fails_as_foreseen(): raise AssertionError
        """
    )
    pytester.makeconftest("")
    remembering = _Remembering()
    run = pytester.inline_run(plugins=[remembering])
    config = remembering.config
    (file,) = {
        report.nodeid.partition("::")[0] for report in run.getreports("pytest_runtest_logreport")
    }
    assert FastRun(config).passed() == {f"{file}::test_passes"}
    items = [_Named(f"{file}::test_{name}") for name in names]
    leave_out(FastRun(config).passed(), config, items)  # type: ignore[arg-type]
    assert [item.nodeid for item in items] == [f"{file}::test_{name}" for name in names[1:]]
    (tmp_path / "report").mkdir()
    assert FastRun(config).passed() == {f"{file}::test_passes"}
    (tmp_path / "report" / "new.py").touch()
    assert FastRun(config).passed() == frozenset()


@pytest.mark.parametrize(
    ("arguments", "counts"),
    [
        ((), "20 10"),
        (("--hypothesis-profile=whole", "-m", "slow or hypothesis", "-n", "1"), "100 50"),
    ],
)
def test_the_slow_run_tries_all_examples_of_which_the_daily_run_tries_a_fifth(
    pytester: pytest.Pytester, arguments: tuple[str, ...], counts: str
) -> None:
    pytester.makeconftest("from properties import load_profiles\n\nload_profiles()")
    pytester.makepyfile(
        """
        from pathlib import Path
        from hypothesis import given, settings, strategies as st
        from properties import share
        tried = [0, 0]
        @given(st.binary(min_size=9))
        def test_a_property(_):
            tried[0] += 1
        @settings(max_examples=share(50))
        @given(st.binary(min_size=9))
        def test_a_property_with_a_number_of_its_own(_):
            tried[1] += 1
            Path("tried").write_text(" ".join(map(str, tried)))
        """
    )
    pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments).assert_outcomes(passed=2)
    assert (pytester.path / "tried").read_text() == counts


class _Remembering:
    """Registers the plug-in that ``--fast`` registers, and keeps the configuration of the run."""

    config: pytest.Config

    def pytest_configure(self, config: pytest.Config) -> None:
        self.config = config
        config.pluginmanager.register(FastRun(config))


@dataclass(frozen=True)
class _Named:
    """What is asked of a test here: its identifier."""

    nodeid: str


def test_the_times_are_those_of_the_processor(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import time
        def test_idle(): time.sleep(0.3)
        def test_busy():
            start = time.process_time()
            while time.process_time() - start < 0.2: pass
        """
    )
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:xdist")
    (line,) = [line for line in result.outlines if " s  test_" in line]
    assert "test_busy" in line


def test_only_weasyprint_is_looked_for() -> None:
    assert NoPages().find_spec("json") is None


def test_an_edition_is_built_once_for_equal_files_and_options(
    brief: SmallBrief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[dict[str, object]] = []

    def build(folder: Path, target: Path, **options: object) -> None:
        built.append(options)
        target.write_bytes(b"%d" % len(built))

    monkeypatch.setattr("report.building.build", build)
    editions = Editions(tmp_path)
    second = SmallBrief.copied(tmp_path / "other" / "brief")
    workers = [threading.Thread(target=editions.pdf, args=(brief.folder,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert editions.pdf(second.folder) == editions.pdf(brief.folder) == b"1"
    assert editions.pdf(brief.folder, profile="draft") == b"2"
    second.prose("نص آخر")
    assert editions.write(second.folder, tmp_path / "a.pdf").read_bytes() == b"3"
    (second.folder / "text/summary.md").rename(second.folder / "text/other.md")
    assert editions.pdf(second.folder) == b"4"
    assert len(built) == 4


def test_each_heavy_test_is_there() -> None:
    lines = HEAVY.read_text("utf-8").splitlines()
    assert lines == sorted(set(lines))
    for name in lines:
        file, _, function = name.partition("[")[0].partition("::")
        assert f"def {function}(" in (ROOT / file).read_text("utf-8"), name
