"""The settings under which the tests run: config.settings on a development machine that has nothing set up."""

import base64
import os

# pytest-django reads this module before any conftest.py, so what settings.py reads has to be in place here.
# DATABASE_URL stays as it is: it decides which database is tested.
os.environ.update(
    ENV_FILE="",
    DEBUG="1",
    SECRET_KEY="for-tests-only-" * 4,
    PHI_KEYS=base64.b64encode(b"a key that only the tests use :)").decode(),
    SITE_URL="http://testserver",
)
for name in (
    "ALLOWED_HOSTS",
    "SECRET_KEY_FALLBACKS",
    "COMPUTE_ONLY",
    "PROXY_SETS_X_FORWARDED_PROTO",
    "WEBHOOK_HOSTS_INSIDE",
):
    os.environ.pop(name, None)

from config.settings import *  # noqa: E402, F403 - only after the environment is set

# The real hashers are slow on purpose. tests/config/test_settings.py looks at the real choice.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
