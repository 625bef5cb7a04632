"""Whose turn it is at a host: however many fetchers there are, it is asked by one at a time, and not too often."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Turns:
    """When each host may be asked again. May be used by several threads."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._free: dict[str, float] = {}
        self._lock = threading.Lock()

    def take(self, host: str, every: float) -> float:
        """Take the next turn at a host, `every` seconds before the one after it. Returns the seconds to wait for it."""
        with self._lock:
            now = self._now()
            turn = max(now, self._free.get(host, 0.0))
            self._free[host] = turn + every
            return turn - now
