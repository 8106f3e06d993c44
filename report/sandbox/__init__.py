"""The one Jinja environment of Mujaz: templates and prose reach plain data on a list, within
bounds."""

from report.sandbox.access import Function
from report.sandbox.compiled import CompiledTemplates
from report.sandbox.environment import Sandbox
from report.sandbox.limits import Exceeded, Meter
from report.sandbox.statements import PROSE, TEMPLATES

__all__ = ["PROSE", "TEMPLATES", "CompiledTemplates", "Exceeded", "Function", "Meter", "Sandbox"]
