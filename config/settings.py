"""Every setting, read from the environment and safe by default: DEBUG=1 switches development conveniences on.

The variables are described in .env.example. How they are checked is in environment.py.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ

from config.environment import (
    SettingRefused,
    checked_database,
    checked_development,
    checked_for_a_server,
    checked_hosts,
    checked_hsts,
    checked_mail,
    checked_phi_keys,
    checked_secret_key,
    checked_site_url,
    keep_development_keys,
    require,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # what a running copy writes: database, mail in development, development keys

env = environ.Env()
if env_file := env.str("ENV_FILE", default=str(BASE_DIR / ".env")):
    env.read_env(env_file)

DEBUG = env.bool("DEBUG", default=False)

# Set by manage.py for the few commands that only compute. They run anywhere, without secrets and without a database:
# nothing is made up in place of these, so whatever would use one fails.
COMPUTE_ONLY = env.bool("COMPUTE_ONLY", default=False)

# Who we are ---------------------------------------------------------------------------------------------------------

DEVELOPMENT_KEYS = VAR_DIR / "development-keys"
if DEBUG and not COMPUTE_ONLY:
    keep_development_keys(DEVELOPMENT_KEYS)
    env.read_env(DEVELOPMENT_KEYS)
elif not COMPUTE_ONLY:
    require(
        os.environ,
        {
            "SECRET_KEY": "signs sessions",
            "PHI_KEYS": "encrypt health data",
            "SITE_URL": "the https address that patients' links start with",
        },
    )

SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

# Base64, 32 bytes each. The first one encrypts, all of them decrypt.
PHI_KEYS = env.list("PHI_KEYS", default=[])

# Links in invitations and in command output start with this.
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000" if DEBUG else "").rstrip("/")

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname or ""])
if DEBUG:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
    checked_development(SITE_URL)
elif not COMPUTE_ONLY:
    for signing_key in (SECRET_KEY, *SECRET_KEY_FALLBACKS):
        checked_secret_key(signing_key)
    checked_site_url(SITE_URL)
    checked_hosts(ALLOWED_HOSTS, SITE_URL)
if not COMPUTE_ONLY:
    checked_phi_keys(PHI_KEYS)
if not (DEBUG or COMPUTE_ONLY):
    checked_for_a_server([SECRET_KEY, *PHI_KEYS], DEVELOPMENT_KEYS)

# The application ----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "clinic",
    "intake",
    "screening",
    "operations",
]

MIDDLEWARE = [
    "config.requests.told_apart",
    "config.requests.in_its_own_language",
    "config.headers.browser_headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.headers.bounded_bodies",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "intake.switching.LanguageSwitch",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clinic.context.staff_page",
                "intake.context.patient_page",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_TEMPLATE_PACK = "plain"
CRISPY_ALLOWED_TEMPLATE_PACKS = ("plain",)
CRISPY_FAIL_SILENTLY = False  # a misspelt field in a layout would otherwise vanish from the page

# Database -----------------------------------------------------------------------------------------------------------

VAR_DATABASE = f"sqlite:///{VAR_DIR / 'db.sqlite3'}"
DATABASES = {} if COMPUTE_ONLY else {"default": env.db_url("DATABASE_URL", default=VAR_DATABASE)}

match DATABASES.get("default", {}).get("ENGINE"):
    case None:
        pass
    case "django.db.backends.sqlite3":
        VAR_DIR.mkdir(exist_ok=True)
        if not DEBUG:
            checked_database(DATABASES["default"]["NAME"])
        DATABASES["default"]["OPTIONS"] = {
            # Django's own defaults lose writes when two people save at the same time.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds
            # synchronous=FULL: a signature must survive a power cut. secure_delete: what is deleted is overwritten.
            # recursive_triggers: REPLACE removes a row too, and without it the triggers that forbid that stay silent.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; "
                "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY;"
            ),
        }
    case "django.db.backends.postgresql":
        # What takes longer than anybody waits is given up, so that it cannot hold up everybody else. Migrations may be
        # given more time. A lock is never waited for long: who waits for a lock is waited for by the next.
        seconds = env.int("DATABASE_STATEMENT_SECONDS", default=30)
        DATABASES["default"]["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
            "connect_timeout": 5,
            "options": (
                f"-c statement_timeout={seconds}s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
            ),
            **DATABASES["default"].get("OPTIONS", {}),
        }
        DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps connections open
        DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # and tries each before use: the server may have restarted
    case other:
        raise SettingRefused(f"DATABASE_URL must start with sqlite:// or postgres://. It names {other}.")

# Staff sign-in and sessions -----------------------------------------------------------------------------------------

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
# How many proxies of our own add to X-Forwarded-For. Without them, all visitors behind one would share their tries.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", default=0)
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60  # seconds

MFA_ADAPTER = "clinic.sign_in.adapters.SecondSteps"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG  # http://localhost
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

# A name that begins so is taken by browsers only over https, from this very host and for all of its pages.
COOKIE_PREFIX = "" if DEBUG else "__Host-"

SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_ENGINE = "clinic.sessions"
SESSION_COOKIE_AGE = 60 * 60  # seconds since the last request, for patients
SITTING_WARNING_SECONDS = 5 * 60  # before that
ON_DEVICE_SECONDS = 20 * 60  # the same where a patient answers on a device of the clinic, with others around
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = not DEBUG

# A message may name a patient, and a cookie can be read on the device.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# What browsers are told, and what we take from them -----------------------------------------------------------------

# No inline script and no inline style: what a page loads is a file of ours. One plain dict, as in Django 6.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # data: the QR code for an authenticator app
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = not DEBUG
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "intake.views.coming_back.forged"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"
LANGUAGE_COOKIE_SECURE = not DEBUG
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

SECURE_SSL_REDIRECT = not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]  # asked on this machine, where there is no https
SECURE_HSTS_SECONDS = 0 if DEBUG else checked_hsts(env.int("HSTS_SECONDS", default=365 * 24 * 60 * 60))
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = not DEBUG
# Not "no-referrer": with that, browsers send "Origin: null" and every form is refused as forged.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Only behind a proxy that always sets the header itself: anyone else could claim to have come by https.
if env.bool("PROXY_SETS_X_FORWARDED_PROTO", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024  # bytes; the longest honest answers are far smaller
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["config.uploads.WhereAsked"]  # in memory, and only where a view asks for a file

# Static files -------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
# Read straight from static/ in development, so that nothing has to be collected first.
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# Languages and time -------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]  # each in its own words, for whoever cannot read the other
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
TIME_ZONE = "UTC"  # stored and logged; people see their clinic's time

# Mail ---------------------------------------------------------------------------------------------------------------

if DEBUG:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
else:
    mail = env.email_url("EMAIL_URL", default="smtp://localhost:25")
    checked_mail(mail["EMAIL_BACKEND"])
    vars().update(mail)
EMAIL_TIMEOUT = 10  # seconds; the worker does other things as well
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"no-reply@{urlsplit(SITE_URL).hostname or 'localhost'}")

# Webhooks of safety contacts lead to public addresses only. These names, parted by commas, may lead inside.
WEBHOOK_HOSTS_INSIDE = env.list("WEBHOOK_HOSTS_INSIDE", default=[])

# Logs ---------------------------------------------------------------------------------------------------------------

# Never a request's body: it holds answers. Never SQL or a template's variables either: Django logs both with values.
# Nothing leaves the machine: no mail to ADMINS, no service that collects errors.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "config.logs.WithoutTokens", "format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "config.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line" if DEBUG else "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"level": "INFO"},
        # Development's server writes a line for each request itself.
        "config.requests": {"level": "WARNING" if DEBUG else "INFO"},
        "django.server": {"level": "INFO", "propagate": True},
        "django.db.backends": {"level": "WARNING"},
        "django.template": {"level": "INFO"},
    },
}
