"""A library that a sender has filled with payloads: each stands in every field that comes from outside, corrections included."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from app.domain.findings import Extraction
from app.domain.kinds import Review
from app.schemas.ids import Kind
from app.store.database import open_database
from app.store.render import number
from app.store.review import Verdict, give_verdict
from app.vocabulary import Vocabulary
from tests.browser.payloads import PAYLOADS
from tests.builders import (
    NOW,
    make_document,
    make_extraction,
    make_figure,
    make_mention,
    make_proposal,
    make_speaker,
    make_statement,
)
from tests.shelf import fill


def planted(place: int, evil: str) -> Extraction:
    """One document with the payload wherever it can be. It claims something that all of them claim, each something else."""
    words = f"Сказано: {evil} – и это {place} млн долларов."
    person = f"person-of-payload-{place}"
    speaker = make_speaker(person, evil, chain=(evil,))
    document = make_document(
        words,
        key=evil,
        title=evil,
        publisher=evil,
        url=evil if ":" in evil else f"javascript:{evil}",
        licence=evil,
        event=evil,
        warnings=(evil,),
    )
    said = make_statement(words, text=words, speaker=speaker, topics=("trade",))
    return make_extraction(
        document,
        people=(make_mention(evil, text=words, leader=person, name=evil, known=False),),
        statements=(said,),
        proposals=(make_proposal(evil, text=words, speaker=speaker),),
        figures=(
            make_figure(
                f"{place} млн долларов",
                text=words,
                value=Decimal(place * 1_000_000),
                claimant=speaker,
                statement=0,
            ),
        ),
    )


def filled(path: Path, vocabulary: Vocabulary) -> Path:
    """The library, in a file of its own; every statement was confirmed by a payload because of one, every proposal given to one."""
    extractions = [planted(place, evil) for place, evil in enumerate(PAYLOADS, 1)]
    fill(path, vocabulary, extractions)
    database = open_database(f"sqlite:///{path}")
    with database.session() as session:
        for evil, extraction in zip(PAYLOADS, extractions, strict=True):
            keys = number(extraction)
            confirmed = Verdict(review=Review.CONFIRMED, changes={}, by=evil, why=evil)
            corrected = Verdict(
                review=Review.CORRECTED, changes={"speaker": f"org:{evil}"}, by=evil, why=evil
            )
            judged: list[tuple[Kind, int, Verdict]] = [
                ("statement", keys.statements[0], confirmed),
                ("proposal", keys.proposals[0], corrected),
            ]
            for kind, key, verdict in judged:
                assert give_verdict(session, kind, key, verdict, revision=1, vocabulary=vocabulary, now=NOW)
    database.close()
    return path
