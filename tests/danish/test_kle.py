"""The topics of KLE: the main groups, and lists in the text form of OS2KLE."""

import pytest

from sagsgang.danish.kle import is_number, main_groups, topics_in


def test_the_main_groups_are_known_by_their_two_digits() -> None:
    groups = main_groups()
    assert groups["17"] == "Folkeskole"
    assert groups["34"] == "Hjælp og støtte til børn og unge"
    assert len(groups) == 37
    assert list(groups) == sorted(groups)
    assert all(len(number) == 2 and is_number(number) for number in groups)


@pytest.mark.parametrize("text", ["17", "17.04", "17.04.00"])
def test_numbers_of_all_levels_are_numbers(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "1", "17.", "17.4", "17.04.00.00", "a7", "١٧", "17-04", " 17"])
def test_what_is_no_number_is_told_apart(text: str) -> None:
    assert not is_number(text)


def test_a_list_is_read_line_by_line_with_or_without_keywords() -> None:
    lines = [
        "KLENummer='17.04.00':KLETitel='Læring i skolen':Keywords[Weight]=prøve[5];to ord[10];",
        "",
        "KLENummer='17.04':KLETitel='Elevens 'egen' plan'",
    ]
    assert [(topic.line, topic.number, topic.title) for topic in topics_in(lines)] == [
        (1, "17.04.00", "Læring i skolen"),
        (3, "17.04", "Elevens 'egen' plan"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "17.04.00 Læring",
        "KLENummer='17.4':KLETitel='Læring'",
        "KLENummer='17.04.00':KLETitel=''",
        "KLENummer='17.04.00':KLETitel='  '",
        "KLENummer='17.04.00':KLETitel='Læring':andet",
        "\x00",
    ],
)
def test_a_line_that_is_no_topic_is_told_with_its_number(line: str) -> None:
    (topic,) = topics_in([line])
    assert (topic.line, topic.number, topic.title) == (1, "", "")
