"""What an answer does to the document."""

from __future__ import annotations

import pytest

from tests.unit.templates.helping import agreed, filled


def _frames(agreement, name):
    return agreement.standards[name].within


def test_who_agrees():
    agreement = agreed(
        filled(
            client="Harbour Dental Group", client_contact="Ann Day <ann@harbour.example>",
            client_signatory="boss@harbour.example", provider="Tidewater IT", reference="HDG 7",
        )
    )  # fmt: skip
    client, provider = agreement.parties.client, agreement.parties.provider
    assert (client.name, provider.name, agreement.reference) == (
        "Harbour Dental Group",
        "Tidewater IT",
        "HDG 7",
    )
    assert client.contacts["office-manager"].name == "Ann Day"
    assert client.contacts["office-manager"].email == "ann@harbour.example"
    assert client.contacts["owner"].name is None
    assert client.contacts["owner"].email == "boss@harbour.example"
    assert client.contacts["owner"].signs


def test_what_is_more_critical_is_done_sooner_and_fails_less():
    levels = [agreed(filled(criticality=level)) for level in ("ordinary", "important", "vital")]
    for name in ("respond-critical", "resolve-critical", "respond-high", "resolve-high"):
        lengths = [_frames(each, name).seconds for each in levels]
        assert lengths == sorted(set(lengths), reverse=True)
    for name in ("respond-other", "resolve-other"):
        assert len({tuple(_frames(each, name).items()) for each in levels}) == 3
    targets = [each.services["service-desk"].availability[""].target.value for each in levels]
    assert targets == sorted(set(targets))


@pytest.mark.parametrize(
    ("answer", "always", "days"),
    [
        ("office", False, [1, 1, 1, 1, 1, 0, 0]),
        ("extended", False, [1, 1, 1, 1, 1, 1, 0]),
        ("always", True, [0] * 7),
        ("tue-wed 09:00-12:00 and 13:00-17:00, sat 10:00-12:00", False, [0, 2, 2, 0, 0, 1, 0]),
    ],
)
def test_the_hours_of_the_people(answer, always, days):
    support = agreed(filled(hours=answer)).calendars["support"]
    assert (support.hours.always, [len(day) for day in support.hours.weekly]) == (always, days)
    assert (support.holidays is None) == always


@pytest.mark.parametrize(
    ("answer", "office"),
    [
        ("mon-sun 07:00-20:00", [1, 1, 1, 1, 1, 0, 0]),
        ("mon-sat 09:00-17:00", [1, 1, 1, 1, 1, 0, 0]),
        ("sun-thu 08:00-17:00", [1, 1, 1, 1, 0, 0, 1]),
        ("mon-fri 09:30-17:00", [1, 1, 1, 1, 1, 0, 0]),
        ("mon-fri 08:00-12:00 and 13:00-18:00", [2, 2, 2, 2, 2, 0, 0]),
    ],
)
def test_the_office_is_open_when_people_are_there(answer, office):
    calendars = agreed(filled(hours=answer)).calendars
    assert [len(day) for day in calendars["office"].hours.weekly] == office
    assert (calendars["office"].hours == calendars["support"].hours) == (
        answer[0:7] not in ("mon-sun", "mon-sat")
    )


def test_somebody_on_call_or_nobody():
    calendars = {
        answer: {
            name: standard.calendar
            for name, standard in agreed(filled(on_call=answer)).standards.items()
            if "critical" in name
        }
        for answer in ("yes", "no")
    }
    assert calendars["yes"] == {"respond-critical": "always", "resolve-critical": "always"}
    assert calendars["no"] == {"respond-critical": "support", "resolve-critical": "support"}
    assert "always" in agreed(filled(on_call="yes")).calendars
    assert "always" not in agreed(filled(on_call="no")).calendars
    assert "always" in agreed(filled(template="cloud-hosting", on_call="no")).calendars


def test_the_place():
    agreement = agreed(filled(country="de-by"))
    assert (agreement.timezone, agreement.currency) == ("Europe/Berlin", "EUR")
    assert agreement.calendars["office"].holidays.subdivision == "BY"
    whole = agreed(filled(country="NZ", timezone="Pacific/Chatham"))
    assert whole.timezone == "Pacific/Chatham"
    assert whole.calendars["support"].holidays.country == "NZ"
    assert whole.calendars["support"].holidays.subdivision is None


def test_services_left_out_take_what_is_theirs_with_them():
    agreement = agreed(filled(template="cloud-hosting", services="databases"))
    assert list(agreement.services) == ["servers", "databases"]
    assert agreement.standards["resolve-critical"].service == ("servers", "databases")
    assert not {"response-time", "restore", "backups-made"} & set(agreement.standards)
    assert set(agreement.tracking.sources) == {"tickets", "server-monitor", "database-monitor", "updates"}
    assert "restore-test" not in agreement.responsibilities.provider
    assert "safe-programs" not in agreement.responsibilities.client


def test_no_money_leaves_no_trace_of_it():
    text = filled(money="none")
    agreement = agreed(text)
    assert (agreement.currency, agreement.credits) == (None, None)
    assert all(service.charge is None for service in agreement.services.values())
    assert "payment" not in agreement.responsibilities.client
    for word in ("charge:", "invoice", "per month  #", "credit is held"):
        assert word not in text
    assert {line.strip() for line in text.splitlines() if "credits" in line and "#" not in line} == {
        "credits: none"
    }


def test_charges_without_credits():
    agreement = agreed(filled(money="charges", **{"charge of service-desk": "21.00 per user per month"}))
    assert (agreement.currency, agreement.credits) == ("GBP", None)
    assert agreement.services["service-desk"].charge.unit == "user"
    assert "payment" in agreement.responsibilities.client


@pytest.mark.parametrize(
    ("answer", "last"), [("12 months", "2027-12-31"), ("6 months", "2027-06-30"), ("2 years", "2028-12-31")]
)
def test_how_long(answer, last):
    term = agreed(filled(length=answer)).term
    assert (str(term.from_), str(term.to), term.renewal) == ("2027-01-01", last, "automatic")


def test_an_open_end_needs_no_renewal():
    agreement = agreed(filled(length="open", first_day="2027-02-15"))
    assert (str(agreement.term.from_), agreement.term.to, agreement.term.renewal) == (
        "2027-02-15",
        None,
        "none",
    )
    assert "reminder-of-renewal" not in agreement.responsibilities.provider
    assert agreement.term.notice.text == "60 days"
