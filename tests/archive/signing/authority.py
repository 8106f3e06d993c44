"""A small authority for the tests: a root, signers, a time stamp authority, a revocation list, and the services."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = rsa.RSAPrivateKey
NOW = datetime.now(UTC)


def usage(*names: str) -> x509.KeyUsage:
    every = (
        *(
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
        ),
        *("key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
    )
    return x509.KeyUsage(**{name: name in names for name in every})


@dataclass
class Authority:
    """A root certificate, and whom it has certified; ``url`` is where its revocation list is to be had."""

    url: str
    key: Key = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    revoked: list[int] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "سلطة التصديق التجريبية")])
        self.root = (
            x509.CertificateBuilder()
            .subject_name(self.name).issuer_name(self.name).public_key(self.key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=1000)).not_valid_after(NOW + timedelta(days=1000))
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .add_extension(usage("key_cert_sign", "crl_sign"), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )  # fmt: skip
        self.stamper = self.certify("Time stamps of the tests", stamps=True)

    def certify(
        self,
        name: str,
        *,
        office: str = "",
        uses: tuple[str, ...] = ("content_commitment",),
        days: tuple[int, int] = (-10, 300),
        stamps: bool = False,
        listed: bool = True,
    ) -> tuple[Key, x509.Certificate]:
        """Return a key and its certificate, valid from and to a given number of days from now."""
        key = rsa.generate_private_key(65537, 2048)
        subject = [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "MA"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
        if office:
            subject.append(x509.NameAttribute(NameOID.ORGANIZATION_NAME, office))
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name(subject)).issuer_name(self.name).public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW + timedelta(days=days[0])).not_valid_after(NOW + timedelta(days=days[1]))
            .add_extension(usage(*(("digital_signature",) if stamps else uses)), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )  # fmt: skip
        if listed:
            place = x509.DistributionPoint(
                [x509.UniformResourceIdentifier(f"{self.url}/crl")], None, None, None
            )
            builder = builder.add_extension(x509.CRLDistributionPoints([place]), critical=False)
        if stamps:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        return key, builder.sign(self.key, hashes.SHA256())

    def crl(self) -> bytes:
        """Return the revocation list as of now, DER."""
        builder = (
            x509.CertificateRevocationListBuilder().issuer_name(self.name)
            .last_update(NOW - timedelta(hours=1)).next_update(NOW + timedelta(days=30))
            .add_extension(x509.CRLNumber(1), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
        )  # fmt: skip
        for serial in self.revoked:
            item = (
                x509.RevokedCertificateBuilder()
                .serial_number(serial)
                .revocation_date(NOW - timedelta(hours=2))
            )
            builder = builder.add_revoked_certificate(item.build())
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)

    def stamp(self, request: bytes) -> bytes:
        """Answer a time stamp request (RFC 3161)."""
        from asn1crypto import keys, tsp
        from asn1crypto import x509 as asn1
        from pyhanko.sign.timestamps import DummyTimeStamper

        key, certificate = self.stamper
        private = key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        stamper = DummyTimeStamper(
            asn1.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
            keys.PrivateKeyInfo.load(private),
            fixed_dt=datetime.now(UTC),
        )
        answer: bytes = stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump()
        return answer

    def root_file(self, folder: Path) -> Path:
        """Write the root as PEM, and return where."""
        path = folder / "root.pem"
        path.write_bytes(self.root.public_bytes(serialization.Encoding.PEM))
        return path

    def pkcs12(self, path: Path, holder: tuple[Key, x509.Certificate], passphrase: str) -> Path:
        """Write a holder's key and certificate as PKCS#12, and return where."""
        key, certificate = holder
        encryption = serialization.BestAvailableEncryption(passphrase.encode())
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(
                b"signer", key, certificate, [self.root], encryption
            )
        )
        return path


@contextmanager
def served() -> Iterator[Authority]:
    """Yield an authority whose services are on a port of this machine: ``/crl``, ``/tsa``, and ``/refuses``."""

    class Services(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            authority.asked.append(self.path)
            self.answer(200, "application/pkix-crl", authority.crl())

        def do_POST(self) -> None:
            authority.asked.append(self.path)
            request = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path == "/refuses":
                self.answer(503, "text/plain", b"closed")
            else:
                self.answer(200, "application/timestamp-reply", authority.stamp(request))

        def answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Services)
    authority = Authority(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
