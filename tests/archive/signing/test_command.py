"""``mujaz sign`` as typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from archive.signing.conftest import PASSPHRASE, PIN, Desk

from report.command.app import run


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "MUJAZ_PASSPHRASE", "MUJAZ_PIN"):
        monkeypatch.delenv(name, raising=False)


def test_a_file_is_signed_with_a_passphrase_from_a_file(
    desk: Desk, edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret").write_text(PASSPHRASE + "\n", "utf-8")
    target = tmp_path / "signed.pdf"
    code = run(
        ["sign", str(edition), "-o", str(target), "--pkcs12", str(desk.keys["director"]), "--reason", "اعتماد",
         "--passphrase-file", str(tmp_path / "secret"), "--box", "20,40,100,75", "--page", "2"]
    )  # fmt: skip
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert (
        out
        == f"{target}: signed by عبد الإله بنيس، مديرية الإحصاء، MA, level B-B, mark on page 2\n"
    )
    assert desk.read(target)[0].whole


def test_a_token_signs_with_a_pin_from_the_environment(
    desk: Desk, edition: Path, token: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("MUJAZ_PIN", PIN)
    target = tmp_path / "signed.pdf"
    code = run(
        ["--lang", "ar", "sign", str(edition), "-o", str(target), "--pkcs11", str(token), "--token", "mujaz",
         "--certificate", "director", "--invisible"]
    )  # fmt: skip
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert out == f"{target}: وقّعه عبد الإله بنيس، مديرية الإحصاء، MA، المستوى B-B، دون علامة\n"
    assert desk.read(target)[0].whole


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "--pkcs12"),
        (["--pkcs11", "a.so", "--token", "t"], "--certificate"),
        (["--pkcs12", "a", "--pkcs11", "b"], "--pkcs11"),
        (["--pkcs12", "a", "--pin-file", "b"], "--pin-file"),
        (
            ["--pkcs11", "a", "--token", "t", "--certificate", "c", "--passphrase-file", "d"],
            "--passphrase-file",
        ),
        (["--pkcs12", "a", "--invisible", "--page", "2"], "--page"),
        (["--pkcs12", "a", "--invisible", "--box", "1,2,3,4"], "--box"),
        (["--pkcs12", "a", "--box", "1,2,3"], "1,2,3"),
        (["--pkcs12", "a", "--box", "أ,2,3,4"], "أ,2,3,4"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_wrong_use_exits_with_2(
    language: str,
    options: list[str],
    said: str,
    edition: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "signed.pdf"
    assert run(["--lang", language, "sign", str(edition), "-o", str(target), *options]) == 2
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1 and not target.exists()


def test_a_wrong_passphrase_is_reported_in_one_line(
    desk: Desk,
    edition: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MUJAZ_PASSPHRASE", "another secret")
    target = tmp_path / "signed.pdf"
    assert (
        run(["sign", str(edition), "-o", str(target), "--pkcs12", str(desk.keys["director"])]) == 1
    )
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and "--passphrase-file" in err
    assert "another secret" not in err and not target.exists()


def test_nothing_of_a_failing_service_reaches_the_terminal_but_one_line(
    desk: Desk,
    edition: Path,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MUJAZ_PASSPHRASE", PASSPHRASE)
    code = run(
        ["sign", str(edition), "-o", str(tmp_path / "a.pdf"), "--pkcs12", str(desk.keys["director"]),
         "--timestamp-url", "http://127.0.0.1:9/tsa", "--trust", str(desk.keys["root"])]
    )  # fmt: skip
    out, err = capfd.readouterr()
    assert (code, out) == (1, "") and err.count("\n") == 1 and "Traceback" not in err


def test_the_help_loads_no_pyhanko() -> None:
    import subprocess
    import sys

    code = "import sys; from report.command.app import run; run(['sign', '--help']); print('pyhanko' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
