"""One settings file, driven by the environment. See docs/operations.md for every variable."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from canvass.env import env_bool, env_int, env_list, env_numbers, env_secret, env_str
from canvass.logs import configure_logging
from canvass.routing.profiles import CROSSING_METRES as KNOWN_ROADS
from canvass.schedule import BEAT
from canvass.signing_in import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env_str("CANVASS_VAR", str(BASE_DIR / "var")))

DEBUG = env_bool("CANVASS_DEBUG")
DEMO = env_bool("CANVASS_DEMO")
TLS = env_bool("CANVASS_TLS")
# Takes the phones' service worker away again, should one ever go wrong; what is logged stays on them.
FIELD_KILL_SWITCH = env_bool("CANVASS_FIELD_KILL_SWITCH")
SECRET_KEY = env_secret("CANVASS_SECRET_KEY")
# Wraps the keys of shifts and second factors; 32 bytes in base64. Losing it loses what is still sealed.
MASTER_KEY = env_secret("CANVASS_KEY")
ALLOWED_HOSTS = env_list("CANVASS_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CANVASS_TRUSTED_ORIGINS")
PRODUCT_NAME = env_str("CANVASS_PRODUCT_NAME", "Aan de Deur")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "leaflet",
    "pgtrigger",
    "tree_queries",
    "canvass.apps.CanvassConfig",
    "canvass.core",
    "volunteers.people",
    "conversations.topics",
    "canvass.places",
    "canvass.campaigns",
    "canvass.turf",
    "volunteers.shifts",
    "conversations.doorstep",
    "conversations.insight",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "canvass.core.middleware.RequestIdMiddleware",
    "canvass.core.middleware.NoTraceMiddleware",
    "canvass.core.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "canvass.core.middleware.WallMiddleware",
    "volunteers.shifts.middleware.ShiftPassMiddleware",
    "volunteers.people.signing_in.known_browser.KnownBrowserMiddleware",
    "volunteers.people.middleware.UserLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "canvass.core.middleware.HeadersMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "canvass.urls"
WSGI_APPLICATION = "canvass.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "canvass.core.context.product",
                "volunteers.people.context.membership",
            ],
        },
    }
]

DATABASES = {
    "default": {
        "ENGINE": "django.contrib.gis.db.backends.postgis",
        "NAME": env_str("CANVASS_DB", "canvass"),
        "HOST": env_str("CANVASS_DB_HOST", ""),
        "PORT": env_str("CANVASS_DB_PORT", ""),
        "USER": env_str("CANVASS_DB_USER", "canvass_owner"),
        "PASSWORD": env_secret("CANVASS_DB_PASSWORD", " ").strip(),
        "CONN_MAX_AGE": env_int("CANVASS_DB_CONN_MAX_AGE", 60),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5},
        # Behind a pooler in transaction mode they are lost, and none could say for whom it asks (core/wall).
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "TEST": {
            "NAME": env_str("CANVASS_TEST_DB", "test_canvass"),
            "TEMPLATE": env_str("CANVASS_DB_TEMPLATE", "template_canvass"),
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# The database cache keeps sign-in working without Redis, which only rings the bell for jobs.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Beyond it a third goes, counters against guessing among them: not to be reached by asking from 300 networks.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "people.User"
MFA_TOTP_ISSUER = PRODUCT_NAME

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("nl-be", _("Dutch (Belgium)")), ("en", _("English"))]
# Django knows no Dutch of Belgium by itself; what locale/nl_BE does not say, locale/nl does.
LANG_INFO["nl-be"] = LANG_INFO["nl"] | {"code": "nl-be", "name": "Dutch (Belgium)", "name_local": "Nederlands (België)"}
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env_str("CANVASS_STATIC_ROOT", str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "canvass.core.staticfiles.ModuleManifestStorage"},
}
MEDIA_ROOT = Path(env_str("CANVASS_MEDIA_ROOT", str(VAR_DIR / "files")))
FILE_UPLOAD_PERMISSIONS = 0o600

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": ["'none'"],
        "worker-src": [SELF],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Files of the product are for its own pages only.
WHITENOISE_ALLOW_ALL_ORIGINS = False
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(timedelta(days=30).total_seconds())
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "canvass.core.views.csrf_failure"
if TLS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    LANGUAGE_COOKIE_NAME = "__Host-language"
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = int(timedelta(days=730).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

EMAIL_BACKEND = env_str("CANVASS_EMAIL_BACKEND", "volunteers.people.messages.smtp.CarefulBackend")
EMAIL_HOST = env_str("CANVASS_EMAIL_HOST", "localhost")
EMAIL_PORT = env_int("CANVASS_EMAIL_PORT", 25)
EMAIL_HOST_USER = env_str("CANVASS_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = env_secret("CANVASS_EMAIL_PASSWORD", " ").strip()
EMAIL_USE_TLS = env_bool("CANVASS_EMAIL_TLS")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env_str("CANVASS_FROM_EMAIL", "Aan de Deur <noreply@localhost>")
PUBLIC_URL = env_str("CANVASS_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
# Signs web push: 32 random bytes in base64; empty means no web push. And the browsers' services that we may call.
PUSH_KEY = env_secret("CANVASS_PUSH_KEY", " ").strip()
PUSH_SERVICES = env_list(
    "CANVASS_PUSH_SERVICES", "fcm.googleapis.com,.push.services.mozilla.com,.notify.windows.com,.push.apple.com"
)
if DEMO:
    EMAIL_BACKEND = "volunteers.people.mailbox.DemoMailboxBackend"

REDIS_URL = env_str("CANVASS_REDIS_URL", "redis://localhost:6379/0")
# Celery spells a unix socket its own way.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 3600
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 7200, "socket_connect_timeout": 2, "max_retries": 1}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = BEAT

LEAFLET_CONFIG = {
    "TILES": [],
    "DEFAULT_CENTER": (52.1, 5.3),
    "DEFAULT_ZOOM": 8,
    "MAX_ZOOM": 20,
    "ATTRIBUTION_PREFIX": "",
    "RESET_VIEW": False,
    "PLUGINS": {},
}

# What crossing a road costs in metres of walking, by its class, where this house differs from the planner.
CROSSING_METRES = env_numbers("CANVASS_CROSSING_METRES", known=KNOWN_ROADS, most=1000)

# Debian 12 ships GDAL 3.6. Uploaded files never reach GDAL here: the readers parse them themselves (ADR 0004).
SILENCED_SYSTEM_CHECKS = ["gis.W001"]
LOGGING = configure_logging(level=env_str("CANVASS_LOG_LEVEL", "INFO"), pretty=DEBUG)
