"""What the server's log says."""

from __future__ import annotations

import logging


class OneLine(logging.Filter):
    """A page that a full disk or a busy database has refused is one line in the log: no defect has to be found."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always True."""
        if getattr(record, "status_code", None) == 503 and record.exc_info:
            record.msg, record.args = "%s (%s)", (record.getMessage(), record.exc_info[1])
            record.exc_info = None
        return True
