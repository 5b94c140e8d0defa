"""The application that a WSGI server runs."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from sagsgang.web.config.garbage import look_less_often

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sagsgang.web.config.settings")

application = get_wsgi_application()


def _warm() -> None:
    # Models can be imported only when the application is there.
    from sagsgang.web.archive import index

    index.warm()


# An import waits for its turn to write; a page that did so for long would keep a thread from those who read.
_SECONDS = 5
_options = connections.settings["default"]["OPTIONS"]
if connections.settings["default"]["ENGINE"].endswith("postgresql"):
    _options["options"] = f"-c lock_timeout={_SECONDS}s {_options.get('options', '')}".strip()
elif "timeout" in _options:
    _options["timeout"] = min(_options["timeout"], _SECONDS)

look_less_often()
_warm()
