"""Every closed list, as enumerations of plain strings. Their meaning is that of the annotation guide."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


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


class FigureFlag(StrEnum):
    """What a figure lacks or how oddly it is told, for those who must decide whether to use it."""

    MISSING_PERIOD = "missing_period"
    """no days are told that it speaks of"""
    AMBIGUOUS_PERIOD = "ambiguous_period"
    """its days were told without a year, or in words that allow other days"""
    GROWTH_WITHOUT_BASE = "growth_without_base"
    """a growth or change, and not told against what"""
    UNIT_LEFT_OUT = "unit_left_out"
    """the unit is that of the figure before"""
    ODD_TYPOGRAPHY = "odd_typography"
    """number and word are glued, or a currency is told twice or in the middle"""


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


class Cause(StrEnum):
    """What a difference between claims may come from."""

    ROUNDING = "rounding"
    BOUND = "bound"
    MIRROR = "mirror"
    PRELIMINARY = "preliminary"
    REVISED = "revised"
    OVERLAPPING_PERIOD = "overlapping_period"
    UNIT = "unit"
    SERVICES = "services"
    PARTNER = "partner"


class FindingKind(StrEnum):
    """The three kinds of record that are stored and served."""

    STATEMENT = "statement"
    PROPOSAL = "proposal"
    FIGURE = "figure"


class NameReason(StrEnum):
    """Why a name asked for is a leader's."""

    EXACT = "exact"
    CASE_FORM = "case-form"
    OTHER_SCRIPT = "other-script"
    SPELLING = "spelling"
    INITIALS = "initials"
    FAMILY_NAME_ONLY = "family-name-only"
    TITLE = "title"
    SIMILAR = "similar"


class SentenceFate(StrEnum):
    """What a sentence of a document became, or why it was skipped."""

    STATEMENT = "statement"
    QUOTED = "quoted"
    FIGURE = "figure"
    ATTRIBUTION = "attribution"
    QUESTION = "question"
    HEADLINE = "headline"
    LIST_ITEM = "list-item"
    CREDIT = "credit"
    BACKGROUND = "background"
    EVENT = "event"
    FURNITURE = "furniture"


FATES: Final = {
    SentenceFate.STATEMENT: "a statement: reported speech, or somebody's own words without quotation marks",
    SentenceFate.QUOTED: "holds a quotation, which became a statement",
    SentenceFate.FIGURE: "no statement, but it holds a figure that the author tells",
    SentenceFate.ATTRIBUTION: "only tells who spoke, or of what",
    SentenceFate.QUESTION: "in a transcript or interview the words of somebody else: a question, a moderator, an aside",
    SentenceFate.HEADLINE: "a headline that tells of no speech",
    SentenceFate.LIST_ITEM: "an item of a list that no statement announces",
    SentenceFate.CREDIT: "names a source, photographer or press service",
    SentenceFate.BACKGROUND: "background that the author adds",
    SentenceFate.EVENT: "tells what happened: nobody is reported to speak, or it cannot be told who",
    SentenceFate.FURNITURE: "no sentence at all: a date before the text, a separator",
}
"""What each fate means, in words for readers. A new fate goes at the end of both."""


class Review(StrEnum):
    """What people made of a finding."""

    AUTO = "auto"
    """found by the engine, nobody has looked at it yet"""
    CONFIRMED = "confirmed"
    """right as it stands"""
    CORRECTED = "corrected"
    """right as it stands now: something was changed by hand"""
    REJECTED = "rejected"
    """no finding at all; kept, and listed only where it is asked for"""


class Relation(StrEnum):
    """What a proposal is to its thread."""

    FIRST = "first"
    REPORTED = "reported"
    REPEATED = "repeated"
    TAKEN_UP = "taken_up"
    UNATTRIBUTED = "unattributed"


class Backing(StrEnum):
    """How a statement that supports is tied to a thread."""

    BESIDE = "beside"
    NAMED = "named"
