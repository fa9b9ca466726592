"""What a program that speaks tus 1.0 says: a file announced, asked after, and sent in pieces."""

import hashlib
from base64 import b64encode

ENDS = 1 << 18
VERSION = {"Tus-Resumable": "1.0.0"}


def digest_of(content: bytes) -> str:
    """As static/upload.js tells a file from others."""
    return hashlib.sha256(content[:ENDS] + content[max(0, len(content) - ENDS):]).hexdigest()


def announcing(content: bytes, name: str, token: str) -> dict[str, str]:
    """The headers that announce a file."""
    words = ",".join(f"{key} {b64encode(value.encode()).decode()}"
                     for key, value in (("filename", name), ("digest", digest_of(content))))
    return VERSION | {"X-CSRFToken": token, "Upload-Length": str(len(content)), "Upload-Metadata": words}


def of_piece(at: int, token: str) -> dict[str, str]:
    """The headers of one piece."""
    return VERSION | {"X-CSRFToken": token, "Upload-Offset": str(at), "X-HTTP-Method-Override": "PATCH",
                      "Content-Type": "application/offset+octet-stream"}


class Sender:
    """Sends one file from a reader's browser."""

    def __init__(self, reader, pages: str, content: bytes, name: str = "talk.pdf", **where):
        """`pages` and `where` as the product's own addresses have them: "slides" and a ref."""
        self.reader, self.pages, self.content, self.name, self.where = reader, pages, content, name, where
        self.token = reader.token()
        self.address = ""

    def begin(self):
        """Announce the file; the answer."""
        answer = self.reader.client.post(self.reader.address(f"{self.pages}.begin_upload", **self.where),
                                         headers=announcing(self.content, self.name, self.token))
        self.address = answer.headers.get("Location", self.address)
        return answer

    def so_far(self) -> int:
        """How far the server says it is."""
        return int(self.reader.client.head(self.address, headers=VERSION).headers["Upload-Offset"])

    def piece(self, at: int, until: int | None = None, **headers):
        """Send one piece; the answer."""
        return self.reader.client.post(self.address, data=self.content[at:until],
                                       headers=of_piece(at, self.token) | headers)

    def end(self, what: str = "finish", *, follow: bool = True):
        """Send the form that follows the last piece; the page that says what became of it."""
        return self.reader.post(f"{self.address}/{what}", follow=follow)

    def send_whole(self, most: int = 2_000_000):
        """Everything, in pieces; the page that says what became of it."""
        assert self.begin().status_code == 201
        for at in range(0, len(self.content), most):
            assert self.piece(at, at + most).status_code == 204
        return self.end()
