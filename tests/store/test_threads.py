"""Threads of proposals: one idea from whoever voiced it first, the same whatever the order in which documents came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.domain.findings import Extraction, Proposal, Speaker
from app.domain.kinds import Act, Backing, Relation, Review
from app.schemas.ids import document_id, show, thread_id
from app.schemas.thread import MOST_VOICED, ThreadOut
from app.store.check import check_store
from app.store.database import Database, Reader
from app.store.render import number
from app.store.review import Verdict, give_verdict
from app.store.save import Saved, delete_document, save_extraction
from app.store.unthreaded import UNTHREADED, make_threads
from app.vocabulary import ConceptEntry, TopicEntry, Vocabulary
from tests.builders import (
    NOW,
    SUMMIT,
    make_document,
    make_extraction,
    make_proposal,
    make_speaker,
    make_statement,
    make_vocabulary,
)

Save = Callable[..., Saved]

TEMUR = make_speaker("ardan-temur", "Ардан Темур")
VERST = make_speaker("liana-verst", "Лиана Верст")
MERIT = make_speaker("osan-merit", "Осан Мерит")

CENTRE = "создать центр изучения ледников"
CENTRE_AGAIN = "открыть Центр по изучению ледников"
CENTRE_ENGLISH = "establish a centre to study glaciers"
BANK = "учредить банк развития ледников"
DAY = date(2024, 3, 1)

_CONCEPTS: list[tuple[str, str, list[str], list[str]]] = [
    ("create", "action", ["создать", "открыть", "учредить"], ["establish"]),
    ("centre", "form", ["центр"], ["centre"]),
    ("bank", "form", ["банк"], ["bank"]),
    ("science", "subject", ["изучен*"], ["study"]),
    ("glacier", "subject", ["ледник*"], ["glacier"]),
    ("idea", "common", ["идея"], ["idea"]),
    ("stop", "stop", ["по", "и"], ["a", "to", "the"]),
]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    concepts = [
        ConceptEntry.model_validate({"id": id, "kind": kind, "words": {"ru": russian, "en": english}})
        for id, kind, russian, english in _CONCEPTS
    ]
    topic = TopicEntry(id="environment", names={"ru": ["Экология"], "en": ["Environment"]})
    made = make_vocabulary("thread-words")
    return replace(
        made,
        concepts={concept.id: concept for concept in concepts},
        topics=made.topics | {topic.id: topic},
    )


def threads(reader: Reader) -> list[ThreadOut]:
    return [
        ThreadOut.model_validate_json(record)
        for (record,) in reader.rows("SELECT record FROM thread ORDER BY id")
    ]


def proposed(
    key: str,
    *words: str,
    speaker: Speaker | None = TEMUR,
    day: date | None = DAY,
    backed: str | None = None,
    by: Speaker = VERST,
    **changes: Any,
) -> Extraction:
    """A document in which somebody proposes these things; `backed` is what somebody else then says in support."""
    said = ". ".join(words)
    written = f"{said}. {backed or ''}".strip()
    given: dict[str, Any] = {"summit": None} | changes
    document = make_document(written, key=key, published_on=day, language=str(given.pop("language", "ru")))
    statements = []
    if words:
        statements.append(make_statement(said, text=written, act=Act.PROPOSAL, speaker=speaker))
    if backed:
        statements.append(make_statement(backed, text=written, act=Act.SUPPORT, speaker=by))
    proposals: list[Proposal] = [
        make_proposal(each, text=written, speaker=speaker, topics=("environment",), position=place)
        for place, each in enumerate(words, 1)
    ]
    return make_extraction(
        document, statements=statements, proposals=proposals, language=document.language, **given
    )


def relations(thread: ThreadOut) -> list[tuple[str, Relation]]:
    return [(each.span.exact, each.relation) for each in thread.proposals]


def test_one_idea_is_followed_from_who_voiced_it_first(save: Save, reader: Reader) -> None:
    save(proposed("first", CENTRE))
    save(proposed("other", BANK, speaker=VERST, day=date(2024, 5, 1)))
    assert threads(reader) == [], "what one document says is no thread"
    save(proposed("again", CENTRE_AGAIN, day=date(2025, 3, 1)))
    save(
        proposed("english", CENTRE_ENGLISH, speaker=VERST, day=date(2025, 9, 1), language="en", summit=SUMMIT)
    )
    save(proposed("nobody", CENTRE, speaker=None, day=date(2025, 10, 1)))
    [found] = threads(reader)
    assert relations(found) == [
        (CENTRE, Relation.FIRST),
        (CENTRE_AGAIN, Relation.REPEATED),
        (CENTRE_ENGLISH, Relation.TAKEN_UP),
        (CENTRE, Relation.UNATTRIBUTED),
    ]
    assert (found.title, found.language, found.first_voiced) == (CENTRE, "ru", found.proposals[0])
    assert (found.first_said_on, found.said_on) == (DAY, date(2025, 10, 1))
    assert (found.times, found.occasions, found.documents) == (4, 4, 4)
    assert (found.leaders, found.summits, found.languages, found.left_out) == (2, 1, 2, 0)
    assert [each.likeness for each in found.proposals] == [1.0] * 4
    assert [topic.id for topic in found.topics] == ["environment"]


def test_what_one_says_on_one_occasion_counts_once(save: Save, reader: Reader) -> None:
    save(proposed("a", CENTRE, summit=SUMMIT))
    save(proposed("b", CENTRE, summit=SUMMIT, day=DAY + timedelta(days=1)))
    save(proposed("c", CENTRE))
    save(proposed("d", CENTRE, day=DAY + timedelta(days=90)))
    [found] = threads(reader)
    order = {each.document.id: each.relation for each in found.proposals}
    told = [order[show("document", document_id(key))] for key in ("b", "d")]
    assert told == [Relation.REPORTED, Relation.REPEATED]
    assert sorted(order.values()) == ["first", "repeated", "reported", "reported"]
    assert (found.times, found.occasions) == (4, 2)


def test_an_older_proposal_moves_the_head_and_the_old_id_still_leads_there(
    save: Save, reader: Reader
) -> None:
    second = proposed("second", CENTRE_AGAIN, day=date(2025, 1, 1))
    save(second)
    save(proposed("third", CENTRE, speaker=VERST, day=date(2025, 6, 1)))
    [before] = threads(reader)
    first = proposed("first", CENTRE_ENGLISH, day=date(2023, 1, 1), language="en")
    save(first)
    [after] = threads(reader)
    assert before.id == show("thread", thread_id(number(second).proposals[0]))
    assert after.id == show("thread", thread_id(number(first).proposals[0]))
    leads = reader.rows(
        "SELECT t.id FROM voicing v JOIN idea i ON i.id = v.idea_id JOIN thread t ON t.head_id = i.head_id"
    )
    assert {show("thread", number) for (number,) in leads} == {after.id}
    assert len(leads) == 3


def test_no_thread_drifts(save: Save, reader: Reader) -> None:
    """What is like the second only, and not like the first, is another idea."""
    first, second, third = (
        "создать центр изучения",
        "создать центр изучения ледников",
        "изучение ледников и банк",
    )
    save(proposed("first", first, day=date(2023, 1, 1)))
    save(proposed("second", second, day=date(2024, 1, 1)))
    save(proposed("third", third, day=date(2025, 1, 1)))
    assert [relations(found) for found in threads(reader)] == [
        [(first, Relation.FIRST), (second, Relation.REPEATED)]
    ]


def test_who_supports_an_idea_backs_it(save: Save, reader: Reader) -> None:
    save(proposed("first", CENTRE, backed="Лиана Верст поддержала идею центра"))
    save(proposed("second", CENTRE, day=date(2025, 1, 1)))
    save(
        proposed(
            "later", backed="Осан Мерит поддержал центр изучения ледников", by=MERIT, day=date(2025, 2, 1)
        )
    )
    save(
        proposed(
            "before", backed="Осан Мерит поддержал центр изучения ледников", by=MERIT, day=date(2023, 2, 1)
        )
    )
    save(
        proposed(
            "self", backed="Ардан Темур поддержал центр изучения ледников", by=TEMUR, day=date(2025, 3, 1)
        )
    )
    save(proposed("bank", backed="Осан Мерит поддержал банк", by=MERIT, day=date(2025, 4, 1)))
    [found] = threads(reader)
    assert [(each.speaker and each.speaker.id, each.how, each.said_on) for each in found.backed_by] == [
        ("liana-verst", Backing.BESIDE, DAY),
        ("osan-merit", Backing.NAMED, date(2025, 2, 1)),
    ]
    assert found.backed_by[0].span.exact == "Лиана Верст поддержала идею центра"
    assert (found.times, found.backed_left_out) == (2, 0)


def test_of_a_long_thread_both_ends_are_shown(save: Save, reader: Reader) -> None:
    days = [DAY + timedelta(days=40 * place) for place in range(MOST_VOICED + 5)]
    for place, day in enumerate(days):
        save(proposed(f"note-{place}", CENTRE, day=day))
    [found] = threads(reader)
    half = MOST_VOICED // 2
    assert [each.said_on for each in found.proposals] == [*days[:half], *days[-half:]]
    assert (found.times, found.left_out, found.said_on) == (len(days), 5, days[-1])


def test_what_is_read_anew_deleted_or_rejected_is_no_longer_told(
    save: Save, database: Database, reader: Reader, vocabulary: Vocabulary
) -> None:
    first, second = proposed("first", CENTRE), proposed("second", CENTRE_AGAIN, day=date(2025, 1, 1))
    third = proposed("third", CENTRE, day=date(2025, 8, 1))
    for each in (first, second, third):
        save(each)
    [before] = threads(reader)
    with suppress(RuntimeError), database.session() as session, session.begin_nested():
        delete_document(session, document_id("first"))
        raise RuntimeError
    assert threads(reader) == [before]
    save(proposed("first", BANK), version="2")
    [without] = threads(reader)
    assert [each.span.exact for each in without.proposals] == [CENTRE_AGAIN, CENTRE]
    save(first, version="3")
    assert threads(reader) == [before]
    with database.session() as session:
        verdict = Verdict(review=Review.REJECTED, changes={}, by="a test", why=None)
        [proposal] = number(third).proposals
        assert give_verdict(
            session, "proposal", proposal, verdict, revision=1, vocabulary=vocabulary, now=NOW
        )
    [two] = threads(reader)
    assert two.times == 2
    with database.session() as session:
        delete_document(session, document_id("second"))
    assert threads(reader) == [] and check_store(database) == []
    assert reader.rows("SELECT count(*) FROM tag WHERE kind = 'thread'") == [(0,)]


def test_threads_of_what_was_stored_before_there_were_any_are_made_once(
    save: Save, database: Database, reader: Reader, vocabulary: Vocabulary
) -> None:
    for place, words in enumerate((CENTRE, CENTRE_AGAIN, BANK)):
        save(proposed(f"note-{place}", words, day=DAY + timedelta(days=place)))
    before = threads(reader)
    assert len(before) == 1 and make_threads(database, lambda: vocabulary) == 0
    with database.session() as session:
        session.execute(
            text("DELETE FROM voicing WHERE document_id <> :kept"), {"kept": document_id("note-1")}
        )
        session.execute(text(f"INSERT INTO store_state (key, value) VALUES ('{UNTHREADED}', -1)"))
    assert check_store(database)
    seen: list[tuple[int, int]] = []
    assert make_threads(database, lambda: vocabulary, lambda done, of: seen.append((done, of))) == 3
    assert seen == [(3, 3)] and threads(reader) == before and check_store(database) == []


class Told(NamedTuple):
    """One document of the library."""

    key: int
    words: tuple[str, ...]
    speaker: Speaker | None
    days: int
    backed: str | None

    def extraction(self) -> Extraction:
        return proposed(
            f"note-{self.key}",
            *self.words,
            speaker=self.speaker,
            day=DAY + timedelta(days=self.days) if self.days else None,
            backed=self.backed,
        )


_WORDS = (
    CENTRE,
    CENTRE_AGAIN,
    BANK,
    "создать центр",
    "создать центр изучения",
    "банк изучения ледников",
    "изучать ледники",
    "открыть центр и банк ледников",
)
_TOLD = st.builds(
    Told,
    st.integers(0, 5),
    st.lists(st.sampled_from(_WORDS), max_size=2, unique=True).map(tuple),
    st.sampled_from([TEMUR, VERST, None]),
    st.integers(0, 4),
    st.sampled_from(
        [None, "Осан Мерит поддержал центр изучения ледников", "Осан Мерит поддержал идею банка"]
    ),
)


def everything(reader: Reader) -> list[list[object]]:
    tables = (
        "thread t ORDER BY id",
        "idea t ORDER BY id",
        "voicing t ORDER BY record_id",
    )
    columns = ("id, record", "id, day, first_id, head_id, likeness", "record_id, idea_id, beside_id")
    return [
        list(reader.rows(f"SELECT {names} FROM {table}"))
        for names, table in zip(columns, tables, strict=True)
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), told=st.lists(_TOLD, max_size=9))
def test_the_same_documents_give_the_same_threads_in_any_order(
    data: st.DataObject, told: Sequence[Told], database: Database, vocabulary: Vocabulary
) -> None:
    """Some are replaced on the way, some come in one transaction, some go."""
    reader = database.reader()

    def write(every: Sequence[Told]) -> None:
        with database.session() as session:
            for each in every:
                save_extraction(
                    session, each.extraction(), vocabulary=vocabulary, extractor_version=repr(each), now=NOW
                )

    def clear() -> None:
        with database.session() as session:
            for (key,) in reader.rows("SELECT id FROM document"):
                delete_document(session, key)

    try:
        last = {each.key: each for each in told}
        gone = data.draw(st.sets(st.sampled_from(sorted(last)), max_size=2)) if last else set()
        for each in told:
            write([each])
        with database.session() as session:
            for key in gone:
                delete_document(session, document_id(f"note-{key}"))
        once = everything(reader)
        assert check_store(database) == []
        clear()
        kept = data.draw(st.permutations([each for key, each in last.items() if key not in gone]))
        half = len(kept) // 2
        write(kept[:half])
        write(kept[half:])
        assert everything(reader) == once
        clear()
        assert everything(reader) == [[], [], []]
    finally:
        reader.close()
