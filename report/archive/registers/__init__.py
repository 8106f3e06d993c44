"""Read the pages and rows of long registers straight from the bytes of a PDF.

A long register is most of its file: 15 objects and 3 KiB of page content for each row. Libraries
read them one by one, ten times slower than Mujaz writes them. This package reads only the exact
form in which Mujaz writes them, and refuses every other form (:class:`~.table.OtherForm`): such a
file is read by the libraries, object by object. Nothing is believed that is not in the bytes.
"""
