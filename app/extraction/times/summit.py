"""Which summit a document speaks of: a series that it or its source names, and the edition that it tells or that is nearest to its day."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import timedelta

from app.domain.findings import SummitRef
from app.extraction.draft import Draft
from app.extraction.matcher import Match
from app.extraction.toolkit import Kit, Toolkit, Weighted
from app.language import Token
from app.vocabulary import Edition
from app.vocabulary.vocabulary import summit_ref

BEFORE, AFTER = (
    timedelta(days=45),
    timedelta(days=45),
)  # previews and follow-ups are written within some weeks
_TOLD = 20  # what the source itself says of the event outweighs what the text mentions
_TITLE = 4
_NEAR = (
    4  # tokens between an edition's number and the series' name: 'седьмая юбилейная консультативная встреча'
)
_PLACE = 8  # tokens after the name in which its place and year stand: 'саммит ШОС в Самарканде 15–16 сентября 2022 года'
_LEAD = 3  # paragraphs that tell what a document is about
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = re.compile(r"[IVX]+")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def find_summit(draft: Draft, toolkit: Toolkit) -> SummitRef | None:
    """The series named most by event, title and text (the first of equals), with an edition around the document's day; else the
    edition that event, title or the first paragraphs tell by number, or by place and year.

    None where no series is named or no edition can be told: a series mentioned in passing is no summit of this document.
    """
    counts: Counter[str] = Counter()
    told: dict[str, list[Edition]] = defaultdict(list)
    _count(counts, told, draft.kit, draft.document.title, _TITLE)
    if draft.document.event:
        for code in (
            draft.kit.vocabulary.words
        ):  # events are often named in English beside a text in another language
            _count(counts, told, toolkit.kit(code), draft.document.event, _TOLD)
    paragraphs = draft.analysis.paragraphs
    lead = draft.token_range(paragraphs[min(_LEAD, len(paragraphs)) - 1])[1] if paragraphs else 0
    for match in draft.kit.series.find(draft.tokens):
        counts[match.payload.id] += 2 if match.payload.strong else 1
        if match.last <= lead:
            told[match.payload.id] += _told(draft.kit, draft.tokens, match)
    entries = draft.kit.vocabulary.series
    near = {key: edition for key in counts if (edition := _edition(entries[key].editions, draft)) is not None}
    best = max(near, key=lambda key: counts[key], default=None)
    if best is not None:
        return summit_ref(entries[best], near[best])
    best = max((key for key in counts if told[key]), key=lambda key: counts[key], default=None)
    return summit_ref(entries[best], told[best][0]) if best is not None else None


def _count(
    counts: Counter[str], told: dict[str, list[Edition]], kit: Kit, text: str | None, weight: int
) -> None:
    if not text:
        return
    tokens = kit.language.analyse(text).tokens
    for match in kit.series.find(tokens):
        counts[match.payload.id] += weight
        told[match.payload.id] += _told(kit, tokens, match)


def _edition(editions: list[Edition], draft: Draft) -> Edition | None:
    """The edition nearest to the document's day, within some weeks."""
    day = draft.day
    if day is None:
        return None
    fitting = [edition for edition in editions if edition.start - BEFORE <= day <= edition.end + AFTER]
    return min(fitting, key=lambda edition: abs((edition.start - day).days), default=None)


def _told(kit: Kit, tokens: list[Token], match: Match[Weighted]) -> list[Edition]:
    """The edition that the words around a series' name tell, if they tell just one."""
    editions = kit.vocabulary.series[match.payload.id].editions
    number = _number(kit, tokens, match)
    if number is not None:
        return [edition for edition in editions if edition.number == number]
    around = tokens[max(0, match.first - _NEAR) : match.last + _PLACE]
    years = {int(token.text) for token in around if _YEAR.fullmatch(token.text)}
    lemmas = {lemma for token in around for lemma in token.lemmas}
    fitting = [
        edition
        for edition in editions
        if (not years or edition.start.year in years)
        and (years or _at(kit, edition, lemmas))
        and (len(years) == 1 or _at(kit, edition, lemmas))
    ]
    return fitting if len(fitting) == 1 else []


def _at(kit: Kit, edition: Edition, lemmas: set[str]) -> bool:
    """Whether a text names the place of an edition, in any case form."""
    place = edition.place.get(kit.code)
    return place is not None and any(
        {token.low, token.lemma} & lemmas for token in kit.language.analyse(place).tokens[:1]
    )


def _number(kit: Kit, tokens: list[Token], match: Match[Weighted]) -> int | None:
    """The number of an edition: in its name ('COP30'), or an ordinal before it ('VII', '25-й', 'seventh')."""
    if kit.vocabulary.series[match.payload.id].numbered_names:
        named = [token.text for token in tokens[match.first : match.last] if token.text.isdigit()]
        if named:
            return int(named[0])
    for at in range(match.first - 1, max(-1, match.first - 1 - _NEAR), -1):
        token = tokens[at]
        if token.text in ".!?:;":
            return None
        if (found := _ordinal(kit, tokens, at)) is not None:
            return found
    return None


def _ordinal(kit: Kit, tokens: list[Token], at: int) -> int | None:
    """The number that an ordinal is: in words, in Roman figures, or in digits with an ending or a hyphen after them."""
    token = tokens[at]
    if token.kind == "word":
        table = kit.words.numbers.ordinals
        tens, _, units = token.low.rpartition("-")  # 'twenty-fifth'
        for key in (units, token.low, *(reading.lemma for reading in token.readings)):
            if key in table:
                return table[key] + (_ten(kit, tens) or _ten(kit, tokens[at - 1].low if at else ""))
        return _roman(token.text) if _ROMAN.fullmatch(token.text) else None
    if token.kind == "number" and token.text.isdigit() and len(token.text) < 3 and at + 1 < len(tokens):
        ending = tokens[at + 1]
        return int(token.text) if ending.start == token.end and ending.text[0] in "-–thsrndйяая" else None
    return None


def _ten(kit: Kit, word: str) -> int:
    """What the tens before an ordinal add: 20 for 'twenty', «двадцать»; 0 for any other word."""
    value = kit.words.numbers.values.get(word)
    return int(value) if value is not None and value >= 20 else 0


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(
        -value if any(value < other for other in values[place + 1 : place + 2]) else value
        for place, value in enumerate(values)
    )
