"""Ways in which counting into periods, attainment and readings could be wrong."""

from tests.mutations.mutations import Mutation

OF_FIGURES = (
    # Rules 15 and 18: periods.
    Mutation(
        "decided at the stop although missed before",
        "figures/judging.py",
        "np.where(found.verdict == MISSED, found.missed_at, NEVER)",
        "np.where(found.verdict == MISSED, found.stopped, NEVER)",
        ("rule_15_counted",),
    ),
    Mutation(
        "periods cut in UTC",
        "figures/periods.py",
        "days + (at >= zone.opening_instant((days + 1) * 86_400))",
        "at // 86_400",
        ("rule_15_counted",),
    ),
    Mutation(
        "weeks begin on Sunday",
        "figures/periods.py",
        "(days + 3) % 7",
        "(days + 4) % 7",
        ("rule_18_periods",),
    ),
    Mutation(
        "a trailing day too many",
        "figures/periods.py",
        "start = day_of(day_number(end) - period.count)",
        "start = day_of(day_number(end) - period.count - 1)",
        ("rule_18_periods",),
    ),
    Mutation(
        "versions pooled whatever their target",
        "figures/slots.py",
        "return (standard.target, standard.at_least,",
        "return (standard.at_least,",
        ("rule_18_periods",),
    ),
    # Rules 16 and 17: attainment and its display.
    Mutation(
        "`at least` ignored",
        "figures/assembly.py",
        "if number < standard.at_least:",
        "if number < 0:",
        ("rule_16_attainment",),
    ),
    Mutation(
        "`or at most` ignored",
        "figures/assembly.py",
        "missed <= standard.or_at_most",
        "missed < 0",
        ("rule_16_attainment",),
    ),
    Mutation(
        "`or at most` forgives one more",
        "figures/assembly.py",
        "missed <= standard.or_at_most",
        "missed <= standard.or_at_most + 1",
        ("rule_16_attainment",),
    ),
    Mutation(
        "tickets without a priority lost",
        "figures/assembly.py",
        "slot.priority in (None, cell.priority)",
        "slot.priority in (None, cell.priority or 0)",
        ("rule_16_attainment",),
    ),
    Mutation(
        "rounding up in display",
        "units.py",
        'scaled.__floor__() if favourable == "up" else scaled.__ceil__()',
        'scaled.__ceil__() if favourable == "up" else scaled.__floor__()',
        ("rule_17_display",),
    ),
    # Rule 25: readings.
    Mutation(
        "a reading at the bound is above it",
        "figures/samples.py",
        "value > measure.bound",
        "value >= measure.bound",
        ("rule_25_readings",),
    ),
    Mutation(
        "the rank of a percentile rounded down",
        "figures/samples.py",
        "math.ceil(measure.percentile * number)",
        "max(1, math.floor(measure.percentile * number))",
        ("rule_25_readings",),
    ),
)
