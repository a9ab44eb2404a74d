"""The server answers its own page and programs on this machine: no other names, no other sites, nothing too large."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from a_client import client
from sojourn.web import limits
from sojourn.web.guard import POLICY, Guard


@pytest.fixture(scope="module")
def asked() -> Iterator[TestClient]:
    with client() as found:
        yield found


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "169.254.169.254", ""])
def test_another_name_is_not_answered(asked: TestClient, host: str) -> None:
    answer = asked.get("/api/scenarios", headers={"host": host})
    assert answer.status_code == 421
    assert "scenarios" not in answer.json()


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765", "127.0.0.1"])
def test_its_own_names_are_answered(asked: TestClient, host: str) -> None:
    assert asked.get("/api/scenarios", headers={"host": host}).status_code == 200


def test_a_server_for_everybody_takes_addresses_but_no_names() -> None:
    guard = Guard(lambda *_: None, ["0.0.0.0"])  # type: ignore[arg-type,return-value]
    assert [guard.known(one) for one in ("192.0.2.7:80", "localhost", "[2001:db8::1]:80", "evil.example")] == [
        True, True, True, False]  # fmt: skip


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_page_of_another_site_gets_nothing(asked: TestClient, headers: dict[str, str]) -> None:
    for answer in (
        asked.post("/api/runs", json={}, headers=headers),
        asked.get("/api/trace", headers=headers),
    ):
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


def test_a_form_of_another_page_cannot_be_a_request(asked: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert asked.post("/api/runs", content="{}", headers={"content-type": kind}).status_code == 415


def test_its_own_page_may_post(asked: TestClient) -> None:
    headers = {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}
    assert asked.post("/api/runs", json={}, headers=headers).status_code in (200, 202)


def test_a_body_is_small(asked: TestClient) -> None:
    large = b'{"scenario": "' + b"x" * limits.MOST_BODY + b'"}'
    kind = {"content-type": "application/json"}
    assert asked.post("/api/runs", content=large, headers=kind).status_code == 413

    def parts() -> Iterator[bytes]:  # without a length, so that only counting can tell
        for _ in range(30):
            yield b" " * (limits.MOST_BODY // 20)

    assert asked.post("/api/runs", content=parts(), headers=kind).status_code == 413
    assert asked.get("/api/trace?set=" + "x" * limits.MOST_TARGET).status_code == 414
    assert asked.request("DELETE", "/api/runs").status_code == 405


@pytest.mark.parametrize("path", ["/", "/page/main.mjs", "/api/scenarios", "/nothing", "/api/evidence/none"])
def test_every_answer_says_what_a_browser_may_do(asked: TestClient, path: str) -> None:
    headers = asked.get(path).headers
    assert headers["content-security-policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["../app.py", "..%2fapp.py", "vendor/VENDOR", "vendor/../../app.py", "/etc/passwd"])
def test_only_files_of_the_page_are_served(asked: TestClient, path: str) -> None:
    assert asked.get(f"/page/{path}").status_code == 404


def test_a_file_of_the_page_is_sent_once(asked: TestClient) -> None:
    first = asked.get("/page/style.css")
    assert first.headers["content-encoding"] == "gzip"
    again = asked.get("/page/style.css", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
