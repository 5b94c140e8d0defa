"""Where something went whose address has changed."""

from __future__ import annotations

from sagsgang.web.accounts.models import Body, BodyName
from sagsgang.web.archive import addresses
from sagsgang.web.archive.models import FormerCaseSlug, FormerItemSlug, FormerMeetingSlug, Item, Meeting


def moved(municipality: str, body: str, meeting: str = "", item: str = "") -> str:
    """The address of what was at this address once, "/municipality/body/…"; empty where nothing was."""
    found = _body(municipality, body)
    if found is None:
        return ""
    if not meeting:
        return _if_new(f"/{found.path}", f"/{municipality}/{body}")
    row = _meeting(found, municipality, body, meeting)
    if row is None:
        return ""
    address = f"/{row.body.path}/{row.slug}"
    if not item:
        return _if_new(address, f"/{municipality}/{body}/{meeting}")
    slug = _item(row, item)
    return _if_new(f"{address}/{slug}", f"/{municipality}/{body}/{meeting}/{item}") if slug else ""


def moved_case(municipality: str, slug: str) -> str:
    """The slug of the case that a case turned out to be; empty where nothing was at the address."""
    found = FormerCaseSlug.objects.select_related("case").filter(municipality__slug=municipality, slug=slug).first()
    return found.case.slug if found is not None and found.case is not None else ""


def left_of_case(municipality: str, slug: str) -> str:
    """The address of an open item that was a step of a case which is none any more; empty where nothing was."""
    rows = FormerCaseSlug.objects.select_related("item__meeting__body__municipality")
    found = rows.filter(municipality__slug=municipality, slug=slug, item__is_open=True).first()
    item = found.item if found is not None else None
    return f"/{item.meeting.body.path}/{item.meeting.slug}/{item.slug}" if item is not None else ""


def _if_new(address: str, asked: str) -> str:
    return address if address != asked else ""


def _body(municipality: str, slug: str) -> Body | None:
    found = Body.objects.select_related("municipality").filter(municipality__slug=municipality, slug=slug).first()
    if found is not None:
        return found
    names = BodyName.objects.select_related("body__municipality").filter(municipality__slug=municipality, slug=slug)
    name = names.first()
    return name.body if name is not None else None


def _meeting(body: Body, municipality: str, written: str, slug: str) -> Meeting | None:
    rows = Meeting.objects.select_related("body__municipality")
    former = FormerMeetingSlug.objects.filter(municipality__slug=municipality, slug=slug)
    # Below the name of a body that was joined with another, the day is that body's.
    there = former.filter(body_slug=written).first() if written != body.slug else None
    found = None if there is not None else rows.filter(body=body, slug=slug).first()
    if found is not None:
        return found
    known = there or former.filter(body_slug__in=[written, body.slug]).first()
    if known is not None:
        return rows.get(pk=known.meeting_id)
    return rows.filter(body=body, slug=addresses.without_kind(slug)).first()


def _item(meeting: Meeting, slug: str) -> str:
    if Item.objects.filter(meeting=meeting, slug=slug).exists():
        return slug
    found = FormerItemSlug.objects.select_related("item").filter(meeting=meeting, slug=slug).first()
    return found.item.slug if found is not None else ""
