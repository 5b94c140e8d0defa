"""Minutes in a file, and the command that reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.commands.calls import REFERAT, Outcome

from sagsgang.cli import main


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "referat.txt"
    path.write_text(REFERAT, encoding="utf-8")
    return path


@pytest.fixture
def read(capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> Outcome:
        try:
            status = main(["read", *map(str, arguments)])
        except SystemExit as stop:
            status = int(stop.code or 0)
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err + captured.out
        return Outcome(status, captured.out, captured.err)

    return call
