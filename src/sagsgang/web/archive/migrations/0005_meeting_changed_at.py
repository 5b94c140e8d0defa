"""When what the public reads of a meeting changed last; of those that are there already, now is as near as can be told."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_meetings_cases_people")]

    operations = [
        migrations.AddField(
            "Meeting", "changed_at", models.DateTimeField(default=django.utils.timezone.now), preserve_default=False
        ),
        migrations.AddField(
            "Meeting", "fingerprint", models.CharField(max_length=64, default=""), preserve_default=False
        ),
    ]
