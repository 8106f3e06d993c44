"""The one Jinja environment of Mujaz: templates and prose reach plain data on a list, within
bounds."""

from report.sandbox.access import Function
from report.sandbox.environment import Sandbox
from report.sandbox.limits import Exceeded, Meter
from report.sandbox.statements import PROSE, TEMPLATES

__all__ = ["PROSE", "TEMPLATES", "Exceeded", "Function", "Meter", "Sandbox"]
