"""data/vocabulary/*.yaml as checked entries: leaders, countries, blocs, topics, metrics, units, summit series, words of a language."""

from app.vocabulary.entries import (
    BlocEntry,
    CountryEntry,
    Edition,
    LeaderEntry,
    MetricEntry,
    Office,
    SeriesEntry,
    TopicEntry,
    UnitEntry,
    WordList,
)
from app.vocabulary.load import load_vocabulary
from app.vocabulary.vocabulary import Vocabulary
from app.vocabulary.words import LanguageWords

__all__ = [
    "BlocEntry",
    "CountryEntry",
    "Edition",
    "LanguageWords",
    "LeaderEntry",
    "MetricEntry",
    "Office",
    "SeriesEntry",
    "TopicEntry",
    "UnitEntry",
    "Vocabulary",
    "WordList",
    "load_vocabulary",
]
