"""What became of an ingestion: counts, and every document that was refused or needs a look, by name and reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import NamedTemporaryFile

from app.errors import InvalidInput
from app.sources import READERS

PARTIAL = "partial: "
"""How a reader's warning begins that tells why a document is not whole."""
SHOWN = 20  # lines of each kind in the text form; the JSON form holds all


@dataclass(frozen=True, slots=True)
class Remark:
    """A document and what is to be said of it."""

    name: str
    message: str


@dataclass(slots=True, kw_only=True)
class IngestReport:
    """Counts are those of committed work: what is told here as stored is stored."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    replaced: list[Remark] = field(default_factory=list)
    """The changed ones by name: what was stored under their keys before is gone, and nobody should have to guess which."""
    partial: list[Remark] = field(default_factory=list)
    """Stored documents whose source is only part of the text, or may be, with what told so."""
    near_duplicates: list[Remark] = field(default_factory=list)
    """New and changed documents whose text others have, too, with who they are: see `/documents/{id}/versions`."""
    refused: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """Files of folders that no reader takes, by suffix."""
    interrupted: bool = False
    failure: str | None = None
    """Why the store gave up before the end, if it did."""

    def count(self, name: str, outcome: str, *, warnings: Iterable[str], complete: bool) -> None:
        """Count a document that is stored: `outcome` is new, changed or unchanged."""
        noted = list(dict.fromkeys(warnings))
        setattr(self, outcome, getattr(self, outcome) + 1)
        self.warnings += [Remark(name, message) for message in noted]
        if not complete:
            why = [message.removeprefix(PARTIAL) for message in noted if message.startswith(PARTIAL)]
            self.partial.append(Remark(name, "; ".join(why) or "the source is cut short"))

    def add(self, part: IngestReport) -> None:
        """Count what a part of the work came to."""
        self.new += part.new
        self.changed += part.changed
        self.unchanged += part.unchanged
        self.replaced += part.replaced
        self.partial += part.partial
        self.near_duplicates += part.near_duplicates
        self.refused += part.refused
        self.warnings += part.warnings

    @property
    def stored(self) -> int:
        """Documents that the store holds now because of this run, or held already."""
        return self.new + self.changed + self.unchanged

    @property
    def read(self) -> int:
        """Documents looked at, refused ones too."""
        return self.stored + len(self.refused)

    @property
    def clean(self) -> bool:
        """Whether all that was asked for is stored, and there was something."""
        return self.read > 0 and not self.refused and not self.interrupted and self.failure is None

    def summary(self) -> str:
        """The counts in one line."""
        if self.read == 0 and not self.interrupted and self.failure is None:
            return f"nothing was read: no file with a document in it ({' '.join(READERS)})"
        return (
            f"{_many(self.read, 'document')} read: {self.new} new, {self.changed} changed, "
            f"{self.unchanged} unchanged, {len(self.refused)} refused; {_many(len(self.warnings), 'warning')}"
            + (f"; {len(self.partial)} of those stored are partial" if self.partial else "")
            + (
                f"; {_many(len(self.near_duplicates), 'text')} stored elsewhere, too"
                if self.near_duplicates
                else ""
            )
        )

    def as_text(self) -> str:
        """The counts, then refusals and warnings, the first of each kind only where there are many."""
        lines = [self.summary()]
        if self.left_out:
            counted = (f"{n} {suffix or 'without a suffix'}" for suffix, n in sorted(self.left_out.items()))
            lines.append(f"  left out: {', '.join(counted)}")
        for title, remarks in (
            ("changed", self.replaced),
            ("partial", self.partial),
            ("near-duplicate", self.near_duplicates),
            ("refused", self.refused),
            ("warning", self.warnings),
        ):
            lines += [f"  {title}: {remark.name}: {remark.message}" for remark in remarks[:SHOWN]]
            if len(remarks) > SHOWN:
                lines.append(f"  {title}: … and {len(remarks) - SHOWN} more; --report FILE writes them all")
        if self.interrupted:
            lines.append(
                "  stopped before the end; what is counted here is stored, the same command goes on from there"
            )
        if self.failure:
            lines.append(f"  stopped before the end: {self.failure}")
        return "\n".join(lines)

    def as_json(self) -> str:
        """Everything, as one JSON object."""
        return json.dumps(
            {
                "read": self.read,
                "new": self.new,
                "changed": self.changed,
                "unchanged": self.unchanged,
                "replaced": [{"name": remark.name, "message": remark.message} for remark in self.replaced],
                "partial": [{"name": remark.name, "reason": remark.message} for remark in self.partial],
                "near_duplicates": [
                    {"name": remark.name, "message": remark.message} for remark in self.near_duplicates
                ],
                "refused": [{"name": remark.name, "reason": remark.message} for remark in self.refused],
                "warnings": [{"name": remark.name, "message": remark.message} for remark in self.warnings],
                "left_out": dict(sorted(self.left_out.items())),
                "interrupted": self.interrupted,
                "failure": self.failure,
            },
            ensure_ascii=False,
            indent=2,
        )

    def write(self, path: Path) -> None:
        """The JSON form in a file, whole or not at all. Raises `InvalidInput` where it cannot be written."""
        try:
            with NamedTemporaryFile(
                "w", encoding="utf-8", dir=path.parent, prefix=path.name, suffix=".tmp", delete=False
            ) as file:
                file.write(self.as_json() + "\n")
            Path(file.name).replace(path)
        except OSError as error:
            raise InvalidInput(f"the report {path} cannot be written: {error.strerror}") from None


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
