"""How staff sign in and how long they stay: what is the same on every machine. The rest is in settings.py.

What is done with it, is in clinic/sign_in and clinic/sessions.py.
"""

AUTH_USER_MODEL = "clinic.Staff"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "clinic.sign_in.new_passwords.WordsOfThisPlace"},
]

# What allauth is used for is in clinic/sign_in; there is no signing up.
ACCOUNT_ADAPTER = "clinic.sign_in.adapters.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to strangers
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "clinic.sign_in.forms.SignIn",
    "reauthenticate": "clinic.sign_in.forms.ConfirmPassword",
    "change_password": "clinic.sign_in.forms.ChangePassword",
    "reset_password": "clinic.sign_in.forms.ForgotPassword",
    "reset_password_from_key": "clinic.sign_in.forms.NewPassword",
}
# Tries by address (a password, or the codes of one account) and by where they come from. Nobody waits for good.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/10m/ip,5/10m/key", "login": "60/m/ip"}
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds

MFA_ADAPTER = "clinic.sign_in.adapters.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # the code before and the one after: clocks differ, and people type slowly
MFA_FORMS = {
    "authenticate": "clinic.sign_in.forms.GiveCode",
    "reauthenticate": "clinic.sign_in.forms.ConfirmCode",
    "activate_totp": "clinic.sign_in.forms.SetUpApp",
    "login_webauthn": "clinic.sign_in.passkeys.SignInByPasskey",
    "authenticate_webauthn": "clinic.sign_in.passkeys.GivePasskey",
    "reauthenticate_webauthn": "clinic.sign_in.passkeys.ConfirmPasskey",
    "add_webauthn": "clinic.sign_in.passkeys.AddPasskey",
    "edit_webauthn": "clinic.sign_in.passkeys.RenamePasskey",
}

# Tries and used codes are counted where all workers see them. Dropping some early would let somebody try on.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "clinic_cache",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

STAFF_IDLE_SECONDS = 15 * 60
STAFF_WARNING_SECONDS = 2 * 60  # before that
STAFF_SESSION_SECONDS = 12 * 60 * 60  # however busy: the longest shift
