"""What was sent, and every safety answer that was given, are kept as they are."""

from django.db import migrations

from clinic.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [
        AppendOnly("intake_safetyanswer", encrypted="entry", kept=("id", "response_id", "given_at")),
        AppendOnly(
            "intake_frozendocument",
            encrypted="content",
            kept=("id", "response_id", "number", "amends_id", "digest", "frozen_at"),
        ),
    ]
