"""One row for each municipality and body, however documents spell them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sagsgang.rules.meetings import body_key
from sagsgang.web.accounts.models import Body, BodyName, Membership, Municipality
from sagsgang.web.archive import addresses

if TYPE_CHECKING:
    from sagsgang.web.archive.models import Meeting


def find_or_make(municipality: str | None, name: str | None) -> Body:
    """The body that a document names. A new spelling of a known one is remembered; an unknown one is made."""
    slug, written = addresses.municipality_slug(municipality), (name or "")[:300]
    known = BodyName.objects.select_related("body__municipality").filter(municipality__slug=slug)
    same = known.filter(name=written).first()
    if same is not None:
        return same.body
    place, _ = Municipality.objects.get_or_create(slug=slug, defaults={"name": (municipality or "")[:200]})
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
    from sagsgang.web.archive import casework, deriving
    from sagsgang.web.archive.models import Document, Meeting

    if kept.municipality_id != gone.municipality_id or kept.pk == gone.pk:
        raise ValueError("only two bodies of one municipality can be joined")
    with casework.deciding() as touched:
        deriving.alone_in(kept.municipality_id)
        moved = list(Meeting.objects.filter(body=gone).order_by("pk"))
        documents = list(Document.objects.filter(paper__meeting__in=moved).order_by("pk"))
        _lead_on(gone, moved)
        BodyName.objects.filter(body=gone).update(body=kept)
        for meeting in moved:
            taken = set(Meeting.objects.filter(body=kept).values_list("slug", flat=True))
            Meeting.objects.filter(pk=meeting.pk).update(body=kept, slug=addresses.free(meeting.slug, taken))
        held = set(kept.memberships.values_list("user", "role"))
        for membership in gone.memberships.all():
            if (membership.user_id, membership.role) not in held:
                Membership.objects.filter(pk=membership.pk).update(body=kept)
        gone.delete()
        for document in documents:
            deriving.derive_together(document, touched)


def _lead_on(gone: Body, meetings: Sequence[Meeting]) -> None:
    """Every address of the body's meetings leads to them, under all names of the body."""
    from sagsgang.web.archive.models import FormerMeetingSlug

    for slug in {gone.slug, *gone.names.values_list("slug", flat=True)}:
        for meeting in meetings:
            FormerMeetingSlug.objects.update_or_create(
                municipality_id=gone.municipality_id,
                body_slug=slug,
                slug=meeting.slug,
                defaults={"meeting": meeting},
            )


def _new(place: Municipality, written: str) -> Body:
    slug = addresses.body_slug(written or None)
    taken = set(Body.objects.filter(municipality=place, slug__startswith=slug).values_list("slug", flat=True))
    return Body.objects.create(municipality=place, name=written, slug=addresses.free(slug, taken))
