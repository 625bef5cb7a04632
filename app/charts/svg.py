"""Elements of a picture, and the picture as it is served on its own."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Final
from xml.etree import ElementTree as Xml

_RULE: Final = ":root{color-scheme:light dark;font-family:system-ui,sans-serif}"
"""By it a picture alone is light or dark as its reader wants; inside a page it is what the page is."""

ALONE: Final = (
    f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(_RULE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox allow-top-navigation-by-user-activation allow-popups"
)
"""The policy of a picture on its own: it loads and runs nothing, and is styled by its own rule."""

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = Xml.Element


def element(
    name: str, parent: Element | None = None, text: str | None = None, /, **attributes: object
) -> Element:
    """A new element, put into its parent. Names of attributes are written with `_` for `-`; numbers are rounded to a tenth."""
    told = {key.rstrip("_").replace("_", "-"): _told(value) for key, value in attributes.items()}
    found = Xml.Element(name, told) if parent is None else Xml.SubElement(parent, name, told)
    if text is not None:
        found.text = _clean(text)
    return found


def _told(value: object) -> str:
    return f"{round(value, 1) + 0.0:g}" if isinstance(value, float) else _clean(str(value))


def _clean(text: str) -> str:
    """Without characters that XML has not."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def inline(root: Element) -> str:
    """The picture for a page of HTML."""
    return Xml.tostring(root, encoding="unicode")


def alone(root: Element) -> bytes:
    """The picture as a file of its own."""
    rule = Xml.Element("style")
    rule.text = _RULE
    copy = Xml.Element(root.tag, root.attrib)
    copy.extend([*list(root)[:2], rule, *list(root)[2:]])
    return bytes(Xml.tostring(copy, encoding="utf-8", xml_declaration=True))
