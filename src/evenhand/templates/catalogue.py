"""The templates there are: which services may be left out, and what changes with how critical they are."""

from __future__ import annotations

from typing import Final

from evenhand.templates.template import Level, Template

_RESPOND: Final[dict[Level, dict[str, str]]] = {
    "ordinary": {
        "standards.respond-critical.within": "1 hour",
        "standards.respond-critical.target": "90% per month",
        "standards.respond-high.within": "2 hours",
        "standards.respond-other.within.P3": "1 business day",
        "standards.respond-other.within.P4": "2 business days",
    },
    "vital": {
        "standards.respond-critical.within": "15 minutes",
        "standards.respond-high.within": "30 minutes",
        "standards.respond-other.within.P3": "2 hours",
    },
}


def _frames(verb: str, critical: str, high: str, normal: str, request: str) -> dict[str, str]:
    """The time frames of the four priorities; what is resolved elsewhere is restored in a recovery."""
    return {
        f"standards.{verb}-critical.within": critical,
        f"standards.{verb}-high.within": high,
        f"standards.{verb}-other.within.P3": normal,
        f"standards.{verb}-other.within.P4": request,
    }


def _available(clause: str, target: str, *tiers: str) -> dict[str, str]:
    """A target with the bounds of its credits: the first begins where the target ends, so nothing lies between."""
    address = f"services.{clause}"
    bounds = {f"{address}.credits.{number}.below": bound for number, bound in enumerate((target, *tiers), 1)}
    return {f"{address}.target": f"{target} per month"} | bounds


def _scored(standard: str, comparison: str, period: str, *tiers: str) -> dict[str, str]:
    """A target of a measure with the bounds of its credits, which begin at the target."""
    address, side = f"standards.{standard}", "above" if comparison == "at most" else "below"
    bounds = {f"{address}.credits.{number}.{side}": bound for number, bound in enumerate(tiers, 1)}
    return {f"{address}.target": f"{comparison} {tiers[0]} per {period}"} | bounds


_DESK: Final = Template(
    name="service-desk",
    about="One place where people report faults and ask for things.",
    optional={"on-site-support": (), "joiners-and-leavers": ()},
    levels={
        "ordinary": _RESPOND["ordinary"]
        | _frames("resolve", "8 hours", "16 hours", "5 business days", "10 business days")
        | _available("service-desk.availability", "98%", "95%")
        | {
            "standards.answer-calls.target": "at least 70% per month",
            "standards.visit.within": "3 business days",
        },
        "vital": _RESPOND["vital"]
        | _frames("resolve", "2 hours", "4 hours", "2 business days", "4 business days")
        | _available("service-desk.availability", "99.5%", "98%")
        | {
            "standards.answer-calls.target": "at least 90% per month",
            "standards.visit.within": "1 business day",
        },
    },
)

_WORKPLACE: Final = Template(
    name="managed-workplace",
    about="Computers, e-mail and files, the office network, and help with them.",
    optional={
        "mail-and-files": ("responsibilities.provider.restore-test",),
        "office-network": (),
        "joiners-and-leavers": (),
    },
    levels={
        "ordinary": _RESPOND["ordinary"]
        | _frames("resolve", "8 hours", "16 hours", "5 business days", "10 business days")
        | _available("workplace.availability.help", "98%", "95%")
        | _available("mail-and-files.availability", "99%", "98%", "95%")
        | _available("office-network.availability", "98%", "95%")
        | _scored("updates", "at least", "month", "90", "80"),
        "vital": _RESPOND["vital"]
        | _frames("resolve", "2 hours", "4 hours", "2 business days", "4 business days")
        | _available("workplace.availability.help", "99.5%", "98%")
        | _available("mail-and-files.availability", "99.9%", "99.5%", "98%")
        | _available("office-network.availability", "99.5%", "98%")
        | _scored("updates", "at least", "month", "97", "90"),
    },
)

_HOSTING: Final = Template(
    name="cloud-hosting",
    about="Servers that run day and night, and what runs on them.",
    optional={
        "web-application": (
            "glossary.response time",
            "responsibilities.client.safe-programs",
            "responsibilities.client.expected-visitors",
        ),
        "databases": (),
        "backups": ("glossary.backup result", "responsibilities.provider.restore-test"),
    },
    levels={
        "ordinary": _RESPOND["ordinary"]
        | _frames("resolve", "8 hours", "16 hours", "5 business days", "10 business days")
        | _available("servers.availability.network", "99.9%", "99%", "97%")
        | _available("servers.availability.each-server", "99.5%", "99%", "95%")
        | _available("web-application.availability", "98.5%", "97%", "95%")
        | _available("databases.availability", "99.5%", "99%", "95%")
        | _scored("response-time", "at most", "month", "3", "6")
        | {"standards.restore.within": "16 hours"},
        "vital": _RESPOND["vital"]
        | _frames("resolve", "2 hours", "4 hours", "2 business days", "4 business days")
        | _available("servers.availability.each-server", "99.95%", "99.5%", "98%")
        | _available("web-application.availability", "99.8%", "99.5%", "98%")
        | _available("databases.availability", "99.95%", "99.5%", "98%")
        | _scored("response-time", "at most", "month", "1", "3")
        | {"standards.restore.within": "4 hours"},
    },
)

_BACKUP: Final = Template(
    name="backup-and-recovery",
    about="Copies that are made, kept safe and tried out; what is lost comes back.",
    optional={"standby": ("responsibilities.provider.standby-exercise",), "archive": ()},
    levels={
        "ordinary": _RESPOND["ordinary"]
        | _frames("restore", "12 hours", "18 hours", "5 business days", "10 business days")
        | _available("backup.availability", "99%", "97%")
        | _scored("backups-made", "at least", "month", "95%", "90%")
        | _scored("backup-age", "at least", "month", "97%", "90%")
        | {"standards.start-standby.within": "8 hours"},
        "vital": _RESPOND["vital"]
        | _frames("restore", "4 hours", "6 hours", "2 business days", "3 business days")
        | _available("backup.availability", "99.9%", "99%")
        | _scored("backups-made", "at least", "month", "99%", "97%")
        | {
            "services.backup.includes.1": "a backup of each system on the list every 4 hours",
            "standards.backup-age.title": "Systems whose newest backup is less than 6 hours old",
            "standards.backup-age.measure": "share of backup age below 6",
            "standards.start-standby.within": "2 hours",
        },
    },
)

TEMPLATES: Final = {template.name: template for template in (_DESK, _WORKPLACE, _HOSTING, _BACKUP)}
"""Every template by its name, in the order in which they are offered."""
