"""The published contract: what FastAPI derives from the routes, with our errors on every operation and an example in every
schema."""

from __future__ import annotations

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from app.api.negotiation import UNKEPT
from app.api.problems import MEDIA_TYPE, FaultOut, ProblemOut
from app.queries.choices import CUT
from app.schemas.common import Out

_DESCRIPTIONS: Final = {
    "200": "What was asked for.",
    "202": "Taken: it is on the disk, and read as soon as can be.",
    "204": "Done.",
    "304": "The client's copy is still good (If-None-Match).",
    "401": "No key was sent, or one that opens nothing.",
    "403": "The key is for something else.",
    "404": "There is no such record, or a filter names something unknown.",
    "406": "The client takes no format that is served.",
    "409": "Values contradict each other, or the Idempotency-Key came with another body before.",
    "410": "The record was stored once and is no more.",
    "412": "The record has another revision than the one that was named: nothing was changed.",
    "413": "The body is too long.",
    "414": "The address is too long.",
    "415": "The body is not sent as application/json.",
    "422": "A value does not fit the schema, or a parameter is unknown.",
    "428": "The record's revision was not named in If-Match.",
    "500": "A mistake of ours.",
    "503": "The database is away, the service is busy, or the query took too long; Retry-After tells when to ask again.",
}
_ALWAYS: Final = ("413", "414", "422", "500", "503")
_RECORDS: Final = tuple(
    f"/api/v1/{noun}/{{id}}" for noun in ("statements", "proposals", "figures", "documents")
)
_HEADERS: Final = {
    "ETag": ("Names this answer; send it back in If-None-Match.", "string", 'W/"5c1d0e8a7b2f4c3d9e6a0b1c"'),
    "X-Data-Version": ("Version of the stored data.", "integer", 42),
}


def contract(
    app: FastAPI, *, description: str, tags: list[dict[str, str]], longest_text: int
) -> dict[str, Any]:
    """The OpenAPI document of the application."""
    found = get_openapi(
        title=app.title,
        version=app.version,
        description=description,
        routes=app.routes,
        tags=tags,
        license_info={"name": "MIT", "identifier": "MIT"},
    )
    found["servers"] = [{"url": "/", "description": "This service"}]
    schemas: dict[str, Any] = found["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for model in (ProblemOut, FaultOut):
        schemas[model.__name__] = model.model_json_schema(
            mode="serialization", ref_template="#/components/schemas/{model}"
        )
        schemas[model.__name__].pop("$defs", None)
    if "ExtractIn" in schemas:
        schemas["ExtractIn"]["properties"]["text"]["maxLength"] = longest_text
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            _describe(path, method, operation)
    whole = _examples(Out)
    for name, schema in schemas.items():
        if name in whole:
            schema["examples"] = whole[name]
    for operations in found["paths"].values():
        for operation in operations.values():
            _add_cut(operation, schemas)
    for name, schema in schemas.items():
        if "examples" not in schema:
            schema["examples"] = [_example(name, schema, schemas)]
    return found


def _describe(path: str, method: str, operation: dict[str, Any]) -> None:
    """Summary and description from the docstring; every status that can occur."""
    summary, _, rest = operation["description"].partition("\n")
    operation["summary"] = summary.strip()
    operation["description"] = " ".join(rest.split())
    responses: dict[str, Any] = operation["responses"]
    answered = [status for status in responses if status < "300"]
    for status in answered:
        responses[status]["description"] = _DESCRIPTIONS[status]
    served, kept = path.startswith("/api/"), method == "get" and not path.startswith(UNKEPT)
    statuses = {*_ALWAYS, *(status for status in responses if status >= "400")}
    if served:
        statuses |= (
            {"404", "406"} | ({"304"} if kept else set()) | ({"415"} if "requestBody" in operation else set())
        )
    if path.startswith(_RECORDS):
        statuses |= {"410"}
    if "security" in operation:
        statuses |= {"401", "403"}
    for parameter in operation.get("parameters", []):
        if (
            parameter["name"] == "if-match"
        ):  # optional to the framework, whose word for what is missing would be another
            statuses |= {"412", "428"}
            parameter["required"] = True
            told = parameter["schema"]
            parameter["schema"] = {
                "type": "string",
                "pattern": told["pattern"],
                "examples": told["examples"],
            }
    for status in sorted(statuses):
        responses[status] = {"description": _DESCRIPTIONS[status]}
        if status != "304":
            responses[status]["content"] = {
                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}
            }
    if served and kept:
        for status in (*answered, "304"):
            responses[status]["headers"] = {
                name: {"description": text, "schema": {"type": kind}, "example": example}
                for name, (text, kind, example) in _HEADERS.items()
            }


def _add_cut(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """What `fields` makes of the answer: another media type, whose schema asks for nothing of a record but its id."""
    if not any(parameter["name"] == "fields" for parameter in operation.get("parameters", [])):
        return
    content = operation["responses"]["200"]["content"]
    content[CUT] = {"schema": {"$ref": _cut(content["application/json"]["schema"]["$ref"], schemas)}}


def _cut(reference: str, schemas: dict[str, Any]) -> str:
    """The schema of a record, or of a page of records, as they are cut."""
    head, _, name = reference.rpartition("/")
    cut = f"{name.removesuffix('Out')}Cut"
    page = schemas[name]["properties"].get("items")
    if page:
        items = _cut(page["items"]["$ref"], schemas)
        cut = f"Page_{items.rpartition('/')[2]}_"
        properties = schemas[name]["properties"] | {"items": page | {"items": {"$ref": items}}}
        schemas[cut] = schemas[name] | {"title": cut, "properties": properties}
    else:
        example = schemas[name]["examples"][0]
        schemas[cut] = schemas[name] | {
            "title": cut,
            "required": ["id"],
            "description": "As many of the record's fields as `fields` names.",
            "examples": [{field: example[field] for field in ("id", "title", "span") if field in example}],
        }
    return f"{head}/{cut}"


def _examples(shape: type[BaseModel]) -> dict[str, list[Any]]:
    """Name -> examples of a shape and all that derive from it: FastAPI drops every null from those it publishes."""
    found: dict[str, list[Any]] = {}
    for child in shape.__subclasses__():
        extra = child.model_config.get("json_schema_extra")
        if isinstance(extra, dict) and isinstance(examples := extra.get("examples"), list):
            found[child.__name__] = list(examples)
        found |= _examples(child)
    return found


def _example(name: str, schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """An example for what has none of its own: enumerations, and pages of records."""
    if "enum" in schema:
        return schema["enum"][0]
    if "items" in schema.get("properties", {}):
        reference = schema["properties"]["items"]["items"]["$ref"].rpartition("/")[2]
        return {
            "items": schemas[reference]["examples"][:1],
            "next": None,
            "prev": None,
            "data_version": 42,
            "notes": [],
        }
    raise LookupError(f"the schema {name} needs an example")
