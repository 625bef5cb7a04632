"""What an answer's reader must know, in the language of the page: the API writes its notes in English, for whoever writes programs."""

from __future__ import annotations

import re
from typing import Final

from app.web.view import View

_KNOWN: Final = {
    "no_words": r"q holds no letter or digit to search for.*",
    "only_left_out": r"q only says what to leave out.*",
    "many_words": r"q has (?P<number>\d+) words; at most (?P<most>\d+) are searched for.*",
    "beyond": r"More than (?P<number>[\d,]+) \w+ fit; only the newest [\d,]+ are ranked and shown.*",
    "days_reversed": r"date_from \((?P<day>\S+)\) lies after date_to \((?P<until>\S+)\).*",
    "both": r"(?P<filter>\w+) is asked for and left out.*",
    "units": r"value_(?:from|to) compares the numbers of different units.*",
    "relevance": r"sort=relevance needs q.*",
    "rejected_alone": r"Rejected records are listed alone.*",
    "rejected_by_words": r"What somebody rejected is not searched by words.*",
    "gone": r"All that lay on this side of the cursor is gone.*",
    "no_vintage": r"There are no official values of the vintage (?P<day>\S+) beside it.*",
    "no_point": r"No point fits all of this; the series has (?P<number>\d+), of (?P<day>\S+) to (?P<until>[\d-]+)\.",
    "no_series": r"No series of \S+ fits all of these filters\. There are (?P<number>\d+) of it.*",
    "nothing_claimed": r"Nothing that is stored claims anything of \S+ with a period.*",
    "no_document": r"No document of it is stored\.",
    "no_edition": r"No document is stored of the editions between: (?P<names>.*)\.",
    "no_days_before": r"No document is stored of the days before, (?P<day>\S+) to (?P<until>[\d-]+)\.",
}
"""Key in words/*.yaml -> the note, as the rooms that write it word it."""

_PATTERNS: Final = {key: re.compile(pattern, re.DOTALL) for key, pattern in _KNOWN.items()}


def note_of(view: View, note: str) -> tuple[str, str]:
    """A note for a reader, and the language that it is in; one that nobody has worded for pages is told as the API has it."""
    for key, pattern in _PATTERNS.items():
        if found := pattern.fullmatch(note):
            told = {name: _told(view, name, value) for name, value in found.groupdict().items()}
            return view.words(f"note.{key}", **told), view.language
    return note, "en"


def _told(view: View, name: str, value: str) -> str:
    if name in ("number", "most"):
        return view.words.number(value.replace(",", ""))
    if name in ("day", "until"):
        return view.words.day(value)
    key = f"filter.{value}"
    return view.words(key) if name == "filter" and key in view.words else value
