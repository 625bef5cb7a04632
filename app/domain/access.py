"""Who may write: keys, and what each may do."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from app.domain.record import record


class Scope(StrEnum):
    """What a key lets its holder do; reading needs none."""

    DOCUMENTS = "documents"
    """send documents, and withdraw them"""
    REVIEW = "review"
    """confirm, correct and reject findings"""


@record(kw_only=True)
class Key:
    """A key as it is stored: everything but its secret. All moments are in UTC."""

    id: str
    """Its first part, which tells keys apart and is no secret."""
    name: str
    """Whose it is, as corrections tell it."""
    scopes: tuple[Scope, ...]
    created_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_good(self, now: datetime) -> bool:
        """Whether it opens anything at that moment."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
