"""Whatever is sent to any address, in any way, is answered or refused with a reason, and the server goes on."""

from __future__ import annotations

import json
import logging
import re
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

from a_client import Answers, client, listening
from sojourn.web import limits
from sojourn.web.app import app

ROUTES = [(re.sub(r":\w+}", "}", one.path), one.methods or ()) for one in app().routes if isinstance(one, Route)]
ADDRESSES = ["/nowhere", *dict.fromkeys(path for path, _ in ROUTES)]
POSTS = [path for path, methods in ROUTES if "POST" in methods]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get"]
JSON = {"content-type": "application/json"}
DEEP = 20_000


@pytest.fixture(scope="module")
def asked() -> Iterator[TestClient]:
    with client(Answers) as found:
        yield found


@pytest.fixture(scope="module")
def key(asked: TestClient) -> str:
    """A run that somebody else asked for."""
    return str(asked.post("/api/runs", json={"client": "somebody else"}).json()["id"])


def good(answer: httpx.Response) -> None:
    """Answered, or refused in words; a server that has too much to do says when to come again."""
    assert answer.status_code < 500 or (answer.status_code == 503 and answer.headers["retry-after"]), answer.text
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        problems = answer.json()["problems"]
        assert problems
        assert all(one["message"] and "Traceback" not in one["message"] for one in problems)


def filled(address: str, *values: str) -> str:
    """An address with something at each of its places."""
    for at, name in enumerate(["id", "path", "name", "file", "form", "key"]):
        address = address.replace(f"{{{name}}}", quote(values[at % len(values)], safe="%/"))
    return address


BODIES = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "half an object": b'{"scenario": "plan-2025"',
    "no text": b"\xff\xfe\x00",
    "UTF-16": '{"scenario": "plan-2025"}'.encode("utf-16"),
    "a mark before it": b"\xef\xbb\xbf{}",
    "half a character": b'{"set": {"\\ud800": "\\udfff"}}',
    "half a character as bytes": b'{"set": {"\xed\xa0\x80": 1}}',
    "zeros": b"\x00" * 100,
    "deep lists": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'{"set":' * 5_000 + b"1" + b"}" * 5_000,
    "deep in a value": b'{"set": {"litigation": ' + b"[" * 900 + b"]" * 900 + b"}}",
    "deep in a text": json.dumps({"set": {"litigation": "[" * 9_000 + "]" * 9_000}}).encode(),
    "deep in a file": json.dumps({"text": "a: " + "[" * 9_000 + "]" * 9_000}).encode(),
    "a file that is itself": json.dumps({"text": "a: &a [*a]\nextends: plan-2025\n"}).encode(),
    "a file that grows": json.dumps(
        {
            "text": "a: &a [1, 1]\n"
            + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))
        }
    ).encode(),
    "a file with a tag": json.dumps(
        {"text": "extends: plan-2025\nseed: !!python/object/apply:os.getcwd []\n"}
    ).encode(),
    "no number": b'{"seed": NaN, "weight": Infinity, "set": {"beds.capacity": -Infinity}}',
    "a number too large for a float": b'{"seed": 1e999, "weight": 1e999, "set": {"seed": 1e999}}',
    "a number of many digits": b'{"seed": ' + b"9" * 4_000 + b"}",
    "a number of too many digits": b'{"seed": ' + b"9" * 50_000 + b"}",
    "many digits in a value": json.dumps({"set": {"beds.capacity": "9" * 19_000 + " beds"}}).encode(),
    "many digits in a list": json.dumps({"set": {f"beds.capacity.{'9' * 4_000}": "1 beds"}}).encode(),
    "the same key twice": b'{"scenario": "us-2024", "scenario": "plan-2025", "set": {}, "set": []}',
    "many changes": json.dumps({"set": {f"a{n}": n for n in range(limits.MOST_CHANGES + 1)}}).encode(),
    "a long path": json.dumps({"set": {".".join(["a"] * 5_000): 1, "[" * 5_000: 1}}).encode(),
    "names of Python": b'{"set": {"__class__.__init__": 1, "beds.__dict__": {}, "people.change.__proto__": {}}}',
    "directions": json.dumps({"set": {"title": "\u202e\u2066\u0000\u0007"}, "client": "\u0000\U0001f6c2"}).encode(),
    "every kind": b'[null, true, 0, -1, 1.5, "", [], {}]',
    **{f"only {text}": text.encode() for text in ("null", "true", "0", "-1", "1e308", '""', "[]", "{}", '"plan-2025"')},
    **{
        f"{name} is {value}": json.dumps({name: value}).encode()
        for name in ("scenario", "set", "seed", "until", "weight", "client", "text", "extra", "draws", "vs", "line")
        for value in (None, True, -1, 2**64, 1.5, "", "\u0000", "0x1", [], [[]], {}, {"a": {"b": []}})
    },
}


@pytest.mark.parametrize("address", POSTS)
def test_bodies_that_nobody_should_send(asked: TestClient, address: str) -> None:
    for what, body in BODIES.items():
        answer = asked.post(address, content=body, headers=JSON)
        assert answer.status_code < 500, (what, answer.text)
        good(answer)


@pytest.mark.parametrize("method", METHODS)
def test_every_address_in_every_way(asked: TestClient, key: str, method: str) -> None:
    for address in ADDRESSES:
        for body in (None, b"{}", b"no json"):
            good(asked.request(method, filled(address, key, "data.csv"), content=body, headers=JSON if body else {}))


TYPES = [
    "", "application/json", "APPLICATION/JSON; charset=latin-1", "application/json; charset=no-such", "text/plain", "a",
    "application/jsonx", "application/json, text/plain", "multipart/form-data", "multipart/form-data; boundary=",
    "application/x-www-form-urlencoded", "application/x-yaml", ";", "/", "\xff", "a/b; q=" + "x" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("address", POSTS)
def test_bodies_of_any_type(asked: TestClient, address: str) -> None:
    for kind in TYPES:
        for body in (b'{"scenario": "plan-2025"}', b"", b"a=b", b"--\r\n"):
            good(asked.post(address, content=body, headers={"content-type": kind.encode("latin-1")}))  # type: ignore[dict-item]


HEADERS: dict[str, list[tuple[str, str]]] = {
    "many": [(f"x-{n}", "y" * 20) for n in range(300)],
    "the same many times": [("cookie", "a=b")] * 200,
    "long": [("x-long", "y" * 50_000)],
    "other letters": [("x-other", "\xe9\xff"), ("accept-encoding", "\xff"), ("if-none-match", "\xb2")],
    "ranges": [("range", "bytes=5-2,-1,9999999999999999-"), ("if-range", "x")],
    "encodings": [("accept-encoding", "gzip;q=x, br, *;q=0"), ("accept", "*/*;q=nan"), ("accept-language", "xx")],
    "another method": [("x-http-method-override", "DELETE"), ("x-forwarded-host", "evil.example")],
    "to wait for": [("expect", "100-continue"), ("upgrade", "websocket"), ("connection", "upgrade, close")],
    "last one heard": [("last-event-id", "9" * 500), ("accept", "text/event-stream")],
}


@pytest.mark.parametrize("what", HEADERS)
def test_headers_of_any_kind(asked: TestClient, key: str, what: str) -> None:
    headers = [(name.encode(), value.encode("latin-1")) for name, value in HEADERS[what]]
    for address in ADDRESSES:
        good(asked.get(filled(address, key, "population", "svg"), headers=headers))  # type: ignore[arg-type]


@pytest.mark.parametrize("length", ["", "-1", "1.5", "x", "\xb2", "\xb9", "9" * 5_000, "+2", "0x1", "1, 2", " 2 "])
def test_a_length_that_is_none(asked: TestClient, length: str) -> None:
    headers = [(b"content-length", length.encode("latin-1")), (b"content-type", b"application/json")]
    good(asked.request("POST", "/api/runs", headers=headers))  # type: ignore[arg-type]


NAMES = [
    "..", "../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5cwindows", "/etc/passwd", "%2fetc%2fpasswd",
    "plan-2025/../../secret", "plan-2025%00.yaml", "plan-2025.yaml", "file:///etc/passwd", "http://evil.example/",
    "~root", "$HOME", "`id`", "%ff%fe", "%", "%zz", "%ed%a0%80", "\u202e\U0001f6c2", "a" * 5_000, "", " ", ".", "*",
    "con", "__class__", "{id}", "{0.__class__}", "%s%n", "'; drop table runs; --", "<script>alert(1)</script>", "nan",
    "-1", "0",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_names_that_lead_elsewhere(asked: TestClient, key: str, name: str) -> None:
    for address in ADDRESSES:
        for values in ((name,), (key, name, name, name), (name, "population", "population", "data.csv", "svg")):
            answer = asked.get(filled(address, *values))
            good(answer)
            assert "root:" not in answer.text
    for field in ("scenario", "client", "until"):
        good(asked.post("/api/runs", json={field: name}))
    for text in (f"extends: {json.dumps(name)}\n", f"extends: [plan-2025, {json.dumps(name)}]\n", name):
        answer = asked.post("/api/read", json={"text": text})
        good(answer)
        assert "root:" not in answer.text


def test_a_run_of_somebody_else_is_only_read(asked: TestClient, key: str) -> None:
    """An id is a hash of what is asked, so that whoever has it could have asked for the same."""
    events = asked.get(f"/api/runs/{key}/events")
    assert events.headers["content-type"].startswith("text/event-stream")
    assert events.text.endswith("event: done\ndata: {}\n\n")
    assert asked.get(f"/api/runs/{key}/summary.json").json() == {}
    assert asked.get(f"/api/runs/{key}/data.csv").text == "a file"
    for other in (key[:-1], key.upper() + "0", f"{key}%00", key[::-1], "0" * 20):
        for address in ADDRESSES:
            if "{id}" in address:
                assert asked.get(filled(address, other, "data.csv")).status_code == 404
    for method in ("POST", "PUT", "DELETE"):
        assert asked.request(method, f"/api/runs/{key}/events", headers=JSON, content=b"{}").status_code == 405


LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12)
    | st.sampled_from([2**63, -(2**63), 10**400, 1e308, 5e-324, "NaN", "1e999 beds", "-0", "٣ beds", "½", "2025-02-30"])
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_value_at_any_path_of_a_scenario(asked: TestClient, data: st.DataObject) -> None:
    paths = asked.get("/api/scenarios/us-2024").json()["paths"]
    changes = data.draw(st.dictionaries(st.sampled_from(paths), VALUES, min_size=1, max_size=4))
    body = json.dumps({"scenario": "us-2024", "set": changes})  # with NaN and Infinity, as some programs write them
    good(asked.post("/api/runs", content=body, headers=JSON))


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(VALUES, st.sampled_from(POSTS))
def test_any_json_at_any_address(asked: TestClient, value: Any, address: str) -> None:
    good(asked.post(address, content=json.dumps(value), headers=JSON))


QUERY = st.sampled_from(
    ["scenario", "set", "seed", "nationality", "criminality", "agency", "case", "arrested", "theme", "width", "x", ""]
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(QUERY, LEAVES.map(str) | st.sampled_from(NAMES)), max_size=6), st.sampled_from(ADDRESSES))
def test_any_query_at_any_address(asked: TestClient, key: str, query: list[tuple[str, str]], address: str) -> None:
    text = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in query)
    good(asked.get(f"{filled(address, key, 'population', 'population', 'data.csv', 'svg')}?{text}"))


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200) | st.lists(st.tuples(st.text(max_size=8), VALUES), max_size=4).map(
    lambda rows: "".join(f"{name}: {json.dumps(value)}\n" for name, value in rows)))  # fmt: skip
def test_any_text_as_a_file(asked: TestClient, text: str) -> None:
    try:
        body = json.dumps({"text": text}).encode()
    except UnicodeEncodeError:
        return
    good(asked.post("/api/read", content=body, headers=JSON))


POST = b"POST /api/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
LINES = [
    b"", b"\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x02\x00\x01",
    b"GET /\xff HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"CONNECT evil.example:80 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"OPTIONS * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-Many: y\r\n" * 20_000 + b"\r\n",
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    POST + b"Content-Length: \xb2\r\n\r\n{}",
    POST + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\n{}",
    POST + b"Content-Length: 50\r\n\r\n{}",
    POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    POST + b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    b"GET /page/../../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /api/runs/%00/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n",
]  # fmt: skip


def test_what_is_no_request_at_all(caplog: pytest.LogCaptureFixture) -> None:
    """Sent as bytes to a port: the server answers with less than 500 or hangs up, and answers the next one."""
    with caplog.at_level(logging.ERROR), listening() as port:
        for sent in LINES:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
                line.sendall(sent)
                line.shutdown(socket.SHUT_WR)
                said = b""
                try:
                    while part := line.recv(65_536):
                        said += part
                except ConnectionResetError:
                    said = said or b"hung up"
            assert not said.startswith(b"HTTP/1.1 5"), (sent[:200], said[:200])
            assert b"root:" not in said
        assert httpx.get(f"http://127.0.0.1:{port}/api/health").status_code == 200
    assert [record.getMessage() for record in caplog.records] == []
