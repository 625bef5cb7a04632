"""What a client of an older contract would miss in a newer one: `breaks(old, new)`, one line each; none where v1 only grew.

The rule (README, Promises): whatever could be asked can be asked, and means the same; whatever was answered is answered as it was.
Answers may have further properties and lists of values further values, requests further parameters and more liberty.

Schemas are compared by what they allow, wherever they stand: names of components and order are nothing to a client. Whether one
schema is within another is decided for the keywords that the contract uses; any other must stand as it stood.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

Schema = dict[str, Any]

_METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_WORDS: Final = {"title", "description", "examples", "example", "default", "deprecated", "$defs"}
"""What tells of a schema without narrowing it. `default` is compared for what is sent: it is what leaving out means."""
_LEAST: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_MOST: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_READ: Final = {
    *("$ref", "type", "anyOf", "enum", "const", "format", "pattern"),
    *("properties", "required", "additionalProperties", "items", *_LEAST, *_MOST),
}


def breaks(old: Schema, new: Schema) -> list[str]:
    """Every promise of `old` that `new` does not keep: where, and what."""
    found = [] if old.get("servers") == new.get("servers") else ["servers: changed"]
    for path, methods in old["paths"].items():
        now = new["paths"].get(path)
        if now is None:
            found.append(f"{path}: gone")
            continue
        for method in _METHODS:
            if method in methods:
                place = f"{method.upper()} {path}"
                if method not in now:
                    found.append(f"{place}: gone")
                    continue
                found += _operation(
                    place, _whole(methods, method), _whole(now, method), Sides(old, new, answered=False)
                )
    return found


def _whole(path: Schema, method: str) -> Schema:
    """An operation with the parameters that its path gives to all of its methods."""
    operation: Schema = path[method]
    return operation | {"parameters": [*path.get("parameters", []), *operation.get("parameters", [])]}


@dataclass(frozen=True)
class Sides:
    """The two documents, and which way a schema must fit: what is sent the old within the new, what is answered the other way."""

    old: Schema
    new: Schema
    answered: bool
    _within: set[tuple[str, str]] = field(default_factory=set)
    """The pairs that are being compared: a schema may hold itself."""

    def resolved(self, schema: Any, document: Schema) -> Schema:
        """The schema that references lead to; `true` and no schema at all allow everything."""
        if schema is True or schema is None:
            return {}
        while "$ref" in schema:
            found: Any = document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                found = found[step.replace("~1", "/").replace("~0", "~")]
            # what stands beside a reference holds, too
            schema = found | {key: value for key, value in schema.items() if key != "$ref"}
        return dict(schema)

    def compared(self, place: str, old: Any, new: Any) -> list[str]:
        """What breaks between two schemas of the same place."""
        old, new = self.resolved(old, self.old), self.resolved(new, self.new)
        pair = (json.dumps(old, sort_keys=True), json.dumps(new, sort_keys=True))
        if pair in self._within:
            return []
        self._within.add(pair)
        try:
            return list(self._broken(place, old, new))
        finally:
            self._within.discard(pair)

    def _broken(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        if not self.answered and old.get("default") != new.get("default"):
            yield f"{place}: left out it means {new.get('default')!r}, not {old.get('default')!r}"
        before, after = self._alternatives(old, self.old), self._alternatives(new, self.new)
        for one in after if self.answered else before:
            tried = []
            for other in before if self.answered else after:
                pair = (other, one) if self.answered else (one, other)
                wrong = list(self._single(place, *pair))
                tried.append((_type(one) != _type(other), len(wrong), wrong))
            yield from min(tried)[2]  # what it comes nearest to tells best what is wrong

    def _alternatives(self, schema: Schema, document: Schema) -> list[Schema]:
        """A schema as those of which a value must fit one: by `anyOf`, and by several types."""
        beside = {key: value for key, value in schema.items() if key not in {"anyOf", *_WORDS}}
        found = []
        for each in schema.get("anyOf") or [{}]:
            each = beside | self.resolved(each, document)
            if "anyOf" in each:
                found += self._alternatives(each, document)
            elif isinstance(each.get("type"), list):
                found += [each | {"type": kind} for kind in each["type"]]
            else:
                found.append(each)
        return found

    def _single(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        """What breaks between two schemas without alternatives."""
        inner, outer = (new, old) if self.answered else (old, new)
        kinds = _type(old), _type(new)
        if _type(outer) not in ("any", _type(inner)) and (_type(inner), _type(outer)) != (
            "integer",
            "number",
        ):
            yield f"{place}: {kinds[1]}, was {kinds[0]}"
            return
        yield from self._values(place, old, new)
        for word in ("format", "pattern"):
            # a format that comes to an answer changes the type that generators make of it
            told = word in outer or (self.answered and word == "format" and word in inner)
            if told and inner.get(word) != outer.get(word):
                yield f"{place}: {word} {new.get(word)!r}, was {old.get(word)!r}"
        for words, tighter in ((_LEAST, lambda a, b: a < b), (_MOST, lambda a, b: a > b)):
            for word in words:
                if word in outer and (word not in inner or tighter(inner[word], outer[word])):
                    yield f"{place}: {word} {new.get(word)!r}, was {old.get(word)!r}"
        for word in sorted((old.keys() | new.keys()) - _READ - _WORDS):
            if old.get(word) != new.get(word):
                yield f"{place}: {word} changed, which is not understood here"
        if "items" in outer:
            yield from self.compared(f"{place}[]", old.get("items"), new.get("items"))
        yield from self._members(place, old, new)

    def _values(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        """Lists of values: those of requests lose none; those of answers may get more, and stay lists."""
        before, after = _listed(old), _listed(new)
        if self.answered:
            if before is not None and after is None:
                yield f"{place}: any value, was one of a list"
        elif after is not None:
            if before is None:
                yield f"{place}: a list of values only, was any"
            else:
                yield from (f"{place}: value {value} gone" for value in before if value not in after)

    def _members(self, place: str, old: Schema, new: Schema) -> Iterator[str]:
        """The properties of an object: none is lost, none of an answer may now be missing, none of a request is now demanded."""
        before, after = old.get("properties", {}), new.get("properties", {})
        for name, schema in before.items():
            if name not in after:
                yield f"{place}.{name}: gone"
            else:
                yield from self.compared(f"{place}.{name}", schema, after[name])
        inner, outer = (new, old) if self.answered else (old, new)
        for name in outer.get("required", []):
            if name not in inner.get("required", []) and (not self.answered or name in after):
                yield f"{place}.{name}: {'may be missing' if self.answered else 'required'}, was not so"
        rest, rest_now = (each.get("additionalProperties", True) for each in (old, new))
        if isinstance(rest, dict) or isinstance(rest_now, dict):
            if rest is False or rest_now is False:
                yield f"{place}: {'no ' if rest_now is False else ''}free names, which was not so"
            else:
                yield from self.compared(f"{place}.*", rest, rest_now)
        elif rest_now is False and rest is not False and not self.answered:
            yield f"{place}: further properties are refused, were passed over"


def _operation(place: str, old: Schema, new: Schema, sent: Sides) -> Iterator[str]:
    if old.get("operationId") != new.get("operationId"):
        yield f"{place}: operationId {new.get('operationId')!r}, was {old.get('operationId')!r}"
    if new.get("security") and new.get("security") != old.get("security"):
        yield f"{place}: asks for a key, or for another one"
    yield from _parameters(place, old, new, sent)
    yield from _body(f"{place} body", old, new, sent)
    answered = Sides(sent.old, sent.new, answered=True)
    for status, response in old.get("responses", {}).items():
        at = f"{place} {status}"
        now = new["responses"].get(status)
        if now is None:
            yield f"{at}: gone"
            continue
        yield from _content(at, response, now, answered)
        for name, header in response.get("headers", {}).items():
            if name not in now.get("headers", {}):
                yield f"{at} header {name}: gone"
            else:
                yield from answered.compared(
                    f"{at} header {name}", header.get("schema"), now["headers"][name].get("schema")
                )


def _parameters(place: str, old: Schema, new: Schema, sent: Sides) -> Iterator[str]:
    def named(operation: Schema, document: Schema) -> dict[tuple[str, str], Schema]:
        found = (sent.resolved(each, document) for each in operation["parameters"])
        return {(each["in"], each["name"]): each for each in found}

    before, after = named(old, sent.old), named(new, sent.new)
    for (where, name), parameter in before.items():
        at, now = f"{place} {where} {name}", after.get((where, name))
        if now is None:
            yield f"{at}: gone"
            continue
        for word in ("style", "explode"):
            if parameter.get(word) != now.get(word):
                yield f"{at}: {word} {now.get(word)!r}, was {parameter.get(word)!r}"
        yield from sent.compared(at, parameter.get("schema"), now.get("schema"))
    for (where, name), now in after.items():
        if now.get("required") and not before.get((where, name), {}).get("required"):
            yield f"{place} {where} {name}: required, was not so"


def _body(place: str, old: Schema, new: Schema, sent: Sides) -> Iterator[str]:
    before, after = (
        sent.resolved(operation.get("requestBody"), document)
        for operation, document in ((old, sent.old), (new, sent.new))
    )
    if after.get("required") and not before.get("required"):
        yield f"{place}: required, was not so"
    yield from _content(place, before, after, sent)


def _content(place: str, old: Schema, new: Schema, sides: Sides) -> Iterator[str]:
    for media, content in old.get("content", {}).items():
        if media not in new.get("content", {}):
            yield f"{place} {media}: gone"
        else:
            yield from sides.compared(
                f"{place} {media}", content.get("schema"), new["content"][media].get("schema")
            )


def _type(schema: Schema) -> str:
    """The type of a schema without alternatives; `any` where it names none."""
    kind: str = schema.get("type", "any")
    return kind


def _listed(schema: Schema) -> list[str] | None:
    """The values that a schema lists, as JSON; None where it lists none."""
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    return None if values is None else [json.dumps(value, sort_keys=True) for value in values]
