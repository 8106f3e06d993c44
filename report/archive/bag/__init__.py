"""The bag: an edition as an archive takes it in, BagIt (RFC 8493) with PREMIS 3.0, and E-ARK's SIP on request.

Its libraries are loaded only when a bag is made.
"""

from report.archive.bag.make import LAYOUTS, Bagged, Layout, bag

__all__ = ["LAYOUTS", "Bagged", "Layout", "bag"]
