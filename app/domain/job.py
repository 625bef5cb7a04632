"""What becomes of work that is done later."""

from __future__ import annotations

from enum import StrEnum


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
