"""The server as the protocol's library sees it: what it lists, what it answers, what it says of errors."""

from __future__ import annotations

from typing import Any, Final

from mcp.server.lowlevel import Server
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from pydantic_core import to_json

from app import __version__
from app.api.dependencies import Service
from app.errors import AppError, StoreUnavailable
from app.mcp.answers import Answer, structured
from app.mcp.arguments import compact, input_schema
from app.mcp.tools import INSTRUCTIONS, TOOLS
from app.telemetry import get_logger

log = get_logger(__name__)

_TOLD: Final = 2_000
"""Characters of an error's sentence."""

_READ_ONLY: Final = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def make_server(service: Service, base: str | None) -> Server[Any]:
    """The server. `base`: where people reach the explorer, for permalinks."""

    async def list_tools(_: Any, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=_LISTED)

    async def call_tool(_: Any, params: CallToolRequestParams) -> CallToolResult:
        return await answer_call(service, base, params.name, params.arguments or {})

    return Server(
        "summitry",
        version=__version__,
        title="Summitry",
        description="What leaders say at summits: statements, proposals and economic figures, tied to their sources.",
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        get_tool_input_schema=lambda name: _SCHEMAS.get(name),
    )


async def answer_call(service: Service, base: str | None, name: str, given: dict[str, Any]) -> CallToolResult:
    """What a tool answers; of what goes wrong a sentence that says what to do."""
    tool = TOOLS.get(name)
    if tool is None:
        return _failed(f"There is no tool {name[:60]!r}: there are {', '.join(TOOLS)}.")
    try:
        answer = await tool(service, name, given, base)
    except StoreUnavailable as error:
        return _failed(
            f"{error.detail}. This is for whoever runs the server: `summitry migrate` makes a database, `summitry ingest PATH` fills it."
        )
    except AppError as error:
        return _failed(error.detail)
    except Exception:
        log.exception("tool failed", tool=name)
        return _failed(
            f"{name} failed by a defect of Summitry, not by your arguments; its log tells more. Other questions may still be answered."
        )
    found = structured(answer)
    # The same twice, as the protocol asks for: clients show their models one of the two. Text of sources stays inside of its fields in both.
    return CallToolResult(content=[TextContent(text=to_json(found).decode())], structured_content=found)


def _failed(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=sentence[:_TOLD])], is_error=True)


def output_schema() -> dict[str, Any]:
    """What every tool answers. What its members mean is told once, in the instructions, and what a choice is by the choices themselves."""
    schema = Answer.model_json_schema(mode="serialization")
    found: dict[str, Any] = _undescribed(compact(schema, schema["$defs"]))
    for name in ("resolved", "ambiguous"):
        found["properties"][name] = {"type": "array"}
    return {**found, "required": ["items", "notes"]}


def _undescribed(value: Any) -> Any:
    if isinstance(value, dict):
        left_out = ("description", "additionalProperties", "default")
        return {name: _undescribed(each) for name, each in value.items() if name not in left_out}
    return value


_SCHEMAS: Final = {name: input_schema(tool.model) for name, tool in TOOLS.items()}
_LISTED: Final = [
    Tool(
        name=name,
        title=tool.title,
        description=tool.description,
        input_schema=_SCHEMAS[name],
        output_schema=output_schema(),
        annotations=_READ_ONLY,
    )
    for name, tool in TOOLS.items()
]
