"""Recognition of what a table is: its encoding, delimiter, region, header and totals."""
