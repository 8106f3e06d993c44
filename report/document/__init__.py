"""Blocks to HTML: numbering, cross references, contents, lists, footnotes, index."""

from report.document.compose import compose_document
from report.document.model import Composition, MeasureUse, Stylesheet

__all__ = ["Composition", "MeasureUse", "Stylesheet", "compose_document"]
