"""What every part of ``brief.toml`` is made of: strict models, names, texts, paths inside the
folder, conditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    ModelWrapValidatorHandler,
    StringConstraints,
    Tag,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, InitErrorDetails, PydanticCustomError

from report.nearest import nearest

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True)
class ForReaders:
    """Marks a key whose text is printed for people to read: conventions of Arabic print hold for
    it.

    :ivar has_expressions: whether expressions in the text are evaluated.
    :ivar is_markdown: whether the text is Markdown; otherwise its signs are printed unchanged.
    """

    has_expressions: bool = False
    is_markdown: bool = False


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
#: A :data:`Text` that is printed for people to read.
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), ForReaders()]
#: :data:`Words` in Markdown, with expressions.
Markdown = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    ForReaders(has_expressions=True, is_markdown=True),
]
#: :data:`Words` with expressions, whose other signs are printed unchanged.
Template = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    ForReaders(has_expressions=True),
]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$", max_length=60)]
#: Whole numbers no longer than those of cells: TOML itself knows no bound.
Scalar = str | Annotated[int, Field(ge=-(10**18), le=10**18)] | float | bool
Scalars = Annotated[tuple[Scalar, ...], Field(min_length=1)]


def _inside(value: str) -> str:
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or "\\" in value or ":" in value:
        raise PydanticCustomError(
            "outside_brief", "a path inside the brief's folder is wanted", {"path": value}
        )
    return value


def _again(detail: ErrorDetails) -> InitErrorDetails:
    """Return a fault that was already reported, to be reported again with others."""
    kind = PydanticCustomError(detail["type"], detail["msg"], detail.get("ctx"))
    return InitErrorDetails(type=kind, loc=detail["loc"], input=detail["input"])


def _explained(detail: ErrorDetails, meant: Collection[str]) -> bool:
    """Say whether a misspelt key explains a fault: the key that was meant is missing, or no rule is
    chosen."""
    missing = detail["type"] == "missing" and len(detail["loc"]) == 1 and detail["loc"][0] in meant
    return missing or not detail["loc"]


def as_tuples(value: object) -> object:
    """Return ``value`` with its lists as tuples, as the frozen models want them."""
    if isinstance(value, list | tuple):
        return tuple(as_tuples(item) for item in value)
    if isinstance(value, dict):
        return {key: as_tuples(item) for key, item in value.items()}
    return value


class Strict(BaseModel):
    """The base of every part of a brief: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
    #: Keys of other kinds of the same part, which are no misspellings of the keys of this one.
    elsewhere: ClassVar[frozenset[str]] = frozenset()
    #: Former names of keys, each with the name that replaced it.
    former: ClassVar[Mapping[str, str]] = {}

    @classmethod
    def idle_keys(cls) -> frozenset[str]:
        """Return the keys of the model that an object of this class refuses."""
        return frozenset()

    @classmethod
    def foreign_key(cls, key: str, data: Mapping[str, object]) -> PydanticCustomError | None:
        """Return the fault of a key of ``data`` that only other kinds of the part take; ``None``
        for a key that none of them takes."""
        return None

    @model_validator(mode="wrap")
    @classmethod
    def _known_keys(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """Report each unknown key, with the nearest, beside any other fault of the object."""
        if not isinstance(data, dict):
            return handler(data)
        keys = [field.alias or name for name, field in cls.model_fields.items()]
        offered = [key for key in keys if key not in cls.idle_keys()]
        faults = {key: cls._key_fault(key, data, offered) for key in data if key not in offered}
        if not faults:
            return handler(data)
        errors = [InitErrorDetails(type=fault, input=data[key]) for key, fault in faults.items()]
        try:
            handler({key: value for key, value in data.items() if key in offered})
        except ValidationError as error:
            contexts = [fault.context or {} for fault in faults.values()]
            meant = [context["nearest"] for context in contexts if "nearest" in context]
            errors += [_again(detail) for detail in error.errors() if not _explained(detail, meant)]
        raise ValidationError.from_exception_data(cls.__name__, errors)

    @classmethod
    def _key_fault(
        cls, key: str, data: Mapping[str, object], offered: Collection[str]
    ) -> PydanticCustomError:
        """Return the fault of a key that the object does not take."""
        meant = cls.former.get(key)
        foreign = None if meant is not None else cls.foreign_key(key, data)
        if foreign is not None:
            return foreign
        if meant is None and key not in cls.elsewhere:
            meant = nearest(key, offered)
        if meant is not None:
            return PydanticCustomError("unknown_key", "unknown key", {"key": key, "nearest": meant})
        values = {"key": key, "known": tuple(offered)}
        return PydanticCustomError("strange_key", "unknown key", values)


class FilePath(str):
    """A relative path inside the brief's folder, with forward slashes."""

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(
            lambda value: cls(_inside(value)), core_schema.str_schema(min_length=1, strict=True)
        )


class Condition(Strict):
    """A condition on one column that is more than "equals": not these values, or missing."""

    not_: Scalar | Scalars | None = Field(default=None, alias="not")
    missing: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.not_ is None and self.missing is None:
            raise PydanticCustomError("empty_condition", "not or missing is wanted")
        return self


Conditions = dict[str, Scalar | Scalars | Condition]


def _form_of_where(value: object) -> str:
    return "[expression]" if isinstance(value, str) else "[conditions]"


#: The conditions on rows: an expression, or values by columns. The tags are steps of the path of
#: pydantic's errors that no key can be.
Where = Annotated[
    Annotated[Text, Tag("[expression]")] | Annotated[Conditions, Tag("[conditions]")],
    Discriminator(_form_of_where),
]
