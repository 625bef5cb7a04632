"""The two limits: constant bytes from bare ASGI, and from a FastAPI route that checks the same parameters. Both with the server's own settings.

Annotations are evaluated here, for FastAPI looks for their names among those of the module only, and the bare one imports no framework.
"""

import socket
import sys
from pathlib import Path
from typing import Annotated, Any

import uvicorn

ROOT = Path(__file__).resolve().parent.parent


def bare(body: bytes) -> Any:
    """Sends the bytes, whatever is asked for."""
    head = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": head})
            await send({"type": "http.response.body", "body": body})

    return application


def checked(body: bytes) -> Any:
    """The bytes behind the parameters of the list of statements."""
    sys.path.insert(0, str(ROOT))
    from fastapi import FastAPI, Query, Response

    from app.queries.params import StatementParams

    application = FastAPI(openapi_url=None, telemetry={"tracing": False, "metrics": False, "logs": False})

    @application.get("/api/v1/statements")
    async def statements(params: Annotated[StatementParams, Query()]) -> Response:
        return Response(body, media_type="application/json")

    return application


def main() -> None:
    kind, port, file = sys.argv[1], int(sys.argv[2]), Path(sys.argv[3])
    listener = socket.create_server(("127.0.0.1", port), backlog=2048)
    make = {"bare": bare, "checked": checked}[kind]
    config = uvicorn.Config(
        make(file.read_bytes()),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        http="httptools",
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
