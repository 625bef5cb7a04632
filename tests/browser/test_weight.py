"""What the pages of the samples weigh on the wire, all of them: none more than 150 kB with its style sheet and its icon."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urldefrag, urlsplit

import httpx2
import pytest
from starlette.routing import compile_path

from tests.browser.explorer import Library, routes

MOST = 150_000
BROWSER = {"accept": "text/html", "accept-encoding": "gzip, deflate, br, zstd", "accept-language": "en"}
NOT_FOLLOWED = re.compile(r"^/(api|docs|static|docs-assets|openapi\.json|llms\.txt|favicon)")
LINK = re.compile(r'<a [^>]*?href="([^"]*)"')
PART = re.compile(r'<(?:link rel="(?:icon|stylesheet)"|img|script) [^>]*?(?:href|src)="([^"]*)"')


def is_followed(address: str) -> bool:
    """Whether it is a page of ours that is asked for less than two things: filters make more together than can be visited."""
    parts = urlsplit(address)
    asked = {name for name, _ in parse_qsl(parts.query)} - {"lang"}
    return not parts.netloc and not NOT_FOLLOWED.match(parts.path) and len(asked) < 2


@pytest.mark.timeout(300)
def test_no_page_is_heavy_and_no_link_is_dead(library: Library) -> None:
    known = [compile_path(route)[0] for route in routes()]
    weights: dict[str, int] = {}
    parts: dict[str, int] = {}
    with httpx2.Client(base_url=library.address, headers=BROWSER, timeout=30) as client:

        def fetched(address: str) -> tuple[str, int]:
            answer = client.get(address, follow_redirects=True)
            assert answer.status_code == 200, f"{answer.status_code}: {address}"
            return answer.text, answer.num_bytes_downloaded

        waiting = ["/"]
        seen = set(waiting)
        while waiting:
            address = waiting.pop()
            path = urlsplit(address).path
            assert any(route.match(path) for route in known), f"{path} is no page that the tests know of"
            html, weights[address] = fetched(address)
            for part in map(unescape, PART.findall(html)):
                if part not in parts:
                    parts[part] = fetched(part)[1]
                weights[address] += parts[part]
            for link in LINK.findall(html):
                found = urldefrag(unescape(link)).url
                if found and found not in seen and is_followed(found):
                    seen.add(found)
                    waiting.append(found)
    heaviest = sorted(weights, key=lambda address: weights[address])[-5:]
    print({address: weights[address] for address in heaviest}, len(weights))
    assert len(weights) > 400 and parts
    assert {address: weights[address] for address in heaviest if weights[address] > MOST} == {}
