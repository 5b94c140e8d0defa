"""The archive's tables.

`Document` keeps everything that was read, closed content included. What persons decided is kept as `Correction`,
`Withholding` and `CaseVerdict`. Everything else is derived from these, holds the public view only (see
`sagsgang.rules.openness`), and can be made anew at any time: a page cannot show what it does not hold.
"""

from sagsgang.web.archive.models.cases import Case, CaseVerdict, FormerCaseSlug, Mention
from sagsgang.web.archive.models.changes import Correction, Reread, Rereading, Withholding
from sagsgang.web.archive.models.documents import Document, Provenance
from sagsgang.web.archive.models.meetings import (
    FormerItemSlug,
    FormerMeetingSlug,
    GoneMeeting,
    Item,
    ItemReading,
    Meeting,
    Paper,
)
from sagsgang.web.archive.models.people import Person, Presence, Vote
from sagsgang.web.archive.models.subscriptions import Change, Notice, Subscription, What
from sagsgang.web.archive.models.topics import Topic

__all__ = [
    "Case",
    "CaseVerdict",
    "Change",
    "Correction",
    "Document",
    "FormerCaseSlug",
    "FormerItemSlug",
    "FormerMeetingSlug",
    "GoneMeeting",
    "Item",
    "ItemReading",
    "Meeting",
    "Mention",
    "Notice",
    "Paper",
    "Person",
    "Presence",
    "Provenance",
    "Reread",
    "Rereading",
    "Subscription",
    "Topic",
    "Vote",
    "What",
    "Withholding",
]
