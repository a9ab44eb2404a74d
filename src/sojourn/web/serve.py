"""Start the server on an address, say where it is, open a browser, and stop cleanly."""

from __future__ import annotations

import ipaddress
import signal
import socket
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn

from sojourn.web import limits
from sojourn.web.app import LOOPBACK, app

NEAR = 20
"""Ports after the one asked for that are tried where it is taken."""


class CannotServe(Exception):
    """The server cannot listen as asked; the message is one sentence."""


def serve(host: str, port: int, *, browse: bool, say: Callable[[str], None], any_near: bool = True) -> None:
    """Serve until interrupted.

    Args:
        host: address or name to listen on.
        port: port; 0 for any that is free.
        browse: whether a browser is opened at the page.
        say: what is told to whoever started it.
        any_near: whether a port near the one asked for may be taken instead.

    Raises:
        CannotServe: the address cannot be listened on.
    """
    listening = listen(host, port, any_near=any_near)
    taken = listening.getsockname()[1]
    address = url(host, taken)
    hosts = [*LOOPBACK, host] if _own(host) else [host]
    config = uvicorn.Config(app(hosts), log_level="warning", access_log=False, timeout_graceful_shutdown=1,
                            server_header=False, limit_concurrency=limits.MOST_CONNECTIONS)  # fmt: skip
    server = uvicorn.Server(config)
    say(f"Sojourn is at {address}  (Ctrl-C stops it)")
    if not _own(host):
        say("Others on the network can use it: leave --host out to keep it to this machine.")
    if browse:
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    try:
        with _told_to_end_as_interrupted():
            server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()
    say("Stopped.")


@contextmanager
def _told_to_end_as_interrupted() -> Iterator[None]:
    """A service manager's SIGTERM ends the server as Ctrl-C does: else what its processes share is left behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def listen(host: str, port: int, *, any_near: bool) -> socket.socket:
    """A socket that listens on the first free port from the one asked for.

    Raises:
        CannotServe: there is none.
    """
    last = port + (NEAR if any_near and port else 0)
    for number in range(port, min(last, 65535) + 1):
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            found = socket.socket(family, socket.SOCK_STREAM)
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind((host, number))
            found.listen(128)  # whoever asks before the server is up waits for it
        except (OSError, OverflowError, UnicodeError) as trouble:
            found.close()
            why = trouble
        else:
            return found
    shown = f"{host}, port {port}" if last == port else f"{host}, ports {port} to {last}"
    raise CannotServe(f"nothing can listen on {shown}: {getattr(why, 'strerror', None) or why}") from None


def url(host: str, port: int) -> str:
    """The address of the page, as a browser on this machine has it."""
    if host in ("0.0.0.0", "::"):
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _own(host: str) -> bool:
    """Whether an address is one of this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
