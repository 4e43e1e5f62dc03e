"""What is said and mailed about signing in. Nothing here is about a patient."""

from __future__ import annotations

ERRORS = {
    "email_password_mismatch": "The mail address or the password is not right. Check both and try again.",
    "incorrect_password": "That is not your password. Try again.",
    "enter_current_password": "That is not your password. Try again.",
    "incorrect_code": "That code is not right, or was used already. Wait for the next one and try again.",
    "passkey_not_taken": "That passkey was not taken. Try again, or go another way.",
    "too_many_login_attempts": "Too many tries. Wait 10 minutes, then try again.",
    "rate_limited": "Too many tries. Wait 10 minutes, then try again.",
    "cannot_delete_authenticator": "This is your only second step. Add another one first.",
}

# How somebody signed in, in the audit trail.
WAYS = {"totp": "app", "webauthn": "passkey", "recovery_codes": "recovery code"}

MESSAGES = {
    "account/messages/password_changed.txt": "Your password is changed. Every other session of yours has ended.",
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "The authenticator app is removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is set up.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
    "mfa/messages/recovery_codes_generated.txt": "Your recovery codes are ready. Any that you had before have ended.",
}

IF_NOT_YOU = "If this was not you, tell the administrator of your clinic at once.\n"
MAILS = {
    "account/email/password_reset_key": (
        "Choose a new password",
        "Somebody, probably you, asked for a new password for the clinic’s intake system.\n\n"
        "Open this link within a day to choose one:\n\n{link}\n\n"
        "You will need your second step to sign in. If you did not ask for this, nothing has changed.\n",
    ),
    "account/email/password_changed": (
        "Your password was changed",
        "The password of your account in the clinic’s intake system was changed.\n\n" + IF_NOT_YOU,
    ),
    "account/email/password_reset": (
        "Your password was changed",
        "The password of your account in the clinic’s intake system was changed by a link in a mail.\n\n" + IF_NOT_YOU,
    ),
    "mfa/email/totp_activated": (
        "An authenticator app was set up",
        "An authenticator app was set up for your account in the clinic’s intake system.\n\n" + IF_NOT_YOU,
    ),
    "mfa/email/totp_deactivated": (
        "An authenticator app was removed",
        "The authenticator app was removed from your account in the clinic’s intake system.\n\n" + IF_NOT_YOU,
    ),
    "mfa/email/webauthn_added": (
        "A passkey was set up",
        "A passkey was set up for your account in the clinic’s intake system.\n\n" + IF_NOT_YOU,
    ),
    "mfa/email/webauthn_removed": (
        "A passkey was removed",
        "A passkey was removed from your account in the clinic’s intake system.\n\n" + IF_NOT_YOU,
    ),
    "mfa/email/recovery_codes_generated": (
        "New recovery codes were made",
        "New recovery codes were made for your account in the clinic’s intake system.\n\n" + IF_NOT_YOU,
    ),
}
