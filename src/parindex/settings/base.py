"""Settings of every installation; what differs between them comes from the environment.

``PARINDEX_DATA``          folder of the database, secret key and collected static files
                           (default: ``var`` in the working folder)
``PARINDEX_SECRET_KEY``    the signing key, instead of the one made in the data folder
``PARINDEX_DATABASE``      ``postgresql://user:password@host/name``; SQLite in the data folder
                           without it
``PARINDEX_HOSTS``         host names served, by commas (default: loopback only)
``PARINDEX_FILE_SIZE``     the largest file that can be attached, in MB (default: 50)
``PARINDEX_FILE_COUNT``    the most attachments of one component (default: 100)
``PARINDEX_SCAN_COMMAND``  a command that scans a file for viruses, given its path as the last
                           argument, such as ``clamdscan --fdpass --no-summary``: it exits with 0
                           when it finds nothing, with 1 when it does; anything else keeps the file
                           out (default: nothing is scanned)
``PARINDEX_SMTP``          the mail server of the morning's digests: ``smtp://``,
                           ``smtp+starttls://`` or ``smtps://user:password@host:port`` (default: no
                           mail is sent)
``PARINDEX_MAIL_FROM``     the sender of mails (default: ``parindex@localhost``)
``PARINDEX_ADDRESS``       the product's own address in mails, such as ``https://cchc.example.vn``
``PARINDEX_WEBHOOK``       an address that is told of each person's morning, for gateways to other
                           messengers (default: none); ``PARINDEX_WEBHOOK_SECRET`` signs what it
                           gets, 16 characters or more
``PARINDEX_SECURE``        ``1`` behind a proxy that ends TLS: cookies and redirects only over
                           https; the proxy must itself set ``X-Forwarded-Proto`` and append the
                           caller's address to ``X-Forwarded-For``
"""

import os
import shlex
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from parindex.settings.mail import mail_server, webhook_address
from parindex.settings.secret_key import load_or_create_secret_key

PACKAGE = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("PARINDEX_DATA", "var")).resolve()

DEBUG = False
SECRET_KEY = load_or_create_secret_key(DATA)
ALLOWED_HOSTS = os.environ.get("PARINDEX_HOSTS", "127.0.0.1,localhost").split(",")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "parindex.audit",
    "parindex.organisations",
    "parindex.accounts",
    "parindex.attachments",
    "parindex.jobs",
    "parindex.calendars",
    "parindex.editions",
    "parindex.assessments",
    "parindex.assignments",
    "parindex.dossiers",
    "parindex.procedures",
    "parindex.surveys",
    "parindex.reporting",
    "parindex.registers",
    "parindex.registers.initiatives",
    "parindex.registers.administration",
    "parindex.registers.finance",
    "parindex.registers.equipment",
    "parindex.registers.missions",
    "parindex.registers.staffing",
    "parindex.registers.training",
    "parindex.registers.petitions",
    "parindex.registers.communications",
    "parindex.registers.legal_documents",
    "parindex.registers.inspections",
    "parindex.rounds",
    "parindex.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "parindex.web.private_answers.PrivateAnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "parindex.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Denied by default: a view without its own word on it needs a signed-in person.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "parindex.audit.middleware.RefusalRecordingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "parindex.urls"
WSGI_APPLICATION = "parindex.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "parindex.sqlite3",
    # To open one, with its functions and pragmas, costs as much as a page of a survey's form.
    "CONN_MAX_AGE": 60,
    "OPTIONS": {
        # A write takes its lock at the start and waits for it, instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}
_DATABASE = os.environ.get("PARINDEX_DATABASE")
DATABASES = {
    "default": dj_database_url.parse(_DATABASE, conn_max_age=60, conn_health_checks=True)
    if _DATABASE
    else SQLITE
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PACKAGE.parents[1] / "build" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Pages carry no inline script or style and ask nothing of another host.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day, then sign in again
CSRF_COOKIE_HTTPONLY = True
SECURE = os.environ.get("PARINDEX_SECURE") == "1"
SECURE_SSL_REDIRECT = SECURE
# Without it every request behind the proxy looks like http and is redirected for ever.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0

# Attached files, by their content; what is still on its way is written beside them, not to /tmp.
FILES = DATA / "files"
ATTACHMENT_SIZE = int(os.environ.get("PARINDEX_FILE_SIZE", "50")) << 20  # bytes
ATTACHMENT_COUNT = int(os.environ.get("PARINDEX_FILE_COUNT", "100"))
SCAN_COMMAND = shlex.split(os.environ.get("PARINDEX_SCAN_COMMAND", ""))
FILE_UPLOAD_TEMP_DIR = FILES / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
FILE_UPLOAD_HANDLERS = [
    # Refuses what no page asked for, before it fills the disk.
    "parindex.web.uploads.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# The morning's digests.
MAIL_SERVER = mail_server(os.environ.get("PARINDEX_SMTP", ""))
MAIL_FROM = os.environ.get("PARINDEX_MAIL_FROM", "parindex@localhost")
PUBLIC_ADDRESS = os.environ.get("PARINDEX_ADDRESS", "").rstrip("/")
WEBHOOK_SECRET = os.environ.get("PARINDEX_WEBHOOK_SECRET", "")
WEBHOOK = webhook_address(os.environ.get("PARINDEX_WEBHOOK", ""), WEBHOOK_SECRET)

# A directive of 500 pages of text is about 1.5 MB; more than this is not a paper.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# The review of a plan with hundreds of tasks sends some ten fields for each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"parindex": {"level": "INFO"}},
}
