"""Limits of tables. A table beyond them is refused before it is read, with the limit in the
message.
"""

from __future__ import annotations

MIB = 1024 * 1024

#: Size of a file on disk, in bytes.
LARGEST_FILE = 512 * MIB
#: Unpacked size of a gzip or zip file or a workbook, in bytes.
LARGEST_UNPACKED = 1024 * MIB
#: Ratio of unpacked to packed bytes, above ``FREE_RATIO`` bytes (the limit of deflate is 1032).
LARGEST_RATIO = 400
FREE_RATIO = 16 * MIB
#: Depth of nested gzip and zip files.
DEEPEST_PACKING = 2
#: Files in a zip; files that match a pattern.
MOST_MEMBERS = 10_000
MOST_FILES = 1_000
#: Cells of a table, with blanks; characters of a cell; columns (the width of a spreadsheet).
MOST_CELLS = 50_000_000
LARGEST_CELL = 1_000_000
MOST_COLUMNS = 16_384
#: Limits of the workbook process: bytes of address space, and seconds.
WORKBOOK_MEMORY = 3072 * MIB
WORKBOOK_SECONDS = 120
#: Rows of a table; cells of a table read as Python objects of about 60 bytes each.
MOST_ROWS = 10_000_000
MOST_RECORD_CELLS = 20_000_000
#: Rows that ``stack`` makes of a table.
MOST_STACKED_ROWS = 3_000_000
#: Limits of a query: seconds to connect, seconds to answer, bytes of all texts.
CONNECT_SECONDS = 15
QUERY_SECONDS = 60
LARGEST_ANSWER = 1024 * MIB
