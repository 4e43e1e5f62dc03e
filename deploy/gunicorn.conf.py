"""How gunicorn serves the site: `gunicorn -c deploy/gunicorn.conf.py config.wsgi`. Behind a proxy that speaks https."""

import os
import sys
from pathlib import Path

ROOT = str(Path(__file__).resolve().parent.parent)
sys.path.insert(0, ROOT)  # for config.logs, below
chdir = ROOT

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_WORKERS", "2"))
# A few threads each: one slow visitor must not keep everybody else waiting. PostgreSQL's pool has more connections.
worker_class = "gthread"
threads = 4

preload_app = True  # a worker that is replaced serves at once, and all share the memory of what never changes
timeout = 60  # seconds without a sign of life, then a worker is replaced
# Longer than the proxy keeps an idle connection: whoever ends one may cut off what the other is just sending.
keepalive = 75  # seconds
graceful_timeout = 30  # seconds that a request in flight is given when we are told to stop
max_requests, max_requests_jitter = 5000, 500  # then a worker is replaced, so that nothing can pile up in it

limit_request_line = 2048  # bytes; our longest address has about 300
limit_request_fields = 60
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - the rest of the disk may be read-only
control_socket_disable = True

# No access log: it would hold patients' links. The application writes a line for each request itself.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
