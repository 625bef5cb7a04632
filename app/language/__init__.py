"""One file a language behind one small protocol: text -> sentences, tokens with spans and lemmas; case forms of names."""

from app.language.base import (
    Analysis,
    BaseForm,
    Language,
    NameWord,
    Reading,
    Sentence,
    Token,
    Tokens,
    fold,
)
from app.language.detect import detect_language
from app.language.registry import LANGUAGES, load_language

__all__ = [
    "LANGUAGES",
    "Analysis",
    "BaseForm",
    "Language",
    "NameWord",
    "Reading",
    "Sentence",
    "Token",
    "Tokens",
    "detect_language",
    "fold",
    "load_language",
]
