"""What the import contracts cannot see: the shape that the code keeps."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sagsgang

ROOT = Path(sagsgang.__file__).parent
CORE = ("model", "danish", "rules", "reading", "checking", "rendering", "sources")
# From the lowest to the highest, as in the layer contract.
APPS = ("accounts", "archive", "pages", "api", "config")
LINES = 500
# The parts that answer readers and programs.
OUTSIDE = ("pages", "api")

# `filter` is left out: templates' own filters are registered by that name.
_QUERIES = {"objects", "exclude", "select_related", "prefetch_related", "annotate", "aggregate", "cursor"}


def modules(folder: Path) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(folder.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_no_file_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in ROOT.rglob("*.py")
        # Migrations are written by a program and read by one.
        if "migrations" not in path.parts and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LINES
    }
    assert long == {}


@pytest.mark.parametrize("part", CORE)
def test_the_core_knows_no_web_framework(part: str) -> None:
    users = [
        str(path) for path, tree in modules(ROOT / part) if any(n.split(".")[0] == "django" for n in imported(tree))
    ]
    assert users == []


@pytest.mark.parametrize("part", OUTSIDE)
def test_what_is_answered_is_read_through_selectors_only(part: str) -> None:
    for path, tree in modules(ROOT / "web" / part):
        names = set(imported(tree))
        assert not any(name.startswith(("django.db", "sagsgang.web.archive.models")) for name in names), path
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert used & _QUERIES == set(), path


@pytest.mark.parametrize("part", [*OUTSIDE, "archive/outputs"])
def test_what_is_answered_never_reaches_the_full_document(part: str) -> None:
    for path in (ROOT / "web" / part).rglob("*"):
        if path.suffix in {".py", ".html"}:
            text = path.read_text(encoding="utf-8")
            assert "document.content" not in text, path
            assert "document.text" not in text, path


def test_no_table_points_upwards() -> None:
    for level, app in enumerate(APPS):
        for path, tree in modules(ROOT / "web" / app):
            targets = {
                node.args[0].value.split(".")[0]
                for node in ast.walk(tree)
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"ForeignKey", "OneToOneField", "ManyToManyField"}
                and node.args
                and isinstance(node.args[0], ast.Constant)
                and isinstance(node.args[0].value, str)
            }
            assert targets & set(APPS[level + 1 :]) == set(), path
