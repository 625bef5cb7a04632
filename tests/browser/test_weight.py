"""What pages weigh on the wire, the longest of each kind that the samples make: none more than 150 kB with its style sheet and its icon."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote, urlsplit

import httpx2
from starlette.routing import compile_path

from tests.browser.explorer import REFERENCE, VIEWS, Library, routes, weight_of

MOST = 150_000
BROWSER = {"accept": "text/html", "accept-encoding": "gzip, deflate", "accept-language": "en"}
LONGEST = 40
"""Pages of a kind, those with most on them first."""

ROWS = "100"
"""As many as a page of a list has at most."""

ELSEWHERE = re.compile(r"^/(api|docs|static|docs-assets|openapi\.json|llms\.txt|favicon)")
LINK = re.compile(r'<a [^>]*?href="([^"]*)"')
PART = re.compile(r'<(?:link rel="(?:icon|stylesheet)"|img|script) [^>]*?(?:href|src)="([^"]*)"')


def addresses(library: Library) -> list[str]:
    found = [library.at(path) for path in VIEWS.values()]
    for route in routes():
        if route == REFERENCE:  # a megabyte of Swagger UI, kept by the browser
            continue
        noun = route.split("/")[1]
        if "{" not in route:
            address = library.at(route)
            found.append(address)
            longer = f"{address}{'&' if '?' in address else '?'}limit={ROWS}"
            if library.api.get(longer, headers=BROWSER).status_code == 200:
                found.append(longer)
        elif route.endswith("/{id}"):
            longest = sorted(library.items(noun), key=weight_of, reverse=True)[:LONGEST]
            found += [route.replace("{id}", quote(item["id"])) for item in longest]
    return found


def test_no_page_is_heavy(library: Library) -> None:
    known = [compile_path(route.replace("{id}", "{id:path}"))[0] for route in routes()]
    weights: dict[str, int] = {}
    parts: dict[str, int] = {}
    with httpx2.Client(
        base_url=library.address, headers=BROWSER, timeout=60, follow_redirects=True
    ) as client:

        def fetched(address: str) -> tuple[str, int]:
            answer = client.get(address)
            assert answer.status_code == 200, f"{answer.status_code}: {address}"
            return answer.text, answer.num_bytes_downloaded

        for address in addresses(library):
            html, weights[address] = fetched(address)
            for part in map(unescape, PART.findall(html)):
                if part not in parts:
                    parts[part] = fetched(part)[1]
                weights[address] += parts[part]
            for link in map(unescape, LINK.findall(html)):
                path = urlsplit(link).path
                if path and not urlsplit(link).netloc and not ELSEWHERE.match(path):
                    assert any(route.match(path) for route in known), (
                        f"{path} is no page that the tests know of"
                    )
    heaviest = sorted(weights, key=lambda address: weights[address])[-5:]
    print({address: weights[address] for address in heaviest}, len(weights))
    assert len(weights) > 300 and len(parts) >= 2
    assert {address: weights[address] for address in heaviest if weights[address] > MOST} == {}
