"""What a block kind is: one object with the model of its keys, its view and its template."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import is_dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from report.brief.blocks import BLOCKS, Block
from report.brief.kinds import ModelKind, name_of
from report.sandbox.access import field_names

if TYPE_CHECKING:
    from report.document.numbering import BlockPath
    from report.document.rendering import RenderContext

B = TypeVar("B", bound=Block)


class BlockKind(ModelKind, ABC, Generic[B]):
    """A kind of block.

    :cvar model: the keys of its blocks; one of them is the name of the kind. Keys of the type
        :data:`~report.brief.base.Words` are texts for readers: the conventions of Arabic print and
        the search for typed numbers look at them.
    :cvar template: the template in ``templates/blocks/``, without ``.html``. Where Mujaz has none
        of that name, it is looked up in the folder ``templates`` of the package that the kind's
        module is in. A brief's own ``templates/blocks/`` comes before both.
    :cvar style: a style sheet of the same folder ``templates``, added behind those of Mujaz and
        before the brief's own; ``None`` for none.
    :cvar views: the frozen dataclasses that the template reads, beside those of Mujaz. It can read
        their fields, and nothing else.
    """

    template: ClassVar[str]
    style: ClassVar[str | None] = None
    views: ClassVar[tuple[type, ...]] = ()

    @abstractmethod
    def view(self, context: RenderContext, block: B, path: BlockPath) -> Mapping[str, object]:
        """Return what the template is filled with, beside ``key`` and what captions have.

        :param path: the path of the block in ``brief.toml``.
        :raises MujazError: a fault of the block, with its place.
        """

    def __init_subclass__(cls, **options: object) -> None:
        """Check what templates are given.

        :raises TypeError: when one of the views is no frozen dataclass.
        """
        super().__init_subclass__(**options)
        for view in cls.views:
            if not (is_dataclass(view) and view.__dataclass_params__.frozen):  # type: ignore[attr-defined]
                raise TypeError(f"{view.__qualname__} is no frozen dataclass")

    @property
    def attributes(self) -> Mapping[type, frozenset[str]]:
        """The types that the template may read, each with its attributes."""
        return {view: field_names(view) for view in self.views}

    def resource(self, name: str) -> str | None:
        """Return a file of the kind's own ``templates``; ``None`` if none exists."""
        package = type(self).__module__.rpartition(".")[0] or type(self).__module__
        try:
            path = files(package).joinpath("templates", name)
            return path.read_text("utf-8") if path.is_file() else None
        except (TypeError, ModuleNotFoundError):  # the module is no package, and has no folder
            return None


def kind_of(block: Block) -> BlockKind[Any]:
    """Return the kind of a block of a validated brief."""
    kind = BLOCKS[name_of(BLOCKS, block)]
    assert isinstance(kind, BlockKind)
    return kind
