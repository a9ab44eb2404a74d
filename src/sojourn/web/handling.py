"""What every address does with a request: reads its body, makes a task of it, and tells what is refused."""

from __future__ import annotations

import asyncio
import functools
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sojourn.web import ask
from sojourn.web.ask import Ask, Refused, refused
from sojourn.web.tasks import RunTask

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]


def answering(handler: Handler) -> Handler:
    """A handler whose refusals are told as JSON."""

    @functools.wraps(handler)
    async def wrapped(request: Request) -> Response:
        try:
            return await handler(request)
        except Refused as trouble:
            headers = {"retry-after": "2"} if trouble.status == 503 else None
            return JSONResponse(trouble.to_json(), trouble.status, headers=headers)

    return wrapped


def task_of(asked: Ask) -> RunTask:
    """What a process is given to do.

    Raises:
        Refused: the scenario is wrong, or too large.
    """
    from sojourn.run import calendar_of, seed_of

    document = ask.document(asked)
    return RunTask(
        id=asked.id,
        name=asked.scenario,
        system=document.model.system,
        scenario=json.dumps(document.model.model_dump(mode="json", by_alias=True)),
        data=document.data,
        seed=seed_of(document.model, asked.seed),
        until=calendar_of(document.model, asked.until).until,
        weight=asked.weight,
    )


async def json_of(request: Request) -> Any:
    """The body of a request, as JSON.

    Raises:
        Refused: it is none.
    """
    try:
        body = (await request.body()).decode()
        found = json.loads(body)
        json.dumps(found, ensure_ascii=False).encode()  # half a character, as in "\ud800", is no text
    except (ValueError, RecursionError):
        raise refused("", "a JSON document in UTF-8 expected", status=400) from None
    return found


async def unless_gone(request: Request, work: Awaitable[T]) -> T:
    """The result of some work, which is stopped when whoever asked for it is gone."""
    doing = asyncio.ensure_future(work)
    try:
        while not doing.done():
            await asyncio.wait((doing,), timeout=0.5)
            if not doing.done() and await request.is_disconnected():
                doing.cancel()
        return doing.result()
    except asyncio.CancelledError:
        doing.cancel()
        raise refused("", "nobody waits for it any more", status=503) from None
