"""Python from a checked tree: each expression is guarded, so that what fails in one does not hide
the rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame


class GuardedCode(CodeGenerator):
    """Jinja's code, with what is printed, each condition and each loop inside its own ``try``.

    What is caught goes to ``environment.failed``, with the file and the line.
    """

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """Write each printed expression under a guard; text between them needs none."""
        for child in node.nodes:
            single = nodes.Output([child], lineno=child.lineno)
            if isinstance(child, nodes.TemplateData):
                super().visit_Output(single, frame)
            else:
                with self._guard(child.lineno, frame):
                    super().visit_Output(single, frame)

    def visit_If(self, node: nodes.If, frame: Frame) -> None:
        """Write a condition under a guard."""
        with self._guard(node.lineno, frame):
            super().visit_If(node, frame)

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        """Write a loop under a guard."""
        with self._guard(node.lineno, frame):
            super().visit_For(node, frame)

    @contextmanager
    def _guard(self, line: int, frame: Frame) -> Iterator[None]:
        self.writeline("try:")
        self.indent()
        self.writeline("pass")
        yield
        self.outdent()
        self.writeline("except Exception as failure:")
        self.indent()
        self.simple_write(f"environment.failed(failure, {self.filename!r}, {line})", frame)
        self.outdent()
