"""Name pictures by their content, so that the bytes of an edition do not depend on the folder it is
built in."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report.render.engine.document import Picture


class PictureCache(dict[str, "Picture"]):
    """The cache of images that WeasyPrint fills while it lays out a document.

    WeasyPrint derives the name of an image in the PDF from the image's URL, which holds the folder
    of the brief. This cache replaces that name by the SHA-256 of the image as soon as the image is
    stored.
    """

    def __setitem__(self, url: str, value: Picture) -> None:
        if hasattr(value, "image_data"):
            value.id = sha256(value.image_data.data).hexdigest()
        super().__setitem__(url, value)
