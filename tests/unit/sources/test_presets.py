"""Each preset on a small export in the recorded shape of its system (the values are ours)."""

from tests.unit.sources.conftest import load


def test_servicenow_with_labels_and_numbers(write):
    loaded = load(
        write(
            "Number,Updated,Updates,Opened,State,Priority,Caller,Assigned to,Short description,Company\n"
            "INC001,2026-03-02 09:05:00,0,2026-03-02 09:00:00,New,2 - High,Ann,,No mail,Harbour\n"
            "INC001,2026-03-02 09:10:00,1,2026-03-02 09:00:00,In Progress,2 - High,Ann,Bob,No mail,Harbour\n"
            "INC001,2026-03-02 09:20:00,2,2026-03-02 09:00:00,Awaiting Caller,1 - Critical,Ann,Bob,No mail,Harbour\n"
            "INC001,2026-03-02 09:30:00,3,2026-03-02 09:00:00,6,1,Ann,Bob,No mail,Harbour\n"
        ),
        mapping="servicenow",
        timezone="Europe/London",
    )
    assert [(at[11:16], event) for _, at, event, _ in loaded.rows] == [
        ("09:00", "opened"),
        ("09:10", "responded"),
        ("09:20", "waiting"),
        ("09:30", "resolved"),
    ]
    assert loaded.rows[0][3] == {
        "priority": "P2",
        "requester": "Ann",
        "subject": "No mail",
        "company": "Harbour",
    }
    assert loaded.rows[2][3] == {"priority": "P1", "reason": "waiting on client"}


HALO = (
    '{"id":7,"summary":"No mail","dateoccurred":"2026-03-02T09:00:00","responsedate":"2026-03-02T09:04:00.817",'
    '"dateclosed":"2026-03-02T11:00:00","fixbydate":"2026-03-02T12:00:00","slaholdtime":0.5,"excludefromsla":false,'
    '"client_name":"Harbour","user_name":"Ann","priority":{"name":"High"},"tickettype_name":"Incident",'
    '"merged_into_id":0}\n'
    '{"id":8,"summary":"Up?","dateoccurred":"2026-03-02T10:00:00","responsedate":"1900-01-01T00:00:00",'
    '"dateclosed":"1900-01-01T00:00:00","fixbydate":"0001-01-01T00:00:00","slaholdtime":0,"excludefromsla":false}\n'
    '{"id":9,"dateoccurred":"2026-03-02T10:00:00","excludefromsla":true}\n'
    '{"id":10,"dateoccurred":"2026-03-02T10:00:00","tickettype_name":"Alert"}\n'
    '{"id":11,"dateoccurred":"2026-03-02T10:00:00","merged_into_id":7}\n'
)


def test_halopsa(write):
    loaded = load(write(HALO, "halo.ndjson"), mapping="halopsa")
    assert loaded.rows == [
        (
            "7",
            "2026-03-02T09:00:00Z",
            "opened",
            {
                "priority": "High",
                "kind": "Incident",
                "company": "Harbour",
                "requester": "Ann",
                "subject": "No mail",
                "agreed due": "2026-03-02T12:00:00Z",
                "waiting_seconds": "1800",
            },
        ),
        ("7", "2026-03-02T09:04:00Z", "responded", {}),
        ("7", "2026-03-02T11:00:00Z", "closed", {}),
        ("8", "2026-03-02T10:00:00Z", "opened", {"subject": "Up?", "waiting_seconds": "0"}),
    ]
    left = {each.message: each.count for each in loaded.report.ordered() if each.group == "left out"}
    assert left == {
        "ticket: excluded from the SLA in Halo": 1,
        "ticket: alerts": 1,
        "ticket: merged into another ticket": 1,
    }


def test_connectwise(write):
    loaded = load(
        write(
            '{"id":493,"summary":"Check backup","board":{"name":"Help desk"},"status":{"name":"Closed"},'
            '"company":{"name":"Harbour"},"contactName":"Ann","priority":{"name":"Priority 3"},'
            '"_info":{"dateEntered":"2026-03-02T09:00:00Z"},"dateResponded":"2026-03-02T09:05:00Z",'
            '"dateResolved":"2026-03-02T10:00:00Z","closedDate":"2026-03-02T10:30:00Z","minutesWaiting":12}\n'
            '{"id":494,"status":{"name":"Spam / junk"},"_info":{"dateEntered":"2026-03-02T09:00:00Z"}}\n'
            '{"id":495,"mergedParentTicket":{"id":493},"_info":{"dateEntered":"2026-03-02T09:00:00Z"}}\n',
            "cw.ndjson",
        ),
        mapping="connectwise",
    )
    assert [row[:3] for row in loaded.rows] == [
        ("493", "2026-03-02T09:00:00Z", "opened"),
        ("493", "2026-03-02T09:05:00Z", "responded"),
        ("493", "2026-03-02T10:00:00Z", "resolved"),
        ("493", "2026-03-02T10:30:00Z", "closed"),
    ]
    assert loaded.rows[0][3] == {
        "priority": "Priority 3",
        "service": "Help desk",
        "company": "Harbour",
        "requester": "Ann",
        "subject": "Check backup",
        "waiting_seconds": "720",
    }
    assert loaded.report.count("left out") == 2


def test_zammad_tickets(write):
    loaded = load(
        write(
            '{"id":3,"number":"62003","title":"Example","state":"closed","priority":"2 normal","group":"Users",'
            '"organization":"Harbour","customer":"ann@harbour.example","owner":"bob@desk.example",'
            '"created_at":"2026-03-02T09:00:00.538Z","first_response_at":"2026-03-02T09:05:00.565Z",'
            '"close_at":"2026-03-02T11:00:00.645Z","close_escalation_at":null}\n'
            '{"id":4,"number":"62004","state":"merged","created_at":"2026-03-02T09:00:00.538Z"}\n',
            "z.ndjson",
        ),
        mapping="zammad",
    )
    assert [row[:3] for row in loaded.rows] == [
        ("62003", "2026-03-02T09:00:00Z", "opened"),
        ("62003", "2026-03-02T09:05:00Z", "responded"),
        ("62003", "2026-03-02T11:00:00Z", "resolved"),
    ]
    assert loaded.rows[0][3]["company"] == "Harbour"
    assert loaded.report.count("left out") == 1


def test_zammad_history(write):
    loaded = load(
        write(
            "id,o_id,attribute,value_from,value_to,created_at,ticket_created_at,ticket_number\n"
            "11,3,state,new,open,2026-03-02T09:05:00Z,2026-03-02T09:00:00Z,62003\n"
            "12,3,owner,-,bob,2026-03-02T09:06:00Z,2026-03-02T09:00:00Z,62003\n"
            "14,3,state,pending reminder,closed,2026-03-02T09:20:00Z,2026-03-02T09:00:00Z,62003\n"
            "13,3,state,open,pending reminder,2026-03-02T09:20:00Z,2026-03-02T09:00:00Z,62003\n"
        ),
        mapping="zammad-history",
    )
    assert [(at[14:16], event) for _, at, event, _ in loaded.rows] == [
        ("00", "opened"),
        ("05", "responded"),
        ("20", "waiting"),
        ("20", "closed"),
    ]
    assert loaded.report.count("left out") == 1


def test_jira_csv_export(write):
    loaded = load(
        write(
            "Summary,Issue key,Issue Type,Status,Priority,Resolution,Assignee,Reporter,Created,Resolved,"
            "Comment,Comment\n"
            "No mail,DESK-1,Incident,Done,High,Done,Bob,Ann,02/Mar/26 9:00 AM,02/Mar/26 2:10 PM,a,b\n"
            "Again,DESK-2,Incident,Done,High,Duplicate,Bob,Ann,02/Mar/26 9:00 AM,02/Mar/26 9:10 AM,,\n"
        ),
        mapping="jira",
        timezone="Etc/UTC",
    )
    assert [row[:3] for row in loaded.rows] == [
        ("DESK-1", "2026-03-02T09:00:00Z", "opened"),
        ("DESK-1", "2026-03-02T14:10:00Z", "resolved"),
        ("DESK-2", "2026-03-02T09:00:00Z", "opened"),
        ("DESK-2", "2026-03-02T09:10:00Z", "cancelled"),
    ]
    assert loaded.rows[0][3] == {
        "priority": "High",
        "kind": "Incident",
        "requester": "Ann",
        "subject": "No mail",
        "by": "Bob",
    }


def test_jira_history(write):
    loaded = load(
        write(
            '{"key":"DESK-1","issue_created":"2026-03-02T09:00:00.000+0100","id":"10","field":"status",'
            '"created":"2026-03-02T09:10:00.000+0100","fromString":"To Do","toString":"In Progress",'
            '"author":{"displayName":"Bob"}}\n'
            '{"key":"DESK-1","issue_created":"2026-03-02T09:00:00.000+0100","id":"11","field":"assignee",'
            '"created":"2026-03-02T09:11:00.000+0100","toString":"Bob"}\n'
            '{"key":"DESK-1","issue_created":"2026-03-02T09:00:00.000+0100","id":"12","field":"status",'
            '"created":"2026-03-02T09:20:00.000+0100","fromString":"In Progress","toString":"Waiting for customer"}\n'
            '{"key":"DESK-1","issue_created":"2026-03-02T09:00:00.000+0100","id":"13","field":"status",'
            '"created":"2026-03-02T09:30:00.000+0100","fromString":"Waiting for customer","toString":"Done"}\n',
            "jira.ndjson",
        ),
        mapping="jira-history",
    )
    assert [(at[11:16], event, said.get("reason")) for _, at, event, said in loaded.rows] == [
        ("08:00", "opened", None),
        ("08:10", "responded", None),
        ("08:20", "waiting", "waiting on client"),
        ("08:30", "resolved", None),
    ]


def test_generic_wide(write):
    loaded = load(
        write(
            "Ticket ID;Date created;First response;Solved at;Closed;Minutes waiting;Due date;Client;Title;Priority\n"
            "7;02.03.2026 09:00;02.03.2026 09:05;02.03.2026 10:00;N/A;30;02.03.2026 12:00;Harbour;No mail;P2\n"
        ),
        mapping="generic-wide",
        timezone="Europe/London",
    )
    assert [row[1:3] for row in loaded.rows] == [
        ("2026-03-02T09:00:00Z", "opened"),
        ("2026-03-02T09:05:00Z", "responded"),
        ("2026-03-02T10:00:00Z", "resolved"),
    ]
    assert loaded.rows[0][3] == {
        "priority": "P2",
        "company": "Harbour",
        "subject": "No mail",
        "agreed due": "2026-03-02T12:00:00Z",
        "waiting_seconds": "1800",
    }
