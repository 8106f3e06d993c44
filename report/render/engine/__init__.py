"""The port to WeasyPrint: the only modules of Mujaz that import WeasyPrint, pydyf and Pango.

``boxes``: the kinds of boxes of a laid-out document, and queries of boxes, lines and pages;

``document``: HTML and CSS to a laid-out document; the fetcher of its files; its fonts;

``drawing``: matrices, colours and fonts;

``glyphs``: the lines that Pango has shaped: runs, glyphs, clusters;

``pdf``: the objects of a PDF before it is written;

``patches``: all functions of WeasyPrint that Mujaz replaces, and how they are replaced and
restored;

``sources``: the private symbols that these modules use, with digests of their sources, and the
check when a build starts.

All modules except ``pdf``, ``patches`` and ``sources`` load Pango when they are imported, so the
renderer imports them inside functions, after :func:`report.render.machine.check_machine`. See
``docs/weasyprint.md``.
"""
