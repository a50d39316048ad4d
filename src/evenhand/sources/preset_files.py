"""The mappings that come with Evenhand, as the text of their files."""

from functools import cache
from importlib import resources


@cache
def presets() -> tuple[str, ...]:
    """The names of the mappings that come with Evenhand."""
    folder = resources.files("evenhand.sources") / "presets"
    names = (each.name for each in folder.iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml")))


def preset_text(name: str) -> str:
    """The YAML text of a preset, with its remarks."""
    return (resources.files("evenhand.sources") / "presets" / f"{name}.yaml").read_text("utf-8")


def copied(name: str) -> str:
    """How a preset becomes a file of one's own; "" for a mapping that is a file already.

    >>> copied("halopsa"), copied("my-desk")
    (' `evenhand mapping halopsa > my-desk.yaml` gives one to begin with.', '')
    """
    if name not in presets():
        return ""
    return f" `evenhand mapping {name} > my-desk.yaml` gives one to begin with."
