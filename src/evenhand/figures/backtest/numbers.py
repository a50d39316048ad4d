"""Whole numbers of any size, in arrays."""

from typing import Any

from numpy.typing import NDArray


def times(values: NDArray[Any], factor: int) -> NDArray[Any]:
    """Whole numbers, none below 0, times a factor: of the machine where they fit, else Python's."""
    if factor == 1 or not values.size:
        return values
    fits = values.dtype != object and int(values.max()) * factor < 1 << 62
    return values * factor if fits else values.astype(object) * factor
