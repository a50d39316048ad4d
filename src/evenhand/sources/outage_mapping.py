"""What the records of a monitor mean: which service they speak of, and which of their words is which state."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path

from evenhand.errors import NotationError, Problem, RecordError
from evenhand.records.outages import STATES
from evenhand.sources.mapping import Columns
from evenhand.sources.strict_yaml import Section, read_section
from evenhand.sources.trouble import nearest, trouble
from evenhand.trees.tree import Node
from evenhand.units import Duration, Unit, tidy

PRESETS = {"incidents": "statuspage", "checks": "checks", "prometheus": "prometheus", "calendar": "calendar"}
KINDS = tuple(PRESETS)
UP, LEFT_OUT = "up", "left out"
MEANINGS = (*STATES, UP, LEFT_OUT)
_COLUMNS = ("id", "component", "start", "end", "at", "state", "announced")


@dataclass(frozen=True, slots=True)
class OutageMapping:
    """How the records of a monitor become outages. Column names are tuples: the first one present is used.

    columns            id, component, start, end, at, state, announced: the columns with that meaning
    states             words of the file, in lower case, to a state, `up` or `left out`
    separator          between several components in one cell, "" for none
    service            the service that all records speak of, None when their component says it
    services           names of components, in lower case, to names of services
    without_component  the service of records that name no component, None to leave them out
    vouches            seconds for which a check says how things stand, None for the usual interval
    """

    name: str
    kind: str
    columns: Mapping[str, Columns] = field(default_factory=dict)
    attributes: Mapping[str, Columns] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    separator: str = ""
    service: str | None = None
    services: Mapping[str, str] = field(default_factory=dict)
    without_component: str | None = None
    vouches: int | None = None
    timezone: str | None = None

    def service_of(self, component: str) -> str:
        """The service a record of that component speaks of, "" when nobody says one.

        >>> OutageMapping("x", "checks", services={"shop": "web-shop"}).service_of("Shop")
        'web-shop'
        """
        if not component:
            return self.service or self.without_component or ""
        return self.services.get(tidy(component), self.service or component)

    def known_as(self, services: Mapping[str, str]) -> "OutageMapping":
        """The same mapping, with names that an agreement uses for its services; its own `services` win."""
        return replace(
            self, services={**{tidy(name): key for name, key in services.items()}, **self.services}
        )


def preset(kind: str) -> OutageMapping:
    """The mapping that comes with Evenhand for one kind of file."""
    name = PRESETS[kind]
    folder = resources.files("evenhand.sources") / "outage_presets"
    mapping, problems = read_outage_mapping(
        (folder / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml", name
    )
    assert mapping is not None, problems
    return mapping


def load_outage_mapping(path: str | Path) -> OutageMapping:
    """The mapping of a YAML file; what it leaves out is as in the preset of its kind. Raises RecordError."""
    try:
        text = Path(path).read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise trouble(path, "bad-text", "The mapping is not UTF-8 text.", "Save it as UTF-8.") from None
    except OSError as error:
        message = f"The mapping cannot be opened: {error.strerror}."
        raise trouble(path, "no-such-mapping", message, "Check the name and the folder.") from None
    mapping, problems = read_outage_mapping(text, str(path), Path(path).stem)
    if mapping is None:
        raise RecordError(problems)
    return mapping


def read_outage_mapping(text: str, file: str, name: str) -> tuple[OutageMapping | None, tuple[Problem, ...]]:
    """Read a mapping from YAML text; None with all its problems when there are any."""
    top, problems = read_section(text, file)
    if top is None:
        return None, tuple(problems)
    kind = top.word("kind", KINDS)
    top.require("kind", kind)
    if kind not in KINDS:
        return None, tuple(problems)
    base = OutageMapping(name, kind) if name == PRESETS[kind] and file == f"{name}.yaml" else preset(kind)
    top.get("about")
    mapping = replace(
        base,
        name=name,
        columns={**base.columns, **{key: found for key in _COLUMNS if (found := top.texts(key))}},
        attributes={**base.attributes, **_columns(top, "attributes")},
        states={**base.states, **_words(top, "states", MEANINGS)},
        separator=top.text("separator") or base.separator,
        service=top.text("service") or None,
        services=_words(top, "services", ()),
        without_component=top.text("without component") or None,
        vouches=_seconds(top, "check vouches"),
        timezone=top.text("timezone") or None,
    )
    top.close()
    return (None if problems else mapping), tuple(problems)


def vouched_seconds(text: str) -> int:
    """The seconds of a length such as `10 minutes`; raises NotationError for anything else."""
    length = Duration.parse(text)
    if length.unit is not Unit.SECONDS or length.amount <= 0:
        raise NotationError(
            f'"{text}" cannot be how long a check vouches.', "Write minutes or hours, such as 10 minutes."
        )
    return length.seconds


def _entries(top: Section, key: str) -> list[tuple[str, Node]]:
    node = top.get(key)
    section = None if node is None else top.section(node)
    return [] if section is None else [(name, value) for name, value in section.entries()]


def _words(top: Section, key: str, known: tuple[str, ...]) -> dict[str, str]:
    return {
        tidy(name): top.one_of(value, known) if known else top.one(value)
        for name, value in _entries(top, key)
    }


def _columns(top: Section, key: str) -> dict[str, Columns]:
    return {name: top.each(value) for name, value in _entries(top, key)}


def _seconds(top: Section, key: str) -> int | None:
    node = top.get(key)
    text = "" if node is None else top.one(node)
    if node is None or not text:
        return None
    try:
        return vouched_seconds(text)
    except NotationError as error:
        top.refuse(node, "bad-length", str(error), nearest(text, ()) or "Write it like 10 minutes.")
        return None
