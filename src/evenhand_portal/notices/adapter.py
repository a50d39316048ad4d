"""How allauth speaks for us: its mails go through the outbox, and its errors say what to do."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any, ClassVar, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from evenhand_portal.notices.letter import letter_of_text
from evenhand_portal.notices.services import notice_queue
from evenhand_portal.parties.models import Person
from evenhand_portal.parties.proving import password_suffices

BUTTONS: Final = {
    "email_confirmation": "Say that it is mine",
    "email_confirmation_signup": "Say that it is mine",
    "unknown_account": "Make an account",
}


class AccountAdapter(DefaultAccountAdapter):
    """Queues mails and words errors."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask a manager of your organisation.",
        "duplicate_email": "This address is yours already.",
        "email_password_mismatch": "Address and password do not fit. Look at both, or ask for a new password.",
        "email_taken": "This address has an account already. Sign in with it.",
        "enter_current_password": "This is not your password now. Write the one you sign in with.",
        "incorrect_code": "This code is not right. Write the one that stands there now.",
        "incorrect_password": "This is not your password. Write it again, or ask for a new one.",
        "too_many_login_attempts": "Too many attempts. Wait a few minutes, or sign in by mail.",
        "rate_limited": "Too many attempts. Wait a few minutes.",
        "unverified_primary_email": "Confirm the address first: open the link that we mailed.",
    }

    def get_reauthentication_methods(self, user: Person | AnonymousUser) -> list[dict[str, Any]]:
        """Return the ways to prove again who one is; the password alone is none where a second step is on."""
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if isinstance(user, Person) and not password_suffices(self.request, user):
            return [way for way in ways if way["id"] != "reauthenticate"]
        return ways

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the mail in the transaction under way; the worker sends it, also after a crash."""
        facts = {"request": self.request, "email": email, **context}
        mail = self.render_mail(template_prefix, email, facts)
        kind = template_prefix.rpartition("/")[2]
        user = context.get("user") or Person.objects.filter(email=email.lower()).first()
        letter = letter_of_text(mail.body, BUTTONS.get(kind, "Set a new password"))
        notice_queue(
            key=f"account-{uuid.uuid4()}",
            kind=kind,
            person=user if isinstance(user, Person) else None,
            email=email,
            subject=mail.subject,
            letter=replace(letter, why="You get this because somebody used this address on Evenhand."),
            now=timezone.now(),
        )


class SecondFactorAdapter(DefaultMFAAdapter):
    """Words the errors of the second step."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": "Turn the authenticator app off and remove the passkeys, then add the address.",
        "cannot_generate_recovery_codes": "Turn the authenticator app on first, or add a passkey.",
        "incorrect_code": "This code is not right. Write the one that the app shows now.",
        "unverified_email": "Confirm your e-mail address first: open the link that we mailed.",
    }

    def generate_authenticator_name(self, user: Person, type: str) -> str:
        """Return a name for a new passkey, until its owner finds a better one."""
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"
