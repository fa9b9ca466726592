"""A real IMAP server on loopback: Dovecot, with one mailbox and a password of its own."""

import base64
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from tests.wanted import wanted

USER, PASSWORD = "replies", "a-pass/word@ill"

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
ssl = no
disable_plaintext_auth = no
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{folder}/mail
mail_uid = {uid}
mail_gid = {gid}
passdb {{
  driver = static
  args = password={{PLAIN}}{password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
{more}
"""

TOKENS = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""
ONLY_TOKENS = """
auth_mechanisms = xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
"""


def _who() -> dict:
    """Whom the server's processes run as: its own users where we may choose, else ourselves."""
    if os.getuid() == 0:
        mail = pwd.getpwnam("dovecot")
        return {"login": "dovenull", "internal": "dovecot", "group": "dovecot", "uid": mail.pw_uid, "gid": mail.pw_gid}
    me = pwd.getpwuid(os.getuid())
    return {"login": me.pw_name, "internal": me.pw_name, "group": grp.getgrgid(me.pw_gid).gr_name, "uid": me.pw_uid,
            "gid": me.pw_gid}


class ImapServer:
    """`with ImapServer() as server:` gives `.url` and `.deliver(octets)`."""

    def __init__(self, more: str = "", *, token_key: bytes = b""):
        """`more` is added to the configuration. `token_key`: tokens signed with it are taken, and no passwords."""
        self.more, self.token_key = more, token_key

    def __enter__(self):
        """Listen on a free port of loopback."""
        program, who = wanted("dovecot"), _who()
        # Not in a test's own folder: sockets want short names, and the server's users must reach them.
        self.folder = Path(tempfile.mkdtemp(prefix="imap"))
        self.folder.chmod(0o755)
        for name in ("cur", "new", "tmp"):
            (self.folder / "mail" / name).mkdir(parents=True)
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        config = self.folder / "dovecot.conf"
        self._take_tokens()
        config.write_text(CONFIG.format(folder=self.folder, port=port, password=PASSWORD, more=self.more, **who))
        for path in [self.folder, *self.folder.rglob("*")]:
            if os.getuid() == 0:
                os.chown(path, who["uid"], who["gid"])
        self.who, self.count = who, 0
        self.process = subprocess.Popen([program, "-F", "-c", str(config)], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        self._wait_for(port)
        self.url = f"imap://{USER}:{quote(PASSWORD, safe='')}@127.0.0.1:{port}"
        return self

    def _take_tokens(self) -> None:
        """Tell the server by which key it knows good tokens (JSON Web Tokens, HS256), and to take nothing else."""
        if self.token_key:
            keys = self.folder / "keys" / "default" / "HS256"
            keys.mkdir(parents=True)
            (keys / "default").write_bytes(base64.b64encode(self.token_key))
            (self.folder / "oauth2.conf").write_text(TOKENS.format(folder=self.folder))
            self.more += ONLY_TOKENS.format(folder=self.folder)

    def _wait_for(self, port: int) -> None:
        for _ in range(100):
            try:
                with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
                    if line.recv(4) == b"* OK":
                        return
            except OSError:
                pass
            time.sleep(0.05)
        raise RuntimeError((self.folder / "log").read_text() if (self.folder / "log").exists() else "no log")

    def deliver(self, octets: bytes) -> None:
        """A mail arrives."""
        self.count += 1
        path = self.folder / "mail" / "new" / f"{1_240_000_000 + self.count}.{self.count}.here"
        path.write_bytes(octets)
        os.chown(path, self.who["uid"], self.who["gid"])

    def __exit__(self, *problem):
        """Stop listening."""
        self.process.terminate()
        self.process.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)
