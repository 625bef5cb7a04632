"""Pictures of the main pages, which stand in `docs/` and in the README: `SUMMITRY_REWRITE_SCREENSHOTS=1 pytest tests/browser` takes them anew.

They are not compared dot by dot: letters look a little different wherever fonts are others. Each is there, of its size, not blank, no heavier
than a page, and of the same colours as what is seen today.
"""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from typing import Any

import pytest
from PIL import Image, ImageStat

from app.settings import ROOT
from tests.browser.conftest import Watching
from tests.browser.explorer import Library

DOCS = ROOT / "docs"
HEAVIEST = 150_000
COLOURS = 64
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


@dataclass(frozen=True)
class Shot:
    """A page, and how it is looked at. `target`: a selector of what is clicked before."""

    path: str
    viewport: dict[str, int]
    theme: str = "light"
    click: str = ""


SHOTS = {
    "front": Shot("/", DESK),
    "search": Shot("/search?q=trade", DESK),
    "leader": Shot("/leaders/sadyr-japarov", DESK),
    "document": Shot("/documents/{documents}", DESK, click=".text .statement a"),
    "claim": Shot(
        "/claims/cl-7xwnz3dxj2nv1", DESK
    ),  # the id names the thing: what two texts tell of one trade
    "series": Shot("/series/trade_turnover.level.money.actual.KG.KZ", DESK),
    "agenda": Shot("/agenda?summit=consultative-meeting-central-asia-7", DESK),
    "document-dark": Shot("/documents/{documents}", DESK, "dark", click=".text .statement a"),
    "document-russian-phone": Shot("/documents/{documents}?lang=ru", PHONE),
}


@pytest.mark.parametrize("name", SHOTS)
def test_the_pictures_are_of_today_s_pages(watching: Watching, library: Library, name: str) -> None:
    shot = SHOTS[name]
    options: dict[str, Any] = {
        "viewport": shot.viewport,
        "color_scheme": shot.theme,
    }
    with watching(**options) as seen:
        page = seen.page(library.at(shot.path))
        if shot.click:
            page.locator(shot.click).first.click()
        today = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
    file = DOCS / f"{name}.png"
    if os.environ.get("SUMMITRY_REWRITE_SCREENSHOTS"):
        DOCS.mkdir(exist_ok=True)
        today.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    assert file.stat().st_size <= HEAVIEST
    kept = Image.open(file).convert("RGB")
    assert kept.size == today.size == tuple(shot.viewport.values())
    for picture in (kept, today):
        assert len(picture.getcolors(2**24) or ()) > 16 and max(ImageStat.Stat(picture).stddev) > 10, (
            "it is blank"
        )
    apart = [abs(a - b) for a, b in zip(ImageStat.Stat(kept).mean, ImageStat.Stat(today).mean, strict=True)]
    assert max(apart) < 12, f"{file.name} shows another page: take it anew"
