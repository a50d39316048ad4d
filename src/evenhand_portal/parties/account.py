"""The forms of signing in, as allauth makes them and in our words: labels, no placeholders, mends in the errors."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn

LABELS: Final = {
    "login": "E-mail address",
    "email": "E-mail address",
    "password": "Password",
    "oldpassword": "Your password now",
    "password1": "New password",
    "password2": "The new password again",
    "code": "Code",
    "name": "Name of the passkey",
    "passwordless": "Sign in with it alone, without the password",
}
HINTS: Final = {
    "password1": "At least 12 characters. A few words that only you would put together are good.",
    "passwordless": "The device then asks for your finger, your face or its PIN each time.",
    "name": "So that you know it among others, such as “my phone”.",
}
EMPTY: Final = {
    "login": "Write your e-mail address.",
    "email": "Write your e-mail address.",
    "password": "Write your password.",
    "oldpassword": "Write the password that you have now.",
    "password1": "Write a new password.",
    "password2": "Write the new password again.",
    "code": "Write the code.",
}


class Ours:
    """Mixed into a form of allauth: our labels, hints and errors."""

    fields: dict[str, Any]
    labels: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say every field in our words."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if self.said(name):
                field.label = self.labels.get(name, LABELS[name])
                field.help_text = HINTS.get(name, "")
            if name in EMPTY:
                field.error_messages["required"] = EMPTY[name]
            if "invalid" in field.error_messages and name in ("login", "email"):
                field.error_messages["invalid"] = "E-mail address invalid. Write it like name@example.org."
                field.widget.attrs["autocomplete"] = "username"

    def said(self, name: str) -> bool:
        """Whether the words for a field of that name are meant for this form."""
        return name in LABELS


class LoginForm(Ours, account.LoginForm):
    """Sign in."""


class SignupForm(Ours, account.SignupForm):
    """Make an account; the name is a person's here."""

    labels: ClassVar[dict[str, str]] = {"password1": "Password"}

    def said(self, name: str) -> bool:
        """Leave the person's name as `SignUpForm` words it."""
        return name != "name" and super().said(name)


class AddEmailForm(Ours, account.AddEmailForm):
    """Add an address."""


class ChangePasswordForm(Ours, account.ChangePasswordForm):
    """Change the password."""


class SetPasswordForm(Ours, account.SetPasswordForm):
    """Set a first password."""


class ResetPasswordForm(Ours, account.ResetPasswordForm):
    """Ask for a new password."""


class ResetPasswordKeyForm(Ours, account.ResetPasswordKeyForm):
    """Set a new password by a mailed link."""


class ReauthenticateForm(Ours, account.ReauthenticateForm):
    """Prove again who one is, by password."""


class AuthenticateForm(Ours, mfa.AuthenticateForm):
    """The second step of signing in."""


class ReauthenticateCodeForm(Ours, mfa.ReauthenticateForm):
    """Prove again who one is, by a code."""


class ActivateTOTPForm(Ours, totp.ActivateTOTPForm):
    """Turn the authenticator app on."""


class AddWebAuthnForm(Ours, webauthn.AddWebAuthnForm):
    """Add a passkey; alone it suffices, unless one says otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin with what most people want."""
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class EditWebAuthnForm(Ours, webauthn.EditWebAuthnForm):
    """Name a passkey."""
