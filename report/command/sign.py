"""``mujaz sign``: an edition signed, with a mark or without."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from report.archive.signing.model import Box, Level, SignatureRequest
from report.command.kind import CommandKind
from report.errors import Finding
from report.messages import text

if TYPE_CHECKING:
    from report.archive.signing.keys import Signer
    from report.archive.signing.model import Signed
    from report.messages import Language


File = Annotated[Path, typer.Argument(help="The PDF to sign.", show_default=False)]
Output = Annotated[
    Path,
    typer.Option(
        "--output", "-o", help="The signed PDF; it may be the same file.", show_default=False
    ),
]
Pkcs12Option = Annotated[
    Path | None,
    typer.Option(help="The key and its certificate, a PKCS#12 file.", show_default=False),
]
PassphraseOption = Annotated[
    Path | None,
    typer.Option(
        help="The file with its passphrase. Default: MUJAZ_PASSPHRASE.", show_default=False
    ),
]
Pkcs11Option = Annotated[
    Path | None,
    typer.Option(help="The library of a token or a card (PKCS#11).", show_default=False),
]
TokenOption = Annotated[
    str | None, typer.Option(help="The label of the token.", show_default=False)
]
CertificateOption = Annotated[
    str | None,
    typer.Option(help="The label of the certificate on the token.", show_default=False),
]
PinOption = Annotated[
    Path | None,
    typer.Option(
        help="The file with the PIN of the token. Default: MUJAZ_PIN.", show_default=False
    ),
]
LevelOption = Annotated[
    Level | None,
    typer.Option(
        help="The level of PAdES. Default: the highest that the options allow.",
        show_default=False,
    ),
]
TimestampOption = Annotated[
    str | None,
    typer.Option(help="The time stamp service (RFC 3161), for b-t and b-lt.", show_default=False),
]
TrustOption = Annotated[
    list[Path] | None,
    typer.Option(
        help="Roots and intermediates, PEM, for b-lt; may be repeated.",
        metavar="<path>",
        show_default=False,
    ),
]
ReasonOption = Annotated[str, typer.Option(help="Why it is signed.", show_default=False)]
PlaceOption = Annotated[
    str, typer.Option(help="The place of signing, such as a town.", show_default=False)
]
PageOption = Annotated[
    int | None,
    typer.Option(help="The page of the mark. Default: the back of the cover.", show_default=False),
]
BoxOption = Annotated[
    str | None,
    typer.Option(
        help="The place of the mark, LEFT,BOTTOM,RIGHT,TOP in millimetres.", show_default=False
    ),
]
PlacesOption = Annotated[
    int | None,
    typer.Option(
        help="The number of visible signatures to leave room for. Default: 2.",
        show_default=False,
    ),
]
InvisibleOption = Annotated[bool, typer.Option("--invisible", help="Sign without a mark.")]


def sign(
    context: typer.Context,
    file: File,
    output: Output,
    pkcs12: Pkcs12Option = None,
    passphrase_file: PassphraseOption = None,
    pkcs11: Pkcs11Option = None,
    token: TokenOption = None,
    certificate: CertificateOption = None,
    pin_file: PinOption = None,
    level: LevelOption = None,
    timestamp_url: TimestampOption = None,
    trust: TrustOption = None,
    reason: ReasonOption = "",
    place: PlaceOption = "",
    page: PageOption = None,
    box: BoxOption = None,
    places: PlacesOption = None,
    invisible: InvisibleOption = False,
) -> None:
    """Sign a PDF (incremental update)."""
    from report.archive.signing import sign as sign_file

    of_token = {
        "--pkcs11": pkcs11,
        "--token": token,
        "--certificate": certificate,
        "--pin-file": pin_file,
    }
    for other_option, value in of_token.items():
        if pkcs12 is not None and value is not None:
            _wrong(context, "not-together", option=other_option, other="--pkcs12")
    if pkcs12 is None and passphrase_file is not None:
        _wrong(context, "not-together", option="--passphrase-file", other="--pkcs11")
    for option, seen in (("--page", page), ("--box", box)):
        if invisible and seen is not None:
            _wrong(context, "not-together", option=option, other="--invisible")
    if pkcs12 is None and None in (pkcs11, token, certificate):
        _wrong(context, "which-key")
    request = SignatureRequest(
        level=level,
        timestamp_url=timestamp_url,
        trust=tuple(trust or ()),
        reason=reason,
        place=place,
        page=page,
        box=_box(context, box),
        places=places,
        visible=not invisible,
    )
    with _signer(
        pkcs12, passphrase_file, pkcs11, token or "", certificate or "", pin_file
    ) as signer:
        signed = sign_file(file, output, signer, request)
    typer.echo(_line(signed, context.obj))


def _wrong(context: typer.Context, rule: str, **values: object) -> None:
    """Say what is wrong with the options, and exit as after every wrong use."""
    typer.echo(Finding(rule, values=values).text(context.obj), err=True)
    raise typer.Exit(2)


def _box(context: typer.Context, value: str | None) -> Box | None:
    if value is None:
        return None
    try:
        left, bottom, right, top = (float(number) for number in value.split(","))
    except ValueError:
        _wrong(context, "bad-box", given=value)
        return None
    return Box(left, bottom, right, top)


@contextmanager
def _signer(
    pkcs12: Path | None,
    passphrase_file: Path | None,
    pkcs11: Path | None,
    token: str,
    certificate: str,
    pin_file: Path | None,
) -> Iterator[Signer]:
    """Yield the signer. A secret comes from a file or the environment, never from the command
    line."""
    from report.archive.signing import load_pkcs12, open_token

    if pkcs12 is not None:
        yield load_pkcs12(pkcs12, _secret(passphrase_file, "MUJAZ_PASSPHRASE"))
    elif pkcs11 is not None:
        with open_token(pkcs11, token, certificate, _secret(pin_file, "MUJAZ_PIN")) as signer:
            yield signer


def _secret(file: Path | None, variable: str) -> str | None:
    """Return the first line of a file, without its end; without a file, the variable's value."""
    if file is None:
        return os.environ.get(variable)
    return file.read_text("utf-8").split("\n", 1)[0].rstrip("\r")


def _line(signed: Signed, language: Language) -> str:
    mark = "sign.unseen" if signed.page is None else "sign.page"
    page = text(mark, language, page=signed.page)
    level = signed.level.upper()
    return text("sign.line", language, path=signed.path, who=signed.who, level=level, page=page)


SIGN = CommandKind(sign, "building")
