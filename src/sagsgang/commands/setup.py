"""What the commands that use the database do first."""

from __future__ import annotations

import os
import sys

from sagsgang.commands import CommandError


def say(sentence: str) -> None:
    """A sentence for people, beside the data on standard output."""
    print(f"sagsgang: {sentence}", file=sys.stderr, flush=True)


def prepare_database() -> None:
    """Start Django and bring the database's tables up to date. Raises `CommandError`, or what `troubles` knows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sagsgang.web.config.settings")
    import django
    from django.core.management import call_command
    from django.db import DatabaseError

    from sagsgang.web.config.environment import SettingsError

    try:
        django.setup()
    except SettingsError as error:
        raise CommandError(str(error)) from error
    from django.conf import settings

    from sagsgang.web.archive import services
    from sagsgang.web.archive.locking import exclusive
    from sagsgang.web.archive.troubles import Trouble, trouble_of

    try:
        # Two commands that are started at once on a new database must not both make its tables.
        with exclusive(settings.DATA / "tables.lock"):
            call_command("migrate", verbosity=0, interactive=False)
            if services.derive_missing():
                say("the tables have changed; meetings were made anew from their documents")
    except DatabaseError as error:
        if trouble_of(error) in {Trouble.DISK, Trouble.BUSY}:
            raise
        raise CommandError(
            f"the database cannot be used: {error}; look at SAGSGANG_DATA and SAGSGANG_DATABASE_URL"
        ) from error


def prepare_index(*, only_to_read: bool = False) -> None:
    """Bring the search index up to the database; one that is missing or damaged is made anew, with a word about it.

    Who comes `only_to_read` leaves one alone that does not agree with the database, which may be another's. Raises
    `CommandError`.
    """
    from sagsgang.web.archive import index
    from sagsgang.web.archive.models import Meeting

    if not index.is_usable():
        if Meeting.objects.exists():
            say("the search index is missing or damaged; making it anew from the database")
    elif only_to_read and not index.is_sound():
        raise CommandError(
            "the search index in this data folder does not agree with the database; look at SAGSGANG_DATA and"
            " SAGSGANG_DATABASE_URL, or make it anew with sagsgang reindex"
        )
    index.update()
    if not index.is_sound():
        say("the search index does not agree with the database; making it anew")
        index.rebuild()
