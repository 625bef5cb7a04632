"""JSON-LD as its users read it: by a public processor, whose loader knows one address and asks no network."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from pyld import jsonld  # type: ignore[import-untyped]
from starlette.testclient import TestClient

SCHEMA, OA, PROV, XSD = (
    "https://schema.org/",
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/2001/XMLSchema#",
)
API = "/api/v1"
CONTEXT = "http://testserver/api/v1/context.jsonld"
Node = dict[str, Any]


@cache
def loader(client: TestClient) -> Callable[[str, Node], Node]:
    """What loads the context that this application serves, and nothing else."""
    context = client.get(f"{API}/context.jsonld").json()

    def load(url: str, options: Node) -> Node:
        assert url == CONTEXT, f"another document is asked for: {url}"
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": context,
        }

    return load


def expanded(client: TestClient, document: Node) -> Node:
    """The one node that a record says; terms without a meaning are an error, where a processor would drop them."""
    [node] = jsonld.expand(document, {"documentLoader": loader(client)})
    assert isinstance(node, dict)
    return node


def nodes(client: TestClient, document: Node) -> dict[str, Node]:
    """Every node by its id, those without an address, too."""
    found = jsonld.flatten(document, None, {"documentLoader": loader(client)})
    return {each["@id"]: each for each in found}


def compacted(client: TestClient, node: Node) -> Node:
    """Back again, with the same context."""
    found = jsonld.compact(node, CONTEXT, {"documentLoader": loader(client)})
    assert isinstance(found, dict)
    return found


def only(node: Node, term: str) -> Any:
    """The one value of a property: text, or the node."""
    [value] = node[term]
    return value.get("@value", value)


def terms(document: Any) -> set[str]:
    """Every name that a document uses, but for the keywords and the languages of names."""
    if isinstance(document, list):
        return set().union(*map(terms, document)) if document else set()
    if not isinstance(document, dict):
        return set()
    found = {name for name in document if not name.startswith("@")}
    for name, value in document.items():
        if name != "name":
            found |= terms(value)
    return found


def sorted_all(value: Any) -> Any:
    """The same with lists in one order: JSON-LD's are sets."""
    if isinstance(value, dict):
        return {name: sorted_all(value[name]) for name in sorted(value)}
    return sorted((sorted_all(each) for each in value), key=repr) if isinstance(value, list) else value
