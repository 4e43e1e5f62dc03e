"""What a web server such as gunicorn starts: `gunicorn config.wsgi`. It does not start with keys that open nothing."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from django.db import connection  # noqa: E402 - only from here on is there a database to ask

from intake import keys  # noqa: E402

keys.refuse_others()

# gunicorn makes its workers out of this process, so nothing that is open to the database here may be theirs, too.
connection.close()
if connection.vendor == "postgresql":
    connection.close_pool()  # type: ignore[attr-defined]
