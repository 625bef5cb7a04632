"""People met who are in no list: what the texts tell of them, for whoever completes the vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from app.domain.document import SourceDocument
from app.domain.findings import Extraction, Mention
from app.domain.record import record
from app.domain.span import Span
from app.extraction.draft import Draft, InOrder, Role
from app.extraction.layout import Layout
from app.extraction.people.resolve import NameMatch, resolve_name
from app.extraction.people.titles import VAGUE, find_roles
from app.extraction.places import find_places
from app.extraction.toolkit import Kit, Toolkit
from app.language.tokens import cut_sentences

AROUND: Final = 400
"""Characters of text kept on either side of a name."""

MOST_PASSAGES: Final = 40
"""Passages that are read for a person's titles: more tell nothing new."""

_BETWEEN: Final = 2
"""Words that may stand between a comma and the title after it: 'X, the prime minister', 'Х, новый министр'."""

_WIDENED: Final = 4
"""Words in the genitive that may stand between a title and the name: 'председатель парламента Норлии X'."""


@record
class Passage:
    """A name (`span`) with some of the text around it, in one language."""

    text: str
    span: Span
    language: str
    begins: bool = False
    """Whether the document begins here."""

    @classmethod
    def around(cls, mention: Span, text: str, language: str) -> Passage:
        start = max(0, mention.start - AROUND)
        span = Span(mention.start - start, mention.end - start)
        return cls(text[start : mention.end + AROUND], span, language, begins=start == 0)


@dataclass(slots=True, kw_only=True)
class Stranger:
    """A person in no list, as met: under which names (language -> name -> how often), how often, when."""

    id: str
    names: dict[str, Counter[str]] = field(default_factory=dict)
    mentions: int = 0
    documents: int = 0
    statements: int = 0
    first: date | None = None
    last: date | None = None
    passages: list[Passage] = field(default_factory=list)

    def met(self, language: str, name: str, times: int = 1) -> None:
        self.names.setdefault(language, Counter())[name] += times
        self.mentions += times

    def seen(self, day: date | None) -> None:
        """On a day; None, where the document tells none, changes nothing."""
        if day is not None:
            self.first = min(day, self.first or day)
            self.last = max(day, self.last or day)

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """Most often met first; of equals who was met in more documents, who speaks more."""
        return -self.mentions, -self.documents, -self.statements, self.id


@record
class Title:
    """A title beside a name, as it is written, with the office it stands for and the place it names."""

    words: str
    office: str
    place: str | None

    @property
    def held(self) -> bool:
        """Whether it tells an office that an entry can hold: not 'the guest', and with a place."""
        return self.place is not None and self.office not in VAGUE


@record(kw_only=True)
class Portrait:
    """What is told of a stranger beside names and counts. `perhaps`: leaders of the vocabulary whose name fits, too."""

    gender: str | None
    titles: tuple[tuple[Title, int], ...]
    """Most frequent first; of one office for one place the form met most often."""
    example: str
    perhaps: tuple[NameMatch, ...]


def is_stranger(toolkit: Toolkit, leader: str) -> bool:
    """Whether an id is a person's whom the vocabulary does not hold."""
    return leader not in toolkit.vocabulary.leaders and not leader.startswith("org:")


def gather(extractions: Iterable[Extraction], toolkit: Toolkit) -> list[Stranger]:
    """The strangers of some documents, most often met first."""
    found: dict[str, Stranger] = {}
    for extraction in extractions:
        source, mentions = extraction.document, extraction.people
        here: dict[str, list[Mention]] = {}
        for mention in mentions:
            if is_stranger(toolkit, mention.leader):
                here.setdefault(mention.leader, []).append(mention)
        said = Counter(statement.speaker.id for statement in extraction.statements if statement.speaker)
        for leader, met in here.items():
            stranger = found.setdefault(leader, Stranger(id=leader))
            stranger.documents += 1
            stranger.statements += said[leader]
            stranger.seen(source.published_on)
            for mention in met:
                stranger.met(extraction.language, mention.name)
                if len(stranger.passages) < MOST_PASSAGES:
                    passage = Passage.around(mention.span, source.text, extraction.language)
                    stranger.passages.append(passage)
    return sorted(found.values(), key=lambda stranger: stranger.rank)


def portray(stranger: Stranger, toolkit: Toolkit) -> Portrait:
    """Titles beside the name, gender, an example sentence, and known leaders who may be the same person."""
    titles: dict[tuple[str, str | None], Counter[str]] = {}
    examples: list[tuple[bool, bool, str]] = []
    for passage in stranger.passages:
        draft = _draft(passage, toolkit.kit(passage.language))
        title = _title_beside(draft, passage.span)
        if title is not None:
            titles.setdefault((title.office, title.place), Counter())[title.words] += 1
        whole, sentence = _sentence(draft, passage)
        examples.append((not whole, title is None, sentence))
    return Portrait(
        gender=_gender(stranger, toolkit),
        titles=tuple(
            (Title(words.most_common(1)[0][0], office, place), words.total())
            for (office, place), words in sorted(titles.items(), key=lambda item: -item[1].total())
        ),
        example=min(examples, key=lambda item: item[:2])[2] if examples else "",
        perhaps=_perhaps(stranger, toolkit),
    )


def _draft(passage: Passage, kit: Kit) -> Draft:
    draft = Draft(
        document=SourceDocument(key="", text=passage.text, sha256=""),
        kit=kit,
        analysis=kit.language.analyse(passage.text),
        layout=Layout((), {}),
    )
    draft.places = InOrder(find_places(draft))
    draft.roles = InOrder(find_roles(draft))
    return draft


def _title_beside(draft: Draft, name: Span) -> Title | None:
    """The title right before the name ('президент Тавании Ардан Темур'), or after a comma behind it."""
    first, last = draft.token_range(name)
    tokens = draft.tokens
    for role in draft.roles:
        place, end = _place_of(draft, role)
        if end == first:
            return _title(draft, role.first, end, role, place)
        if end < first <= end + _WIDENED and all(token.has_case("gen") for token in tokens[end:first]):
            own = next((match.payload.place for match in draft.places_in(end, first)), place)
            return _title(draft, role.first, first, role, own)
        opens = last < len(tokens) and tokens[last].text in (",", "(", "—", "–")
        if opens and last < role.first <= last + 1 + _BETWEEN:
            between = tokens[last + 1 : role.first]
            if all(token.kind == "word" and not token.can_be("verb") for token in between):
                return _title(draft, role.first, end, role, place)
    return None


def _place_of(draft: Draft, role: Role) -> tuple[str | None, int]:
    """The place of a title and the token after both: 'president of Tavania', which the title itself leaves out, too."""
    tokens, last = draft.tokens, role.last
    if role.place is None and last < len(tokens) and tokens[last].low == "of":
        at = last + 2 if tokens[last + 1 : last + 2] and tokens[last + 1].low == "the" else last + 1
        for match in draft.places:
            if match.first == at and match.payload.how == "name":
                return match.payload.place, match.last
    return role.place, last


def _title(draft: Draft, first: int, last: int, role: Role, place: str | None) -> Title:
    words = draft.span_of(first, last).of(draft.text)
    return Title(" ".join(words.split()), role.office, place)


def _sentence(draft: Draft, passage: Passage) -> tuple[bool, str]:
    """The sentence that holds the name, and whether all of it is at hand."""
    text = passage.text
    for sentence in cut_sentences(draft.analysis, (), draft.kit.words.abbreviations):
        if sentence.start <= passage.span.start < sentence.end:
            from_start = passage.begins or bool(text[: sentence.start].strip())
            to_end = sentence.end < len(text.rstrip()) or len(text) - passage.span.end < AROUND
            words = " ".join(sentence.span.of(text).split())
            return from_start and to_end, f"{'' if from_start else '…'}{words}{'' if to_end else '…'}"
    return False, " ".join(text.split())


def _gender(stranger: Stranger, toolkit: Toolkit) -> str | None:
    """By the given name, where a language's dictionary tells it."""
    for language, names in stranger.names.items():
        given = next(iter(names)).split()[0].lower()
        for reading in toolkit.kit(language).language.readings(given):
            if reading.pos == "name" and reading.case == "nom" and reading.gender in ("m", "f"):
                return reading.gender
    return None


def _perhaps(stranger: Stranger, toolkit: Toolkit) -> tuple[NameMatch, ...]:
    """Leaders of the vocabulary whom one of the names fits; a title is no name."""
    found: dict[str, NameMatch] = {}
    names: Sequence[str] = [name for listed in stranger.names.values() for name in listed]
    for name in names:
        for match in resolve_name(toolkit, name):
            if "title" not in match.reasons:
                found.setdefault(match.leader, match)
    return tuple(sorted(found.values(), key=lambda match: (-match.score, match.leader)))
