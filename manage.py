#!/usr/bin/env python3
"""Runs one command of the application. To set up a machine and start everything, use dev.py."""

import os
import sys

# These compute, and touch neither the database nor the network: they run anywhere, without a server's secrets.
COMMANDS_THAT_ONLY_COMPUTE = {"collectstatic", "publish_questionnaire", "rulebook", "screen", "translations"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if sys.argv[1:2] and sys.argv[1] in COMMANDS_THAT_ONLY_COMPUTE:
        os.environ.setdefault("COMPUTE_ONLY", "1")

    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed here. `python3 dev.py run` installs what is needed, or use .venv/bin/python.")
    from config.environment import SettingRefused

    try:
        execute_from_command_line(sys.argv)
    except SettingRefused as refusal:
        sys.exit(f"{refusal}")


if __name__ == "__main__":
    main()
