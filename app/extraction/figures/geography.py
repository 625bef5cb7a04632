"""Which countries a figure is about: the reporting side first, then its partners."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from functools import cached_property

from app.domain.findings import Figure, Speaker
from app.extraction.draft import Draft
from app.extraction.figures.clauses import Reach
from app.extraction.places import Place

_INTO = frozenset({"fdi", "investment", "imports", "tourists", "migrants", "students"})
"""Metrics whose reporter is where the flow arrives: 'инвестиций из X в Y' is Y's figure."""

_OUTWARDS = frozenset({"exports", "flights", "transit_time", "passengers", "freight"})
"""Metrics whose reporter is where the flow begins."""

_MEETING = frozenset({"documents", "events", "other"})
"""What is counted where people meet is no figure of the place."""

_GATHERED = frozenset({"events", "other"})
_NAMED = ("name", "adjective", "capital", "demonym")
_BESIDE = 4  # tokens between a title with its country and the name
_MOST = 4
_TWO, _THREE = 2, 3
_OFTEN = 3  # mentions that make a country the one that a text is about


class Whose:
    """Whose the figures of one document are."""

    def __init__(self, draft: Draft, units: Set[int]) -> None:
        self.draft = draft
        self.units = units
        """Tokens of quantities: 'доллар США', 'азербайджанский манат' name no country that a figure is about."""
        self._group_told: int | None = None
        """The paragraph in which a group's totals were told last."""

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
            return self.draft.parties
        whose = self.draft.kit.whose_words.find(self.draft.tokens)
        if not any(match.payload == "three" for match in whose):
            return ()
        named = dict.fromkeys(
            place.payload.place
            for place in self._first_places()
            if self._is_country(place) and place.payload.how in ("name", "adjective")
        )
        return tuple(named) if len(named) == _THREE else ()

    def _first_places(self) -> list[Place]:
        """Places of the first two paragraphs."""
        spans = self.draft.analysis.paragraphs[:2]
        return self.draft.places_in(0, self.draft.token_range(spans[-1])[1]) if spans else []

    @cached_property
    def named_in_headline(self) -> str | None:
        """The only country of the headline."""
        return self._only_country_of(1)

    def _only_country_of(self, paragraphs: int) -> str | None:
        """The only country that the first paragraphs name."""
        spans = self.draft.analysis.paragraphs
        if len(spans) < paragraphs:
            return None
        last = self.draft.token_range(spans[paragraphs - 1])[1]
        named = {place.payload.place for place in self.draft.places_in(0, last) if self._is_country(place)}
        return named.pop() if len(named) == 1 else None

    @cached_property
    def subject(self) -> str | None:
        """The country that the text is about: the only one of its headline, else the only one of its first two paragraphs, else the one
        that most mentions name."""
        for count in (1, 2):
            if (only := self._only_country_of(count)) is not None:
                return only
        counts = Counter(place.payload.place for place in self.draft.places if self._is_country(place))
        if not counts:
            return None
        place, most = counts.most_common(1)[0]
        return place if most >= _OFTEN and 2 * most > counts.total() else None

    def _is_country(self, place: Place) -> bool:
        return place.payload.how in _NAMED and place.payload.place.isupper() and place.first not in self.units

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

    def home_of(self, speaker: Speaker | None) -> str | None:
        """The country for which a speaker speaks. A secretary-general speaks for none."""
        if speaker is None or self._speaks_for_many(speaker):
            return None
        return self.draft.kit.vocabulary.country_of(speaker.id, self.draft.day) or self.homes.get(speaker.id)

    def _speaks_for_many(self, speaker: Speaker | None) -> bool:
        entry = self.draft.kit.vocabulary.leaders.get(speaker.id) if speaker is not None else None
        office = entry.office_on(self.draft.day) if entry is not None else None
        return office is not None and office.office.startswith("secretary-general")

    def of_figures(self, first: int, last: int) -> list[Place]:
        """Places among tokens that can be a figure's: none inside a person's title or a unit."""
        places = [
            match
            for match in self.draft.places_in(first, last)
            if match.payload.how in _NAMED and match.first not in self.units and not self._in_dateline(match)
        ]
        titles = self.draft.roles_in(max(0, first - 8), last + 1) if places else []
        return [
            match
            for match in places
            if not any(self._in_title(match, role.first, role.last) for role in titles)
        ]

    def _in_dateline(self, match: Place) -> bool:
        """'DUSHANBE — ', 'Шираков, 26 ноября.': where a text was written."""
        tokens = self.draft.tokens
        return (
            match.payload.how == "capital"
            and match.last < len(tokens)
            and tokens[match.last].kind == "mark"
            and self.draft.begins_line(match.first)
        )

    def _in_title(self, match: Place, first: int, last: int) -> bool:
        """'премьер-министр Бельмарии', "Elmora's transport minister": beside a title, and of the person."""
        if first <= match.first < last:
            return True
        tokens = self.draft.tokens
        if self.draft.kit.code == "en":
            between = tokens[match.last : first]
            owner = (
                tokens[match.last - 1].low.endswith("'s")
                or match.payload.how == "adjective"
                or not match.payload.place.isupper()
            )
            return owner and 0 <= first - match.last <= 2 and all(token.kind == "word" for token in between)
        return match.first == last or (match.last == first and match.payload.how == "adjective")

    def geography_of(
        self,
        metric: str,
        reach: Reach,
        sentence: tuple[int, int],
        speaker: Speaker | None,
        before: Figure | None,
        *,
        carried: bool,
    ) -> tuple[str, ...]:
        """ISO codes and bloc ids: those of the number's own words, else of the words before them in the sentence, else the speaker's own
        country; what is the world's, a group's or nobody's is not given a country. For the narrator what the text goes on about."""
        home = self.home_of(speaker)
        of_many = self._speaks_for_many(speaker)
        whose = {match.payload for match in self.draft.kit.whose_words.find(self.draft.tokens, *sentence)}
        own = max(reach.first, reach.begins)
        for first, last in ((own, reach.last), (reach.first, reach.last), (sentence[0], reach.last)):
            found = self._sides(self.of_figures(first, last), metric, home)
            if found:
                return ("world",) if "world" in whose and "un" in found else found
        if (
            speaker is None
            and metric in _MEETING
            and any(map(self._is_venue, self.of_figures(own, reach.last)))
        ):
            return ()
        if carried and before is not None and before.geo:
            return before.geo
        same = before is not None and before.span.start >= self.draft.tokens[sentence[0]].start
        ours = bool(whose & {"country", "ours"})
        if same and before is not None and not ours:
            return before.geo
        if "world" in whose and "totals" not in whose:
            return ("world",)
        if "mutual" in whose and (self.parties or not ours):
            if self.parties:
                return self.parties
            return self.two_blocs or self._of_the_group(sentence[0])
        if of_many or ("totals" in whose and not ours and metric not in _MEETING):
            return self._of_the_group(sentence[0])
        if not ours and before is not None and self._goes_on_about_the_group(sentence[0], speaker):
            return before.geo
        if home is not None:
            return (home,)
        return self._of_the_text(sentence, speaker, metric)

    @cached_property
    def two_blocs(self) -> tuple[str, ...]:
        """The two groups of countries that a text begins with: 'trade between the two regions'."""
        named = dict.fromkeys(place.payload.place for place in self._first_places() if place in self.blocs)
        return tuple(named) if len(named) == _TWO else ()

    def _of_the_group(self, token: int) -> tuple[str, ...]:
        self._group_told = self._paragraph(token)
        bloc = self.bloc_at(token)
        return (bloc,) if bloc is not None else ()

    def _goes_on_about_the_group(self, token: int, speaker: Speaker | None) -> bool:
        """Whether the paragraph was about a group's totals before."""
        return self._group_told is not None and self._group_told == self._paragraph(token)

    def _sides(self, places: Sequence[Place], metric: str, home: str | None) -> tuple[str, ...]:
        reporters: list[str] = []
        partners: list[str] = []
        for match in places:
            word = self._preposition(match)
            place = match.payload.place
            if metric in _MEETING and word in ("в", "во", "in", "at") and self._is_venue(match):
                continue
            if word in ("с", "со", "with"):
                partners.append(place)
            elif word in ("из", "from"):
                (partners if metric in _INTO else reporters).append(place)
            elif word in ("в", "во", "to", "into", "к", "ко", "for"):
                (
                    partners if metric in ("exports", "flights", "transit_time", "passengers") else reporters
                ).append(place)
            else:
                reporters.append(place)
        found = list(dict.fromkeys([*reporters, *partners]))
        if home is not None and found and not reporters:
            found = list(dict.fromkeys([home, *partners]))
        return tuple(found[:_MOST])

    def _is_venue(self, match: Place) -> bool:
        """'in Tumar', 'in the Elmoran capital'."""
        if match.payload.how == "capital":
            return True
        after = self.draft.tokens[match.last] if match.last < len(self.draft.tokens) else None
        return after is not None and not after.lemmas.isdisjoint(("capital", "столица"))

    def _of_the_text(
        self, sentence: tuple[int, int], speaker: Speaker | None, metric: str
    ) -> tuple[str, ...]:
        """Of the narrator, a body or somebody unknown: the country that the paragraph was about, the parties of a bilateral text, the
        country that the text is about."""
        earlier = [
            place
            for place in self.draft.places_in(self._paragraph(sentence[0]), sentence[1])
            if self._is_country(place)
            and place.payload.how != "capital"
            and self._preposition(place)
            not in (("на", "on", "в", "во", "in", "at") if metric in _MEETING else ("на", "on"))
        ]
        if earlier:
            return (earlier[-1].payload.place,)
        if self.parties:
            return self.parties
        if speaker is not None and not speaker.id.startswith("org:"):
            return (self.named_in_headline,) if self.named_in_headline is not None else ()
        if metric in _GATHERED:
            return ()
        return (self.subject,) if self.subject is not None else ()

    def _paragraph(self, token: int) -> int:
        """The first token of the paragraph that a token stands in."""
        return self.draft.token_at(self.draft.paragraph_start(token))

    def _preposition(self, match: Place) -> str:
        """The preposition that governs a place: before it, or before 'стран' in 'со странами Центральной Азии'."""
        tokens = self.draft.tokens
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
