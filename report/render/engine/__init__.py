"""The port to WeasyPrint: the only modules of Mujaz that import WeasyPrint, pydyf and Pango.

``boxes``
    the kinds of boxes of a laid-out document, and what is asked of boxes, lines and pages;
``document``
    HTML and CSS to a laid-out document; the fetcher of its files; its fonts;
``drawing``
    matrices, colours and fonts of the drawing;
``glyphs``
    the lines that Pango has shaped: runs, glyphs, clusters;
``pdf``
    the objects of a PDF before it is written;
``patches``
    the functions of WeasyPrint that Mujaz replaces, all of them, and how they are put in and taken out;
``sources``
    the symbols that these modules lean on, with digests of their sources, and the check made when a build starts.

All but ``pdf``, ``patches`` and ``sources`` load Pango when they are imported, so that the rest of the renderer imports
them inside functions, after :func:`report.render.machine.check_machine`. See ``docs/weasyprint.md``.
"""
