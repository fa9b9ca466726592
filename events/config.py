"""The settings, read once from the environment in `create_app`, each with its default."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent

# name -> default; the README has a line for each, and a test compares the two lists.
SETTINGS: dict[str, str] = {
    "INSTANCE": "instance",
    "SECRET_KEY": "",
    "SECRET_KEYS_BEFORE": "",
    "HOST": "127.0.0.1",
    "PORT": "5000",
    "BASE_URL": "",
    "WORKERS": "",
    "THREADS": "64",
    "LOG_LEVEL": "INFO",
    "DATABASE_URL": "",
    "REDIS_URL": "",
    "MAIL_URL": "",
    "MAIL_FROM": "",
    "MAIL_TOKEN_COMMAND": "",
    "REPLY_ADDRESS": "",
    "IMAP_URL": "",
    "FILES_URL": "",
    "CLAMD_URL": "",
    "OIDC_ISSUER": "",
    "OIDC_CLIENT_ID": "",
    "OIDC_CLIENT_SECRET": "",
    "TRUSTED_PROXIES": "0",
    "EXAMPLE": "",
}

REPLY_LOCAL_AT_MOST = 32  # RFC 5321 allows 64 before the @, and a guest's own tag takes the rest


class SettingRefused(ValueError):
    """A setting cannot be used; the sentence says which and what to do."""


def _secret_of(instance: Path) -> str:
    """Make the embedded default's key at first start, readable by its owner alone."""
    path = instance / "secret_key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(secrets.token_hex(32))
    return path.read_text("ascii").strip()


def _database_of(values: dict, instance: Path) -> str:
    url = values["DATABASE_URL"]
    if not url:
        return f"sqlite:///{instance / 'soundings.sqlite3'}"
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg://{rest}"
    return url


def _check_mailbox(values: dict) -> None:
    if values["IMAP_URL"] and not values["IMAP_URL"].startswith(("imap:", "imaps:", "file:")):
        raise SettingRefused("IMAP_URL begins with imaps:, imap: or file: (a folder of .eml files).")
    reply, by_smtp = values["REPLY_ADDRESS"], values["MAIL_URL"].startswith("smtp")
    if values["IMAP_URL"] and by_smtp and not reply:
        raise SettingRefused("IMAP_URL is set, so REPLY_ADDRESS must name the address whose mail arrives there.")
    local, _, domain = reply.partition("@")
    one = domain and "@" not in domain and not set(reply) & set(' ,;<>"')
    if reply and not (one and 0 < len(local) <= REPLY_LOCAL_AT_MOST):
        raise SettingRefused(f"REPLY_ADDRESS is one address with at most {REPLY_LOCAL_AT_MOST} signs before the @.")
    for name in ("MAIL_URL", "IMAP_URL"):
        if "auth=xoauth2" in values[name] and not values["MAIL_TOKEN_COMMAND"]:
            raise SettingRefused(f"{name} says auth=xoauth2, so MAIL_TOKEN_COMMAND must say what prints the token.")


def _check(values: dict) -> None:
    if values["DATABASE_URL"] and not values["SECRET_KEY"]:
        raise SettingRefused("DATABASE_URL is set, so SECRET_KEY must be given too: a long random value.")
    if values["EXAMPLE"] and values["MAIL_URL"].startswith("smtp"):
        raise SettingRefused("EXAMPLE=1 shows links that open every door, so it is refused with an SMTP MAIL_URL.")
    if values["MAIL_URL"] and not values["MAIL_URL"].startswith(("smtp:", "smtps:", "file:")):
        raise SettingRefused("MAIL_URL begins with smtp:, smtps: or file:.")
    _check_mailbox(values)
    if values["CLAMD_URL"] and not values["CLAMD_URL"].startswith(("tcp://", "unix:")):
        raise SettingRefused("CLAMD_URL begins with tcp:// (tcp://host:3310) or unix: (unix:/run/clamav/clamd.ctl).")
    if values["FILES_URL"].startswith("s3:"):
        raise SettingRefused("FILES_URL: storage of the s3 kind is not built yet; give a folder.")
    for name in ("PORT", "THREADS", "TRUSTED_PROXIES", "WORKERS"):
        if values[name] and not values[name].isdigit():
            raise SettingRefused(f"{name} is a whole number.")


def _replies_to(values: dict, domain: str) -> str:
    """Without a mail server nobody's mail is lost by an address that is not set up; with one it would be."""
    return "" if values["MAIL_URL"].startswith("smtp") else f"replies@{domain}"


def _of_the_web(https: bool) -> dict:
    """Cookies, bodies and tokens."""
    return {
        "SESSION_COOKIE_NAME": "__Host-soundings" if https else "soundings",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "OFFICER_COOKIE_NAME": "__Host-officer" if https else "officer",
        "MAX_CONTENT_LENGTH": 1_000_000,
        "MAX_FORM_MEMORY_SIZE": 1_000_000,
        # A form opened at the start of an evening is still good at its end (see threats, lost text).
        "WTF_CSRF_TIME_LIMIT": None,
        # Flask-WTF's own https referrer test is kept; our policy of same-origin sends what it wants.
        "WTF_CSRF_CHECK_DEFAULT": False,
    }


def read(environ: Mapping[str, str]) -> dict:
    """The Flask configuration made from `environ`.

    Raises SettingRefused, in a sentence, for a value that cannot be used. Makes the instance
    folder and, on the embedded default, its secret key.
    """
    values = {name: environ.get(name, default) for name, default in SETTINGS.items()}
    _check(values)
    instance = Path(values["INSTANCE"])
    instance = instance if instance.is_absolute() else ROOT / instance
    # Letters with personal links are written into it: nobody else on the machine looks in.
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    base = values["BASE_URL"].rstrip("/") or f"http://{values['HOST']}:{values['PORT']}"
    host = urlsplit(base).hostname or "localhost"
    domain = host if "." in host and not host[0].isdigit() else "localhost.localdomain"
    https = base.startswith("https:")
    return values | _of_the_web(https) | {
        "INSTANCE": str(instance),
        "BASE_URL": base,
        "SECRET_KEY": values["SECRET_KEY"] or _secret_of(instance),
        "SECRET_KEY_FALLBACKS": [key for key in values["SECRET_KEYS_BEFORE"].split(",") if key],
        "SQLALCHEMY_DATABASE_URI": _database_of(values, instance),
        "THREADS": int(values["THREADS"]),
        "WORKERS": int(values["WORKERS"] or os.cpu_count() or 1),
        "TRUSTED_PROXIES": int(values["TRUSTED_PROXIES"] or 0),
        "EXAMPLE": values["EXAMPLE"] == "1",
        "MAIL_URL": values["MAIL_URL"] or f"file:{instance / 'mail'}",
        "REPLY_ADDRESS": values["REPLY_ADDRESS"] or _replies_to(values, domain),
        "MAIL_FROM": values["MAIL_FROM"] or f"soundings@{domain}",
        "FILES_URL": values["FILES_URL"] or str(instance / "files"),
        "HTTPS": https,
        # Links are built from BASE_URL alone; a request under another name is refused (400).
        "TRUSTED_HOSTS": sorted({host, "127.0.0.1", "localhost", "[::1]"}),
        "BABEL_DEFAULT_LOCALE": "en_GB",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "translations"),
    }
