"""One row for each municipality and body, however documents spell them."""

from __future__ import annotations

from django.db import transaction

from sagsgang.rules.meetings import body_key
from sagsgang.web.accounts.models import Body, BodyName, Municipality
from sagsgang.web.archive import addresses


def find_or_make(municipality: str | None, name: str | None) -> Body:
    """The body that a document names. A new spelling of a known one is remembered; an unknown one is made."""
    place, _ = Municipality.objects.get_or_create(
        slug=addresses.municipality_slug(municipality), defaults={"name": (municipality or "")[:200]}
    )
    written = (name or "")[:300]
    known = BodyName.objects.select_related("body__municipality").filter(municipality=place)
    same = known.filter(name=written).first()
    if same is not None:
        return same.body
    key = body_key(written)[:300]
    spelled = known.filter(key=key).first()
    body = spelled.body if spelled is not None else _new(place, written)
    BodyName.objects.create(
        municipality=place, body=body, name=written, key=key, slug=addresses.body_slug(written or None)
    )
    return body


def join(kept: Body, gone: Body) -> None:
    """Two names for one body, as a person says: everything of `gone` belongs to `kept`; the old address redirects.

    Meetings keep their addresses below the new body, with a number behind the date where one is taken. Raises
    `ValueError` for bodies of two municipalities.
    """
    from sagsgang.web.archive import deriving
    from sagsgang.web.archive.models import FormerMeetingSlug, Meeting

    if kept.municipality_id != gone.municipality_id or kept.pk == gone.pk:
        raise ValueError("only two bodies of one municipality can be joined")
    with transaction.atomic():
        BodyName.objects.filter(body=gone).update(body=kept)
        moved = list(Meeting.objects.filter(body=gone).order_by("pk"))
        FormerMeetingSlug.objects.filter(body=gone).delete()
        for meeting in moved:
            taken = set(Meeting.objects.filter(body=kept).values_list("slug", flat=True))
            Meeting.objects.filter(pk=meeting.pk).update(body=kept, slug=addresses.free(meeting.slug, taken))
        gone.memberships.update(body=kept)
        gone.delete()
        for meeting in moved:
            deriving.renew(meeting.pk)


def _new(place: Municipality, written: str) -> Body:
    slug = addresses.body_slug(written or None)
    taken = set(Body.objects.filter(municipality=place, slug__startswith=slug).values_list("slug", flat=True))
    return Body.objects.create(municipality=place, name=written, slug=addresses.free(slug, taken))
