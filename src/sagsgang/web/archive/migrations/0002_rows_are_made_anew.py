"""Derived rows go: they are made anew, in tables of another shape, from the documents (see `services.derive_missing`)."""

import hashlib

from django.db import migrations, models


def _digests(apps, _schema_editor):  # type: ignore[no-untyped-def]
    for provenance in apps.get_model("archive", "Provenance").objects.iterator():
        provenance.digest = hashlib.sha256(provenance.location.encode()).hexdigest()
        provenance.last_seen_at = provenance.seen_at
        provenance.save()


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [
        migrations.DeleteModel(name="Item"),
        migrations.DeleteModel(name="Meeting"),
        migrations.DeleteModel(name="Body"),
        migrations.DeleteModel(name="Municipality"),
        migrations.AddField("Provenance", "digest", models.CharField(max_length=64, default="")),
        migrations.AddField("Provenance", "last_seen_at", models.DateTimeField(null=True)),
        migrations.RunPython(_digests, migrations.RunPython.noop),
    ]
