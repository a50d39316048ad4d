"""Range results of Prometheus: exact values, missing steps, and JSON that is not strict."""

import json
from decimal import Decimal

import pytest

from evenhand.errors import RecordError
from evenhand.records.outages import NO_END, STATES
from evenhand.sources import prometheus
from evenhand.sources.outage_mapping import read_outage_mapping
from evenhand.sources.prometheus import read_samples, read_up
from evenhand.sources.recorded import BEGINNING


def answer(*series):
    """The JSON of a range result: series are (labels, [(time, value), …])."""
    result = [
        {"metric": labels, "values": [[at, value] for at, value in samples]} for labels, samples in series
    ]
    return json.dumps({"status": "success", "data": {"resultType": "matrix", "result": result}})


def plain(recorded):
    """(service, start, end, state)."""
    outages = recorded.outages
    columns = outages.service.texts(), outages.start.tolist(), outages.end.tolist(), outages.state.tolist()
    return [(service, start, end, STATES[state]) for service, start, end, state in zip(*columns, strict=True)]


def codes(problems):
    """The codes of problems."""
    return [problem.code for problem in problems]


def test_up_and_down_with_a_missing_step(write):
    samples = [(60, "1"), (120, "0"), (180.7, "1.0"), (300, "1"), (360, "NaN"), (420, "1")]
    recorded = read_up(write(answer(({"__name__": "up", "job": "shop"}, samples)), "up.json"))
    assert plain(recorded) == [
        ("shop", BEGINNING, 60, "unknown"),
        ("shop", 120, 180, "down"),
        ("shop", 240, 300, "unknown"),
        ("shop", 360, 420, "unknown"),
        ("shop", 480, NO_END, "unknown"),
    ]
    assert codes(recorded.problems) == ["no-data", "check-vouches"]
    assert recorded.latest == 420


def test_what_a_sample_vouches_for_may_be_stated(write):
    path = write(answer(({"instance": "shop:443"}, [(60, "1"), (120, "0"), (240, "1")])), "up.json")
    text = "kind: prometheus\nservices: {'shop:443': web-shop}\n"
    mapping, _ = read_outage_mapping(text, "m.yaml", "mine")
    recorded = read_up(path, mapping=mapping, vouches=150)
    assert plain(recorded)[1:] == [("web-shop", 120, 240, "down"), ("web-shop", 390, NO_END, "unknown")]


def test_values_that_are_neither(write):
    series = [({"job": "a"}, [(60, "0.5"), (120, "1"), (180, "+Inf")]), ({"job": "b"}, [])]
    recorded = read_up(write(answer(*series), "up.json"))
    assert {row[0] for row in plain(recorded)} == {"a"}
    assert codes(recorded.problems) == ["unknown-state", "check-vouches"]
    assert plain(read_up(write(answer(), "up.json"))) == []


def test_two_series_of_one_site(write):
    recorded = read_up(
        write(answer(({"job": "a"}, [(60, "1"), (120, "1")]), ({"job": "a"}, [(60, "0")])), "up.json")
    )
    assert plain(recorded)[1] == ("a", 60, 120, "down")
    assert "same-second" in codes(recorded.problems)


def test_samples_are_exact_readings(write):
    series = [
        (
            {"__name__": "error rate", "service": "shop"},
            [(120, "0.1"), (60.999, "1e-3"), (180, "NaN"), (240, "+Inf")],
        ),
        ({"job": "mail"}, [(60, "1")]),
    ]
    path = write(answer(*series), "rate.json")
    readings, problems = read_samples(path)
    assert readings.name.texts() == ["error rate"] * 2
    assert readings.service.texts() == ["shop"] * 2
    assert readings.at.tolist() == [60, 120]
    assert readings.value == (Decimal("0.001"), Decimal("0.1"))
    assert readings.ticket.texts() == ["", ""]
    assert sorted(codes(problems)) == ["bad-value", "no-data", "no-name"]
    named, _ = read_samples(path, name="rate")
    assert set(named.name.texts()) == {"rate"}
    assert named.service.texts()[0:1] in (["shop"], ["mail"])


def test_samples_in_order_of_time(write):
    readings, problems = read_samples(write(answer(({"__name__": "x"}, [(60, "1"), (120, "2")])), "x.json"))
    assert (readings.value, problems) == ((Decimal(1), Decimal(2)), ())


def test_absurd_times_are_left_out(write):
    path = write(answer(({"__name__": "x"}, [(1e15, "1"), (60, "1")])), "x.json")
    readings, problems = read_samples(path)
    assert readings.at.tolist() == [60]
    assert codes(problems) == ["no-time"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (
            '{"status": "error", "errorType": "bad_data", "error": "parse error"}',
            "answer-is-error.*parse error",
        ),
        ('{"status": "success", "data": {"resultType": "vector", "result": []}}', "not-a-matrix"),
        ("[]", "not-a-matrix"),
        ('{"data": 5}', "not-a-matrix"),
        ('{"data": {"resultType": "matrix", "result": [5]}}', "bad-series"),
        ('{"data": {"resultType": "matrix", "result": [{"metric": {}, "values": 5}]}}', "bad-series"),
        ('{"data": {"resultType": "matrix", "result": [{"metric": {}, "values": [[1]]}]}}', "bad-sample"),
        (
            '{"data": {"resultType": "matrix", "result": [{"metric": {}, "values": [[1, null]]}]}}',
            "bad-sample",
        ),
        ('{"data": 1, "data": 2}', "strange-json"),
        ('{"data": NaN}', "strange-json"),
        ("[" * 200_000, "too-deep"),
        ('{"data": "\\ud800"}', "bad-text"),
        (b'{"data": "\xff"}', "bad-text"),
        ("{", "bad-json"),
        ("\0", "bad-json"),
    ],
)
def test_what_is_no_range_result_is_refused(write, content, code):
    with pytest.raises(RecordError, match=code):
        read_up(write(content, "up.json"))


@pytest.mark.parametrize("number", ["1e400", "9" * 5000, "-1e400"])
def test_numbers_beyond_measure_are_no_times(write, number):
    text = answer(({"__name__": "x"}, [(60, "1")])).replace("[60,", f"[{number},")
    readings, problems = read_samples(write(text, "x.json"))
    assert (len(readings.at), codes(problems)) == (0, ["no-time"])


def test_large_answers_are_refused(write, monkeypatch):
    monkeypatch.setattr(prometheus, "LARGEST_BYTES", 10)
    with pytest.raises(RecordError, match="too-large"):
        read_up(write(answer(), "up.json"))
