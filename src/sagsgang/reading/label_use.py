"""How a document uses its labels: which weak ones count, and whether they stand before their text on the same line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sagsgang.reading.extracted import Fact, Shape
from sagsgang.reading.layout import Block

_RUN_IN = 3


def labels_run_in(blocks: Sequence[Block]) -> bool:
    """True when the document's labels stand before their text on the same line: `Indstilling: Det …`."""
    run_in = sum(
        label.section is not None and label.word.strong and label.inline is not None and not label.formed
        for block in blocks
        if (label := block.label) is not None and block.noise is None and block.shape is Shape.TEXT
    )
    return run_in >= _RUN_IN


def accepted_weak_labels(blocks: Sequence[Block], first: int) -> frozenset[str]:
    """The weak labels that this document uses as labels: more than once, or in the look of its strong ones."""
    looks: Counter[tuple[object, ...]] = Counter()
    weak: Counter[str] = Counter()
    common: set[str] = set()
    weak_looks: dict[str, set[tuple[object, ...]]] = {}
    for block in blocks[first:]:
        label = block.label
        if (
            label is None
            or label.section is None
            or label.formed
            or block.noise
            or (label.inline is not None and block.shape is not Shape.ROW and not label.word.common)
        ):
            continue
        look = (block.shape, block.level, block.bold, round((block.size or 1.0) * 10))
        if label.word.strong:
            looks[look] += 1
        else:
            weak[label.heading.casefold()] += 1
            if label.word.common:
                common.add(label.heading.casefold())
            weak_looks.setdefault(label.heading.casefold(), set()).add(look)
        if block.fact is Fact.LABEL:
            weak[label.heading.casefold()] += 2
            weak_looks.setdefault(label.heading.casefold(), set()).add(look)
    plain = {look for look in looks if look[0] == "text" and not look[2] and look[3] == 10}
    used = {look for look, count in looks.items() if look not in plain and count >= 2}
    told_apart = bool(used) and sum(looks[look] for look in plain) * 3 < sum(looks.values())
    return frozenset(
        name
        for name, count in weak.items()
        if weak_looks[name] & used or (not told_apart and (count >= 2 or name in common))
    )
