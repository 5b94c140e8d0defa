"""A question and filters as queries of the index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import tantivy
from tantivy import Occur, Query

from sagsgang.web.archive.search.entries import number, schema
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import Clue, Question, Sort, Term
from sagsgang.web.archive.search.words import is_pair_of_its_own, pair

_EARLIEST, _LATEST = 1, 99_999_999

# What a word counts where it is found, beside 1 for the text as a whole; a part of a compound counts least.
_IN_TITLE = 2.0
_IN_LEAD = 1.0
_ANYWHERE = 0.25
# Where less than all words are asked for: what the other clues to a word count beside the strongest of them, what a
# clue counts more in the title, and what the ordinary scores count.
_BESIDE = 0.15
_FOUND_IN_TITLE = 0.3
_WEAK = 0.1

# So many sets of what readers may see are kept as queries.
_READERS = 100

_LISTED = {"municipalities": "municipality", "outcomes": "outcome", "kinds": "kind", "topics": "topic"}


def matching(question: Question, filters: Filters) -> Query:
    """Everything that answers the question and passes the filters, for counting and for an order by date."""
    if question.loosely:
        return _all_of(_loosened(question), _conditions(question, filters))
    return _all_of(map(_match, question.wanted), _conditions(question, filters))


def ranked(question: Question, filters: Filters, common: Collection[str]) -> Query:
    """The same items, with a score. Stems that are `common` tell nothing of a text, only of a title."""
    conditions = list(_conditions(question, filters))
    boosts = [boost for term in question.wanted for boost in (*_title_boosts(term), *_text_boosts(term, common))]
    if question.loosely:
        weak = [(Occur.Should, Query.boost_query(boost, _WEAK)) for boost in boosts]
        return _all_of(_loosened(question), [*conditions, *_pointing(question), *weak])
    wanted = [_scored(term) for term in question.wanted]
    if [len(term.stems) for term in question.wanted] == [1] and not conditions:
        # The boosts of a word are of the same items; with nothing that must, the best are found without reading all.
        return Query.boolean_query([(Occur.Should, query) for query in (*wanted, *boosts)])
    return _all_of(wanted, [*conditions, *((Occur.Should, boost) for boost in boosts)])


def ranked_in_title(question: Question, filters: Filters, common: Collection[str]) -> Query:
    """Those of them that have all the words in the title, ranked by the title and by what is not `common`."""
    conditions = [*_conditions(question, filters)]
    conditions += [(Occur.Must, _unscored(_match(term))) for term in question.wanted if len(term.stems) > 1]
    conditions += [(Occur.Should, boost) for term in question.wanted for boost in _text_boosts(term, common)]
    return _all_of((Query.boost_query(_in_title(term), _IN_TITLE) for term in question.wanted), conditions)


def like(word: str, distance: int) -> Query:
    """Items with a word that differs from the stem by a letter or two."""
    return Query.fuzzy_term_query(schema(), "all", word, distance=distance)


def _all_of(wanted: Iterable[Query], conditions: Iterable[tuple[Occur, Query]]) -> Query:
    clauses = [(Occur.Must, query) for query in wanted] + list(conditions)
    if not any(occur == Occur.Must for occur, _ in clauses):
        clauses.append((Occur.Must, Query.all_query()))
    return Query.boolean_query(clauses)


def pointed(clue: Clue) -> Query:
    """The items that a clue points to."""
    if clue.sort is Sort.BEGINNING:
        return _begun("all", clue.form)
    return like(clue.form, 1) if clue.sort is Sort.LIKE else _term("any", clue.form)


def _loosened(question: Question) -> Iterator[Query]:
    """What is no single word, and at least one of the clues that are enough by themselves."""
    yield from (_scored(term) for term in question.wanted if not term.loosely)
    enough = [pointed(clue) for clues in question.loosely for clue in clues if clue.enough]
    if enough:
        yield _unscored(_any_of(enough))


def _pointing(question: Question) -> Iterator[tuple[Occur, Query]]:
    """Scores by clues: the strongest of each word, and a little of the others."""
    for clues in question.loosely:
        yield Occur.Should, Query.disjunction_max_query([_weighed(clue) for clue in clues], _BESIDE)


def _weighed(clue: Clue) -> Query:
    found = Query.const_score_query(pointed(clue), clue.weight)
    if clue.sort is not Sort.FORM:
        return found
    return _any_of([found, Query.const_score_query(_term("title", clue.form), clue.weight * _FOUND_IN_TITLE)])


def _match(term: Term) -> Query:
    if term.beginning:
        return _any_of([_term("any", term.stems[0]), _beginning("all", term)])
    if len(term.stems) == 1:
        return _any_of([_term("any", form) for form in forms(term)])
    return _phrase(term.stems)


def _scored(term: Term) -> Query:
    if len(term.stems) > 1:
        return _phrase(term.stems)
    return Query.boost_query(_match(term), _ANYWHERE)


def _title_boosts(term: Term) -> Iterator[Query]:
    for form in (*term.stems, term.key):
        if form:
            yield Query.boost_query(_term("title", form), _IN_TITLE)


def _text_boosts(term: Term, common: Collection[str]) -> Iterator[Query]:
    for form in term.stems:
        if form not in common:
            yield _term("all", form)
            yield Query.boost_query(_term("lead", form), _IN_LEAD)


def _in_title(term: Term) -> Query:
    if term.beginning:
        return _any_of([_term("title", term.stems[0]), _beginning("title", term)])
    if len(term.stems) == 1:
        return _any_of([_term("title", form) for form in forms(term)])
    return Query.boolean_query([(Occur.Must, _term("title", form)) for form in term.stems])


def forms(term: Term) -> Iterator[str]:
    """The stem of a single word, and its key."""
    yield term.stems[0]
    if term.key:
        yield term.key


def _phrase(stems: Sequence[str]) -> Query:
    """The stems as they stand. The pairs, each of them rare, are looked up first; the places only where all are."""
    if len(stems) == 2 and is_pair_of_its_own(*stems):
        return _term("pairs", pair(*stems))
    pairs = {pair(first, second) for first, second in pairwise(stems)}
    clauses = [(Occur.Must, _unscored(_term("pairs", name))) for name in pairs]
    return Query.boolean_query([*clauses, (Occur.Must, Query.phrase_query(schema(), "all", list(stems)))])


def _beginning(field: str, term: Term) -> Query:
    return _begun(field, term.beginning)


def _begun(field: str, beginning: str) -> Query:
    # Words consist of letters and digits, so nothing in the beginning means anything to the expression.
    return Query.regex_query(schema(), field, f"{beginning}[^+]*")


def _term(field: str, value: str) -> Query:
    return Query.term_query(schema(), field, value)


def _any_of(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _conditions(question: Question, filters: Filters) -> Iterator[tuple[Occur, Query]]:
    for term in question.unwanted:
        # Who wants no schools may still want school buses: only the word itself shuts out.
        exact = _phrase(term.stems) if len(term.stems) > 1 else _term("all", term.stems[0])
        yield Occur.MustNot, _any_of([exact, _beginning("all", term)]) if term.beginning else exact
    for wanted in (_facet_queries(filters), _facet_queries(question.only, begun=True)):
        yield from ((Occur.Must, _unscored(query)) for query in wanted)
    yield from ((Occur.MustNot, query) for query in _facet_queries(question.without, begun=True))
    if filters.allowed is not None:
        yield Occur.Must, _allowed(filters.allowed)


def _facet_queries(filters: Filters, *, begun: bool = False) -> Iterator[Query]:
    """One query a facet; with `begun` the beginning of a body's name is enough."""
    for facet, field in _LISTED.items():
        if values := getattr(filters, facet):
            yield _one_of(field, values)
    if filters.bodies:
        yield _any_of([_body(value, begun=begun) for value in filters.bodies])
    if filters.since or filters.until:
        first = number(filters.since) if filters.since else _EARLIEST
        last = number(filters.until) if filters.until else _LATEST
        yield Query.range_query(schema(), "date", tantivy.FieldType.Unsigned, min(first, last), max(first, last))


def _body(value: str, *, begun: bool) -> Query:
    field = "place" if "/" in value else "body"
    # Addresses consist of small letters, digits and hyphens, which mean nothing to the expression.
    return Query.regex_query(schema(), field, f"{value}.*") if begun else _term(field, value)


@lru_cache(maxsize=_READERS)
def _allowed(places: frozenset[str]) -> Query:
    """Made once for each set: a reader asks again and again, and hundreds of places take longer than the search."""
    whole = [place.removesuffix("/") for place in places if place.endswith("/")]
    single = [place for place in places if not place.endswith("/")]
    listed = [_one_of(field, values) for field, values in (("municipality", whole), ("place", single)) if values]
    return _unscored(_any_of(listed))


def _one_of(field: str, values: Sequence[str]) -> Query:
    if len(values) == 1:
        return _term(field, values[0])
    return Query.term_set_query(schema(), field, list(values))
