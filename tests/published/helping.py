"""Published agreements measured from files by the command: what the files hold, and what is looked at."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

JUNE = datetime(2026, 6, 1, tzinfo=UTC)
START = datetime(2026, 6, 10, tzinfo=UTC)
LATE = "2026-12-30"
CLAIMS = "clause,period,at\n"


def text(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def row(
    service: str, seconds: float, state: str = "down", begin: datetime = START, **more: str
) -> dict[str, str]:
    return {
        "service": service,
        "start": text(begin),
        "end": text(begin + timedelta(seconds=seconds)),
        "state": state,
        **more,
    }


def written(rows: list[dict[str, str]]) -> str:
    names = list(dict.fromkeys(name for each in rows for name in each))
    return "\n".join(
        [",".join(names), *(",".join(each.get(name, "") for name in names) for each in rows), ""]
    )


def told(figure: dict[str, Any]) -> tuple[str, str | None]:
    credit = figure["credit"]
    return figure["result"], credit and credit["amount"]
