"""Units in, finished ones out: never more under way than a window allows."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

# A wait without an end cannot be interrupted on Windows, and notices nothing.
POLL_S = 1.0


def streamed(
    units: Iterable[Any],
    submit: Callable[[Any], Any],
    window: int,
    waiting: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Any, Any]]:
    """Yield each unit with its future as soon as that is done, in any order.

    At most ``window`` units are under way or done and not yet taken: the next is
    submitted only when a finished one has been taken, so a slow taker bounds memory.
    ``waiting`` is called about every second in which nothing was finished.
    """
    done: queue.SimpleQueue[int] = queue.SimpleQueue()
    left, under_way = enumerate(units), {}
    while True:
        for place, unit in islice(left, window - len(under_way)):
            under_way[place] = unit, submit(unit)
            under_way[place][1].add_done_callback(lambda _, at=place: done.put(at))
        if not under_way:
            return
        try:
            place = done.get(timeout=POLL_S)
        except queue.Empty:
            waiting()
        else:
            yield under_way.pop(place)
