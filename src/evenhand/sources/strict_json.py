"""JSON read strictly: numbers as they are written, and nothing that JSON readers disagree about."""

import json
from typing import Any, NoReturn


class StrictJsonError(ValueError):
    """Bytes that are not strict JSON: a code, what is wrong, and the character it was found at, if that is known."""

    def __init__(self, code: str, what: str, column: int | None = None) -> None:
        super().__init__(what)
        self.code = code
        self.column = column


def decode(raw: bytes) -> Any:
    """The value of JSON bytes, its numbers as text; StrictJsonError for anything two readers may read in two ways.

    >>> decode(b'{"value": 1.50}')
    {'value': '1.50'}
    """
    try:
        value = _DECODER.decode(raw.decode("utf-8"))
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        raise StrictJsonError("bad-json", f"{error.msg} at character {error.colno}", error.colno) from None
    except UnicodeDecodeError:
        raise StrictJsonError("bad-text", "the line is not UTF-8 text") from None
    except UnicodeEncodeError:
        raise StrictJsonError(
            "bad-text", "the line holds half of a character pair (a lone surrogate)"
        ) from None
    except RecursionError:
        raise StrictJsonError("too-deep", "the values are nested too deeply") from None
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise StrictJsonError("strange-json", f'the name "{twice}" is used twice')
    return record


def _no_constant(text: str) -> NoReturn:
    raise StrictJsonError("strange-json", f"{text} is not a number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=str, parse_float=str, parse_constant=_no_constant
)
