"""Reads workbooks in its own process, which imports no other part of the project: it starts at once."""
