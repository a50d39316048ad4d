"""The structure of OpenSLO v1 as its specification states it in words, written as JSON Schema for these tests."""

from __future__ import annotations

from typing import Any

NAME = {"type": "string", "pattern": "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"}
WORDS = {"type": "string", "maxLength": 1050}
DURATION = {"type": "string", "pattern": "^[1-9][0-9]*[mhdwMQY]$"}
SHARE = {"type": "number", "minimum": 0, "exclusiveMaximum": 1}


def record(required: dict[str, Any], optional: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": required | (optional or {}),
        "required": [*required],
        "additionalProperties": False,
        **more,
    }


METRIC = record(
    {
        "metricSource": record(
            {"spec": {"type": "object"}}, {"metricSourceRef": NAME, "type": {"type": "string"}}
        )
    }
)
RATIO = record(
    {"total": METRIC},
    {"counter": {"type": "boolean"}, "good": METRIC, "bad": METRIC},
    oneOf=[{"required": ["good"]}, {"required": ["bad"]}],
)
INDICATOR = {
    "type": "object",
    "properties": {"ratioMetric": RATIO, "thresholdMetric": METRIC, "description": WORDS},
    "additionalProperties": False,
    "minProperties": 1,
    "not": {"required": ["ratioMetric", "thresholdMetric"]},
}
WINDOW = {
    "oneOf": [
        record({"duration": DURATION, "isRolling": {"const": True}}),
        record(
            {
                "duration": DURATION,
                "calendar": record(
                    {
                        "startTime": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"},
                        "timeZone": {"type": "string"},
                    }
                ),
            },
            {"isRolling": {"const": False}},
        ),
    ]
}
OBJECTIVE = record(
    {"target": SHARE},
    {
        "displayName": {"type": "string"},
        "op": {"enum": ["lte", "gte", "lt", "gt"]},
        "value": {"type": "number"},
    },
    dependentRequired={"op": ["value"], "value": ["op"]},
)
SPECS: dict[str, Any] = {
    "DataSource": record(
        {"type": {"type": "string"}, "connectionDetails": {"type": "object"}}, {"description": WORDS}
    ),
    "Service": record({}, {"description": WORDS}),
    "SLO": record(
        {
            "service": NAME,
            "indicator": record({"metadata": record({"name": NAME}), "spec": INDICATOR}),
            "timeWindow": {"type": "array", "items": WINDOW, "minItems": 1, "maxItems": 1},
            "budgetingMethod": {"enum": ["Occurrences", "Timeslices", "RatioTimeslices"]},
            "objectives": {"type": "array", "items": OBJECTIVE, "minItems": 1},
        },
        {"description": WORDS},
    ),
}
METADATA = record(
    {"name": NAME},
    {
        "displayName": {"type": "string"},
        "annotations": {
            "type": "object",
            "propertyNames": {"pattern": r"^([a-z0-9.-]{1,253}/)?[a-zA-Z0-9]([\w.-]{0,61}[a-zA-Z0-9])?$"},
            "additionalProperties": {"type": "string"},
        },
    },
)


def schema_of(kind: str) -> dict[str, Any]:
    """The schema of one kind of object."""
    return record(
        {
            "apiVersion": {"const": "openslo/v1"},
            "kind": {"const": kind},
            "metadata": METADATA,
            "spec": SPECS[kind],
        }
    )
