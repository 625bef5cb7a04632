"""Threads of proposals: what each proposal means is written with its document, and which are one idea is settled at the end of each
transaction that touches some; then the records of their threads are rendered anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.analysis.concepts import Lexicon, Terms
from app.analysis.settling import settle
from app.analysis.threads import NAMED, UNKNOWN_DAY, Idea, Kind, Since, meaning_id, naming, says_enough
from app.domain.findings import Extraction, Proposal, Statement
from app.domain.kinds import Act, Review
from app.schemas.ids import thread_id
from app.store.lookups import find_among
from app.store.render import Numbers
from app.store.tables import table_of
from app.store.thread_records import render_threads
from app.store.thread_shelf import Shelf
from app.store.thread_tables import VoicingRow
from app.store.transactions import at_end
from app.vocabulary import Vocabulary

_voicing = table_of(VoicingRow)

_TOUCHED: Final = "summitry.threads"

Values = dict[str, Any]
Meanings = dict[int, tuple[Kind, Terms]]
_lexicons: dict[str, Lexicon] = {}
"""By the version of the vocabulary."""


def voicing_rows(
    extraction: Extraction, numbers: Numbers, *, vocabulary: Vocabulary, reviews: Mapping[int, Review]
) -> tuple[list[Values], Meanings]:
    """The rows of a document's proposals and of the statements that support, and what they mean. What somebody rejected has none."""
    lexicon = lexicon_of(vocabulary)
    text, language = extraction.document.text, extraction.language
    rows: list[Values] = []
    meanings: Meanings = {}

    def meant(kind: Kind, terms: Terms) -> int | None:
        if not says_enough(terms):
            return None
        number = meaning_id(kind, terms)
        meanings[number] = kind, terms
        return number

    proposed: list[tuple[int, Proposal, Terms]] = []
    for record, proposal in zip(numbers.proposals, extraction.proposals, strict=True):
        if reviews.get(record) is Review.REJECTED:
            continue
        terms = lexicon.terms_of(proposal.span.of(text), language)
        proposed.append((record, proposal, terms))
        idea = meant("proposal", terms)
        if idea is not None:
            rows.append(_row("proposal", record, idea, proposal, extraction, numbers.document, vocabulary))
    for record, statement in zip(numbers.statements, extraction.statements, strict=True):
        if statement.act is not Act.SUPPORT or reviews.get(record) is Review.REJECTED:
            continue
        terms = lexicon.terms_of(statement.span.of(text), language)
        idea = meant("support", terms)
        beside, likeness = _beside(statement, terms, proposed, extraction, lexicon)
        if idea is not None or beside is not None:
            row = _row("support", record, idea, statement, extraction, numbers.document, vocabulary)
            rows.append(row | {"beside_id": beside, "likeness": likeness})
    return rows, meanings


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """What the words of a vocabulary mean, made once."""
    found = _lexicons.get(vocabulary.version)
    if found is None:
        found = _lexicons[vocabulary.version] = Lexicon(vocabulary)
    return found


def _row(
    kind: Kind,
    record: int,
    idea: int | None,
    found: Proposal | Statement,
    extraction: Extraction,
    document: int,
    vocabulary: Vocabulary,
) -> Values:
    source, summit = extraction.document, extraction.summit
    day = source.published_on.isoformat() if source.published_on else UNKNOWN_DAY
    speaker = found.speaker.id if found.speaker else ""
    country = None if ":" in speaker else vocabulary.country_of(speaker, source.published_on)
    return {
        "record_id": record,
        "kind": kind,
        "thread_id": thread_id(record) if kind == "proposal" else None,
        "document_id": document,
        "idea_id": idea,
        "beside_id": None,
        "likeness": 0.0,
        "day": day,
        "speaker": speaker,
        "country": country or "",
        "summit": summit.id if summit else "",
        "series": summit.series if summit else "",
        "language": extraction.language,
        "topics": " ".join(found.topics),
    }


def _beside(
    support: Statement,
    terms: Terms,
    proposed: Sequence[tuple[int, Proposal, Terms]],
    extraction: Extraction,
    lexicon: Lexicon,
) -> tuple[int | None, float]:
    """The proposal further up whose subject a statement that supports an idea names, and how much of it: of several the one of which it
    names most, and of these the nearest."""
    text, language = extraction.document.text, extraction.language
    roots = lexicon.roots_of(support.span.of(text), language) if _IDEA in terms else frozenset[str]()
    best: tuple[float, int, int] | None = None
    for record, proposal, said in proposed:
        speaker = proposal.speaker
        if proposal.span.end > support.span.start or (
            speaker and support.speaker and speaker.id == support.speaker.id
        ):
            continue
        found = naming(terms, said)
        if found < NAMED:
            own = lexicon.roots_of(proposal.span.of(text), language) if roots else frozenset[str]()
            found = len(own & roots) / len(own) if own else 0.0
        if found and (best is None or (found, proposal.span.start) > best[:2]):
            best = found, proposal.span.start, record
    return (best[2], round(min(best[0], 1.0), 2)) if best else (None, 0.0)


_IDEA: Final = "c:idea"


def voiced_in(session: Session, document: int) -> set[int]:
    """The ideas that a stored document voices."""
    rows = session.scalars(select(_voicing.c.idea_id).where(_voicing.c.document_id == document).distinct())
    return {idea for idea in rows if idea is not None}


def touch(session: Session, meanings: Mapping[int, tuple[Kind, Terms] | None]) -> None:
    """Have these ideas settled at the end of the transaction; of one that may not be stored yet, with what it means."""
    touched: dict[int, tuple[Kind, Terms] | None] | None = session.info.get(_TOUCHED)
    if touched is None:
        touched = session.info[_TOUCHED] = {}
        at_end(session, lambda: _settle(session))
    for idea, meaning in meanings.items():
        touched[idea] = meaning or touched.get(idea)


_SINCE: Final = (
    "SELECT v.idea_id, v.day, min(v.record_id) FROM voicing v JOIN"
    " (SELECT idea_id, min(day) AS day FROM voicing WHERE idea_id IN :keys GROUP BY idea_id) m"
    " ON m.idea_id = v.idea_id AND m.day = v.day GROUP BY v.idea_id, v.day"
)


def _settle(session: Session) -> None:
    """Bring ideas and threads to what is stored now, whatever savepoints took back."""
    touched: dict[int, tuple[Kind, Terms] | None] = session.info.pop(_TOUCHED, {})
    numbers = sorted(touched)
    shelf = Shelf(session)
    stored = shelf.stored(numbers)
    now = {idea: (day, first) for idea, day, first in find_among(session, _SINCE, numbers)}
    moves: list[tuple[Idea, Since | None]] = []
    for number in numbers:
        idea = stored.get(number)
        before = idea.since if idea else None
        if idea is None:
            meaning = touched[number]
            if number not in now:
                continue  # a savepoint took it back
            assert meaning is not None, "what is new is touched with its meaning"
            idea = shelf.add(number, *meaning)
        idea.since = Since(idea.kind == "support", *now[number]) if number in now else None
        moves.append((idea, before))
    changed, heads = settle(moves, shelf)
    shelf.put_back({*changed, *(idea.id for idea, before in moves if idea.since != before)})
    render_threads(session, sorted(heads))
