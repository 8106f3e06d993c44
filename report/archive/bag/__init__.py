"""The bag: an edition in the form that archives ingest, BagIt (RFC 8493) with PREMIS 3.0, and
optionally an E-ARK SIP.

Its libraries are loaded only when a bag is made.
"""

from report.archive.bag.make import LAYOUTS, Bagged, Layout, bag

__all__ = ["LAYOUTS", "Bagged", "Layout", "bag"]
