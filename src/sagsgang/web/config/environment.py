"""What the surroundings say: where the data lies, which database, which secret."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# How long somebody waits who wants to write to SQLite while another does.
_SECONDS = 60


class SettingsError(Exception):
    """An environment variable cannot be used. The message names it and says what to do."""


def data_directory() -> Path:
    """Where database, index and original files lie: `SAGSGANG_DATA`, else `var` where the command was started."""
    return Path(os.environ.get("SAGSGANG_DATA") or "var").absolute()


def flag(name: str) -> bool:
    """Whether the variable is set to a yes (1, true, yes, on)."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str) -> list[str]:
    """The values of a comma-separated variable."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def secret_key(data: Path) -> str:
    """`SAGSGANG_SECRET_KEY`, else this installation's own, made at first start and readable by its owner only."""
    given = os.environ.get("SAGSGANG_SECRET_KEY")
    if given:
        return given
    path = data / "secret-key"
    try:
        if not path.exists():
            _make_key(path)
    except OSError as error:
        raise SettingsError(
            f"cannot write to the data directory {data}: {error.strerror}; set SAGSGANG_DATA"
        ) from error
    return _stored_key(path)


def _make_key(path: Path) -> None:
    """Write a key that is there whole or not at all, on a full disk and where two start at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        # Not in the place of one that another process has made a moment ago.
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        Path(temporary).unlink()


def _stored_key(path: Path) -> str:
    try:
        key = path.read_text().strip()
    except OSError as error:
        raise SettingsError(f"cannot read {path}: {error.strerror}") from error
    if len(key) < 32:
        raise SettingsError(f"the secret key in {path} is too short; remove the file and start again")
    return key


def database(data: Path) -> dict[str, Any]:
    """How Django reaches the database: `SAGSGANG_DATABASE_URL` (postgresql://…), else SQLite in the data directory."""
    url = os.environ.get("SAGSGANG_DATABASE_URL", "")
    if not url:
        return _sqlite(data / "sagsgang.sqlite3")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"SAGSGANG_DATABASE_URL is not an address: {error}") from error
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)), seconds=_timeout(dict(parse_qsl(parts.query))))
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SettingsError("SAGSGANG_DATABASE_URL must begin with postgresql:// or sqlite://")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "sagsgang",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        # A socket folder cannot stand as the host of an address, so it is given as an option.
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        # A server that was started anew in the meantime must not cost each process a failed page.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def _timeout(options: dict[str, str]) -> float:
    try:
        return float(options.get("timeout", _SECONDS))
    except ValueError as error:
        raise SettingsError("SAGSGANG_DATABASE_URL: timeout must be a number of seconds") from error


def _sqlite(path: Path, *, seconds: float = _SECONDS) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # What a connection has read of the database it need not read again for the next page.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # Two writers queue up instead of failing half-way, and readers never wait for a writer.
            "transaction_mode": "IMMEDIATE",
            "timeout": seconds,
            # 64 MB of the database at hand, in KiB: with SQLite's own 2 MB, keys made of digests cost ever more reads.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
            " PRAGMA cache_size=-65536;",
        },
    }


def site_url() -> str:
    """Where the pages are reached from outside, without a slash at the end: `SAGSGANG_SITE_URL`; empty without it."""
    url = os.environ.get("SAGSGANG_SITE_URL", "").strip().rstrip("/")
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        named = (
            parts.scheme in {"http", "https"} and parts.hostname and not (parts.path or parts.query or parts.port == 0)
        )
    except ValueError:
        named = False
    if not named or any(character.isspace() for character in url):
        raise SettingsError("SAGSGANG_SITE_URL must be an address without a path, like https://sagsgang.example.org")
    return url


def mail_from() -> str:
    """Who mails come from: `SAGSGANG_MAIL_FROM`, an address with or without a name."""
    given = os.environ.get("SAGSGANG_MAIL_FROM", "").strip() or "Sagsgang <sagsgang@localhost>"
    if "@" not in parseaddr(given)[1] or not given.isprintable():
        raise SettingsError('SAGSGANG_MAIL_FROM must be an e-mail address, like "Sagsgang <sagsgang@example.org>"')
    return given


def mail_server(data: Path) -> dict[str, Any]:
    """Django's settings for the mail server `SAGSGANG_SMTP_URL`; without one, mails lie in a folder of the data.

    smtp://user:password@host:587?tls=1 begins in the open and turns to TLS; smtps://…:465 is TLS from the start.
    """
    url = os.environ.get("SAGSGANG_SMTP_URL", "")
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": data / "outbox"}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingsError(f"SAGSGANG_SMTP_URL is not an address: {error}") from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingsError("SAGSGANG_SMTP_URL must be like smtp://user:password@host:587?tls=1 or smtps://…")
    is_tls = parts.scheme == "smtps"
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if is_tls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_tls,
        "EMAIL_USE_TLS": not is_tls and dict(parse_qsl(parts.query)).get("tls", "") in {"1", "true", "yes", "on"},
    }


def node_modules() -> Path:
    """Where npm put the packages: `SAGSGANG_NODE_MODULES`, else beside the sources, else where the command started."""
    given = os.environ.get("SAGSGANG_NODE_MODULES")
    if given:
        return Path(given).absolute()
    beside_sources = Path(__file__).parents[4] / "node_modules"
    return beside_sources if beside_sources.is_dir() else Path("node_modules").absolute()
