"""Figures of availability: instances, versions, periods, clauses."""

from __future__ import annotations

from tests.unit.figures.availability.helping import (
    both,
    explained,
    measured,
    promised,
    recorded,
)

DOWN = ("2026-03-10 10:00", "2026-03-10 11:00", "down")


END = "2026-04-01 00:00"


def test_a_figure_of_availability_as_json() -> None:
    text = promised("target: 99.9% per month, minimum: 99.95%, maintenance: {}")
    outages = recorded(DOWN, ("2026-03-20 00:00", "2026-03-25 00:00", "maintenance"))
    [figure] = measured(text, outages, as_of=END).to_json()["figures"]
    assert (figure["clause"], figure["title"]) == ("services.web.availability", "Availability of Web site")
    assert (figure["service"], figure["instance"], figure["priority"]) == ("web", None, None)
    assert (figure["numerator"], figure["denominator"]) == (2_242_800, 2_246_400)
    assert (figure["value"], figure["target"], figure["result"]) == ("0.998397", "0.999", "missed")
    assert figure["notes"] == [
        "below the minimum of 99.95%",
        "with excluded time counted as up: 99.865591%",
    ]


def test_one_figure_for_each_instance_that_any_record_names() -> None:
    text = promised("target: 99.5% per month, for each: instance")
    outages = recorded(
        (*DOWN, {"instance": "i-2"}),
        ("2026-03-12 10:00", "2026-03-12 10:00", "unknown", {"instance": "i-1"}),
        ("2026-03-11 10:00", "2026-03-11 10:30", "down"),
    )
    figures = measured(text, outages, as_of=END).figures
    assert [(each.instance, each.denominator, each.numerator) for each in figures] == [
        ("i-1", 2_678_400, 2_676_600),
        ("i-2", 2_678_400, 2_673_000),
    ]
    told = explained(text, outages, "2026-03-01", as_of=END)
    assert [each.instance for each in told] == ["i-1", "i-2"]
    both(text, outages, "2026-03-01", as_of=END, instance="i-2")


def test_where_no_instance_is_named_the_service_is_one() -> None:
    text = promised("target: 99.5% per month, for each: instance")
    [figure] = measured(text, recorded(DOWN), as_of=END).figures
    assert figure.instance is None
    both(text, recorded(DOWN), "2026-03-01", as_of=END)


def test_instances_may_be_components_or_causes() -> None:
    for attribute in ("component", "cause"):
        text = promised(f"target: 99.5% per month, for each: {attribute}")
        outages = recorded((*DOWN, {attribute: "a; b"}))
        assert [each.instance for each in measured(text, outages, as_of=END).figures] == ["a", "b"]
        both(text, outages, "2026-03-01", as_of=END, instance="b")


def version(number: int, first: str, target: str, more: str = "") -> str:
    return (
        promised(f"target: {target}{more}", term=f"{{from: {first}, to: 2026-04-30}}")
        + f"version: {number}\nreference: W\n"
    )


def test_versions_of_one_target_share_a_figure_each_with_its_own_terms() -> None:
    texts = [
        version(1, "2026-03-01", "99% per month", ", degraded: 50%"),
        version(2, "2026-03-11", "99% per month", ", degraded: 25%"),
    ]
    outages = recorded(("2026-03-10 23:00", "2026-03-11 01:00", "degraded"))
    agreed, down, told = both(texts, outages, "2026-03-01", as_of=END)
    assert (agreed, down) == (2_678_400, 1800 + 900)
    assert told.versions == (1, 2)


def test_versions_of_two_targets_have_two_figures() -> None:
    texts = [version(1, "2026-03-01", "99% per month"), version(2, "2026-03-11", "98% per month")]
    outages = recorded(("2026-03-10 23:00", "2026-03-11 01:00", "down"))
    figures = measured(texts, outages, as_of="2026-04-02 00:00").figures
    assert [(each.versions, each.start.month, each.denominator, each.result) for each in figures] == [
        ((1,), 3, 864_000, "met"),
        ((2,), 3, 1_814_400, "met"),
        ((2,), 4, 86_400, "met"),
    ]
    told = explained(texts, outages, "2026-03-15", as_of=END)
    assert [(each.versions, each.agreed_seconds) for each in told] == [((1,), 864_000), ((2,), 1_814_400)]
    assert [each.versions for each in explained(texts, outages, "2026-04-02", as_of="2026-04-02 00:00")] == [
        (2,)
    ]


def test_a_service_that_came_later_and_one_that_went() -> None:
    services = "services: {a: {availability: {target: 99% per month}}}\n"
    old = f"agreement: W\nreference: W\nterm: {{from: 2026-03-01}}\n{services}"
    new = old.replace("2026-03-01", "2026-04-01").replace("{a:", "{b:")
    measurement = measured([old, new], recorded(DOWN), as_of="2026-04-10 00:00")
    assert [(each.service, each.start.month) for each in measurement.figures] == [("b", 4), ("a", 3)]
    assert measurement.notes == ("1 outage names a service the agreement does not have: 'web'.",)
    assert explained([old, new], recorded(DOWN), "2026-04-02", as_of="2026-04-10 00:00", service="a") == ()


def test_several_clauses_and_periods_of_their_own() -> None:
    text = promised(
        "daily: {target: 99% per day}, ever: {target: none}, year: {target: 99% per trailing 365 days}"
    )
    figures = measured(text, recorded(DOWN), as_of="2026-03-12 00:00").figures
    assert [each.clause.rpartition(".")[2] for each in figures] == ["daily"] * 11 + ["ever", "year"]
    assert figures[-2].result == "not scored"
    assert figures[-2].because == "the agreement sets no target"
    assert [each.result for each in figures[8:11]] == ["met", "missed", "met"]
    [told] = explained(text, recorded(DOWN), "2026-03-10", as_of="2026-03-12 00:00", clause="ever")
    assert (told.result, told.title) == ("not scored", "Availability of Web site, ever")
    assert told.notes == ("The agreement sets no target.", "The period is not over.")
    [told] = explained(text, recorded(DOWN), "2026-03-10", as_of="2026-03-12 00:00", clause="year")
    # One hour of eleven days; the month that the figure stands for has three times as many.
    assert (told.down_seconds, told.agreed_seconds) == (3600, 11 * 86400)
    assert told.notes == ("Of the 365 days only 31 are within these terms.", "The period is not over.")
    assert figures[-1].notes == ("31 of the 365 days are within these terms", "the period is not over")


def test_without_a_target_the_period_is_that_of_the_reports() -> None:
    for every, number in (("week", 5), ("trailing 30 days", 1)):
        text = promised("target: none", more=f"reporting: {{every: {every}}}\n")
        assert len(measured(text, recorded(DOWN), as_of="2026-03-30 00:00").figures) == number
        [told] = explained(text, recorded(DOWN), "2026-03-10", as_of="2026-03-30 00:00")
        assert told.down_seconds == 3600


def test_nothing_agreed_is_nothing_to_measure() -> None:
    text = promised("target: 99% per day, minimum: 90%")
    outages = recorded(("2026-03-10 00:00", "2026-03-11 00:00", "unknown"))
    _, _, told = both(text, outages, "2026-03-10", as_of="2026-03-12 00:00")
    assert (told.value, told.result, told.value_text) == (None, "nothing to measure", "–")
    assert told.otherwise == 1


def test_a_period_that_has_not_begun_has_no_figure() -> None:
    text = promised("target: 99% per month")
    assert len(measured(text, recorded(DOWN), as_of=END).figures) == 1
    assert explained(text, recorded(DOWN), "2026-04-15", as_of=END) == ()
    [april] = explained(text, recorded(DOWN), "2026-04-15", as_of="2026-04-02 00:00")
    assert (april.agreed_seconds, april.notes) == (86_400, ("The period is not over.",))
    assert april.last
