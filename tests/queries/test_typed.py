"""Whatever is typed into a search box: no error, the same hits on both kinds of database, and for quoted words those of a plain look.

`SEARCH_STRINGS` raises the number of strings (500 here, ten thousand before a release), `SEARCH_SEED` repeats a run. What is searched
is made of the same stuff as what is typed, so that hostile strings are found, too. `test_search.py` asks whether hits are the right ones.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from app.domain.findings import Extraction
from app.domain.span import Span
from app.language.terms import words
from app.queries.params import LONGEST_QUESTION, SearchParams, StatementParams
from app.queries.records import RecordPage
from app.queries.search import find_hits
from app.queries.statements import find_statements
from app.queries.wording import MOST_WORDS
from app.settings import ROOT
from app.store.database import Reader, open_database
from app.vocabulary import Vocabulary, load_vocabulary
from tests.builders import make_document, make_extraction, make_mention, make_speaker, make_statement
from tests.queries.test_search import LINES, WAYS, check_hit
from tests.shelf import fill
from tests.stores import KINDS, opened

STRINGS = int(os.environ.get("SEARCH_STRINGS", "500"))
SEED = int(os.environ.get("SEARCH_SEED") or random.randrange(2**32))
AGAIN = f"SEARCH_SEED={SEED} SEARCH_STRINGS={STRINGS} python -m pytest tests/queries/test_typed.py"

DOCUMENTS, LINES_EACH = 40, 6

# What people say at summits, what full-text languages give a meaning to, and what breaks them.
TOKENS = (
    *" ".join(LINES).split(),
    "вода", "воды", "водой", "мысль", "деле", "мир", "стол", "сталь", "стали", "ёж", "еж", "Жапаров", "Токаеву", "президент", "банка",
    "trade", "trading", "saw", "left", "leaves", "U.S.", "C++", "e-mail", "O'Neill", "don't", "торгово-", "-экономический", "10-й",
    "1", "1,5", "1.5", "2025", "5%", "№", "$100", "t1", "forms", "lemmas", "marks", "p_sadyr_japarov", "f", "AND", "OR", "NOT", "NEAR",
    "NEAR(a b, 3)", "forms:", "marks : t1", ":*", ":A", "*", "**", "-", "--", "=", "==", "+", "^", "(", ")", "{", "}", "[", "]", "<->", "<2>",
    "&", "|", "!", "~", "%", "_", "\\", "\\'", "'", "''", "`", "/*", "*/", ";", "$1", "%s", ":q", "{0}", "\t", "\n", "\r\n", "\x00", "\x1b",
    "\u00a0", "\u00ad", "\u0301", "\u0306", "\u200b", "\u200d", "\u202e", "\u2028", "\ufeff", "\ufffd", "\U0001f600", "«", "»", "“", "”", "„",
    "‘", "’", "ʻ", "ʼ", "—", "–", "‑", "İ", "ı", "ß", "ﬁ", "Ǆ", "ͅ", "ς", "K", "Ⅳ", "²", "½", "٣", "水", "水资源", "น้ำ", "पानी", "물", "ماء", "מים",
)  # fmt: skip
ALPHABETS = (
    (0x20, 0x7E), (0x20, 0x7E), (0x00, 0x1F), (0xA0, 0x24F), (0x250, 0x2FF), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x400, 0x45F),
    (0x430, 0x44F), (0x530, 0x5FF), (0x600, 0x6FF), (0x900, 0x97F), (0xE00, 0xE7F), (0x10A0, 0x10FF), (0x1100, 0x11FF), (0x1E00, 0x1FFF),
    (0x2000, 0x206F), (0x2070, 0x218F), (0x2460, 0x24FF), (0x3040, 0x30FF), (0x4E00, 0x4FFF), (0xAC00, 0xAD00), (0xE000, 0xE010),
    (0xFB00, 0xFDFF), (0xFE00, 0xFFFF), (0x10400, 0x1044F), (0x1D400, 0x1D7FF), (0x1F300, 0x1F6FF), (0x20000, 0x20100), (0xE0000, 0x10FFFF),
)  # fmt: skip
QUOTES = ('"', '"'), ("«", "»"), ("“", "”"), ("„", "“")


def scribbled(dice: Random) -> str:
    """Characters of a few alphabets, in groups."""
    alphabets = dice.choices(ALPHABETS, k=dice.randint(1, 3))
    groups = (
        "".join(chr(dice.randint(*dice.choice(alphabets))) for _ in range(dice.randint(1, 12)))
        for _ in range(dice.choice((1, 2, 3, 5, 20)))
    )
    return dice.choice(("", " ", " ")).join(groups)


def strung(dice: Random) -> str:
    return dice.choice(("", " ", " ")).join(dice.choices(TOKENS, k=dice.choice((1, 2, 3, 5, 12, 30))))


def cut(dice: Random, lines: list[str]) -> str:
    """Some of a line, as another program or person writes it."""
    parts = dice.choice(lines).split(" ")
    begin = dice.randrange(len(parts))
    found = " ".join(parts[begin : begin + dice.choice((1, 1, 2, 3, 5, 40))])
    return dice.choice(WAYS)(found) if dice.random() < 0.4 else found


def quoted(dice: Random, text: str) -> str:
    opening, closing_mark = dice.choice(QUOTES)
    return dice.choice(("", "", "=", "=", "-")) + opening + text + closing_mark


def typed(dice: Random, lines: list[str]) -> str:
    """Half of all strings are quoted words; most of those are of a stored text."""
    kind = dice.random()
    if kind < 0.35:
        found = quoted(dice, cut(dice, lines))
    elif kind < 0.5:
        found = quoted(dice, dice.choice((strung, scribbled))(dice))
    elif kind < 0.7:
        one = dice.choice(("", "", "-", "=", "OR ", "-="))
        found = " ".join(
            dice.choice((one + cut(dice, lines), quoted(dice, cut(dice, lines)), cut(dice, lines) + "*"))
            for _ in range(dice.randint(1, 4))
        )
    else:
        found = dice.choice((strung, scribbled))(dice)
    return found[:LONGEST_QUESTION]


def storable(text: str) -> str:
    """In one line, without what no document can hold."""
    return " ".join(text.replace("\x00", "").split())


def library(dice: Random) -> list[Extraction]:
    """Documents whose every line is a statement."""
    extractions = []
    seen: set[str] = set()
    for number in range(DOCUMENTS):
        lines = list(LINES) if number == 0 else []
        while len(lines) < LINES_EACH:
            line = storable(dice.choice((strung, strung, scribbled))(dice))
            if line and line not in seen:
                lines.append(line)
                seen.add(line)
        text = "\n\n".join(["Токаев и другие.", *lines])
        day = None if number % 7 == 6 else date(2024, 1, 1) + timedelta(days=number // 2)
        speakers = ("sadyr-japarov", "kassym-jomart-tokayev")
        statements = []
        for at, line in enumerate(lines):
            before = "\n\n".join(["Токаев и другие.", *lines[:at], ""])
            # Told, and not looked for: a short line may stand within a word before it.
            span = Span(len(before), len(before) + len(line))
            speaker = make_speaker(speakers[at % 2], "…") if at % 3 else None
            made = make_statement(line, text=text, speaker=speaker)
            statements.append(replace(made, span=span, segments=(span,)))
        document = make_document(
            text, key=f"typed-{number}", title=storable(strung(dice))[:90] or None, published_on=day
        )
        mention = make_mention("Токаев", text=text, leader="kassym-jomart-tokayev")
        extractions.append(
            make_extraction(document, people=[mention], statements=statements, proposals=[], figures=[])
        )
    return extractions


@pytest.fixture(scope="module")
def people() -> Vocabulary:
    """The project's own, with everybody whose name may be typed."""
    return load_vocabulary(ROOT / "data" / "vocabulary")


@pytest.fixture(scope="module")
def extractions() -> list[Extraction]:
    return library(Random(SEED))


@pytest.fixture(scope="module")
def readers(
    tmp_path_factory: pytest.TempPathFactory, people: Vocabulary, extractions: list[Extraction]
) -> Iterator[list[Reader]]:
    """One on each kind of database, with the same in it."""
    with ExitStack() as stack:
        found = []
        for kind in KINDS:
            store = stack.enter_context(opened(kind, tmp_path_factory))
            database = stack.enter_context(
                closing(open_database(fill(store.migrated(), people, extractions)))
            )
            found.append(stack.enter_context(closing(database.reader())))
        yield found


def forms(text: str) -> list[str]:
    return [term.form for *_, term in words(text)]


@pytest.mark.timeout(3_600)
def test_both_kinds_of_database_find_the_same_whatever_is_typed(
    readers: list[Reader], people: Vocabulary, extractions: list[Extraction]
) -> None:
    dice = Random(SEED + 1)
    lines = [item.span.of(found.document.text) for found in extractions for item in found.statements]
    written = [forms(line) for line in lines]
    hits = 0
    for _ in range(STRINGS):
        q, order = typed(dice, lines), dice.choice(("-date", "date", "relevance"))
        try:
            first, second = (search(reader, people, q, order) for reader in readers)
            assert first == second, "the two find different records"
            records = [json.loads(record) for record in first[0].records]
            for record in records:
                check_hit(record["hit"])
            if (expected := plain_look(q, lines, written)) is not None:
                assert sorted(record["span"]["exact"] for record in records) == expected
        except Exception as error:
            error.add_note(f"typed: {q!r}, sort={order}\n{AGAIN}")
            raise
        hits += len(records)
    print(f"{STRINGS} strings, {hits} hits; {AGAIN}")
    assert hits > STRINGS / 2, "too little of what was typed is there to be found"


def search(reader: Reader, people: Vocabulary, q: str, order: str) -> tuple[RecordPage, RecordPage]:
    """All statements, and the best of all that has words."""
    asked = {"q": q, "count": "exact"}
    statements = StatementParams.model_validate(asked | {"limit": 500, "sort": order})
    everything = SearchParams.model_validate(asked | {"kind": ["statement", "document"], "limit": 100})
    return find_statements(reader, people, statements), find_hits(reader, people, everything)


def plain_look(q: str, lines: list[str], written: list[list[str]]) -> list[str] | None:
    """What is to be found for exact words in quotation marks; None where anything else is asked."""
    if not q.startswith('="') or q.count('"') != 2 or not q.endswith('"'):
        return None
    asked = forms(q[2:-1])
    if not 0 < len(asked) <= MOST_WORDS:
        return []
    return sorted(
        line
        for line, found in zip(lines, written, strict=True)
        if any(found[at : at + len(asked)] == asked for at in range(len(found)))
    )
