"""What is known of a document while it is read: its layers, and what stands where. Stages add to it, findings come out of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from app.domain.document import SourceDocument
from app.domain.findings import Mention, SummitRef
from app.domain.record import record
from app.domain.span import Span
from app.extraction.layout import Layout
from app.extraction.matcher import Match
from app.extraction.speech.quotations import Quotation
from app.extraction.toolkit import Kit, PlaceForm
from app.language import Analysis, Sentence, Tokens


@record
class Person:
    """A mention with its tokens, grammatical case ('' unknown, several parted by spaces) and gender."""

    mention: Mention
    first: int
    last: int
    case: str
    gender: str


@record
class Role:
    """A title in the text: its tokens, the office it stands for, the place it names, and grammar of its head word."""

    first: int
    last: int
    office: str
    place: str | None
    case: str
    number: str
    gender: str


_NONE: frozenset[int] = frozenset()
_EARLIEST, _LATEST = 1000, 9000


class _Placed(Protocol):
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...


Item = TypeVar("Item", bound=_Placed)


class InOrder(list[Item]):
    """Things of a text in the order of their tokens; never changed once it is asked."""

    __slots__ = ("_firsts",)

    def __init__(self, items: Iterable[Item] = ()) -> None:
        super().__init__(items)
        self._firsts = [item.first for item in self]

    def within(self, first: int, last: int) -> list[Item]:
        """Those that begin and end between two tokens."""
        firsts = self._firsts
        low = bisect_left(firsts, first)
        if low == len(firsts) or firsts[low] >= last:
            return []
        return [item for item in self[low : bisect_left(firsts, last, low)] if item.last <= last]


@record
class Turn:
    """A paragraph that is somebody's words. `cue`: it carries the speaker's label or dash itself."""

    paragraph: int
    span: Span
    person: Person | None
    cue: bool


@dataclass(slots=True, kw_only=True)
class Draft:
    """A document under reading. Token numbers index `analysis.tokens`."""

    document: SourceDocument
    kit: Kit
    analysis: Analysis
    """Its tokens stay those that a draft begins with; sentences are cut later."""
    layout: Layout
    text: str = field(init=False)
    tokens: Tokens = field(init=False)
    quotations: list[Quotation] = field(default_factory=list)
    """Speech only, in order, none inside another; names and phrases in marks are left to the sentences that hold them."""
    turns: dict[int, Turn | None] = field(default_factory=dict)
    """Paragraphs that are somebody's words without marks; None: a turn that is nobody's statement."""
    people: InOrder[Person] = field(default_factory=InOrder)
    roles: InOrder[Role] = field(default_factory=InOrder)
    places: InOrder[Match[PlaceForm]] = field(default_factory=InOrder)
    parties: tuple[str, ...] = ()
    """The two countries of a bilateral text."""
    summit: SummitRef | None = None

    _memo: dict[object, object] = field(default_factory=dict, init=False)
    _memo_of: object = field(default=None, init=False)
    _spoken: bytearray = field(default_factory=bytearray, init=False)
    _spoken_of: object = field(default=None, init=False)
    _line_starts: frozenset[int] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.text, self.tokens = self.analysis.text, self.analysis.tokens

    @property
    def memo(self) -> dict[object, object]:
        """What stages worked out about stretches of tokens and will ask again; forgotten when the quotations become others."""
        if self._memo_of is not self.quotations:
            self._memo, self._memo_of = {}, self.quotations
        return self._memo

    @property
    def sentences(self) -> list[Sentence]:
        return self.analysis.sentences

    @property
    def day(self) -> date | None:
        """The day that relative words count from; none where its year can be no press text's (a year before it must be a date, too)."""
        day = self.document.published_on
        return day if day is not None and _EARLIEST <= day.year <= _LATEST else None

    def token_range(self, span: Span) -> tuple[int, int]:
        """Numbers of the tokens of a span, half-open."""
        starts = self.analysis.starts
        return bisect_left(starts, span.start), bisect_left(starts, span.end)

    def token_at(self, start: int) -> int:
        """The number of the first token at or after a character."""
        return bisect_left(self.analysis.starts, start)

    def paragraph_start(self, token: int) -> int:
        """The character where the paragraph of a token begins."""
        paragraphs = self.analysis.paragraphs
        index = bisect_right(paragraphs, self.tokens[token].start, key=lambda span: span.start) - 1
        return paragraphs[index].start if index >= 0 else 0

    def people_in(self, first: int, last: int) -> list[Person]:
        return self.people.within(first, last)

    def roles_in(self, first: int, last: int) -> list[Role]:
        return self.roles.within(first, last)

    def places_in(self, first: int, last: int) -> list[Match[PlaceForm]]:
        return self.places.within(first, last)

    def span_of(self, first: int, last: int) -> Span:
        """The characters of tokens `first` to `last` (exclusive)."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def begins_line(self, token: int) -> bool:
        """Whether a token is the first of its paragraph."""
        if self._line_starts is None:
            self._line_starts = frozenset(span.start for span in self.analysis.paragraphs)
        return self.tokens[token].start in self._line_starts

    def quoted(self, token: int) -> bool:
        """Whether a token stands inside a quotation."""
        if self._spoken_of is not self.quotations:
            self._mark_spoken()
        return self._spoken[token] > 0

    def speech_in(self, first: int, last: int) -> frozenset[int]:
        """Those of some tokens that stand inside a quotation."""
        if self._spoken_of is not self.quotations:
            self._mark_spoken()
        begin = self._spoken.find(1, first, last)
        return (
            frozenset(number for number in range(begin, last) if self._spoken[number])
            if begin >= 0
            else _NONE
        )

    def _mark_spoken(self) -> None:
        """1 for each token inside a quotation."""
        self._spoken, self._spoken_of = bytearray(len(self.tokens)), self.quotations
        for quotation in self.quotations:
            first, last = self.token_range(quotation.outer)
            self._spoken[first:last] = b"\x01" * (last - first)
