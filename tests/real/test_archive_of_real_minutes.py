"""The published texts beside the repository in the archive: compared, followed, and every fact seen in its source."""

import re
from pathlib import Path

import pytest
from django.test import Client
from tests.real.resolve import MINUTES

from sagsgang.web.archive import index, services
from sagsgang.web.archive.models import Item, Mention
from sagsgang.web.archive.readings import Reading, read_path
from sagsgang.web.archive.selectors import comparisons, items, sources

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not MINUTES.is_dir(), reason="no real minutes beside the repository"),
]


@pytest.fixture(autouse=True)
def _imported(settings: object, tmp_path: Path) -> None:
    settings.FILES_ROOT, settings.INDEX_ROOT = tmp_path / "files", tmp_path / "index"  # type: ignore[attr-defined]
    for path in sorted(MINUTES.glob("*.txt")):
        reading = read_path(path)
        assert isinstance(reading, Reading)
        try:
            services.import_reading(reading)
        except services.NotMinutesError:
            assert "politik" in path.name
    index.update()


def test_one_map_as_two_municipalities_treated_it_stands_side_by_side(client: Client) -> None:
    view = comparisons.compare([], "danmarkskort", ["herning", "kalundborg"], 2025)
    found = [(column.row.meeting.body.municipality.slug, column.row.number) for column in view.columns]
    assert found == [("herning", "97"), ("kalundborg", "5")]
    html = client.get("/sammenlign?q=danmarkskort&aar=2025&kommune=herning&kommune=kalundborg").content.decode()
    assert html.index("Herning Kommune</") < html.index("Kalundborg Kommune</")


def test_the_plan_names_earlier_meetings_that_are_not_here_and_says_so(client: Client) -> None:
    rows = items.items().filter(meeting__body__municipality__slug="faxe", is_open=True)
    naming = [row for row in rows if Mention.objects.filter(item=row).exists()]
    assert naming
    missing = 0
    for row in naming:
        html = client.get(items.address_of(row)).content.decode()
        missing += len(re.findall("Mødet er ikke i arkivet", html))
    assert missing


def test_every_fact_of_every_open_item_can_be_seen_in_its_source() -> None:
    checked = 0
    for row in Item.objects.filter(is_open=True).select_related("meeting__body__municipality"):
        view = sources.source(row)
        assert view is not None
        marked = {number for part in view.parts for _, numbers in part for number in numbers}
        unseen = [view.marks[number] for number in range(len(view.marks)) if number not in marked]
        assert [mark for mark in unseen if mark.at[0] < mark.at[1]] == [] or not view.all_shown
        checked += 1
    assert checked > 35
