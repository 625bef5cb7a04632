"""Which language a text is in. pycld2 knows every language of the region; where it cannot be had, letters decide."""

from __future__ import annotations

import re
import unicodedata

SHORT = 120  # letters; a shorter text is too little to be sure of, its script decides
_DROP = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TELLING = {"kk": "әғқңөұүһі", "tg": "ғӣқӯҳҷ", "uz": "ўқғҳ", "ky": "ңөү", "uk": "іїєґ", "be": "ўі"}


def detect_language(text: str) -> tuple[str, bool]:
    """The language's code (ISO 639-1) and whether it is sure. Short texts are never sure.

    >>> detect_language("Президенты обсудили торговлю.")
    ('ru', False)
    """
    letters = [char for char in text if char.isalpha()]
    cyrillic = sum("CYRILLIC" in unicodedata.name(char, "") for char in letters[:2000])
    by_script = "ru" if cyrillic * 2 > min(len(letters), 2000) else "en"
    if len(letters) < SHORT:
        return by_script, False
    try:
        import pycld2
    except ImportError:  # no wheel for this Python: letters that only one language has
        return _by_letters(letters, by_script), True
    clean = _DROP.sub(" ", text)[:100_000]
    try:
        reliable, _, found = pycld2.detect(clean)
    except pycld2.error:
        return by_script, False
    code = str(found[0][1])
    return (code, True) if reliable and code != "un" else (by_script, False)


def _by_letters(letters: list[str], by_script: str) -> str:
    if by_script != "ru":
        return by_script
    low = [char.lower() for char in letters]
    met = {char for marks in _TELLING.values() for char in marks if low.count(char) * 500 > len(low)}
    # the language whose letters explain all that was met, with the fewest letters to spare
    fitting = [code for code, marks in _TELLING.items() if met and met <= set(marks)]
    return min(fitting, key=lambda code: len(_TELLING[code]), default="ru" if not met else "kk")
