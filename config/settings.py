"""Every setting, read from the environment and safe by default: DEBUG=1 switches development conveniences on.

This is the place to look. Whatever depends on the machine stands here; what is the same on every machine is brought in
from signing_in.py, databases.py and logs.py. The variables are described in .env.example, and how they are checked is
in environment.py.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ

from config.databases import SQLITE, database_at
from config.environment import (
    checked_database,
    checked_development,
    checked_file,
    checked_for_a_server,
    checked_hosts,
    checked_hsts,
    checked_mail,
    checked_mail_password,
    checked_phi_keys,
    checked_secret_key,
    checked_site_url,
    keep_development_keys,
    require,
    switch,
    whole_number,
)
from config.logs import lines_of_log
from config.signing_in import *  # noqa: F403 - each of its names is a setting

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"  # what a running copy writes: database, mail in development, development keys

env = environ.Env()
if env_file := env.str("ENV_FILE", default=str(BASE_DIR / ".env")):
    env.read_env(env_file)

DEBUG = switch(env, "DEBUG")

# Set by manage.py for the few commands that only compute. They run anywhere, without secrets and without a database:
# nothing is made up in place of these, so whatever would use one fails.
COMPUTE_ONLY = switch(env, "COMPUTE_ONLY")

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
    checked_secret_key(SECRET_KEY)
    for old_key in SECRET_KEY_FALLBACKS:
        checked_secret_key(old_key, name="SECRET_KEY_FALLBACKS")
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
DATABASES = {}
if not COMPUTE_ONLY:
    DATABASES["default"] = database_at(
        env.str("DATABASE_URL", default=VAR_DATABASE),
        statement_seconds=whole_number(env, "DATABASE_STATEMENT_SECONDS", default=30),
    )
    if DATABASES["default"]["ENGINE"] == SQLITE:
        VAR_DIR.mkdir(exist_ok=True)
        if not DEBUG:
            checked_database(DATABASES["default"]["NAME"])

# Staff sign-in and sessions -----------------------------------------------------------------------------------------

# What is the same on every machine is in signing_in.py, which is brought in above.
if known_passwords := checked_file("KNOWN_PASSWORDS", env.str("KNOWN_PASSWORDS", default="")):
    AUTH_PASSWORD_VALIDATORS += [  # noqa: F405
        {
            "NAME": "django.contrib.auth.password_validation.CommonPasswordValidator",
            "OPTIONS": {"password_list_path": known_passwords},
        }
    ]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG  # http://localhost

# Only behind a proxy that always sets the header itself: anyone else could claim to have come by https.
IS_BEHIND_PROXY = switch(env, "PROXY_SETS_X_FORWARDED_PROTO")
# How many proxies of our own add to X-Forwarded-For. Without them, all visitors behind one would share their tries.
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number(env, "PROXIES", default=int(IS_BEHIND_PROXY))

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
SECURE_HSTS_SECONDS = 0 if DEBUG else checked_hsts(whole_number(env, "HSTS_SECONDS", default=365 * 24 * 60 * 60))
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = not DEBUG
# Not "no-referrer": with that, browsers send "Origin: null" and every form is refused as forged.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

if IS_BEHIND_PROXY:
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
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nothing here is for pages of other sites

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
    checked_mail_password(mail)
    vars().update(mail)
EMAIL_TIMEOUT = 10  # seconds; the worker does other things as well
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"no-reply@{urlsplit(SITE_URL).hostname or 'localhost'}")

# Webhooks of safety contacts lead to public addresses only. These names, parted by commas, may lead inside.
WEBHOOK_HOSTS_INSIDE = env.list("WEBHOOK_HOSTS_INSIDE", default=[])

# Logs ---------------------------------------------------------------------------------------------------------------

LOGGING = lines_of_log(is_development=DEBUG)
