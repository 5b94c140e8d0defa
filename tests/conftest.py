"""What every test has at hand: how thoroughly properties are tried, a browser, and an accessibility checker."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
NODE_MODULES = Path(os.environ.get("SAGSGANG_NODE_MODULES") or ROOT / "node_modules")

# Root may not use Chromium's sandbox, and a browser under test has no business on the network.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG_21_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]

# Machines differ in speed and CI runs several things at once: no example fails for being slow.
settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if IN_CI else "dev")


def pytest_report_header() -> str:
    """Say at the top of the report which database is used."""
    return f"database: {os.environ.get('SAGSGANG_TEST_DATABASE', 'sqlite')}"


def _missing(what: str) -> None:
    """Skip the test for lack of `what`; in CI, where everything is to be tried, fail it."""
    if IN_CI:
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the system's Chromium: `CHROMIUM` from the environment, or the first that is found."""
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found or not Path(found).exists():
        _missing("no Chromium was found: install it (apt-get install chromium) or name it in CHROMIUM")
    return str(found)


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium: str) -> dict[str, Any]:
    """How pytest-playwright starts the browser: the system's own, so that none is downloaded."""
    return {"executable_path": chromium, "args": CHROMIUM_FLAGS, "headless": True}


@pytest.fixture(scope="session")
def _database_beside_browser() -> Iterator[None]:
    """Playwright keeps an event loop in this thread; Django would otherwise refuse the database for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture
def chromium_page(_database_beside_browser: None, request: pytest.FixtureRequest) -> Iterator[Any]:
    """An empty page (`playwright.sync_api.Page`) that reaches this machine only.

    A request to any other host is refused, and fails the test when it ends: our pages fetch nothing from elsewhere.
    """
    page = request.getfixturevalue("page")
    refused: list[str] = []

    def guard(route: Any) -> None:
        if urlsplit(route.request.url).hostname in {"localhost", "127.0.0.1", "::1"}:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    page.route("**/*", guard)
    yield page
    assert refused == [], "the page asked other hosts"


@pytest.fixture(scope="session")
def axe() -> Callable[..., list[str]]:
    """`axe(page)`: what axe-core finds against WCAG 2.1 A and AA, one line a rule with the places; empty is good."""
    script = NODE_MODULES / "axe-core" / "axe.min.js"
    if not script.exists():
        _missing("axe-core was not found: run `make setup`")
    source = script.read_text(encoding="utf-8")

    def check(page: Any, tags: list[str] = WCAG_21_AA) -> list[str]:
        page.evaluate(source)  # not a script tag: the pages' own security policy forbids foreign ones
        options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}
        result = page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{rule['id']}: {rule['help']}: " + "; ".join(str(node["target"]) for node in rule["nodes"])
            for rule in result["violations"]
        ]

    return check
