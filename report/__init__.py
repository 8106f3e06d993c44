"""Mujaz (موجز): tables of events into a print-ready Arabic PDF briefing."""

__version__ = "0.1.0"
