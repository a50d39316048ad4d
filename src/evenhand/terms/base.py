"""The ground all terms stand on: immutable clauses, immutable ordered maps, and shorthand forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, NoReturn, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, core_schema

from evenhand.errors import NotationError

Key = TypeVar("Key")
Value = TypeVar("Value", covariant=True)
Item = TypeVar("Item")

LONGEST_NOTATION: Final = 200
ONE_VALUE: Final = ("One value belongs here, not a list or a map.", "Write it without brackets and dashes.")


def key_of(name: str) -> str:
    """Return the key of the document for a Python name: `late_records_accepted_for`, `from_`.

    >>> key_of("from_"), key_of("or_at_most")
    ('from', 'or at most')
    """
    return name.rstrip("_").replace("_", " ")


class Clause(BaseModel):
    """A part of the document with keys of its own; immutable, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=key_of)
    noun: ClassVar[str] = "this part"


class FrozenMap(Mapping[Key, Value]):
    """An immutable, hashable map that keeps the order of the document.

    >>> FrozenMap({"P1": "Critical", "P2": "High"})
    FrozenMap({'P1': 'Critical', 'P2': 'High'})
    """

    __slots__ = ("_items",)
    _items: dict[Key, Value]

    def __init__(self, items: Mapping[Key, Value]) -> None:
        object.__setattr__(self, "_items", dict(items))

    def __getitem__(self, key: Key) -> Value:
        return self._items[key]

    def __iter__(self) -> Iterator[Key]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __eq__(self, other: object) -> bool:
        """Equal when the same keys stand in the same order with the same values: order carries meaning."""
        return isinstance(other, FrozenMap) and list(self._items.items()) == list(other._items.items())

    def __repr__(self) -> str:
        return f"FrozenMap({self._items!r})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("a FrozenMap does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("a FrozenMap does not change")

    def __reduce__(self) -> tuple[type[FrozenMap[Key, Value]], tuple[dict[Key, Value]]]:
        return FrozenMap, (dict(self._items),)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        key, value = (handler.generate_schema(part) for part in get_args(source))
        return core_schema.no_info_after_validator_function(cls, core_schema.dict_schema(key, value))


@dataclass(frozen=True)
class Shorthand:
    """Lets a clause be written in a shorter form: `expand` turns that form into the full one.

    `forms` gives the JSON Schemas of the shorter forms, from the properties of the full one.
    """

    expand: Callable[[Any], Any]
    forms: Callable[[JsonSchemaValue], list[JsonSchemaValue]]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(spoken(self.expand), handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        full = handler(schema)
        return {"anyOf": [full, *self.forms(handler.resolve_ref_schema(full))]}


def refusal(code: str, message: str, mend: str | Callable[[], str]) -> PydanticCustomError:
    """Return the error to raise in a validator; pydantic collects it with the place of the value.

    A mend that takes long to find is given as a function, and only asked for when the problem is shown.
    """
    return PydanticCustomError(code, "{message}", {"message": message, "mend": mend})


def spoken(read: Callable[[Any], Item]) -> Callable[[Any], Item]:
    """Wrap a reader of notations, so that its NotationError becomes an error that pydantic collects."""

    def validate(value: Any) -> Item:
        try:
            return read(value)
        except NotationError as error:
            raise refusal(error.code, error.message, error.mend) from None

    return validate


class Mistakes:
    """The mistakes in the parts of one value, told together, each with its place below that value."""

    def __init__(self) -> None:
        self._found: list[InitErrorDetails] = []

    def read(self, read: Callable[[Any], Item], value: Any, *place: str | int) -> Item | None:
        """Read the part at `place`; None when it is a mistake, which is kept."""
        try:
            return read(value)
        except NotationError as error:
            self.add(error, value, *place)
            return None

    def add(self, error: NotationError, value: Any, *place: str | int) -> None:
        """Keep a mistake; a place that ends in `[key]` is the key itself."""
        kind = refusal(error.code, error.message, error.mend)
        self._found.append(InitErrorDetails(type=kind, loc=place, input=value))

    def tell(self) -> None:
        """Raise what pydantic collects, if any mistake was kept."""
        if self._found:
            raise ValidationError.from_exception_data("parts", self._found)


def text_reader(read: Callable[[str], Item], longest: int = LONGEST_NOTATION) -> Callable[[Any], Item]:
    """Return a reader that takes text alone and says so for lists and maps."""

    def validate(value: Any) -> Item:
        if not isinstance(value, str):
            raise NotationError(*ONE_VALUE, code="wrong-shape")
        if len(value) > longest:
            raise NotationError("This value is too long.", f"Write at most {longest} characters.")
        return read(value)

    return spoken(validate)


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Many = Annotated[
    tuple[Item, ...],
    Shorthand(_listed, lambda full: [full["items"]]),
]
"""A list, of which a single item may be written without the brackets."""
