"""Bytes -> text, with the encoding known: byte order mark, then what was declared, then strict UTF-8, then Cyrillic letter frequencies.

A text that no reading fits is refused: wrong letters stored silently are worse than a document left out.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass

from app.errors import UnreadableSource

# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")
LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"  # of Russian, most frequent first
WEIGHTS = {letter: 1 - rank / 16 for rank, letter in enumerate(LETTERS)}
HARMLESS = frozenset("\xa0«»„“”‘’–—…№§°©®±·")
HIGH = re.compile(r"[^\x00-\x7f]+")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")  # tab, line feeds and form feeds are text, the rest is not
UTF8_CYRILLIC = re.compile(rb"[\xd0-\xd3][\x80-\xbf]")
GARBLED = re.compile(
    "[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f\u0490\u0491\u2010-\u203a\u20ac\u2116\u2122]"
)

# Chosen on slices of 5 to 400 characters of news texts. From 80 on, the right reading scores 0.35 to 0.6 a letter; a wrong one
# may come near it on a short slice, so the lead over the second decides.
PLAUSIBLE = 0.25  # a letter
CLEAR_LEAD = 3.0  # over all letters: cp1251 and mac-cyrillic differ in few of them, but in those plainly
FEW_LETTERS = 20
SAMPLE = 65_536  # bytes looked at; more cannot tell more


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A text, the Python name of its encoding, and what a reader should know of how it was found."""

    text: str
    encoding: str
    sha256: str
    """Hex, of the original bytes."""
    warnings: tuple[str, ...] = ()


def decode(raw: bytes, *, declared: str | None = None) -> Decoded:
    """Read bytes as text. `declared` is an encoding named from outside; it is checked, not believed.

    Raises `UnreadableSource` for binary data, mixed encodings and bytes that fit none.
    """
    warnings: list[str] = []
    text, encoding = _read(raw, declared, warnings)
    found = CONTROLS.search(text)
    if found:
        raise UnreadableSource(
            f"binary data: the control character U+{ord(found[0]):04X} stands at {found.start()}"
        )
    if _garbled(text):
        raise UnreadableSource(
            "the letters were garbled before the text was saved (UTF-8 once read as windows-1251)"
        )
    if lost := text.count("\ufffd"):
        warnings.append(f"{lost} characters were lost before the text was saved (U+FFFD)")
    return Decoded(
        text=text, encoding=encoding, sha256=hashlib.sha256(raw).hexdigest(), warnings=tuple(warnings)
    )


def _read(raw: bytes, declared: str | None, warnings: list[str]) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            try:
                return raw[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise UnreadableSource(
                    f"marked as {encoding}, but byte {error.start + len(mark)} does not fit"
                ) from None
    named = _known(declared)
    if declared and named is None:
        warnings.append(f"unknown encoding {declared!r} was declared")
    if b"\x00" in raw and not (named and named.startswith(("utf-16", "utf-32"))):
        raise UnreadableSource(f"binary data, or UTF-16 without its mark: a NUL byte at {raw.index(0)}")
    if raw.isascii():
        return raw.decode("ascii"), "utf-8"
    # Cyrillic in one byte a letter is practically never valid UTF-8, so UTF-8 that fits beats any other claim
    # but that of a wider one, which its text would fit as well by accident.
    if named is not None and named.startswith(("utf-16", "utf-32")):
        text = _try(raw, named)
        if text is not None:
            return text, named
    text = _try(raw, "utf-8")
    if text is not None:
        if named not in (None, "utf-8", "ascii"):
            warnings.append(f"declared as {declared}, read as UTF-8")
        return text, "utf-8"
    _refuse_mixed_utf8(raw)
    return _one_byte(raw, declared, named, warnings)


def _one_byte(raw: bytes, declared: str | None, named: str | None, warnings: list[str]) -> tuple[str, str]:
    """One byte a letter: the Cyrillic reading that looks most like words, unless the declared one is not worse."""
    start = next(position for position, byte in enumerate(raw) if byte > 0x7F)
    sample = raw[start : start + SAMPLE]
    letters = sum(byte > 0x7F for byte in sample)
    found = {encoding: score(sample, encoding) for encoding in CYRILLIC}
    found["mac-cyrillic"] -= (
        CLEAR_LEAD / letters
    )  # all but extinct, and its small letters are those of cp1251
    ranked = sorted(
        ((value, encoding) for encoding, value in found.items()), key=lambda item: item[0], reverse=True
    )
    (best, encoding), (second, other) = ranked[:2]
    plausible = best >= PLAUSIBLE
    if named is not None and (text := _try(raw, named)) is not None:
        if not plausible or (best - score(sample, named)) * letters < CLEAR_LEAD:
            return text, named
        warnings.append(f"declared as {declared}, read as {encoding}")
    if not plausible:
        western, cyrillic = _try(raw, "cp1252"), _try(raw, "cp1251")
        if western is not None and western == cyrillic:  # only quotation marks and dashes, the same in both
            return western, "cp1252"
        raise UnreadableSource(
            "the encoding is none of UTF-8, UTF-16 with a mark, or a Cyrillic one; save it as UTF-8"
        )
    doubt = (best - second) * letters < CLEAR_LEAD and (encoding, other) != ("cp1251", "mac-cyrillic")
    if doubt and sample.decode(encoding) != _try(sample, other):
        raise UnreadableSource(
            f"the encoding cannot be told: {encoding} and {other} fit alike; save it as UTF-8"
        )
    if letters < FEW_LETTERS:
        warnings.append(f"read as {encoding}, a guess from {letters} letters")
    _refuse_mixed_lines(raw, encoding)
    text = _try(raw, encoding)
    if text is None:
        raise UnreadableSource(f"begins as {encoding}, but holds bytes that are none: mixed, or cut together")
    return text, encoding


def score(raw: bytes, encoding: str) -> float:
    """How much bytes read in an encoding look like Russian words: a mean a letter, about 0.5 if right."""
    text = _try(raw, encoding)
    if text is None:
        return -9.0
    total, count, before = 0.0, 0, " "
    for letter in text:
        if letter > "\x7f" and letter not in HARMLESS:
            count += 1
            total += WEIGHTS.get(letter.lower(), -2.0)
            # Case changes and alphabets meet inside words only where the reading is wrong.
            total -= 2.0 * (before.islower() and letter.isupper()) + 2.0 * (
                before.isascii() and before.isalpha()
            )
        elif letter.isalpha() and before > "\x7f" and before.isalpha():
            total -= 2.0
        before = letter
    return total / count if count else 0.0


def _refuse_mixed_utf8(raw: bytes) -> None:
    """Bytes that are UTF-8 for the most part are not another encoding but a broken or mixed file."""
    fitting = 2 * len(UTF8_CYRILLIC.findall(raw))
    if fitting > 8 and 2 * fitting > sum(byte > 0x7F for byte in raw):
        try:
            raw.decode()
        except UnicodeDecodeError as error:
            raise UnreadableSource(
                f"UTF-8 with other bytes in it, the first at {error.start}: mixed or cut off"
            ) from None


def _refuse_mixed_lines(raw: bytes, encoding: str) -> None:
    """Every line that is long enough to tell must be in the encoding of the whole."""
    for number, line in enumerate(raw.splitlines(), start=1):
        if sum(byte > 0x7F for byte in line) < 30:
            continue
        if score(line, encoding) > PLAUSIBLE:
            continue
        best, other = max((score(line, each), each) for each in CYRILLIC)
        if (
            other != encoding
            and best > PLAUSIBLE
            and (best - score(line, encoding)) * len(line) > 3 * CLEAR_LEAD
        ):
            raise UnreadableSource(f"mixed encodings: line {number} is {other}, the rest {encoding}")


def _garbled(text: str) -> bool:
    """Whether most letters come in the pairs that UTF-8 Cyrillic makes when it is read as windows-1251."""
    pairs = len(GARBLED.findall(text))
    return pairs > 4 and 4 * pairs > sum("\u0400" <= letter <= "\u04ff" for letter in text)


def _known(encoding: str | None) -> str | None:
    try:
        return codecs.lookup(encoding).name if encoding else None
    except LookupError:
        return None


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None
