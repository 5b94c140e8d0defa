"""The titles of topics, from the list that the user of the archive has."""

from __future__ import annotations

from collections.abc import Mapping

from sagsgang.web.archive.models import Topic

_BATCH = 500


def keep(titles: Mapping[str, str]) -> None:
    """Keep titles by number; one that is known is renamed, and numbers that the list has dropped stay for old cases."""
    Topic.objects.bulk_create(
        [Topic(number=number, title=title) for number, title in titles.items()],
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["title"],
    )
