"""Which of a few items answer a question: an index of these alone, in memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tantivy

from sagsgang.web.archive.search import queries
from sagsgang.web.archive.search.entries import Entry, document, schema
from sagsgang.web.archive.search.filters import Filters
from sagsgang.web.archive.search.questions import Question

_WRITER_BYTES = 15_000_000


class Among:
    """Says of these items what the index in a folder would, at a cost that does not grow with the archive."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        index = tantivy.Index(schema())
        writer = index.writer(_WRITER_BYTES, 1)
        for entry in entries:
            writer.add_document(document(entry))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def matching(self, question: Question, filters: Filters) -> frozenset[int]:
        """The keys of the items that have all that is asked for; never those that have most of it only."""
        limit = max(self._searcher.num_docs, 1)
        found: Any = self._searcher.search(queries.matching(question, filters), limit, count=False)
        held: Any = (self._searcher.doc(address).get_first("item") for _, address in found.hits)
        return frozenset(held)
