"""YAML and JSON files -> `Vocabulary`. Every error names file, entry and key."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from babel import localedata
from pydantic import BaseModel, ValidationError

from app.errors import Fault, VocabularyError
from app.vocabulary.entries import (
    BlocEntry,
    ConceptEntry,
    CountryEntry,
    IndicatorEntry,
    LeaderEntry,
    MetricEntry,
    PageWordsEntry,
    SeriesEntry,
    SiteEntry,
    TopicEntry,
    UnitCodeEntry,
    UnitEntry,
)
from app.vocabulary.files import VocabularyFiles, read_files
from app.vocabulary.vocabulary import Vocabulary
from app.vocabulary.words import LanguageWords, NameWords

Model = TypeVar("Model", bound=BaseModel)

_NAMED = ("id", "code", "unit", "host", "language")
_DEEPEST = 60  # levels of a vocabulary file; it needs five
SECTIONS: dict[str, type[BaseModel]] = {
    "leaders": LeaderEntry,
    "countries": CountryEntry,
    "blocs": BlocEntry,
    "topics": TopicEntry,
    "concepts": ConceptEntry,
    "metrics": MetricEntry,
    "units": UnitEntry,
    "series": SeriesEntry,
    "indicators": IndicatorEntry,
    "unit_codes": UnitCodeEntry,
    "sites": SiteEntry,
    "page_words": PageWordsEntry,
}
LABEL_LANGUAGES = ("ru", "en", "kk", "ky", "uz", "tg", "tk", "az", "tr", "mn", "zh")
# CLDR's two-letter territories that are no countries: unions, pseudo locales, islands filed apart from their country
NO_COUNTRY = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}


class _Loader(yaml.CSafeLoader):
    """YAML without its two surprises: `NO` is Norway and not false, and a key that stands twice is an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        written = list(node.value)
        found = super().construct_mapping(node, deep=deep)
        if len(found) < len(written):
            keys = [self.construct_object(key, deep=True) for key, _ in written]
            for key in keys:
                if keys.count(key) > 1:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key {key!r} stands twice", node.start_mark
                    )
        return found


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def load_vocabulary(directory: Path, extra: Iterable[Path] = ()) -> Vocabulary:
    """Read a vocabulary folder, then the user's own files, whose entries replace those of the same id.

    Raises `VocabularyError` naming file, entry and key.
    """
    return build_vocabulary(read_files(directory, extra))


def build_vocabulary(files: VocabularyFiles) -> Vocabulary:
    """What the files say, checked. Raises `VocabularyError` naming file, entry and key."""
    found: dict[str, dict[str, Any]] = {section: {} for section in SECTIONS}
    found["countries"] = _cldr_countries()
    origin: dict[tuple[str, str], Path] = {}
    for file in files.entries:
        path = file.path
        for section, entries in _sections(path, file.raw).items():
            for entry in entries:
                key = _id_of(entry, len(found[section]))
                if not file.own and (section, key) in origin:
                    raise VocabularyError(
                        f"{path}: {section}: {key!r} stands twice, first in {origin[section, key]}"
                    )
                origin[section, key] = path
                found[section][key] = (
                    _with_cldr(entry, found["countries"].get(key)) if section == "countries" else entry
                )
    words: dict[str, LanguageWords] = {}
    for file, names in files.words:
        language = file.path.stem
        words[language] = _checked(file.path, "words", LanguageWords, parse_yaml(file.path, file.raw))
        if names is not None:
            found_names = _checked(names.path, "names", NameWords, parse_yaml(names.path, names.raw))
            words[language] = words[language].model_copy(update={"names": found_names})
    vocabulary = Vocabulary(
        version=files.version,
        leaders=found["leaders"],
        countries=found["countries"],
        blocs=found["blocs"],
        topics=found["topics"],
        metrics=found["metrics"],
        units=tuple(found["units"].values()),
        series=found["series"],
        words=words,
        indicators=found["indicators"],
        unit_codes=found["unit_codes"],
        sites=found["sites"],
        page_words=found["page_words"],
        concepts=found["concepts"],
    )
    _check_references(vocabulary, origin)
    return vocabulary


def parse_yaml(path: Path, raw: bytes) -> Any:
    """What a file of YAML says; `raw` are its bytes. Raises `VocabularyError` naming file and line."""
    if _nested_deep(raw):
        raise VocabularyError(f"{path}: no valid YAML: nested too deep")
    try:
        return yaml.load(raw, Loader=_Loader)  # noqa: S506 - a safe loader, see above. JSON is YAML.
    except (
        yaml.YAMLError,
        ValueError,
        RecursionError,
    ) as error:  # ValueError: a day that no month has, bytes that are no UTF-8
        raise VocabularyError(f"{path}: no valid YAML: {' '.join(str(error).split())}") from None


def _nested_deep(raw: bytes) -> bool:
    """Whether the C parser, which calls itself for each level, would run out of stack: it ends the whole process then."""
    depth = 0
    for match in re.finditer(rb"[\[{]|[\]}]", raw):
        depth = depth + 1 if match[0] in b"[{" else max(0, depth - 1)
        if depth > _DEEPEST:
            return True
    return re.search(rb"(?m)^[ \-?:]{%d}" % (2 * _DEEPEST), raw) is not None


def _sections(path: Path, raw: bytes) -> dict[str, list[Any]]:
    data = parse_yaml(path, raw)
    if not isinstance(data, dict):
        raise VocabularyError(f"{path}: expected sections such as `leaders:`, found {type(data).__name__}")
    result: dict[str, list[Any]] = {}
    for section, entries in data.items():
        if section not in SECTIONS:
            raise VocabularyError(f"{path}: unknown section {section!r}; known: {', '.join(SECTIONS)}")
        if not isinstance(entries, list):
            raise VocabularyError(f"{path}: {section}: expected a list of entries")
        result[section] = [
            _checked(path, f"{section}[{number}]", SECTIONS[section], entry)
            for number, entry in enumerate(entries)
        ]
    return result


def _checked(path: Path, where: str, model: type[Model], entry: Any) -> Model:
    name = next((entry[key] for key in _NAMED if entry.get(key)), None) if isinstance(entry, dict) else None
    where = f"{where} ({name})" if name else where
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        faults = tuple(
            Fault(loc=f"{where}: {'.'.join(map(str, fault['loc'])) or 'entry'}", message=fault["msg"])
            for fault in error.errors()
        )
        first = faults[0]
        raise VocabularyError(f"{path}: {first.loc}: {first.message}", faults) from None


def _id_of(entry: BaseModel, position: int) -> str:
    return str(position) if isinstance(entry, UnitEntry) else str(entry.id)  # type: ignore[attr-defined]


def _cldr_countries() -> dict[str, CountryEntry]:
    """All countries with their names in every label language, from Unicode CLDR."""
    locales = {language: _territories(language) for language in LABEL_LANGUAGES}
    codes = [code for code in locales["en"] if code.isalpha() and code not in NO_COUNTRY]
    return {
        code: CountryEntry(
            code=code, names={language: [names[code]] for language, names in locales.items() if code in names}
        )
        for code in codes
    }


def _territories(language: str) -> dict[str, str]:
    # What a language inherits holds no such names, and merging it takes longer than all else here, and ten megabytes.
    known = localedata.load(language, merge_inherited=False)["territories"]
    localedata._cache.clear()  # of all that is known of a language only these names are wanted
    return {code: str(name) for code, name in known.items() if len(code) == 2}


def _with_cldr(entry: CountryEntry, cldr: CountryEntry | None) -> CountryEntry:
    """Our own names first, CLDR's after them, and CLDR's in languages that we say nothing of."""
    if cldr is None:
        return entry
    names = {
        language: list(dict.fromkeys([*entry.names.get(language, []), *cldr.names.get(language, [])]))
        for language in {**entry.names, **cldr.names}
    }
    return entry.model_copy(update={"names": names})


def _check_references(vocabulary: Vocabulary, origin: dict[tuple[str, str], Path]) -> None:
    """Codes and ids that one entry takes from another must exist."""
    places = {*vocabulary.countries, *vocabulary.blocs}

    def check(section: str, key: str, field: str, value: str | None, known: Iterable[str]) -> None:
        if value is not None and value not in known:
            file = origin.get((section, key), "?")
            raise VocabularyError(f"{file}: {section} ({key}): {field}: {value!r} is not in the vocabulary")

    for leader in vocabulary.leaders.values():
        for office in leader.offices:
            check("leaders", leader.id, "offices.country", office.country, places)
    for bloc in vocabulary.blocs.values():
        for member in bloc.members:
            check("blocs", bloc.id, "members.country", member.country, vocabulary.countries)
    for metric in vocabulary.metrics.values():
        check("metrics", metric.id, "topic", metric.topic, vocabulary.topics)
    units = {unit.unit for unit in vocabulary.units}
    for indicator in vocabulary.indicators.values():
        check("indicators", indicator.code, "metric", indicator.metric, vocabulary.metrics)
        check("indicators", indicator.code, "unit", indicator.unit, units)
    for code in vocabulary.unit_codes.values():
        check("unit_codes", code.code, "unit", code.unit, units)
    for topic in vocabulary.topics.values():
        check("topics", topic.id, "parent", topic.parent, vocabulary.topics)
    for series in vocabulary.series.values():
        check("series", series.id, "bloc", series.bloc, vocabulary.blocs)
        for edition in series.editions:
            check("series", series.id, "editions.country", edition.country, vocabulary.countries)
    meanings: dict[tuple[str, str], str] = {}
    for concept in vocabulary.concepts.values():
        check("concepts", concept.id, "of", concept.of, vocabulary.concepts)
        for language, words in concept.words.items():
            for word in words:
                first = meanings.setdefault((language, word), concept.id)
                if first != concept.id or words.count(word) > 1:
                    file = origin.get(("concepts", concept.id), "?")
                    raise VocabularyError(
                        f"{file}: concepts ({concept.id}): words.{language}: {word!r} stands twice, first in {first}"
                    )
