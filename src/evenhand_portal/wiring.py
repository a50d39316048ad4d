"""Which event leads to which reaction, on one screen."""

from __future__ import annotations

from evenhand_portal.agreements import events as of_agreements
from evenhand_portal.agreements import letters as about_agreements
from evenhand_portal.agreements import overview
from evenhand_portal.agreements.amendments import letters as about_amendments
from evenhand_portal.agreements.amendments import overview as of_amendments
from evenhand_portal.agreements.services import versions
from evenhand_portal.agreements.transfers import events as of_transfers
from evenhand_portal.agreements.transfers import letters as about_transfers
from evenhand_portal.agreements.transfers import overview as transfers_open
from evenhand_portal.agreements.transfers import services as transferring
from evenhand_portal.conversations import answering
from evenhand_portal.conversations import events as of_conversations
from evenhand_portal.conversations import letters as about_conversations
from evenhand_portal.events import listen
from evenhand_portal.guests import erasing as beside_guests
from evenhand_portal.guests import events as of_guests
from evenhand_portal.guests import letters as about_guests
from evenhand_portal.masters import overview as about_masters
from evenhand_portal.masters import services as of_masters
from evenhand_portal.negotiation import events as of_negotiation
from evenhand_portal.negotiation import letters as about_negotiation
from evenhand_portal.negotiation import overview as of_negotiations
from evenhand_portal.negotiation.services import ending, offering
from evenhand_portal.notices import events as of_notices
from evenhand_portal.notices import letters as about_people
from evenhand_portal.parties import events as of_parties


def bind() -> None:
    """Bind every handler; the portal does so once, when it starts."""
    versions.HINDRANCES[:] = [offering.hindrance, of_masters.hindrance]
    transferring.HINDRANCES[:] = [of_masters.against_transfer]
    overview.MOVES[:] = [
        transfers_open.moves,
        about_masters.moves,
        of_negotiations.moves,
        of_amendments.moves,
    ]
    listen(of_parties.PersonInvited, about_people.invite)
    listen(of_parties.LinkAsked, about_people.let_in)
    listen(of_notices.NoticeBounced, about_people.invitation_came_back)
    listen(of_notices.NoticeBounced, about_agreements.invitation_came_back)
    listen(of_agreements.OtherSideInvited, about_agreements.ask_other_side)
    listen(of_agreements.OtherSideCame, about_agreements.other_side_came)
    listen(of_agreements.VersionOffered, about_agreements.offered)
    listen(of_agreements.VersionSigned, about_agreements.signed)
    listen(of_agreements.AgreementSigned, about_agreements.agreed)
    listen(of_agreements.VersionDeclined, about_agreements.declined)
    listen(of_agreements.VersionWithdrawn, about_agreements.withdrawn)
    listen(of_agreements.SigningDelegated, about_agreements.delegated)
    listen(of_agreements.VersionRecorded, about_agreements.recorded)
    listen(of_agreements.VersionConfirmed, about_agreements.confirmed)
    listen(of_conversations.CommentMade, about_conversations.said)
    listen(of_conversations.CommentErased, beside_guests.erased)
    listen(of_notices.ReplyCame, answering.answered)
    listen(of_agreements.ChangeNotified, about_amendments.notified)
    listen(of_agreements.ChangeObjected, about_amendments.objected)
    listen(of_transfers.TransferProposed, about_transfers.proposed)
    listen(of_transfers.TransferEnded, about_transfers.ended)
    listen(of_guests.LinkMade, about_guests.ask)
    listen(of_guests.ReplyHeld, about_guests.held)
    listen(of_agreements.VersionDeclined, ending.version_came_back)
    listen(of_agreements.VersionWithdrawn, ending.version_came_back)
    listen(of_agreements.ChangeObjected, ending.version_objected)
    listen(of_agreements.AgreementSigned, ending.version_agreed)
    listen(of_negotiation.TableSent, about_negotiation.sent)
    listen(of_negotiation.ClausesAccepted, about_negotiation.accepted)
    listen(of_negotiation.NegotiationReady, about_negotiation.ready)
    listen(of_negotiation.NegotiationEnded, about_negotiation.ended)
