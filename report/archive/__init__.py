"""The archive: a set PDF to an edition that conforms, carries what it was made of, and can be proved.

Its libraries are loaded only when an edition is finished or read.
"""
