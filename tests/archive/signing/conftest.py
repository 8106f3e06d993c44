"""What the tests of signing share: an authority with its services, signers, an edition to sign, a token."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from archive.signing.authority import Authority, served

from report.archive.signing import (
    SignatureRequest,
    load_certificates,
    load_pkcs12,
    read_signatures,
    sign,
)
from report.archive.signing.model import Signature

SOFTHSM = next(
    (path for path in Path("/").glob("usr/lib*/**/libsofthsm2.so")),
    next((path for path in Path("/").glob("opt/homebrew/lib/softhsm/libsofthsm2.so")), None),
)
PASSPHRASE = "كلمة السر"
PIN = "73914"


@pytest.fixture(scope="session")
def authority() -> Iterator[Authority]:
    with served() as result:
        yield result


@pytest.fixture(scope="session")
def keys(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PKCS#12 files of the signers, and the root's certificate."""
    folder = tmp_path_factory.mktemp("keys")
    director = authority.certify("عبد الإله بنيس", office="مديرية الإحصاء")
    minister = authority.certify("Fatima-Zahra El Idrissi", office="وزارة التجارة")
    return {
        "director": authority.pkcs12(folder / "director.p12", director, PASSPHRASE),
        "minister": authority.pkcs12(folder / "minister.p12", minister, PASSPHRASE),
        "root": authority.root_file(folder),
    }


@pytest.fixture(scope="session")
def edition(small_pdf: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small brief, built."""
    path = tmp_path_factory.mktemp("edition") / "brief.pdf"
    path.write_bytes(small_pdf)
    return path


@dataclass(frozen=True)
class Desk:
    """Where files are signed: the keys, and a folder."""

    keys: dict[str, Path]
    folder: Path

    def sign(self, path: Path, who: str = "director", **expected: object) -> Path:
        """Sign ``path`` and return the new file."""
        target = self.folder / f"{path.stem}-{who}.pdf"
        sign(path, target, load_pkcs12(self.keys[who], PASSPHRASE), SignatureRequest(**expected))  # type: ignore[arg-type]
        return target

    def read(self, path: Path, *, trusting: bool = True) -> tuple[Signature, ...]:
        """Read the signatures of a file."""
        trust = load_certificates([self.keys["root"]]) if trusting else ()
        return read_signatures(path.read_bytes(), trust)


@pytest.fixture
def desk(keys: dict[str, Path], tmp_path: Path) -> Desk:
    return Desk(keys, tmp_path)


@pytest.fixture(scope="session")
def token(
    authority: Authority, keys: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The library of a SoftHSM token, «mujaz», that holds the director's key, certificate and issuer.

    One for the whole run: the library reads where its tokens are once, when it is loaded.
    """
    if SOFTHSM is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM is not installed")
    import pkcs11
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12 as loaded

    folder = tmp_path_factory.mktemp("token")
    (folder / "tokens").mkdir()
    settings = folder / "softhsm2.conf"
    settings.write_text(
        f"directories.tokendir = {folder / 'tokens'}\nobjectstore.backend = file\nlog.level = ERROR\n"
    )
    os.environ["SOFTHSM2_CONF"] = str(settings)
    result = [
        "softhsm2-util",
        "--init-token",
        "--free",
        "--label",
        "mujaz",
        "--pin",
        PIN,
        "--so-pin",
        "12345678",
    ]
    subprocess.run(result, check=True, capture_output=True)
    holder = loaded(keys["director"].read_bytes(), PASSPHRASE.encode())
    assert holder.key is not None and holder.cert is not None
    key = folder / "key.pem"
    key.write_bytes(
        holder.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    put = [
        "softhsm2-util",
        "--import",
        str(key),
        "--token",
        "mujaz",
        "--label",
        "key",
        "--id",
        "01",
        "--pin",
        PIN,
    ]
    subprocess.run(put, check=True, capture_output=True)
    with (
        pkcs11.lib(str(SOFTHSM))
        .get_token(token_label="mujaz")
        .open(rw=True, user_pin=PIN) as session
    ):
        for label, number, certificate in (
            ("director", b"\x01", holder.cert.certificate),
            ("root", b"\x02", authority.root),
        ):
            der = certificate.public_bytes(serialization.Encoding.DER)
            session.create_object(
                {
                    pkcs11.Attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                    pkcs11.Attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                    pkcs11.Attribute.TOKEN: True,
                    pkcs11.Attribute.LABEL: label,
                    pkcs11.Attribute.ID: number,
                    pkcs11.Attribute.SUBJECT: certificate.subject.public_bytes(),
                    pkcs11.Attribute.VALUE: der,
                }
            )
    yield SOFTHSM
    del os.environ["SOFTHSM2_CONF"]


@pytest.fixture
def rule() -> Callable[[Callable[[], object]], str]:
    """Return a function that calls another and returns the rule of the one error that it raises, told in both
    languages."""
    from report.errors import MujazError

    def of(call: Callable[[], object]) -> str:
        with pytest.raises(MujazError) as caught:
            call()
        (finding,) = caught.value.findings
        assert finding.text("en") and finding.text("ar")
        assert PASSPHRASE not in caught.value.text("ar") and PIN not in caught.value.text("ar")
        return finding.rule

    return of
