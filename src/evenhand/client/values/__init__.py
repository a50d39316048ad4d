"""The values that a portal's interface gives: the server builds its answers from these, the client reads them.

Moments are in UTC, days as the agreement's zone has them; amounts, ratios and lengths of time stay text, as people
read them. A key that a later portal adds is passed over.
"""

from __future__ import annotations

from evenhand.client.values.agreements import (
    Agreement,
    Checks,
    Difference,
    Draft,
    Finding,
    Move,
    Overview,
    Refusal,
    Revision,
    Signature,
    Text,
    ToSign,
    Transfer,
    Version,
)
from evenhand.client.values.base import Done, Page, Place, Problem, Side, Value
from evenhand.client.values.hooks import Attempt, Delivery, Endpoint, Secret
from evenhand.client.values.masters import ClientPreview, Master, Rollout, RolloutPreview, Sending
from evenhand.client.values.people import (
    Invitation,
    Me,
    Member,
    Notice,
    NoticeChoice,
    NoticeChoices,
    Organisation,
    Party,
    PartyInvitation,
    Person,
)
from evenhand.client.values.proof import Entry, Head, Note
from evenhand.client.values.records import Answered, Preview, Upload
from evenhand.client.values.talks import (
    Attachment,
    Comment,
    GuestLink,
    HeldReply,
    OpenClause,
    Proposal,
    Said,
    Sent,
    Table,
    Thread,
)

__all__ = [
    "Agreement",
    "Answered",
    "Attachment",
    "Attempt",
    "Checks",
    "ClientPreview",
    "Comment",
    "Delivery",
    "Difference",
    "Done",
    "Draft",
    "Endpoint",
    "Entry",
    "Finding",
    "GuestLink",
    "Head",
    "HeldReply",
    "Invitation",
    "Master",
    "Me",
    "Member",
    "Move",
    "Note",
    "Notice",
    "NoticeChoice",
    "NoticeChoices",
    "OpenClause",
    "Organisation",
    "Overview",
    "Page",
    "Party",
    "PartyInvitation",
    "Person",
    "Place",
    "Preview",
    "Problem",
    "Proposal",
    "Refusal",
    "Revision",
    "Rollout",
    "RolloutPreview",
    "Said",
    "Secret",
    "Sending",
    "Sent",
    "Side",
    "Signature",
    "Table",
    "Text",
    "Thread",
    "ToSign",
    "Transfer",
    "Upload",
    "Value",
    "Version",
]
