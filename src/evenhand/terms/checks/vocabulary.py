"""Words: which of them every reader knows, and which Evenhand itself writes into an agreement."""

from __future__ import annotations

from typing import Final

_WELL_KNOWN = """
    AM API AWS BST CD CEO CET CPU CRM CSV DNS DVD ERP EU FAQ FTP GB GDPR GMT HR HTML HTTP HTTPS ICT ID IMAP IP ISO IT
    ITIL JSON LAN MB OK PC PDF PIN PM RAM SLA SMS SMTP SQL SSH SSL TB TCP TLS TV UK UPS URL US USA USB UTC VAT VPN WAN
    WLAN XML ZIP
"""
_EMPHASISED = """
    ALL AN AND ANY ARE AS AT BE BY CAN DO EACH FOR FROM HAS IF IN IS MAY MUST NEVER NO NOT OF ON ONLY OR SHALL TBA
    TBC TBD THE TO UP WHEN WILL WITH II III IV VI VII VIII IX XI XII
"""
_NOUNS = """
    Agreement Asset Change Charge Client Condition Contact Contract Credit Customer Data Date Day Default
    Deliverable Device Document Documentation Equipment Error Event Failure Fault Fee Hour Incident
    Information Invoice Item Level Location Maintenance Material Notice Obligation Operation Outage Partie
    Party Period Person Personnel Plan Premise Price Procedure Product Property Provider Release Repair Report
    Request Requirement Response Right Service Site Software Standard Supplier Support System Target Term
    Ticket Time Update User Work
"""
WELL_KNOWN: Final = frozenset(_WELL_KNOWN.split())
"""Abbreviations that every office knows."""

EMPHASISED: Final = frozenset(_EMPHASISED.split())
"""Words and numbers that are written in capitals and are no abbreviations, or are another finding."""

DEFINABLE: Final = frozenset(_NOUNS.split())
"""Last words of expressions that contracts define, without the s of the plural; products and laws end otherwise."""

OURS: Final = (
    "agreed service time, amendment, attainment, availability, available, business day, calendar, cap, client, "
    "clock, credit, degraded, disagreement, down, downtime, escalation, exclusion, figure, incident, missed, outage, "
    "period, planned maintenance, priority, provider, report, request, responsibility, response time, review, "
    "service, service credit, service hours, service standard, settlement, target, term, ticket, time frame, "
    "working day, opened, responded, response, waiting, resumed, resolved, resolution, reopened, closed"
)
"""Words that Evenhand writes into every agreement it shows, so that a definition of them is used."""
