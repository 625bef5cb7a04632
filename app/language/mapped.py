"""The Russian dictionary where it lies on the disk: its pages are the file's, which the system shares between processes and takes back.

pymorphy3 itself reads the whole dictionary into the memory of each process, 20 MB in place of 3. Readings are the same; a new word takes twice
as long. So who serves looks words up here, and who reads a million words does not.
"""

from __future__ import annotations

import struct
from array import array
from binascii import a2b_base64
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

from dawg_python import IntDAWG, RecordDAWG
from dawg_python.wrapper import Dictionary as Units
from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import Parse, ProbabilityEstimator, auto
from pymorphy3.dawg import ConditionalProbDistDAWG, PredictionSuffixesDAWG, WordsDawg
from pymorphy3.opencorpora_dict import Dictionary
from pymorphy3.opencorpora_dict.storage import _load_gramtab, _load_tag_class, load_meta
from pymorphy3.utils import json_read

_SIZE = struct.Struct("=I")
_ENDS = 1 << 8
_LABEL = 1 << 31 | 0xFF


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as file:
        return memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))


class _Units(Units):
    """The nodes of a graph: bit 8 tells that a key may end, bits 10 and on where the next ones lie, bits 0 to 7 by which byte one came."""

    def __init__(self, units: memoryview) -> None:
        self._units = units

    def follow_char(self, label: int, index: int) -> int | None:
        return self.follow_bytes((label,), index)

    def follow_bytes(self, s: Any, index: int) -> int | None:
        units = self._units
        for label in s:
            unit = units[index]
            index ^= (unit >> 10 << ((unit & 512) >> 6)) ^ label
            if units[index] & _LABEL != label:
                return None
        return index


class _Records(RecordDAWG):
    """Words with what is written of each behind a separator."""

    def __init__(self, path: Path, form: str) -> None:
        super().__init__(form)
        view = _mapped(path)
        end = 4 + 4 * _SIZE.unpack_from(view)[0]
        self._units = view[4:end].cast("I")
        self._guide = view[end + 4 :]  # first the byte of a node's first child, then that of its next sibling
        self.dct = _Units(self._units)

    def _value_for_index(self, index: int) -> list[tuple[Any, ...]]:
        units, guide = self._units, self._guide
        level = [(index, b"")]
        while not units[level[0][0]] & _ENDS:  # all that is written is of one length
            below = []
            for node, key in level:
                unit = units[node]
                start = node ^ (unit >> 10 << ((unit & 512) >> 6))
                label = guide[2 * node]
                while label:
                    child = start ^ label
                    below.append((child, key + b"%c" % label))
                    label = guide[2 * child + 1]
            level = below
        unpack = self._struct.unpack
        return [unpack(a2b_base64(key)) for _, key in level]


class _Chances(IntDAWG):
    """How often a word has a tag."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        view = _mapped(path)
        self.dct = _Units(view[4 : 4 + 4 * _SIZE.unpack_from(view)[0]].cast("I"))
        self._last: tuple[str, int | None] = ("", None)

    def prob(self, word: str, tag: object) -> float:
        asked, place = self._last
        if asked != word:  # it is asked for each tag in turn
            place = self.dct.follow_bytes(f"{word}:".encode(), 0)
            self._last = (word, place)
        if place is None or (end := self.dct.follow_bytes(str(tag).encode(), place)) is None:
            return 0.0
        return self.dct.value(end) / ConditionalProbDistDAWG.MULTIPLIER if self.dct.has_value(end) else 0.0


class _Estimator(ProbabilityEstimator):
    def __init__(self, path: Path) -> None:
        self.p_t_given_w = _Chances(path / "p_t_given_w.intdawg")


class _Paradigms:
    """Numbers of each paradigm's endings, tags and prefixes."""

    def __init__(self, path: Path) -> None:
        self._numbers = _mapped(path).cast("H")
        self._starts = array("I")
        at = 1
        for _ in range(self._numbers[0]):
            self._starts.append(at)
            at += 1 + self._numbers[at]

    def __getitem__(self, number: int) -> memoryview:
        start = self._starts[number]
        return self._numbers[start + 1 : start + 1 + self._numbers[start]]


class _Tags:
    """Tags, each made when it is first met."""

    def __init__(self, written: list[str], make: Any) -> None:
        self._written = written
        self._make = make
        self._made: dict[int, Any] = {}

    def __getitem__(self, number: int) -> Any:
        found = self._made.get(number)
        if found is None:
            found = self._made[number] = self._make(self._written[number])
        return found


class _Dictionary(Dictionary):
    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.meta = load_meta(path / "meta.json")
        self.lang = self.meta["language_code"]
        self.Tag = _load_tag_class("opencorpora-int", path / "grammemes.json")
        self.gramtab = _Tags(_load_gramtab(self.meta, "opencorpora-int", path), self.Tag)
        self.suffixes = json_read(path / "suffixes.json")
        self.paradigms = _Paradigms(path / "paradigms.array")
        self.paradigm_prefixes = self.meta["compile_options"]["paradigm_prefixes"]
        self.words = _Records(path / "words.dawg", WordsDawg.DATA_FORMAT)
        self.prediction_suffixes_dawgs = [
            _Records(path / f"prediction-suffixes-{number}.dawg", PredictionSuffixesDAWG.DATA_FORMAT)
            for number in range(len(self.paradigm_prefixes))
        ]


class MappedAnalyzer(MorphAnalyzer):
    """`pymorphy3.MorphAnalyzer` over a folder of its dictionaries."""

    def __init__(self, path: str) -> None:
        self.dictionary = _Dictionary(Path(path))
        self.lang = self.dictionary.lang
        self.prob_estimator = _Estimator(Path(path))
        self._result_type = type("Parse", (Parse,), {"_morph": self, "_dict": self.dictionary})
        self._init_char_substitutes(auto)
        self._init_units()
