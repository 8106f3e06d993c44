"""Reads workbooks in a process of its own, which imports no other part of the project: it starts at once."""
