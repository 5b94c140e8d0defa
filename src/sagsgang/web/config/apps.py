"""Which static files are published."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Leaves out what a browser never asks for, and the marks of portals that this is not part of."""

    ignore_patterns: ClassVar[list[str]] = [
        *StaticFilesConfig.ignore_patterns,
        "scss",
        "*.md",
        "dkfds-*",
        "dkfds.css",
        "dkfds.js",
        "logo*",
    ]
