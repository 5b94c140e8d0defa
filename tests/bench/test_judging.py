"""The figure for how good the search is: nDCG@10, and that what it is judged by can be found at all."""

import math

import pytest

from bench import judging

GRADES = {"a": 3, "b": 2, "c": 1}


def test_the_best_order_is_one() -> None:
    assert judging.ndcg(["a", "b", "c"], GRADES) == pytest.approx(1.0)


def test_what_comes_later_counts_less_and_a_higher_grade_counts_more() -> None:
    best = 7 / math.log2(2) + 3 / math.log2(3) + 1 / math.log2(4)
    found = 1 / math.log2(2) + 7 / math.log2(4) + 3 / math.log2(5)
    assert judging.ndcg(["c", "x", "a", "b"], GRADES) == pytest.approx(found / best)


def test_nothing_found_and_nothing_of_use_found_are_nought() -> None:
    assert judging.ndcg([], GRADES) == 0.0
    assert judging.ndcg(["x", "y"], GRADES) == 0.0


def test_nothing_beyond_the_tenth_counts() -> None:
    strangers = [f"x{number}" for number in range(10)]
    assert judging.ndcg([*strangers, "a"], GRADES) == 0.0
    assert judging.ndcg([*strangers[:9], "a"], GRADES) > 0.0


def test_ten_that_are_exactly_it_are_all_that_can_be_had_of_more() -> None:
    many = {str(number): 3 for number in range(12)}
    assert judging.ndcg([str(number) for number in range(10)], many) == pytest.approx(1.0)


@pytest.mark.parametrize("over", ["examples", "neighbours"])
def test_every_query_is_asked_once_and_has_something_to_find(over: str) -> None:
    asked = [query for name in judging.SETS if name.startswith(over) for query in judging.queries(name)]
    assert len({query.text for query in asked}) == len(asked)
    assert all(3 in query.grades.values() for query in asked)


@pytest.mark.parametrize("name", judging.SETS)
def test_a_part_of_the_queries_is_held_out_and_of_the_later_ones_all(name: str) -> None:
    heldout = [query.heldout for query in judging.queries(name)]
    assert all(heldout) if name.endswith("-2026-11") else 0.2 < sum(heldout) / len(heldout) < 0.5


@pytest.mark.slow
def test_every_judged_item_of_the_examples_is_among_them() -> None:
    found = judging.items(judging.files("examples"))
    names = [name for name in judging.SETS if name.startswith("examples")]
    judged = {item for name in names for query in judging.queries(name) for item in query.grades}
    assert judged <= found.keys()
