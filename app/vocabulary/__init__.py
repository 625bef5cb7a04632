"""data/vocabulary/*.yaml as checked entries: leaders, countries, blocs, topics, metrics, units, summit series, words of a language.

What reads and checks them takes a quarter of a second and is loaded when it is first asked for: a server answers before.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from app.vocabulary.files import read_files
from app.vocabulary.late import LateVocabulary
from app.vocabulary.vocabulary import Vocabulary

if TYPE_CHECKING:
    from app.vocabulary.entries import (
        BlocEntry,
        ConceptEntry,
        CountryEntry,
        Edition,
        IndicatorEntry,
        LeaderEntry,
        MetricEntry,
        Office,
        PageWordsEntry,
        SeriesEntry,
        SiteEntry,
        TopicEntry,
        UnitCodeEntry,
        UnitEntry,
        WordList,
    )
    from app.vocabulary.load import load_vocabulary
    from app.vocabulary.words import LanguageWords

__all__ = [
    "BlocEntry",
    "ConceptEntry",
    "CountryEntry",
    "Edition",
    "IndicatorEntry",
    "LanguageWords",
    "LateVocabulary",
    "LeaderEntry",
    "MetricEntry",
    "Office",
    "PageWordsEntry",
    "SeriesEntry",
    "SiteEntry",
    "TopicEntry",
    "UnitCodeEntry",
    "UnitEntry",
    "Vocabulary",
    "WordList",
    "load_vocabulary",
    "read_files",
]

_ELSEWHERE: Final = {"load_vocabulary": "load", "LanguageWords": "words"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'entries')}"), name)
