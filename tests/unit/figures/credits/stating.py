"""Terms of one or two services, and what their statements say."""

from tests.unit.figures.credits.helping import (
    HEAD,
    RESOLVE,
    SERVICES,
    TIERS,
)

TERMS = HEAD + SERVICES + RESOLVE + TIERS
MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]
WEB = "services.web.availability"


def texts(found):
    return [line.text for statement in found.statements for line in statement.lines]


def with_rules(rules, terms=TERMS):
    return f"{terms}credits: {{{rules}}}\n"


def tiers(text, terms=TERMS):
    return terms.replace(TIERS, f"    credits: {text}\n")


def available(tier="[{below: 99.9%, credit: 10%}]", more=""):
    clause = f"hours: office, availability: {{target: 99.9% per month, {more}credits: {tier}}}"
    return HEAD + SERVICES.replace("hours: office", clause, 1)
