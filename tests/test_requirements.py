"""What is installed is what was declared and locked, wherever it comes from."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", re.MULTILINE)


def locked(name: str) -> dict[str, str]:
    """The packages that a lock pins, and at which version."""
    text = (ROOT / "requirements" / name).read_text()
    return {canonicalize_name(package): version for package, version in PINNED.findall(text)}


def declared(*groups: str) -> list[Requirement]:
    """What the project says that it needs, with the named groups of its developers' tools."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = [
        *project["project"]["dependencies"],
        *(line for group in groups for line in project["dependency-groups"][group]),
    ]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(("lock", "groups"), [("base.txt", ("build",)), ("dev.txt", ("build", "dev"))])
def test_every_declared_package_is_locked_at_a_version_that_it_allows(lock: str, groups: tuple[str, ...]) -> None:
    versions = locked(lock)
    stale = [
        str(requirement)
        for requirement in declared(*groups)
        if not requirement.specifier.contains(versions.get(canonicalize_name(requirement.name), ""), prereleases=True)
    ]
    assert stale == [], "run `make lock`"


def test_what_is_tested_is_what_is_installed() -> None:
    base, dev = locked("base.txt"), locked("dev.txt")
    assert base.items() <= dev.items(), "run `make lock`"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    packages = re.split(r"^(?=\S)", lock.read_text(), flags=re.MULTILINE)
    unhashed = [package.split()[0] for package in packages if PINNED.match(package) and "--hash=sha256:" not in package]
    assert unhashed == []
    assert locked(lock.name)


@pytest.mark.parametrize("lock", [*LOCKS, ROOT / "package-lock.json"], ids=lambda path: path.name)
def test_no_lock_names_an_address(lock: Path) -> None:
    assert re.findall(r"\w+://\S+|^--?\w[\w-]*-(?:url|links)\b.*", lock.read_text(), flags=re.MULTILINE) == []


def test_every_node_package_has_a_hash() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []
