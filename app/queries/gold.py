"""Documents that people have judged, in the annotation guide's format: what `summitry evaluate --gold` reads."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, Final

from pydantic_core import from_json, to_json

from app.domain.kinds import Review
from app.store.database import Reader

_KINDS: Final = ("statement", "proposal", "figure")
_UNJUDGED: Final = " OR ".join(
    f'EXISTS (SELECT 1 FROM {kind} x WHERE x.document_id = d.id AND x.record LIKE \'%"review":"auto"%\')'  # noqa: S608
    for kind in _KINDS
)
_LOOKED_AT: Final = "FROM document d WHERE d.id IN (SELECT document_id FROM correction)"
_JUDGED: Final = f"{_LOOKED_AT} AND NOT d.withheld"


class Gold:
    """The documents of which every finding was confirmed, corrected or rejected; what was rejected is left out of them.

    One whose text must not be shown is none, either: a gold document is its text. One where a finding waits for its verdict is none: what is right in it and nobody has looked at would count against whoever finds it.
    Made with a reader of its own, which nothing else may use until it is closed.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        with ExitStack() as opened:
            opened.callback(reader.close)
            if reader.lets_write():
                opened.enter_context(reader.snapshot())
            [(judged,)] = reader.rows(f"SELECT count(*) {_JUDGED}")
            [(self.total,)] = reader.rows(f"SELECT count(*) {_JUDGED} AND NOT ({_UNJUDGED})")
            self.left_out: int = judged - self.total
            """Documents of which some findings were judged, and not all."""
            [(self.withheld,)] = reader.rows(
                f"SELECT count(*) {_LOOKED_AT} AND d.withheld AND NOT ({_UNJUDGED})"
            )
            """Documents whose findings were all judged, and whose texts are withheld."""
            self._opened = opened.pop_all()

    def lines(self) -> Iterator[bytes]:
        """A document a line, in the order of their numbers."""
        after = -1
        while rows := self._reader.rows(
            f"SELECT d.id, d.record, d.text {_JUDGED} AND d.id > :after AND NOT ({_UNJUDGED}) ORDER BY d.id LIMIT 20",
            {"after": after},
        ):
            for number, record, text in rows:
                yield to_json(self._document(number, from_json(record), text)) + b"\n"
            after = rows[-1][0]

    def _document(self, number: int, record: dict[str, Any], text: str) -> dict[str, Any]:
        found = {kind: self._records(kind, number) for kind in _KINDS}
        people = self._reader.rows(
            "SELECT start_offset, end_offset, leader, name FROM mention WHERE document_id = :id ORDER BY start_offset",
            {"id": number},
        )
        return {
            "id": record["key"],
            "lang": record["language"],
            "date": record["published_on"],
            "text": text,
            "people": [
                {"start": start, "end": end, "leader": leader, "id": leader, "name": name}
                for start, end, leader, name in people
            ],
            "statements": [_statement(each) for each in found["statement"]],
            "proposals": [_proposal(each) for each in found["proposal"]],
            "figures": [_figure(each) for each in found["figure"]],
        }

    def _records(self, kind: str, document: int) -> list[dict[str, Any]]:
        rows = self._reader.rows(
            f"SELECT record FROM {kind} WHERE document_id = :id ORDER BY start_offset, end_offset, id",  # noqa: S608
            {"id": document},
        )
        records = (from_json(record) for (record,) in rows)
        return [record for record in records if record["review"] != Review.REJECTED]

    def close(self) -> None:
        """End the state and the reader."""
        self._opened.close()


def _span(record: dict[str, Any]) -> dict[str, int]:
    return {"start": record["span"]["start"], "end": record["span"]["end"]}


def _speaker(speaker: dict[str, Any] | None) -> dict[str, str | None]:
    return {
        "speaker": speaker["id"] if speaker else None,
        "speaker_name": speaker["name"] if speaker else None,
    }


def _ids(labels: list[dict[str, Any]]) -> list[str]:
    return [label["id"] for label in labels]


def _statement(record: dict[str, Any]) -> dict[str, Any]:
    return {
        **_span(record),
        **_speaker(record["speaker"]),
        "kind": record["kind"],
        "act": record["act"],
        "topics": _ids(record["topics"]),
        "cue": record["cue"],
        "segments": [[segment["start"], segment["end"]] for segment in record["segments"]],
    }


def _proposal(record: dict[str, Any]) -> dict[str, Any]:
    return {**_span(record), **_speaker(record["proposer"]), "topics": _ids(record["topics"])}


def _figure(record: dict[str, Any]) -> dict[str, Any]:
    same = ("value", "value_high", "unit", "measure", "modality", "direction", "bound")
    period, reporter = record["period"], record["reporter"]
    return {
        **_span(record),
        **_speaker(record["claimant"]),
        "metric": record["metric"]["id"],
        **{name: record[name] for name in same},
        "period": [period["start"], period["end"]] if period else None,
        "geo": [*([reporter["id"]] if reporter else []), *_ids(record["partners"])],
    }
