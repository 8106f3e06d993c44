"""Digital signatures of editions: PAdES (ETSI EN 319 142-1) at the levels B-B, B-T and B-LT, by
pyHanko.

A signature is appended to the file's earlier revisions, which keep every byte (ISO 32000-1, 7.5.6).
pyHanko is loaded only when a file is signed or its signatures are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.lazy import lazy_names

if TYPE_CHECKING:
    from report.archive.signing.keys import load_certificates, load_pkcs12, open_token
    from report.archive.signing.model import Box, Level, Signature, SignatureRequest, Signed
    from report.archive.signing.reading import read_signatures
    from report.archive.signing.signer import sign

_HOME = {
    "Box": "model",
    "Level": "model",
    "Signature": "model",
    "Signed": "model",
    "SignatureRequest": "model",
    "load_certificates": "keys",
    "load_pkcs12": "keys",
    "open_token": "keys",
    "read_signatures": "reading",
    "sign": "signer",
}

__all__ = [
    "Box",
    "Level",
    "Signature",
    "SignatureRequest",
    "Signed",
    "load_certificates",
    "load_pkcs12",
    "open_token",
    "read_signatures",
    "sign",
]

__getattr__ = lazy_names(__name__, {name: f"{__name__}.{home}" for name, home in _HOME.items()})
