"""What a person puts right: fields of meetings and items, words to withhold, and which items are of one case.

Each write asks `access`, and makes the meeting anew in the same transaction; the index has to follow (`index.follow`).
"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sagsgang.model import from_json
from sagsgang.model.codec import SCHEMA
from sagsgang.rules.corrections import (
    MEETING_FIELDS,
    NoSuchFieldError,
    NoSuchValueError,
    Value,
    read_of,
    understood,
)
from sagsgang.rules.withholding import LONGEST, NoWordsError, masked_fields, withheld_spans, words_of
from sagsgang.rules.withholding import understood as understood_words
from sagsgang.web.accounts import access
from sagsgang.web.accounts.models import User
from sagsgang.web.archive import deriving
from sagsgang.web.archive.models import CaseVerdict, Correction, Item, ItemReading, Meeting, Paper, Withholding
from sagsgang.web.archive.shown import shown
from sagsgang.web.archive.troubles import persistent

__all__ = ["MeansNothingError", "correct", "decide_case", "reveal", "value_of", "withdraw", "withhold"]

_LONGEST_REASON = 2_000
# Of a closed item the rows hold no more, and what is not seen cannot be put right.
_OF_CLOSED_ITEMS = {"open", "number", "title", "kind"}


class MeansNothingError(Exception):
    """What was asked for changes nothing or makes no sense. The message is one sentence in the actor's language."""


@persistent
def correct(
    *, actor: access.Actor, meeting: Meeting, item: Item | None, field: str, text: str, reason: str
) -> Correction:
    """Lay a corrected value over what was read: of an item, or without one of the meeting itself.

    `text` is what the person wrote (see `rules.corrections`). Raises `access.ForbiddenError` and `MeansNothingError`.
    """
    with transaction.atomic():
        locked = _locked(meeting.pk)[0]
        user = _may(actor, locked)
        why = _reason(reason)
        try:
            value, was = understood(field, text), value_of(locked, item, field)
        except NoSuchFieldError as error:
            raise MeansNothingError(_("This field cannot be corrected here.")) from error
        except NoSuchValueError as error:
            raise MeansNothingError(_hint(field)) from error
        if value == was:
            raise MeansNothingError(_("That is what stands there already."))
        made = Correction.objects.create(
            meeting=locked, item=item, title=item.title if item is not None else "", field=field, was=was, value=value,
            reads=was, reason=why, actor=user, made_at=timezone.now(),
        )  # fmt: skip
        deriving.renew(locked.pk)
    return made


@persistent
def withdraw(*, actor: access.Actor, correction: Correction) -> None:
    """Take a correction back: what was read counts again. Raises `access.ForbiddenError` and `MeansNothingError`."""
    if not _took_back(correction, actor, announce=True):
        raise MeansNothingError(_("The correction has been withdrawn already."))


@persistent
def withhold(*, actor: access.Actor, meeting: Meeting, words: str, reason: str) -> Withholding:
    """Take words from everything that the public reads of a meeting. No subscriber is told.

    Raises `access.ForbiddenError` and `MeansNothingError`, whose message never holds the words.
    """
    with transaction.atomic():
        locked = _locked(meeting.pk)[0]
        user = _may(actor, locked)
        why = _reason(reason)
        try:
            clean = understood_words(words)
        except NoWordsError as error:
            raise MeansNothingError(
                _("Write at least two letters or digits, and at most %(most)s characters.") % {"most": LONGEST}
            ) from error
        _must_be_there(locked, clean)
        now = timezone.now()
        made = Withholding.objects.create(meeting=locked, words=clean, reason=why, actor=user, made_at=now)
        deriving.renew(locked.pk, announce=False)
    return made


@persistent
def reveal(*, actor: access.Actor, withholding: Withholding) -> None:
    """Give words back that were withheld. Raises `access.ForbiddenError` and `MeansNothingError`."""
    if not _took_back(withholding, actor, announce=False):
        raise MeansNothingError(_("The words are not withheld any more."))


@persistent
def decide_case(*, actor: access.Actor, item: Item, other: Item, same: bool, reason: str) -> CaseVerdict:
    """Decide that two items are steps of one case, or that they are not.

    Raises `access.ForbiddenError` and `MeansNothingError`.
    """
    with transaction.atomic():
        meetings = _locked(item.meeting_id, other.meeting_id)
        allowed = [_may(actor, meeting) for meeting in meetings]
        if item.pk == other.pk:
            raise MeansNothingError(_("An item cannot be set beside itself."))
        if len({meeting.body.municipality_id for meeting in meetings}) > 1:
            raise MeansNothingError(_("A case belongs to one municipality."))
        verdict = CaseVerdict.objects.create(
            item=item, other=other, same=same, reason=_reason(reason), actor=allowed[0], made_at=timezone.now()
        )
        for meeting in meetings:
            deriving.renew(meeting.pk)
    return verdict


def value_of(meeting: Meeting, item: Item | None, field: str) -> Value:
    """What stands in a field now, corrections included. Raises `NoSuchFieldError`."""
    if item is None:
        if field not in MEETING_FIELDS:
            raise NoSuchFieldError(f"{field!r} is no field of a meeting")
        best = Paper.objects.get(meeting=meeting, rank=0)
        return read_of(from_json(best.content), field)
    if item.meeting_id != meeting.pk:
        raise NoSuchFieldError("the item is of another meeting")
    if not item.is_open and field not in _OF_CLOSED_ITEMS:
        raise NoSuchFieldError("of a closed item only its number, title, kind and openness can be corrected")
    content = ItemReading.objects.get(item=item, rank=0).content
    return read_of(from_json({"schema": SCHEMA, "items": [content]}).items[0], field)


def _locked(*keys: int) -> list[Meeting]:
    """The meetings as they are once nobody else changes anything of their municipalities."""
    found = Meeting.objects.filter(pk__in=keys).order_by("pk")
    deriving.alone_in(*found.values_list("body__municipality", flat=True))
    return list(found.select_related("body__municipality"))


def _took_back(decided: Correction | Withholding, actor: access.Actor, *, announce: bool) -> bool:
    """Whether what was decided of a meeting still held until now; the meeting is made anew without it."""
    with transaction.atomic():
        meeting = _locked(decided.meeting_id)[0]
        user = _may(actor, meeting)
        rows = type(decided).objects.filter(pk=decided.pk, withdrawn_at=None)
        if not rows.update(withdrawn_at=timezone.now(), withdrawn_by=user):
            return False
        deriving.renew(meeting.pk, announce=announce)
        return True


def _may(actor: access.Actor, meeting: Meeting) -> User:
    if not isinstance(actor, User) or not access.can(actor, access.Action.CORRECT, meeting.body):
        raise access.ForbiddenError
    return actor


def _must_be_there(meeting: Meeting, words: str) -> None:
    """Refuse words that would hide nothing, so that a slip of the pen is noticed, and those that name the place."""
    if meeting.withholdings.filter(withdrawn_at=None, words__iexact=words).exists():
        raise MeansNothingError(_("These words are withheld already."))
    wanted = words_of([words])
    if wanted is None or wanted.search(f"{meeting.body.name}\n{meeting.body.municipality.name}"):
        raise MeansNothingError(_("The name of the body or of the municipality cannot be withheld."))
    full = shown(meeting).full
    if not any(
        withheld_spans(sheet.minutes, sheet.document.text, wanted)
        or masked_fields(sheet.minutes, wanted) != sheet.minutes
        for sheet in full
    ):
        raise MeansNothingError(_("These words stand in no document of the meeting. Write them as they stand there."))


def _hint(field: str) -> str:
    if field == "date":
        return _("Write the date as 2025-08-31.")
    if field in {"start", "end"}:
        return _("Write the time as 16.30.")
    return _("That is no value for this field.")


def _reason(reason: str) -> str:
    clean = " ".join(reason.replace("\0", " ").split())
    if not clean:
        raise MeansNothingError(_("A correction needs a reason."))
    if len(clean) > _LONGEST_REASON:
        raise MeansNothingError(_("The reason is longer than %(most)s characters.") % {"most": _LONGEST_REASON})
    return clean
