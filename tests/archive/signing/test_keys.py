"""Keys that open, and those that do not: PKCS#12 files, tokens, certificates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from archive.signing.authority import Authority
from archive.signing.conftest import PASSPHRASE, PIN
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from report.archive.signing import load_certificates, load_pkcs12, open_token
from report.archive.signing.keys import anchors, name_of, office_of, subject

Rule = Callable[[Callable[[], object]], str]


def test_a_pkcs12_file_opens_with_its_passphrase(keys: dict[str, Path]) -> None:
    certificate = load_pkcs12(keys["director"], PASSPHRASE).signing_cert
    assert certificate is not None
    assert (name_of(certificate), office_of(certificate)) == ("عبد الإله بنيس", "مديرية الإحصاء")
    assert subject(certificate) == "عبد الإله بنيس، مديرية الإحصاء، MA"


@pytest.mark.parametrize("passphrase", ["", "wrong", None])
def test_another_passphrase_is_reported(
    passphrase: str | None, keys: dict[str, Path], rule: Rule
) -> None:
    assert rule(lambda: load_pkcs12(keys["director"], passphrase)) == "wrong-passphrase"


def test_what_is_no_pkcs12_is_reported(
    keys: dict[str, Path], authority: Authority, tmp_path: Path, rule: Rule
) -> None:
    (tmp_path / "x.p12").write_bytes(b"\x30\x03\x02\x01\x03")
    bare = pkcs12.serialize_key_and_certificates(
        b"x", None, authority.root, None, serialization.BestAvailableEncryption(PASSPHRASE.encode())
    )
    (tmp_path / "bare.p12").write_bytes(bare)
    assert rule(lambda: load_pkcs12(keys["root"], PASSPHRASE)) == "not-pkcs12"
    assert rule(lambda: load_pkcs12(tmp_path / "x.p12", PASSPHRASE)) == "not-pkcs12"
    assert rule(lambda: load_pkcs12(tmp_path / "bare.p12", PASSPHRASE)) == "no-key"
    with pytest.raises(FileNotFoundError):
        load_pkcs12(tmp_path / "none.p12", None)


def test_certificates_come_in_pem_and_der(
    keys: dict[str, Path], authority: Authority, tmp_path: Path, rule: Rule
) -> None:
    der, many, broken, empty = (
        tmp_path / name for name in ("a.der", "many.pem", "broken.pem", "empty.pem")
    )
    der.write_bytes(authority.root.public_bytes(serialization.Encoding.DER))
    many.write_bytes(keys["root"].read_bytes() * 2)
    broken.write_text("-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n")
    empty.write_bytes(b"")
    assert len(load_certificates([der, many])) == 3
    for path in (broken, empty, keys["director"]):
        assert rule(lambda path=path: load_certificates([path])) == "not-certificates"  # type: ignore[misc]
    roots, between = anchors(load_certificates([der]))
    assert (len(roots), between) == (1, [])


def test_what_a_token_lacks_is_reported(token: Path, tmp_path: Path, rule: Rule) -> None:
    def opened(library: Path, label: str, certificate: str, pin: str | None) -> Callable[[], None]:
        def call() -> None:
            with open_token(library, label, certificate, pin):
                raise AssertionError("it opened")

        return call

    assert rule(opened(tmp_path / "none.so", "mujaz", "director", PIN)) == "no-token-library"
    assert rule(opened(token, "other", "director", PIN)) == "no-token"
    assert rule(opened(token, "mujaz", "nobody", PIN)) == "no-token-certificate"
    assert rule(opened(token, "mujaz", "root", PIN)) == "no-token-key"
    assert rule(opened(token, "mujaz", "director", None)) == "no-token-key"
    assert rule(opened(token, "mujaz", "director", "00000")) == "wrong-pin"
