"""Settings of Goen: one typed table of keys, read from the environment; every key is in the operator's guide."""

import os
import secrets
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import django_stubs_ext

django_stubs_ext.monkeypatch()


@dataclass(frozen=True)
class Key:
    """One setting an operator may give: its environment variable, default and meaning."""

    name: str
    default: str
    help: str


KEYS = (
    Key("GOEN_HOME", "var", "Folder of everything Goen keeps: database, uploads, documents, secret key."),
    Key("GOEN_DATABASE_URL", "", "postgresql://user:password@host:port/name; empty: SQLite in GOEN_HOME."),
    Key(
        "GOEN_REDIS_URL", "", "redis://host:port/n, needed as soon as more than one process serves; empty: in-process."
    ),
    Key("GOEN_HOSTS", "", "Further host names Goen answers to, separated by commas; this machine's own are known."),
    Key("GOEN_PORT", "8000", "Port `goen serve` listens on."),
    # Phones in the room must reach the laptop, so every address is the sensible default.
    Key("GOEN_BIND", "0.0.0.0", "Address `goen serve` listens on; 127.0.0.1 keeps it to this machine."),  # noqa: S104 - see above
    Key("GOEN_PUBLIC_URL", "", "Address guests reach, for QR codes, when it differs from this machine's own."),
    Key("GOEN_BASE_PATH", "", "Sub-path when served behind a proxy, for example /goen."),
    Key("GOEN_HTTPS", "0", "1 when guests reach Goen by https: secure cookies, forwarded scheme trusted."),
    Key("GOEN_DEBUG", "0", "1 shows tracebacks and the style guide; never on a server guests reach."),
    Key("GOEN_SECRET_KEY", "", "Signing key; empty: made once and kept in GOEN_HOME/secret_key."),
    Key("GOEN_MAIL_URL", "", "smtp://user:password@host:port for in-house mail; empty: no mail is sent."),
    Key("GOEN_OIDC_URL", "", "Address of an OpenID Connect provider (issuer) for sign-in; empty: none."),
    Key("GOEN_OIDC_CLIENT_ID", "", "What the OpenID Connect provider calls Goen."),
    Key("GOEN_OIDC_CLIENT_SECRET", "", "Secret shared with the OpenID Connect provider."),
    Key("GOEN_OIDC_NAME", "職員認証", "What the sign-in button of the OpenID Connect provider says."),
    Key("GOEN_SAML_METADATA", "", "File with the metadata (XML) of a SAML identity provider; empty: none."),
    Key("GOEN_SAML_NAME", "職員認証（SAML）", "What the sign-in button of the SAML provider says."),
    Key("GOEN_SSO_CREATE", "0", "1 makes an account for everybody the provider vouches for; 0: only known accounts."),
    Key("GOEN_USER_HEADER", "", "Header by which a proxy says who signed in (X-Remote-User); empty: none is believed."),
    Key("GOEN_TRUSTED_PROXIES", "127.0.0.1,::1", "Addresses or networks of the proxies whose headers are believed."),
    Key("GOEN_WEBHOOK_NETS", "", "Inside networks webhooks may call (10.1.2.0/24, …); empty: public addresses only."),
    Key("GOEN_TOTP", "optional", "required: operators and organisers must use a one-time password app."),
    Key("GOEN_IDLE_MINUTES", "720", "Minutes without a request after which an account is signed out; 0: never."),
    Key("GOEN_AI_URL", "", "Address of an OpenAI-compatible server (host:port or https://…/v1); empty: no AI at all."),
    Key("GOEN_AI_MODEL", "", "Model asked for at GOEN_AI_URL."),
    Key("GOEN_AI_KEY", "", "Key sent to GOEN_AI_URL, when it asks for one."),
    Key("GOEN_AI_TIMEOUT_S", "120", "Seconds one answer of the AI server may take."),
    Key("GOEN_AI_BUDGET_TOKENS", "200000", "Tokens one event may use until an organiser is refused."),
    Key("GOEN_AI_YEN_PER_MILLION", "0", "Yen a million tokens cost, for estimates; 0: a server of your own."),
    Key("GOEN_MAIL_FROM", "", "Sender of Goen's mail; empty: the user of GOEN_MAIL_URL, or goen@ its host."),
)


def setting(name: str) -> str:
    """Return a setting from the environment, or the default of its key; unknown names fail loudly."""
    default = next(key.default for key in KEYS if key.name == name)
    return os.environ.get(name, default)


def _mail(url: str, sender: str) -> dict[str, object]:
    """Return how mail goes out; smtps:// and smtp+tls:// encrypt it on the way."""
    parts = urlsplit(url)
    user, host = unquote(parts.username or ""), parts.hostname or "localhost"
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 25),
        "EMAIL_HOST_USER": user,
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender or (user if "@" in user else f"goen@{host}"),
    }


# What was given for every key: rooms read it here and never the environment.
GIVEN = {key.name: setting(key.name) for key in KEYS}


def _kept_secret(home: Path) -> str:
    kept = home / "secret_key"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text()


def lan_address() -> str:
    """Return this machine's address on the local network, or 127.0.0.1 when it is on none."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # Names the outgoing address; a datagram socket sends nothing by connecting.
        probe.connect(("192.0.2.1", 9))
        return str(probe.getsockname()[0])
    return "127.0.0.1"


def _own_hosts() -> list[str]:
    """Return the names and addresses of this machine, so that phones on the venue's network are answered."""
    names = {"localhost", "127.0.0.1", "[::1]", "testserver", socket.gethostname(), lan_address()}
    with suppress(OSError):
        names.update(socket.gethostbyname_ex(socket.gethostname())[2])
    return sorted(names)


def _database(url: str, home: Path) -> dict[str, object]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "goen.sqlite3",
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                # FULL: an acknowledged write survives a power cut (docs/decisions/0003).
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "",
        "PASSWORD": parts.password or "",
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,  # a database that came back after a crash is found by the first who asks
    }


def _oidc_apps() -> list[dict[str, object]]:
    if not setting("GOEN_OIDC_URL"):
        return []
    return [
        {
            "provider_id": "main",
            "name": setting("GOEN_OIDC_NAME"),
            "client_id": setting("GOEN_OIDC_CLIENT_ID"),
            "secret": setting("GOEN_OIDC_CLIENT_SECRET"),
            "settings": {"server_url": setting("GOEN_OIDC_URL"), "oauth_pkce_enabled": True},
        }
    ]


def _saml_apps(metadata: str) -> list[dict[str, object]]:
    """Return the SAML provider a metadata file describes: the file is read once, nothing is fetched."""
    if not metadata:
        return []
    from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser  # noqa: PLC0415 - rarely wanted

    found = OneLogin_Saml2_IdPMetadataParser.parse(Path(metadata).read_bytes())["idp"]
    certificates = found.get("x509certMulti", {}).get("signing") or [found.get("x509cert", "")]
    provider = {
        "entity_id": found["entityId"],
        "sso_url": found["singleSignOnService"]["url"],
        "x509cert": certificates[0],
    }
    strict = {"want_assertion_signed": True, "strict": True, "reject_idp_initiated_sso": True}
    strict["allow_single_label_domains"] = True  # inside a closed network hosts often have one word
    return [
        {
            "provider_id": found["entityId"],
            "name": setting("GOEN_SAML_NAME"),
            "client_id": "main",
            "settings": {"idp": provider, "advanced": strict},
        }
    ]


HOME = Path(setting("GOEN_HOME")).resolve()
HOME.mkdir(parents=True, exist_ok=True)
DEBUG = setting("GOEN_DEBUG") == "1"
SECRET_KEY = setting("GOEN_SECRET_KEY") or _kept_secret(HOME)
ALLOWED_HOSTS = [*_own_hosts(), *filter(None, setting("GOEN_HOSTS").split(","))]
PUBLIC_URL = setting("GOEN_PUBLIC_URL")
PORT = setting("GOEN_PORT")
LAN_ADDRESS = lan_address()
REDIS_URL = setting("GOEN_REDIS_URL")
AI_URL = setting("GOEN_AI_URL")
AI_MODEL = setting("GOEN_AI_MODEL")
AI_KEY = setting("GOEN_AI_KEY")
AI_TIMEOUT_S = float(setting("GOEN_AI_TIMEOUT_S"))
AI_BUDGET_TOKENS = int(setting("GOEN_AI_BUDGET_TOKENS"))
AI_YEN_PER_MILLION = float(setting("GOEN_AI_YEN_PER_MILLION"))
DATABASES = {"default": _database(setting("GOEN_DATABASE_URL"), HOME)}

SLICES = (
    "accounts",
    "events",
    "roster",
    "inbox",
    "ties",
    "grouping",
    "boards",
    "opinions",
    "pitches",
    "questions",
    "voices",
    "prelude",
    "proposals",
    "communities",
    "reports",
    "assistant",
    "showcase",
    "listening",
    "day",
    "dashboards",
    "records",
    "exchange",
)
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "goen.base",
    *(f"goen.{name}" for name in SLICES),
    # Behind Goen's own, so that Goen's pages are found first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "goen.base.http.ProxyUserMiddleware",
    "goen.base.http.IdleMiddleware",
    "goen.base.http.TotpMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "goen.base.http.PolicyMiddleware",
    "goen.base.http.ReadingMiddleware",
    "goen.base.http.ErrorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "goen.urls"
ASGI_APPLICATION = "goen.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": ["django.templatetags.i18n", "goen.base.templatetags.islands", "goen.base.templatetags.parts"],
        },
    },
]
FORM_RENDERER = "goen.base.rendering.GoenFormRenderer"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "events:home"
LOGOUT_REDIRECT_URL = "events:home"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
    "goen.accounts.receivers.identity.ProxyUserBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Signing in (docs/guide/sign-in.md): allauth does the protocols; accounts are never opened by strangers.
USER_HEADER = setting("GOEN_USER_HEADER")
TRUSTED_PROXIES = [part.strip() for part in setting("GOEN_TRUSTED_PROXIES").split(",") if part.strip()]
SSO_CREATE = setting("GOEN_SSO_CREATE") == "1"
IDLE_S = int(setting("GOEN_IDLE_MINUTES")) * 60
TOTP_REQUIRED = setting("GOEN_TOTP") == "required"
WEBHOOK_NETS = [part.strip() for part in setting("GOEN_WEBHOOK_NETS").split(",") if part.strip()]
ACCOUNT_ADAPTER = "goen.accounts.receivers.identity.AccountDoor"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"reauthenticate": "goen.accounts.forms.PasswordAgainForm"}
MFA_FORMS = {
    "authenticate": "goen.accounts.forms.CodeForm",
    "reauthenticate": "goen.accounts.forms.CodeAgain",
    "activate_totp": "goen.accounts.forms.FirstCodeForm",
}
MFA_ADAPTER = "goen.accounts.receivers.identity.OneTimePasswords"
MFA_TOTP_ISSUER = "Goen"
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
SOCIALACCOUNT_ADAPTER = "goen.accounts.receivers.identity.IdentityDoor"
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link, because form-action 'self' forbids a form that leads to another host
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"APPS": _oidc_apps(), "OAUTH_PKCE_ENABLED": True},
    "saml": {"APPS": _saml_apps(setting("GOEN_SAML_METADATA"))},
}
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", "日本語"), ("en", "English")]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

FORCE_SCRIPT_NAME = setting("GOEN_BASE_PATH") or None
STATIC_URL = f"{setting('GOEN_BASE_PATH')}/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
# A file whose name holds the hash of its content never changes: no phone asks for it twice.
WHITENOISE_IMMUTABLE_FILE_TEST = r"/islands/assets/[^/]+-[\w-]{8}\.\w+$|/early-[0-9a-f]{8}\.js$"

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = setting("GOEN_HTTPS") == "1"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if setting("GOEN_HTTPS") == "1" else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

MAIL_URL = setting("GOEN_MAIL_URL")
vars().update(_mail(MAIL_URL, setting("GOEN_MAIL_FROM")))

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
