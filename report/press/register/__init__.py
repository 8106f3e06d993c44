"""The lane for long registers: rows straight to the content of pages, in the looks that WeasyPrint gave the first."""

from report.press.register.lane import Lane, side_of
from report.press.register.model import SCALE, SetRegister, SetRow
from report.press.register.strings import text_string

__all__ = ["SCALE", "Lane", "SetRegister", "SetRow", "side_of", "text_string"]
