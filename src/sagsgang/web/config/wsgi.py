"""The application that a WSGI server runs."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sagsgang.web.config.settings")

application = get_wsgi_application()

# A page makes thousands of objects and keeps none. Looking for garbage among what was loaded at the start, hundreds of
# times a page, finds nothing.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
