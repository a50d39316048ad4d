"""The kinds of news: which of them must be mailed, and how the others come unless a person chooses otherwise.

An app declares its kinds beside its letters; a kind that nobody declared is mailed at once, to be safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of news; `title` completes “You are told when …”, `theme` is the heading under which it is chosen.

    `must`: it is always mailed at once, such as what has to be signed. `urgent`: at once unless a person chooses
    otherwise. `secret`: its text lets somebody in, so the inbox never shows it, and it is forgotten once sent.
    """

    name: str
    title: str
    theme: str = "The agreement"
    must: bool = False
    urgent: bool = False
    secret: bool = False


KINDS: Final[dict[str, Kind]] = {}
DAILY: Final = "daily"
LATE: Final = "late"
GATHERINGS: Final = (DAILY, LATE)
"""Mails that gather news; they are no news themselves and stand in no inbox."""


def declare(*kinds: Kind) -> None:
    """Make kinds known; saying it twice changes nothing."""
    KINDS.update({kind.name: kind for kind in kinds})


def kind_named(name: str) -> Kind:
    """Return the kind of that name; one that nobody declared must be mailed."""
    return KINDS.get(name) or Kind(name, name.replace("-", " ").replace("_", " "), must=True)


SECURITY: Final = "Signing in and security"
SECRETS: Final = (
    ("invitation", "you are invited to an organisation"),
    ("link", "you ask for a link to sign in"),
    ("email_confirmation", "an address waits for you to confirm it"),
    ("email_confirmation_signup", "a new account waits for you to confirm it"),
    ("password_reset_key", "you ask for a new password"),
)
SAFETY: Final = (
    ("account_already_exists", "somebody wants an account with your address"),
    ("unknown_account", "somebody asks for the password of an account that is not there"),
    ("email_changed", "your main address changes"),
    ("email_confirm", "an address is confirmed"),
    ("email_deleted", "an address is removed"),
    ("password_changed", "your password changes"),
    ("password_reset", "your password changes by a mailed link"),
    ("password_set", "a password is set"),
    ("recovery_codes_generated", "new recovery codes are made"),
    ("totp_activated", "the authenticator app is turned on"),
    ("totp_deactivated", "the authenticator app is turned off"),
    ("webauthn_added", "a passkey is added"),
    ("webauthn_removed", "a passkey is removed"),
)
declare(
    *(Kind(name, title, SECURITY, must=True, secret=True) for name, title in SECRETS),
    *(Kind(name, title, SECURITY, must=True) for name, title in SAFETY),
    Kind("reply-refused", "a comment that you mailed was not taken", "Conversations", must=True),
    Kind(DAILY, "there is a daily mail", "The daily mail"),
    Kind(LATE, "mails are late", "The daily mail", must=True),
)
