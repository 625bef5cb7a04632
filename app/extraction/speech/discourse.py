"""What a text has told so far of its people: who was spoken of, who spoke, and whether the next title or pronoun can be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from app.domain.findings import Speaker

MOST_SEEN = 100  # people who may be meant by a title; a text with more is a list


@dataclass(slots=True)
class Discourse:
    """Who was spoken of so far, and who spoke last."""

    last: Speaker | None = None
    last_paragraph: int = -1
    """Where he spoke."""
    places: dict[str, int] = field(default_factory=dict)
    """Where each was last a subject or speaker: a token."""
    at: int = -1
    """The sentence that is read: its first token."""
    paragraph: int = -1
    """The paragraph that it stands in."""
    turns: dict[str, int] = field(default_factory=dict)
    """How often each person began to speak, after others or as the first."""
    began: dict[str, int] = field(default_factory=dict)
    """The paragraph in which each person spoke first."""
    titled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Whom titles meant that stood without a country or name, by their kinds (`bearers.group_of`)."""
    refused: bool = False
    """Whether a title of the sentence that is read may be of several."""
    goes_on: bool = False
    """Whether the verb of the sentence goes on with what was said before: 'добавил', 'continued'."""
    newer: bool = False
    """Whether the text has turned to somebody else since somebody spoke."""
    unsure: bool = False
    """Whether nobody can tell who is meant next: a title meant nobody we know, or somebody was only told to be there."""
    _named: dict[str, None] = field(default_factory=dict)
    """Subjects and speakers, the latest last."""
    _mentioned: dict[str, None] = field(default_factory=dict)
    """Others who were only mentioned, the first before the later."""

    @property
    def speaker(self) -> str | None:
        """The person who spoke last, if it was no body."""
        return None if self.last is None or self.last.id.startswith("org:") else self.last.id

    def begin(self, at: int, paragraph: int, goes_on: bool) -> None:
        """A sentence is read next. Who goes on has spoken in this paragraph or the one before, and the text has turned to nobody since."""
        self.at, self.paragraph, self.refused = at, paragraph, False
        self.goes_on = goes_on and not self.newer and self.spoke_nearby()

    def spoke_nearby(self) -> bool:
        """Whether a person spoke last, in this paragraph or the one before."""
        return self.speaker is not None and self.last_paragraph >= self.paragraph - 1

    def speak(self, speaker: Speaker, person: bool) -> None:
        """Somebody speaks."""
        before = self.speaker
        self.last, self.last_paragraph = speaker, self.paragraph
        self.places[speaker.id] = self.at
        self.newer = False
        if person:
            self.name(speaker.id)
            if before != speaker.id:
                self.turns[speaker.id] = self.turns.get(speaker.id, 0) + 1
                self.began.setdefault(speaker.id, self.paragraph)

    def lose(self) -> None:
        """Somebody speaks of whom we cannot tell who he is: neither 'he' nor who goes on can be told after him."""
        self.last, self.unsure = None, True

    def name(self, leader: str) -> None:
        """Somebody is a subject or speaks: whom 'he' means next."""
        self.unsure = False
        self.places[leader] = self.at
        self._mentioned.pop(leader, None)
        self._named.pop(leader, None)
        self._named[leader] = None

    def mention(self, leader: str) -> None:
        """Somebody is mentioned: meant after all those before him."""
        if leader not in self._named:
            self._mentioned.setdefault(leader)

    def attend(self, leaders: list[str]) -> None:
        """Some are told to be there while another has the word in the same paragraph: they do not take it from him. Of one alone
        nobody can tell whether the next sentence is about him."""
        others = [leader for leader in leaders if leader != self.speaker]
        for leader in others:
            self.mention(leader)
        self.unsure = self.unsure or len(others) == 1

    def has_the_word(self) -> bool:
        """Whether a person has spoken in this very paragraph."""
        return self.speaker is not None and self.last_paragraph == self.paragraph

    def recent(self) -> Iterator[str]:
        """Who may be meant, likeliest first."""
        first = self.speaker if self.goes_on else None
        if first is not None:
            yield first
        yield from (leader for leader in reversed(self._named) if leader != first)
        yield from (leader for leader in self._mentioned if leader != first)

    def is_unsure(self) -> bool:
        """Whether a title or pronoun of this sentence that several may bear means nobody we can be sure of."""
        return self.unsure and not self.goes_on

    @property
    def seen(self) -> list[str]:
        """The likeliest of them, the likeliest last."""
        return list(islice(self.recent(), MOST_SEEN))[::-1]
