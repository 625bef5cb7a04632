"""Which pages the explorer has: found in its routes, so that no page is left out by whoever adds one."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

import httpx2
from fastapi import APIRouter
from starlette.routing import Route

import app.web

FILES = {".json", ".txt", ".ico", ".js", ".svg", ".csv", ".atom", ".xml"}
"""How paths end that lead to no page."""

REFERENCE = "/docs"
"""Swagger UI: not ours, made of scripts, in English."""

VIEWS = {
    "search: something": "/search?q=trade",
    "search: in Russian": "/search?q=торговля&lang=ru",
    "search: nothing": "/search?q=zzzzzzz",
    "search: not understood": "/search?q=%22",
    "a list narrowed": "/statements?topic={topics}&lang=ru",
    "a list of nothing": "/statements?leader={nobody}",
    "figures of a metric": "/figures?metric={metrics}",
    "claims that disagree": "/claims?disagreeing=true",
    "in Russian": "/?lang=ru",
    "a document in Russian": "/documents/{documents}?lang=ru",
    "a claim in Russian": "/claims/{claims}?lang=ru",
}
"""Further views of pages: in them something is there that the plain page does not show."""

FAULTS = {
    "no such page": ("/nothing-of-the-kind", 404),
    "no such document": ("/documents/doc-0000000000000", 404),
    "no such leader": ("/leaders/no-such-person-at-all", 404),
    "an unknown parameter": ("/statements?colour=red", 422),
    "a bad cursor": ("/statements?cursor=nonsense", 422),
    "a filter of nothing known": ("/statements?topic=no-such-topic", 404),
}
"""Pages of errors, and the status of each."""


@cache
def routes() -> tuple[str, ...]:
    """The paths of all pages, with their parameters in braces."""
    found = set()
    for module in pkgutil.walk_packages(app.web.__path__, "app.web."):
        router = getattr(import_module(module.name), "router", None)
        if isinstance(router, APIRouter):
            found |= {route.path_format for route in router.routes if isinstance(route, Route)}
    return tuple(sorted(path for path in found if PurePosixPath(path).suffix not in FILES))


class Library:
    """A server and what is stored in it, as far as addresses of pages need to know."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.api = httpx2.Client(base_url=address, timeout=30)
        self._richest: dict[str, str] = {}

    def items(self, noun: str) -> Iterator[dict[str, Any]]:
        """All records of a list of the API."""
        of = f"&metric={self.richest('metrics')}" if noun == "series" else ""
        path: str | None = f"/api/v1/{noun}?limit=500{of}"
        while path:
            page = self.api.get(path).raise_for_status().json()
            yield from page["items"]
            path = page["next"]

    def richest(self, noun: str) -> str:
        """The id of the record of a list that has most to show."""
        if noun not in self._richest:
            self._richest[noun] = max(self.items(noun), key=weight_of)["id"]
        return self._richest[noun]

    def silent(self) -> str:
        """The id of a leader of whom nothing is stored."""
        return str(min(self.items("leaders"), key=weight_of)["id"])

    def at(self, path: str) -> str:
        """The address of a page from its route, or from a view of it: `{nobody}` is a silent leader, `{noun}` the richest of a list,
        and `{id}` in `/noun/{id}` the same. Fails on other parameters: tell here what they mean."""
        noun = path.split("/")[1]
        known: dict[str, Callable[[], str]] = {"id": lambda: self.richest(noun), "nobody": self.silent}
        for name in [part.split("}")[0] for part in path.split("{")[1:]]:
            value = known[name]() if name in known else self.richest(name)
            path = path.replace("{" + name + "}", quote(value))
        return f"{path}?metric={self.richest('metrics')}" if path == "/series" else path


def weight_of(item: dict[str, Any]) -> int:
    """How much there is to show of a record."""
    return sum(item["counts"].values()) if "counts" in item else len(json.dumps(item))
