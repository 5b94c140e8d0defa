"""Django's settings. What differs between installations comes from the environment (see `environment`)."""

from __future__ import annotations

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sagsgang.web.config import environment

DATA = environment.data_directory()
WEB = Path(__file__).parents[1]

SECRET_KEY = environment.secret_key(DATA)
DEBUG = environment.flag("SAGSGANG_DEBUG")
ALLOWED_HOSTS = environment.words("SAGSGANG_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
# Behind a proxy that ends TLS: it must set the header itself, so this is off unless asked for.
BEHIND_PROXY = environment.flag("SAGSGANG_BEHIND_TLS")
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SESSION_COOKIE_SECURE = True

INSTALLED_APPS = [
    "sagsgang.web.config.apps.StaticFiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django_tasks_db",
    "sagsgang.web.accounts",
    "sagsgang.web.archive",
    "sagsgang.web.pages",
]
MIDDLEWARE = [
    # First, so that it measures all the others as well.
    "sagsgang.web.pages.middleware.server_timing",
    "django.middleware.security.SecurityMiddleware",
    "sagsgang.web.pages.middleware.security_headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sagsgang.web.pages.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "sagsgang.web.config.urls"
WSGI_APPLICATION = "sagsgang.web.config.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }
]

DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What is done beside the pages waits in the database for `sagsgang work`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Without the site's address no mail can lead back to it, so there are none.
SITE_URL = environment.site_url()
DEFAULT_FROM_EMAIL = environment.mail_from()
EMAIL_TIMEOUT = 30
globals().update(environment.mail_server(DATA))

FILES_ROOT = DATA / "files"
INDEX_ROOT = DATA / "index"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
NODE_MODULES = environment.node_modules()
STATICFILES_DIRS = [("dkfds", directory) for directory in [NODE_MODULES / "dkfds" / "dist"] if directory.is_dir()]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "pages:login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "pages:front"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "sprog"
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
LOCALE_PATHS = [WEB / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"one-line": {"()": "sagsgang.web.config.logs.OneLine"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["one-line"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("SAGSGANG_LOG_LEVEL", "WARNING")},
}
