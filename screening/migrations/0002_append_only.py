"""Flags, and what clinicians did about them, only grow."""

from django.db import migrations

from clinic.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]

    operations = [
        AppendOnly("screening_flag"),
        AppendOnly("screening_taken"),
        AppendOnly("screening_disposition"),
        AppendOnly("screening_covered"),
        AppendOnly("screening_signoff"),
    ]
