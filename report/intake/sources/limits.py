"""Limits of tables. A table beyond them is refused before it is read, with the limit in the
message.
"""

from __future__ import annotations

MIB = 1024 * 1024

#: Bytes of a file as it is on the disk.
LARGEST_FILE = 512 * MIB
#: Bytes of what a gzip or zip file, or a workbook, unfolds to.
LARGEST_UNPACKED = 1024 * MIB
#: Bytes unfolded for each byte packed, beyond the first ``FREE_RATIO`` bytes: deflate itself ends at 1032.
LARGEST_RATIO = 400
FREE_RATIO = 16 * MIB
#: How deep gzip and zip may be in each other.
DEEPEST_PACKING = 2
#: Files in a zip, files of a pattern.
MOST_MEMBERS = 10_000
MOST_FILES = 1_000
#: Cells of a table, blank ones too; letters of one cell; columns of a table (the width of a spreadsheet).
MOST_CELLS = 50_000_000
LARGEST_CELL = 1_000_000
MOST_COLUMNS = 16_384
#: What the process that reads workbooks may take: bytes of address space, and seconds.
WORKBOOK_MEMORY = 3072 * MIB
WORKBOOK_SECONDS = 120
#: Rows of a table. Cells of one whose rows come as Python's own values, of which each takes some 60 bytes.
MOST_ROWS = 10_000_000
MOST_RECORD_CELLS = 20_000_000
#: What a query may take: seconds to connect, seconds to answer, bytes of all its texts.
CONNECT_SECONDS = 15
QUERY_SECONDS = 60
LARGEST_ANSWER = 1024 * MIB
