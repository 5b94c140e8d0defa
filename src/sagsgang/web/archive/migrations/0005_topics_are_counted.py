"""Indexes that hold all that counting topics asks for, so that no item has to be looked at for it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_meetings_cases_people")]

    operations = [
        migrations.AddIndex("item", models.Index(fields=["topic", "meeting"], name="items_of_a_topic")),
        migrations.AddIndex("item", models.Index(fields=["meeting", "topic"], name="topics_of_a_meeting")),
    ]
