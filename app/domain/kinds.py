"""Every closed list, as enumerations of plain strings. Their meaning is that of the annotation guide."""

from __future__ import annotations

from enum import StrEnum


class StatementKind(StrEnum):
    """How the words are given: between quotation marks, or told by the author."""

    DIRECT = "direct"
    REPORTED = "reported"


class Act(StrEnum):
    """What the speaker does by saying it; the first that fits, in this order."""

    PROPOSAL = "proposal"
    COMMITMENT = "commitment"
    SUPPORT = "support"
    CONCERN = "concern"
    COURTESY = "courtesy"
    CLAIM = "claim"


class Attribution(StrEnum):
    """How the speaker was found, surest first."""

    EXPLICIT = "explicit"
    """named beside the cue"""
    ROLE = "role"
    """by a title: 'the president', 'глава государства', or a country that speaks"""
    PRONOUN = "pronoun"
    """'he', 'по её словам'"""
    CONTINUED = "continued"
    """the sentence has a cue and no subject; the speaker before it goes on"""
    IMPLICIT = "implicit"
    """no cue in the sentence, only the text around it gives him"""


class Measure(StrEnum):
    """What a figure measures."""

    LEVEL = "level"
    CHANGE = "change"
    GROWTH = "growth"
    SHARE = "share"
    RATE = "rate"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class Modality(StrEnum):
    """Whether a figure is told as a fact, a plan or a possibility."""

    ACTUAL = "actual"
    TARGET = "target"
    POTENTIAL = "potential"


class Bound(StrEnum):
    """How exactly a figure is told."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class UnitKind(StrEnum):
    """What sort of unit: two figures compare only within one kind."""

    MONEY = "money"
    RATIO = "ratio"
    MASS = "mass"
    VOLUME = "volume"
    ENERGY = "energy"
    POWER = "power"
    LENGTH = "length"
    AREA = "area"
    CONTAINERS = "containers"
    PEOPLE = "people"
    COUNT = "count"
    TIME = "time"
    TEMPERATURE = "temperature"


class FindingKind(StrEnum):
    """The three kinds of record that are stored and served."""

    STATEMENT = "statement"
    PROPOSAL = "proposal"
    FIGURE = "figure"


class SentenceFate(StrEnum):
    """What a sentence of a document became, or why it was skipped."""

    STATEMENT = "statement"
    QUOTED = "quoted"
    ATTRIBUTION = "attribution"
    HEADLINE = "headline"
    CREDIT = "credit"
    BACKGROUND = "background"
    EVENT = "event"
