"""Blocks to HTML: numbering, cross references, contents, lists, footnotes, index."""

from report.document.compose import Composition, compose_document

__all__ = ["Composition", "compose_document"]
