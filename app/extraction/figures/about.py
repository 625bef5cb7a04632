"""Whom a text is about: its parties, its one country, the group whose leaders met; and for which country somebody speaks."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Set
from functools import cached_property

from app.domain.findings import Speaker
from app.extraction.draft import Draft
from app.extraction.places import Place

NAMED = ("name", "adjective", "capital", "demonym")
_HEADS = ("president", "prime minister")
_BESIDE = 4  # tokens between a title with its country and the name
_TWO, _THREE = 2, 3
_BEGINNING = 4  # paragraphs in which a text of talks names the two who met
_OFTEN = 3  # mentions that make a country the one that a text is about


class About:
    """Whom one document is about. `units`: tokens that name no country a figure is about, those of money."""

    def __init__(self, draft: Draft, units: Set[int]) -> None:
        self.draft = draft
        self.units = units

    @cached_property
    def homes(self) -> dict[str, str]:
        """Person -> the country of the office that the text gives beside the name, for people whom the vocabulary does not know."""
        found: dict[str, str] = {}
        for person in self.draft.people:
            for role in self.draft.roles_in(max(0, person.first - 12), person.last + 12):
                beside = 0 <= person.first - role.last <= _BESIDE or 0 <= role.first - person.last <= 1
                if role.place is not None and beside:
                    found.setdefault(person.mention.leader, role.place)
        return found

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The two or three countries of a text that is about them: of three where it says so and begins with just three."""
        if self.draft.parties:
            return self._host_first(self.draft.parties)
        if two := self._of_two_leaders():
            return two
        whose = self.draft.kit.whose_words.find(self.draft.tokens)
        if not any(match.payload == "three" for match in whose):
            return ()
        named = dict.fromkeys(
            place.payload.place
            for place in self._first_places()
            if self.is_country(place) and place.payload.how in ("name", "adjective")
        )
        return tuple(named) if len(named) == _THREE else ()

    def _host_first(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        """'Переговоры с президентом Норлии': who is met comes second."""
        first = next((place for place in self._first_places() if place.payload.place == parties[0]), None)
        met = first is not None and preposition_of(self.draft, first) in ("с", "со", "with")
        return tuple(reversed(parties)) if met else parties

    def _of_two_leaders(self) -> tuple[str, ...]:
        """The countries of the two leaders whom a text of talks begins with, and of no other."""
        if next(self.draft.kit.two_sides.find(self.draft.tokens), None) is None:
            return ()
        spans = self.draft.analysis.paragraphs[:_BEGINNING]
        last = self.draft.token_range(spans[-1])[1] if spans else 0
        homes = dict.fromkeys(
            home
            for person in self.draft.people_in(0, last)
            if (home := self.home_of_person(person.mention.leader)) is not None
        )
        named = {place.payload.place for place in self.draft.places_in(0, last) if self.is_country(place)}
        return tuple(homes) if len(homes) == _TWO and named <= set(homes) else ()

    def home_of_person(self, leader: str) -> str | None:
        """The country of somebody's office."""
        found = self.draft.kit.vocabulary.country_of(leader, self.draft.day) or self.homes.get(leader)
        return found if found is not None and found.isupper() else None

    @cached_property
    def is_of_many(self) -> bool:
        """Whether the leaders of three countries or more take part: what one of them proposes is for all."""
        leaders = {person.mention.leader for person in self.draft.people}
        known = self.draft.kit.vocabulary
        return len({home for leader in leaders if (home := known.country_of(leader, self.draft.day))}) > _TWO

    def _first_places(self) -> list[Place]:
        """Places of the first two paragraphs."""
        spans = self.draft.analysis.paragraphs[:2]
        return self.draft.places_in(0, self.draft.token_range(spans[-1])[1]) if spans else []

    @cached_property
    def named_in_headline(self) -> str | None:
        """The only country of the headline."""
        return self._only_country_of(1)

    @cached_property
    def of_interview(self) -> str | None:
        """The country that an interview's heading and introduction name: that of whoever answers."""
        text = self.draft.text
        asked = sum(
            text[span.start : span.end].rstrip().endswith("?") for span in self.draft.analysis.paragraphs
        )
        if asked < _TWO:
            return None
        named = {
            place.payload.place
            for place in self._first_places()
            if self.is_country(place) and place.payload.how != "capital"
        }
        return named.pop() if len(named) == 1 else None

    def _only_country_of(self, paragraphs: int) -> str | None:
        """The only country that the first paragraphs name."""
        spans = self.draft.analysis.paragraphs
        if len(spans) < paragraphs:
            return None
        last = self.draft.token_range(spans[paragraphs - 1])[1]
        named = {place.payload.place for place in self.draft.places_in(0, last) if self.is_country(place)}
        return named.pop() if len(named) == 1 else None

    @cached_property
    def subject(self) -> str | None:
        """The country that the text is about: the only one of its headline, else the only one of its first two paragraphs, else the one
        that most mentions name."""
        for count in (1, 2):
            if (only := self._only_country_of(count)) is not None:
                return only
        counts = Counter(place.payload.place for place in self.draft.places if self.is_country(place))
        if not counts:
            return None
        place, most = counts.most_common(1)[0]
        return place if most >= _OFTEN and 2 * most > counts.total() else None

    def is_country(self, place: Place) -> bool:
        return place.payload.how in NAMED and place.payload.place.isupper() and place.first not in self.units

    @cached_property
    def blocs(self) -> list[Place]:
        """Groups of countries named in the text."""
        return [place for place in self.draft.places if not place.payload.place.isupper()]

    def bloc_at(self, token: int) -> str | None:
        """The group whose totals are told at a token: the last named before, else that of the summit, else the first named after."""
        index = bisect_right(self.blocs, token, key=lambda place: place.first)
        if index:
            return self.blocs[index - 1].payload.place
        if self.draft.summit is not None:
            series = self.draft.kit.vocabulary.series.get(self.draft.summit.series)
            if series is not None and series.bloc is not None:
                return series.bloc
        return self.blocs[0].payload.place if self.blocs else None

    @cached_property
    def two_blocs(self) -> tuple[str, ...]:
        """The two groups of countries that a text begins with: 'trade between the two regions'."""
        named = dict.fromkeys(place.payload.place for place in self._first_places() if place in self.blocs)
        return tuple(named) if len(named) == _TWO else ()

    def home_of(self, speaker: Speaker | None) -> str | None:
        """The country for which a speaker speaks. A secretary-general speaks for none."""
        if speaker is None or self.speaks_for_many(speaker):
            return None
        return self.draft.kit.vocabulary.country_of(speaker.id, self.draft.day) or self.homes.get(speaker.id)

    def speaks_for_many(self, speaker: Speaker | None) -> bool:
        entry = self.draft.kit.vocabulary.leaders.get(speaker.id) if speaker is not None else None
        office = entry.office_on(self.draft.day) if entry is not None else None
        return office is not None and office.office.startswith("secretary-general")

    def is_head(self, speaker: Speaker | None) -> bool:
        """Whether somebody leads a state or government."""
        entry = self.draft.kit.vocabulary.leaders.get(speaker.id) if speaker is not None else None
        office = entry.office_on(self.draft.day) if entry is not None else None
        return office is not None and office.office in _HEADS


def preposition_of(draft: Draft, match: Place) -> str:
    """The preposition that governs a place: before it, or before 'стран' in 'со странами Центральной Азии'."""
    tokens = draft.tokens
    for number in range(match.first - 1, max(-1, match.first - 4), -1):
        token = tokens[number]
        if token.can_be("preposition") or token.low in (
            "with",
            "from",
            "to",
            "into",
            "in",
            "of",
            "between",
        ):
            return token.low
        if token.can_be("article") or token.can_be("numeral") or token.kind == "number":
            continue
        if token.kind != "word" or not (token.can_be("noun") or token.can_be("adjective")):
            return ""
        if number < match.first - 1 and token.has_case("nom"):
            return ""
    return ""
