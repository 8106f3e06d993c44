"""Parts of a brief that come in kinds: the model of each kind is found through a registry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, ClassVar, Protocol, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from report.brief.base import ForReaders, Strict
from report.nearest import nearest
from report.registry import Registry

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class Kind(Protocol):
    """What the brief needs of a kind."""

    @property
    def model(self) -> type[Strict]:
        """The model of its parts, or a base of their models."""

    def models(self) -> Iterable[type[Strict]]:
        """Return the models that a part of this kind may have."""

    def model_for(self, data: Mapping[str, object]) -> type[Strict]:
        """Return the model of a part with these keys."""

    def validated(self, data: Mapping[str, object]) -> Strict:
        """Return a part of this kind, of what the brief says.

        :raises ValidationError: when it says something else.
        """


class ModelKind:
    """A kind whose parts have one model, unless it says otherwise.

    :cvar model: the keys of its parts.
    """

    model: ClassVar[type[Strict]]

    def models(self) -> Iterable[type[Strict]]:
        """Return the models that a part of this kind may have."""
        return (self.model,)

    def model_for(self, data: Mapping[str, object]) -> type[Strict]:
        """Return the model of a part with these keys."""
        return self.model

    def validated(self, data: Mapping[str, object]) -> Strict:
        """Return the part that the brief declares.

        :raises ValidationError: when the brief declares something else.
        """
        return self.model_for(data).model_validate(data)


class ByKind:
    """The annotation of a part of the brief whose model is chosen by ``choose`` (pydantic).

    :param choose: returns the part, of the data; raises what pydantic's validators raise.
    :param kinds: the kinds, for the JSON Schema.
    """

    def __init__(
        self, base: type[Strict], choose: Callable[[object], Strict], kinds: Registry[Kind]
    ) -> None:
        self._base = base
        self._choose = choose
        self._kinds = kinds

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(self._validated)

    def _validated(self, data: object) -> Strict:
        return data if isinstance(data, self._base) else self._choose(data)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        from pydantic_core import core_schema

        models = list(chain.from_iterable(kind.models() for kind in self._kinds.all()))
        union = handler(core_schema.union_schema([_with_name(model) for model in models]))
        return {"oneOf": union["anyOf"]}


def _with_name(model: type[Strict]) -> CoreSchema:
    """Return the core schema of a model with the name that puts its JSON Schema into ``$defs``."""
    name = f"{model.__module__}.{model.__qualname__}:{id(model)}"
    return {**model.__pydantic_core_schema__, "ref": name}


def name_of(registry: Registry[Kind], model_part: Strict) -> str:
    """Return the name of the kind that a validated part of the brief is of.

    :raises KeyError: when it is of none that the registry has loaded.
    """
    for name, kind in registry.loaded.items():
        if isinstance(model_part, kind.model):
            return name
    raise KeyError(type(model_part).__name__)


def keys_of(model: type[Strict]) -> frozenset[str]:
    """Return every key of a model, as the brief writes it."""
    return frozenset(field.alias or name for name, field in model.model_fields.items())


def by_key(registry: Registry[Kind], data: object) -> str | None:
    """Return the kind that one of the keys of ``data`` names; ``None`` where none does.

    Some keys are kinds themselves and keys of other kinds: a chart has a ``table`` and a ``note``.
    The kind is the one whose model also has the remaining names. Plug-ins are looked up only where
    the kinds of Mujaz do not have all keys.
    """
    if not isinstance(data, dict):
        return None
    own = _explaining(registry, data, [name for name in registry.builtin if name in data])
    if own is not None and keys_of(registry[own].model_for(data)).issuperset(data):
        return own
    plugin_names = [name for name in data if name not in registry.builtin and name in registry]
    return _explaining(registry, data, [*plugin_names, *([own] if own is not None else [])])


def _explaining(registry: Registry[Kind], data: dict[str, object], names: list[str]) -> str | None:
    for name in names:
        if keys_of(registry[name].model_for(data)).issuperset(names):
            return name
    return names[0] if names else None


def unknown_kind(data: object, names: Collection[str], title: str, missing: Exception) -> Exception:
    """Return the error for ``data`` that has no key of a kind.

    It is one finding for each key that is spelt nearly as a kind, else ``missing``.
    """
    keys = data if isinstance(data, dict) else {}
    meant = {key: near for key in keys if (near := nearest(key, names)) is not None}
    if not meant:
        return missing
    errors = [
        InitErrorDetails(
            type=PydanticCustomError("unknown_key", "unknown key", {"key": key, "nearest": near}),
            input=keys[key],
        )
        for key, near in meant.items()
    ]
    return ValidationError.from_exception_data(title, errors)


def bad_choice(key: str, value: object, names: Collection[str], title: str) -> ValidationError:
    """Return the error for a key whose value names no kind; it says all names."""
    choices = ", ".join(f"'{name}'" for name in names)
    detail = InitErrorDetails(
        type="literal_error", loc=(key,), input=value, ctx={"expected": choices}
    )
    return ValidationError.from_exception_data(title, [detail])


def words_in(piece: object) -> Iterator[str]:
    """Yield the texts of a part of the brief that are printed for people to read."""
    if isinstance(piece, BaseModel):
        for name in type(piece).model_fields:
            value = getattr(piece, name)
            if _mark(type(piece), name) is not None:
                yield from _texts(value)
            else:
                yield from words_in(value)
    elif isinstance(piece, tuple):
        for item in piece:
            yield from words_in(item)
    elif isinstance(piece, dict):
        for item in piece.values():
            yield from words_in(item)


def _texts(value: object) -> Iterator[str]:
    for text in value if isinstance(value, tuple) else (value,):
        if isinstance(text, str):
            yield text


def mark_for_readers(model: BaseModel, path: Iterable[str | int]) -> ForReaders | None:
    """Return the mark of the text at a path of the brief; ``None`` if it is not printed for people
    to read."""
    node: object = model
    mark: ForReaders | None = None
    for key in path:
        if isinstance(node, tuple) and node and not isinstance(key, int):
            node = node[0]  # a list that is written as its one item
        if isinstance(node, BaseModel):
            fields = type(node).model_fields
            name = next(
                (name for name, field in fields.items() if key in (name, field.alias)), None
            )
            if name is None:
                return None
            mark = _mark(type(node), name)
            node = getattr(node, name)
        elif isinstance(node, Mapping):
            node = node.get(key)
        elif isinstance(node, tuple) and isinstance(key, int):
            node = node[key]
        else:
            return None
    return mark


@cache
def _mark(model: type[BaseModel], name: str) -> ForReaders | None:
    field = model.model_fields[name]
    return next(chain(_marks(field.metadata), _marks_in(field.annotation)), None)


def _marks(metadata: Iterable[object]) -> Iterator[ForReaders]:
    return (mark for mark in metadata if isinstance(mark, ForReaders))


def _marks_in(annotation: object) -> Iterator[ForReaders]:
    metadata = getattr(annotation, "__metadata__", ())
    yield from _marks(metadata)
    origin = getattr(annotation, "__origin__", None)
    for inner in [origin] if metadata else get_args(annotation):
        yield from _marks_in(inner)
