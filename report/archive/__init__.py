"""The archive: turn a rendered PDF into a conforming edition that carries its sources and can be
verified.

Its libraries are loaded only when an edition is finished or read.
"""
