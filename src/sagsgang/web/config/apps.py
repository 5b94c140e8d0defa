"""Which static files are published."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Leaves out what a browser never asks for, and the marks of portals that this is not part of."""

    ignore_patterns = [  # noqa: RUF012 - as the base class has it
        *StaticFilesConfig.ignore_patterns,
        "scss",
        "*.md",
        "dkfds-*",
        "dkfds.css",
        "dkfds.js",
        "logo-borgerdk*",
        "logo_virk*",
    ]
