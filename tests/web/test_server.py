"""`sagsgang serve` as a user starts it: it prepares what it needs, says where it is, and serves."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SAGSGANG_DATABASE", "DJANGO_"))}
    process = subprocess.Popen(
        [sys.executable, "-m", "sagsgang", "serve", "--port", str(port)],
        env={**kept, "SAGSGANG_DATA": str(tmp_path / "data")},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    first = process.stderr.readline()
    if "design system was not found" in first and not os.environ.get("CI"):
        pytest.skip("the design system is not installed: run `make setup`")
    assert f"http://127.0.0.1:{port}/" in first
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGINT)
    process.wait(timeout=30)
    process.stderr.close()


def lowered(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def get(address: str) -> tuple[int, str, dict[str, str]]:
    for _ in range(100):
        try:
            with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310
                return response.status, response.read().decode(errors="replace"), lowered(response.headers)
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(), lowered(error.headers)
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError(f"nobody answers at {address}")


def test_a_fresh_installation_serves_pages_with_styles_and_headers(server: str) -> None:
    status, html, headers = get(server)
    assert status == 200
    assert "Hvad har din kommune besluttet?" in html
    assert "default-src 'none'" in headers["content-security-policy"]
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    assert len(styles) == 2
    for address in styles:
        status, css, headers = get(server + address)
        assert status == 200
        assert len(css) > 1000
        assert "immutable" in headers["cache-control"]
    assert get(f"{server}/soeg?q=skole")[0] == 200
    status, html, _ = get(f"{server}/findes-ikke")
    assert status == 404
    assert "Siden findes ikke" in html
