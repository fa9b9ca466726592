"""Signing in to a mail server with a token in place of a password (SASL XOAUTH2).

Exchange Online takes no passwords. How a token is had differs from place to place, so a command
that the operator names prints it: MAIL_TOKEN_COMMAND. It is asked at every connection, so it may
keep the token itself and renew it when it has run out.
"""

import shlex
import subprocess

from flask import current_app

SECONDS = 30


class NoToken(OSError):
    """The command that prints the token failed; says what it said."""


def token() -> str:
    """What MAIL_TOKEN_COMMAND prints, first line. Raises NoToken, which a mail server's callers take as "later"."""
    try:
        told = subprocess.run(
            shlex.split(current_app.config["MAIL_TOKEN_COMMAND"]), stdin=subprocess.DEVNULL, capture_output=True,
            text=True, errors="replace", timeout=SECONDS, check=False,
        )
    except (OSError, ValueError, IndexError, subprocess.TimeoutExpired) as error:
        raise NoToken(f"MAIL_TOKEN_COMMAND could not be run: {type(error).__name__}") from error
    lines = told.stdout.split()
    if told.returncode or not lines:
        words = " ".join(told.stderr.split())[:200]
        raise NoToken(f"MAIL_TOKEN_COMMAND gave no token (exit status {told.returncode}): {words}")
    return lines[0]


def sasl_words(user: str, token_words: str) -> str:
    """What a client says: user and token, before base64."""
    return f"user={user}\x01auth=Bearer {token_words}\x01\x01"
