"""What every request and every answer passes: who may ask, how much, and what a browser may do with what it gets."""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sojourn.web import limits

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
"""What the page may load: its own files, and nothing from anywhere else."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
READING = ("GET", "HEAD")
EVERYWHERE = ("0.0.0.0", "::")


class Guard:
    """Lets a request in only if it is addressed to this server, comes from its own page or from no page, and is small.

    A page elsewhere could have a name that leads to this machine (DNS rebinding): hence the look at `Host`. A page
    elsewhere could post here (cross-site requests): hence the look at `Origin` and `Sec-Fetch-Site`.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        """Guard an app; `hosts` are the names without port under which it may be asked for."""
        self.app, self.hosts = app, frozenset(one.casefold() for one in hosts)
        self.everywhere = not self.hosts.isdisjoint(EVERYWHERE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        send = with_headers(send)
        if (wrong := self.wrong(scope)) is not None:
            await _refuse(send, *wrong)
            return
        small = Small(receive)
        try:
            await self.app(scope, small, send)
        except TooMuch:
            await _refuse(send, 413, f"a request has at most {limits.MOST_BODY:,} bytes")

    def wrong(self, scope: Scope) -> tuple[int, str] | None:
        """What is wrong with the head of a request: a status and a sentence."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self.known(host):
            return 421, "this server does not answer to that name"
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2].casefold() != host.casefold():
            return 403, "a page of another site may not ask here"
        if headers.get("sec-fetch-site", "none") in ("cross-site", "same-site") and scope["path"].startswith("/api"):
            return 403, "a page of another site may not ask here"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > limits.MOST_TARGET:
            return 414, f"an address has at most {limits.MOST_TARGET:,} characters"
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdecimal() and len(length) <= 12) or int(length) > limits.MOST_BODY:
            return 413, f"a request has at most {limits.MOST_BODY:,} bytes"
        if scope["method"] not in (*READING, "POST"):
            return 405, "allowed: GET, HEAD, POST"
        kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
        if scope["method"] == "POST" and kind != "application/json":
            return 415, "a request is sent as application/json"
        return None

    def known(self, host: str) -> bool:
        """Whether a `Host` names this server."""
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and host.rpartition(":")[0] else host
        name = name.strip("[]").casefold()
        if name in self.hosts:
            return True
        return self.everywhere and (name == "localhost" or _address(name))


class TooMuch(Exception):
    """A body is larger than it may be."""


class Small:
    """What receives a body, and stops when there is too much of it."""

    def __init__(self, receive: Receive) -> None:
        """Wrap what receives."""
        self.receive, self.bytes = receive, 0

    async def __call__(self) -> Message:
        """The next part of the body."""
        message = await self.receive()
        self.bytes += len(message.get("body", b""))
        if self.bytes > limits.MOST_BODY:
            raise TooMuch
        return message


def with_headers(send: Send) -> Send:
    """Send, with the headers that every answer has."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if "cache-control" not in headers:
                headers["cache-control"] = "no-store"
        await send(message)

    return sending


async def _refuse(send: Send, status: int, why: str) -> None:
    body = json.dumps({"problems": [{"path": "", "message": why, "allowed": None}]}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
