"""The private symbols of WeasyPrint and pydyf that Mujaz uses, and the check of their sources.

A release that changes none of these symbols is accepted at once; otherwise the error names the
changed ones. The sources are read as text: no module of WeasyPrint is imported.
``docs/weasyprint.md`` explains the use of each symbol.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from report.errors import RenderError

#: The releases of the recorded digests. Their sources are not read.
KNOWN = {"weasyprint": "70.0", "pydyf": "0.13.0"}

#: The digest of each symbol's source. A name without a colon is a whole module.
DIGESTS: dict[str, str] = {
    # boxes
    "weasyprint.formatting_structure.boxes:Box": "ff6d62300bafef85",
    "weasyprint.formatting_structure.boxes:ParentBox": "2ff6abe36fdc8991",
    "weasyprint.formatting_structure.boxes:BlockBox": "c829b2b6161b1e9f",
    "weasyprint.formatting_structure.boxes:BlockLevelBox": "c7489030e3bafd44",
    "weasyprint.formatting_structure.boxes:InlineBox": "4feae895b8404092",
    "weasyprint.formatting_structure.boxes:LineBox": "1a068a4d0ed800f8",
    "weasyprint.formatting_structure.boxes:TextBox": "7fcb818c71c2bb89",
    "weasyprint.formatting_structure.boxes:ReplacedBox": "6c9405f6cce6026e",
    "weasyprint.formatting_structure.boxes:TableBox": "d2ae70cf4447debf",
    "weasyprint.formatting_structure.boxes:TableCellBox": "54bfd79b15e0463d",
    "weasyprint.formatting_structure.boxes:FlexContainerBox": "7e96372bf61a3df5",
    "weasyprint.formatting_structure.boxes:GridContainerBox": "cefdfd9984cc9ac1",
    "weasyprint.formatting_structure.boxes:PageBox": "8d44dc3f384a59e5",
    "weasyprint.formatting_structure.boxes:MarginBox": "79a17d1578a5dbfe",
    "weasyprint.layout.absolute:AbsolutePlaceholder": "336e26c56311f105",
    "weasyprint.text.line_break:create_layout": "6587192cc0ab3ffa",
    "weasyprint.text.line_break:line_size": "03fa04fd51fc69aa",
    "weasyprint.text.line_break:strut": "b57885b70dd08efe",
    "weasyprint.layout.preferred:trailing_whitespace_size": "cd005b8042a652f9",
    "weasyprint.formatting_structure.build:marker_to_box": "b471a3133517591e",
    "weasyprint.css:ComputedStyle": "4ff0512c0af12674",
    "weasyprint.css:AnonymousStyle": "414bbf41061e0a4a",
    "weasyprint.css.properties:Dimension": "ae35a735f7a553e8",
    # document
    "weasyprint.document:Document._build_layout_context": "2b072254ab89701b",
    "weasyprint.document:Document._render": "ebaceeb0fa8e79aa",
    "weasyprint.document:Page.__init__": "56afceec729bf2c1",
    "weasyprint.document:Page.paint": "b2f0dcbda755b5d5",
    "weasyprint:DEFAULT_OPTIONS": "21fd49cb97b10269",
    "weasyprint:HTML.render": "4e36af1660e9b64b",
    "weasyprint.text.fonts:FontConfiguration.__del__": "b325ecf9683e945e",
    "weasyprint.text.fonts:FontConfiguration.__init__": "9fdb532fe2c80013",
    "weasyprint.text.fonts:FontConfiguration.add_font_face": "e4fcfcc36ed8c310",
    "weasyprint.text.fonts:font_features": "e35741064c068852",
    "weasyprint.text.fonts:get_font_description": "85734b8947b9bf64",
    "weasyprint.css.counters:CounterStyle.render_value": "3c9d4c3730fbcef1",
    "weasyprint.images:RasterImage": "ea99edc276538b4f",
    "weasyprint.images:get_image_from_uri": "07bdb0c0e3fd5b83",
    "weasyprint.pdf.stream:Stream.add_image": "b6eefec44b546e46",
    "weasyprint.urls:URLFetcher": "2bd2febdc13553b7",
    "weasyprint.urls:URLFetcherResponse": "6a2f0fd791a7ec70",
    # drawing
    "weasyprint.draw.color:get_color": "8196bf0c7ddc3e54",
    "weasyprint.pdf.fonts:Font": "1888854798bf8726",
    "weasyprint.pdf.fonts:build_fonts_dictionary": "fc551bef35d0d6c3",
    "weasyprint.text.fonts:get_pango_font_key": "74cbeff1fac3860c",
    "weasyprint.matrix:Matrix": "312bf3b1eee91a0a",
    "weasyprint.pdf.stream:Stream": "624257224db6f66d",
    "weasyprint.draw:draw_table": "7aea3dfc0ddf54ff",
    "weasyprint.draw:draw_background": "1c5a4893ea84f296",
    "weasyprint.draw.border:draw_border": "8ba918f30893929f",
    # glyphs
    "weasyprint.text.ffi": "530e83118f7841d2",
    "weasyprint.text.line_break:Layout": "681b737d1ba5e004",
    "weasyprint.text.line_break:first_line_metrics": "55ec5d0b58b29a8b",
    # targets
    "weasyprint.css.targets:TargetCollector": "c9ba4005faa1a885",
    "weasyprint.css.targets:TargetLookupItem": "909e7c4a3a07714c",
    "weasyprint.css.targets:CounterLookupItem": "96cc13d13b3fcbb8",
    "weasyprint.css.targets:anchor_name_from_token": "c690ab4e5d0e7687",
    "weasyprint.urls:get_url_tuple": "cbc0f15c20e39716",
    "weasyprint.formatting_structure.build:compute_content_list": "3a5674cabd84f48a",
    "weasyprint.css:StyleFor": "dac5a13261681453",
    "weasyprint.css:find_style_attributes": "c5b4eb4d3c008b07",
    "weasyprint.css:declaration_precedence": "510a33df7059e753",
    "weasyprint.css.validation:preprocess_declarations": "4db5fa5a1b14194b",
    # pagination, and the patch PAGE
    "weasyprint.layout.page:remake_page": "1ff09b2dffa17839",
    "weasyprint.layout.page:make_page": "656f183328e8b1b5",
    "weasyprint.layout.page:make_all_pages": "b5e4034894841caa",
    "weasyprint.layout.page:make_margin_boxes": "4a2d2e301eb3bc47",
    "weasyprint.layout.page:set_page_type_computed_styles": "4e68b396b35c4a06",
    "weasyprint.layout:layout_document": "a5cbf437e99caf72",
    "weasyprint.layout:initialize_page_maker": "5bb3c878d722af53",
    "weasyprint.layout:LayoutContext": "211f859ff4e2d663",
    # the patch BOXES
    "weasyprint.css.properties:INITIAL_VALUES": "9ea99cbf8d91231b",
    "weasyprint.formatting_structure.build:build_formatting_structure": "cec02c4844472c92",
    "weasyprint.formatting_structure.build:element_to_box": "2d0a37e45b7f3e0c",
    "weasyprint.formatting_structure.build:content_to_boxes": "a4b18a5a0b5083d6",
    "weasyprint.formatting_structure.build:set_content_lists": "cd90e1d1d7ce6117",
    "weasyprint.formatting_structure.build:wrap_table": "553a9b0e8a111fe0",
    "weasyprint.html:parse_url": "0a0ce4acd9692487",
    "weasyprint.html:handle_img": "894fb52566d424cc",
    "weasyprint.css.tokens:Pending": "7dafa4a32b2e3c78",
    # the patch BACKGROUNDS
    "weasyprint.layout.background:layout_backgrounds": "5d7d4d589e3d8a33",
    "weasyprint.layout.background:layout_box_backgrounds": "617a870678c82755",
    "weasyprint.layout.background:layout_background_layer": "7b52bed64c43a228",
    "weasyprint.layout.background:box_rectangle": "e0bff409113df68d",
    "weasyprint.layout.percent:resolve_radii_percentages": "4980b3798c671710",
    # the patches LINE, BREAK and CAN_BREAK
    "weasyprint.layout.inline:split_inline_box": "3a0cb7ca7e34c7ef",
    "weasyprint.layout.inline:split_inline_level": "d98c008c8fc00582",
    "weasyprint.layout.inline:split_text_box": "8c564329599ef23f",
    "weasyprint.layout.inline:_break_waiting_children": "62536bacd563bb44",
    "weasyprint.layout.inline:can_break_inside": "fec5e4629e038141",
    "weasyprint.layout.inline:get_next_linebox": "67af458c2545e74f",
    "weasyprint.layout.inline:is_phantom_linebox": "20b14d5418771dc1",
    "weasyprint.layout.inline:remove_last_whitespace": "1bb6d91ce9904e02",
    "weasyprint.layout.inline:line_box_verticality": "1018aadb3410f89a",
    "weasyprint.text.line_break:can_break_text": "4f3fb5ef1c239df9",
    "weasyprint.text.line_break:split_first_line": "39ad1016863ca34d",
    # the patch JUSTIFY
    "weasyprint.layout.inline:justify_line": "f83b21ff8793ba6b",
    "weasyprint.layout.inline:text_align": "e953d41b87ccfc30",
    # painting
    "weasyprint.stacking:_dispatch": "003563d2565b4d30",
    "weasyprint.stacking:_dispatch_children": "664961378e41dc05",
    "weasyprint.stacking:StackingContext": "ec586508cac97684",
    "weasyprint.draw:draw_block_level": "3de9ec3ad4aaad3c",
    "weasyprint.draw:draw_stacking_context": "c5811b178bdff82e",
    "weasyprint.draw:draw_page": "d5bda6b6e6758688",
    # the patch TEXT
    "weasyprint.draw.text:draw_first_line": "1bb8eae6d88e71b1",
    "weasyprint.draw.text:draw_text": "ebaf96239c6ca363",
    "weasyprint.draw:draw_inline_level": "068162a401d00efd",
    # the patch TAGS
    "weasyprint.pdf.tags:_build_box_tree": "f716251a83e7096e",
    "weasyprint.pdf.tags:add_tags": "f0e74575b0bafaf3",
    "weasyprint.pdf:generate_pdf": "626343ef25c396e8",
    "weasyprint.pdf.anchors:add_links": "262e8b9b299892a7",
    # the long-table renderer reproduces the layout of these
    "weasyprint.layout.table:table_layout": "6594fa40743fbc0b",
    "weasyprint.layout.table:fixed_table_layout": "8eb61c6621546e17",
    # pdf
    "pydyf:Object": "09d351b7b8390001",
    "pydyf:Dictionary": "cfe61f79fe4f02cb",
    "pydyf:Array": "454aeae795e116ac",
    "pydyf:String": "e479710d4177f8f9",
    "pydyf:Stream": "f17b6bdcfedf2f50",
    "pydyf:PDF": "430a7b480a612b67",
}


def check_sources() -> None:
    """Check that the installed WeasyPrint and pydyf are the known releases, or do not differ in the
    symbols in use.

    :raises RenderError: ``no-weasyprint`` if one of them is not installed, ``wrong-weasyprint`` if
        symbols differ.
    """
    try:
        installed = installed_releases()
    except metadata.PackageNotFoundError as error:
        raise RenderError.of("no-weasyprint", name=error.name, wanted=_wanted(KNOWN)) from None
    if installed == KNOWN:
        return
    symbols = changed(frozenset(installed.items()))
    if symbols:
        raise RenderError.of(
            "wrong-weasyprint",
            found=_wanted(installed),
            wanted=_wanted(KNOWN),
            symbols=tuple(symbols),
        )


@cache
def is_known_release() -> bool:
    """Return whether the installed releases are those that were read as a whole."""
    return installed_releases() == KNOWN


@cache
def installed_releases() -> dict[str, str]:
    """Return the releases that the process has installed: those that it loads stay the same.

    :raises PackageNotFoundError: if one is missing.
    """
    return {name: metadata.version(name) for name in KNOWN}


@cache
def changed(_releases: frozenset[tuple[str, str]]) -> tuple[str, ...]:
    """Return the symbols of the installed releases whose sources are missing or differ from the
    recorded ones."""
    roots = {name: Path(str(metadata.distribution(name).locate_file(""))) for name in KNOWN}
    return tuple(changed_in(roots))


def changed_in(roots: Mapping[str, Path]) -> Iterator[str]:
    """Yield the symbols that differ below ``roots``, which gives the folder of each package."""
    modules: dict[str, Mapping[str, str]] = {}
    for symbol, digest in DIGESTS.items():
        module, _, name = symbol.partition(":")
        if module not in modules:
            modules[module] = sources_in(_file_of(roots[module.partition(".")[0]], module))
        if digest_of(modules[module].get(name, "")) != digest:
            yield symbol


def sources_in(file: Path) -> Mapping[str, str]:
    """Return the source of each class, function and constant of a module by its qualified name, and
    of the whole module under ``""``.

    The result is empty for a file that is missing or cannot be parsed.
    """
    try:
        text = file.read_text("utf-8")
        tree = ast.parse(text)
    except (OSError, ValueError, SyntaxError):
        return {}
    lines = text.splitlines(keepends=True)
    return {"": text, **dict(_named(tree.body, "", lines))}


def _named(body: list[ast.stmt], prefix: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            yield f"{prefix}{node.name}", "".join(lines[first - 1 : node.end_lineno])
            if isinstance(node, ast.ClassDef):
                yield from _named(node.body, f"{prefix}{node.name}.", lines)
        elif isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    yield f"{prefix}{target.id}", "".join(lines[node.lineno - 1 : node.end_lineno])


def digest_of(source: str) -> str:
    """Return the digest of a source: the first 16 digits of its SHA-256."""
    return sha256(source.encode()).hexdigest()[:16]


def _file_of(root: Path, module: str) -> Path:
    path = root.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _wanted(releases: Mapping[str, str]) -> str:
    return " ".join(f"{name}=={release}" for name, release in releases.items())
