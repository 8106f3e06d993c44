"""The brief: a folder with ``brief.toml``, its tables and its prose. The unit that is built."""

from report.brief.load import LoadedBrief, load_brief
from report.brief.model import Brief

__all__ = ["Brief", "LoadedBrief", "load_brief"]
