"""The server as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sojourn.web.followed import Streams
from sojourn.web.guard import Guard
from sojourn.web.jobs import Jobs
from sojourn.web.limits import WORKERS
from sojourn.web.pool import Pool
from sojourn.web.routes import ROUTES
from sojourn.web.runs import Runs
from sojourn.web.studies import Studies

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""Names of this machine to itself."""


def app(hosts: Sequence[str] = LOOPBACK, workers: int = WORKERS) -> Starlette:
    """The application.

    Args:
        hosts: names, without port, under which it may be asked for.
        workers: processes that simulate what somebody looks at; one more works behind them.
    """

    @asynccontextmanager
    async def life(made: Starlette) -> AsyncIterator[None]:
        pool, streams = Pool(workers), Streams()
        made.state.pool, made.state.runs = pool, Runs(pool, streams)
        made.state.studies, made.state.jobs = Studies(pool, streams), Jobs(pool, streams)
        await pool.start()
        try:
            yield
        finally:
            pool.close()

    return Starlette(
        routes=ROUTES,
        lifespan=life,
        middleware=[Middleware(Guard, hosts=tuple(hosts)), Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={HTTPException: _plain, Exception: _fault},
    )


async def _plain(request: Request, trouble: Exception) -> Response:
    status = trouble.status_code if isinstance(trouble, HTTPException) else 500
    why = {404: "there is nothing here", 405: "this is not asked for in that way"}.get(status, "it cannot be answered")
    return JSONResponse({"problems": [{"path": "", "message": why, "allowed": None}]}, status)


async def _fault(request: Request, trouble: Exception) -> Response:
    why = "something went wrong that should not; the server's log says what"
    return JSONResponse({"problems": [{"path": "", "message": why, "allowed": None}]}, 500)
