"""Which countries a figure is about: the reporting side first, then its partners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from app.domain.findings import Figure, Speaker
from app.extraction.draft import Draft
from app.extraction.figures.about import NAMED, About, preposition_of
from app.extraction.figures.clauses import Reach
from app.extraction.figures.contexts import Context, begins_name
from app.extraction.matcher import Match
from app.extraction.places import Place

_INTO = frozenset({"fdi", "investment", "imports", "tourists", "migrants", "students"})
"""Metrics whose reporter is where the flow arrives: 'инвестиций из X в Y' is Y's figure."""

_SENT = frozenset(
    {"exports", "flights", "transit_time", "passengers", "oil", "gas", "electricity", "minerals"}
)
"""Metrics whose 'to' names a partner."""

_MEETING = frozenset({"documents", "events", "other"})
"""What is counted where people meet is no figure of the place."""

_BETWEEN_TWO = frozenset(
    {
        "trade_turnover",
        "exports",
        "imports",
        "investment",
        "fdi",
        "financing",
        "aid",
        "students",
        "tourists",
        "migrants",
        "remittances",
        "flights",
        "passengers",
        "enterprises",
        "documents",
    }
)
"""What two parties have with each other: a figure of it is of both, whichever is named."""

_OWN = frozenset({"ours", "country", "own_country"})
_GATHERED = frozenset({"events", "other"})
_MOST = 4
_TWO = 2


class Whose:
    """Whose the figures of one document are."""

    def __init__(self, draft: Draft, units: Set[int]) -> None:
        self.draft = draft
        self.about = About(draft, units)
        self._group_told: int | None = None
        """The paragraph in which a group's totals were told last."""

    def of_figures(self, first: int, last: int) -> list[Place]:
        """Places among tokens that can be a figure's: none inside a person's title or a unit."""
        places = [
            match
            for match in self.draft.places_in(first, last)
            if match.payload.how in NAMED
            and not (match.payload.place == "world" and begins_name(self.draft, match.last - 1))
            and match.first not in self.about.units
            and not self._in_dateline(match)
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
        context: Context,
        speaker: Speaker | None,
        before: Figure | None,
        *,
        carried: bool,
        proposed: bool,
    ) -> tuple[str, ...]:
        """ISO codes and bloc ids: those of the number's own words, else of the words before them in the sentence, else the speaker's own
        country; what is the world's, a group's or nobody's is not given a country. For the narrator what the text goes on about."""
        home = self.about.home_of(speaker)
        sentence = context.first, context.last
        whose = _whose(context.whose, reach.start, proposed=proposed)
        reporter = home if speaker is not None else self._goes_on_about(before, sentence[0])
        named = self._named(metric, reach, sentence, speaker, (home, reporter), whose)
        if named is not None:
            return named
        if carried and before is not None and before.geo:
            return before.geo
        ours = not _OWN.isdisjoint(whose)
        same = before is not None and before.span.start >= self.draft.tokens[sentence[0]].start
        if same and before is not None and not ours:
            return before.geo
        if "world" in whose and "totals" not in whose:
            return ("world",)
        if "mutual" in whose and (self.about.parties or not ours):
            return self._of_both(sentence[0], home, whose)
        if self._is_of_the_group(metric, speaker, whose, ours=ours, proposed=proposed):
            return (self.about.parties if proposed else ()) or self._of_the_group(sentence[0])
        if not ours and before is not None and self._goes_on_about_the_group(sentence[0], speaker):
            return before.geo
        if home is not None:
            return (home,)
        return self._of_the_text(sentence, reach.start, speaker, metric)

    def _goes_on_about(self, before: Figure | None, token: int) -> str | None:
        """The country that the narrator's figures of a paragraph are about: 'Exports to Norlia' are those of the one told of before."""
        if before is not None and before.geo and before.span.start >= self.draft.paragraph_start(token):
            return before.geo[0]
        return self.about.subject

    def _named(
        self,
        metric: str,
        reach: Reach,
        sentence: tuple[int, int],
        speaker: Speaker | None,
        sides: tuple[str | None, str | None],
        whose: Mapping[str, int],
    ) -> tuple[str, ...] | None:
        """The places of the number's own words, else of those before them in the sentence; none at all for what is counted at a venue.
        `sides`: the speaker's country, and whose exports are told of where only a partner is named."""
        home, reporter = sides
        own = max(reach.first, reach.begins)
        for first in dict.fromkeys((own, reach.first, sentence[0])):
            places = self.of_figures(first, reach.last)
            if metric in _MEETING and speaker is None:
                places = [place for place in places if place.payload.how != "capital"]
            if own <= whose.get("country", -1) < reach.start:
                places = [place for place in places if place.first < reach.end or self._is_governed(place)]
            found = self._sides(places, metric, reporter)
            if found and "world" in whose and "un" in found:
                return ("world",)
            if found:
                pair = self._are_a_pair(places)
                return self._beside_home(found, metric, home, own="own_country" in whose, pair=pair)
        at_venue = speaker is None and metric in _MEETING
        return () if at_venue and any(map(self._is_venue, self.of_figures(own, reach.last))) else None

    def _is_governed(self, place: Place) -> bool:
        """'республика продала 5 млн тонн в Норлию', but not '…, больше всего купила Норлия'."""
        return bool(preposition_of(self.draft, place)) or place.payload.how == "adjective"

    def _of_both(self, token: int, home: str | None, whose: Mapping[str, int]) -> tuple[str, ...]:
        """Of the two that a text is about, else of a group; 'trade between our countries' does not tell of whom else."""
        if self.about.parties:
            return _first(home, self.about.parties)
        if self.about.two_blocs:
            return self.about.two_blocs
        if home is not None and "totals" in whose and not self.about.is_of_many:
            return (home,)
        return self._of_the_group(token)

    def _is_of_the_group(
        self, metric: str, speaker: Speaker | None, whose: Mapping[str, int], *, ours: bool, proposed: bool
    ) -> bool:
        """Whether it is of all who meet: a group's total, what is decided together, what a leader proposes to the others."""
        if self.about.speaks_for_many(speaker):
            return True
        if ours:
            return False
        if "totals" in whose and (metric not in _MEETING or proposed):
            return True
        if not self.about.is_of_many:
            return False
        if metric == "documents":
            return not self.about.parties
        return proposed and ("common" in whose or self.about.is_head(speaker))

    def _of_the_group(self, token: int) -> tuple[str, ...]:
        self._group_told = self._paragraph(token)
        bloc = self.about.bloc_at(token)
        return (bloc,) if bloc is not None else ()

    def _goes_on_about_the_group(self, token: int, speaker: Speaker | None) -> bool:
        """Whether the paragraph was about a group's totals before."""
        return self._group_told is not None and self._group_told == self._paragraph(token)

    def _sides(self, places: Sequence[Place], metric: str, home: str | None) -> tuple[str, ...]:
        reporters: list[str] = []
        partners: list[str] = []
        for match in places:
            word = preposition_of(self.draft, match)
            place = match.payload.place
            if metric in _MEETING and word in ("в", "во", "in", "at") and self._is_venue(match):
                continue
            if word in ("с", "со", "with"):
                partners.append(place)
            elif word in ("из", "from"):
                (partners if metric in _INTO else reporters).append(place)
            elif word in ("в", "во", "to", "into", "к", "ко", "for"):
                (partners if metric in _SENT else reporters).append(place)
            else:
                reporters.append(place)
        found = list(dict.fromkeys([*reporters, *partners]))
        if home is not None and found and not reporters:
            found = list(dict.fromkeys([home, *partners]))
        return tuple(found[:_MOST])

    def _beside_home(
        self, places: tuple[str, ...], metric: str, home: str | None, *, own: bool, pair: bool
    ) -> tuple[str, ...]:
        """The speaker's country reports where it is one of several, where he names it besides, and in what the two parties of a text
        have with each other."""
        if home is None or (len(places) == 1 and places[0] == home):
            return places
        if home in places:
            return places if pair else _first(home, places)
        between = (
            home in self.about.parties and set(places) < set(self.about.parties) and metric in _BETWEEN_TWO
        )
        return (home, *places) if own or between else places

    def _are_a_pair(self, places: Sequence[Place]) -> bool:
        """'the ports of Norsk and Tavar': neither comes first."""
        return len(places) == _TWO and any(
            token.low in self.draft.kit.words.figures.and_
            for token in self.draft.tokens[places[0].last : places[1].first][:1]
        )

    def _is_venue(self, match: Place) -> bool:
        """'in Tumar', 'in the Elmoran capital'."""
        if match.payload.how == "capital":
            return True
        after = self.draft.tokens[match.last] if match.last < len(self.draft.tokens) else None
        return after is not None and not after.lemmas.isdisjoint(("capital", "столица"))

    def _of_the_text(
        self, sentence: tuple[int, int], number: int, speaker: Speaker | None, metric: str
    ) -> tuple[str, ...]:
        """Of the narrator, a body or somebody unknown: the country that the paragraph was about, the parties of a bilateral text, the
        country that the text is about."""
        earlier = [
            place
            for place in self.draft.places_in(self._paragraph(sentence[0]), number)
            if self.about.is_country(place)
            and place.payload.how != "capital"
            and preposition_of(self.draft, place)
            not in (("на", "on", "в", "во", "in", "at") if metric in _MEETING else ("на", "on"))
        ]
        if earlier:
            return (earlier[-1].payload.place,)
        if self.about.parties:
            return self.about.parties
        if self.about.of_interview is not None:
            return (self.about.of_interview,)
        if speaker is not None and not speaker.id.startswith("org:"):
            return (self.about.named_in_headline,) if self.about.named_in_headline is not None else ()
        if metric in _GATHERED:
            return ()
        return (self.about.subject,) if self.about.subject is not None else ()

    def _paragraph(self, token: int) -> int:
        """The first token of the paragraph that a token stands in."""
        return self.draft.token_at(self.draft.paragraph_start(token))


def _first(home: str | None, places: tuple[str, ...]) -> tuple[str, ...]:
    """With the speaker's country first, where it is one of them."""
    return (home, *(place for place in places if place != home)) if home in places and home else places


def _whose(found: Sequence[Match[str]], number: int, *, proposed: bool) -> dict[str, int]:
    """What the words of a sentence say of whose its figures are: of what is proposed to a group, the nearer of it and of the own
    country before the number."""
    places: dict[str, int] = {}
    shared = [match for match in found if match.payload in ("mutual", "totals")]
    for match in found:
        if match.payload in _OWN and any(
            other.first <= match.first < other.last and match.last <= other.last for other in shared
        ):
            continue  # the 'our' of 'our countries'
        if match.first < number or match.payload not in places:
            places[match.payload] = match.first
    own = max(places.get(word, -1) for word in _OWN)
    if proposed and 0 <= own < places.get("totals", -1) < number:
        return {word: at for word, at in places.items() if word not in _OWN}
    return places
