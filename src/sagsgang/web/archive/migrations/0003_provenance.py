"""A location is known by its digest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_rows_are_made_anew")]

    operations = [
        migrations.AlterField("Provenance", "digest", models.CharField(max_length=64, db_index=True)),
        migrations.AlterField("Provenance", "last_seen_at", models.DateTimeField()),
        migrations.RemoveConstraint("Provenance", "one_provenance_a_location"),
        migrations.AddConstraint(
            "Provenance",
            models.UniqueConstraint(fields=["document", "digest"], name="one_provenance_a_location"),
        ),
    ]
