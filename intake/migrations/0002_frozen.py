"""What was sent, and every safety answer that was given, are kept as they are."""

from django.db import migrations

from clinic.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_initial")]

    operations = [AppendOnly("intake_safetyanswer"), AppendOnly("intake_frozendocument")]
