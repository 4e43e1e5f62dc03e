"""Flags, and what clinicians did about them, only grow."""

from django.db import migrations

from clinic.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("screening", "0001_initial")]

    operations = [
        AppendOnly(
            "screening_flag",
            encrypted="words",
            kept=("id", "response_id", "document_id", "is_safety", "priority", "raised_at"),
        ),
        AppendOnly("screening_taken"),
        AppendOnly(
            "screening_disposition",
            encrypted="words",
            kept=("id", "response_id", "is_safety", "kind", "by_id", "at"),
        ),
        AppendOnly("screening_covered"),
        AppendOnly("screening_carriedover"),
        AppendOnly("screening_signoff"),
        AppendOnly(
            "screening_handover",
            encrypted="words",
            kept=("id", "response_id", "by_id", "to_id", "at"),
        ),
        AppendOnly(
            "screening_confirmation",
            encrypted="words",
            kept=("id", "response_id", "document_id", "by_id", "at"),
        ),
    ]
