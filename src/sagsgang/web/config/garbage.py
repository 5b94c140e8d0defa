"""How often Python looks for garbage, in processes that work for long."""

from __future__ import annotations

import gc


def look_less_often() -> None:
    """Leave alone what is loaded now, and look for garbage less often.

    A page or a document makes thousands of objects and keeps none. Looking for garbage among what was loaded at the
    start, hundreds of times a second, finds nothing; without it an import costs an eighth less.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
