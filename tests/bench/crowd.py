"""A hall of phones in one process and one thread, so that they do not eat the cores they measure.

`python -m tests.bench.crowd '{"port": …, "phones": 1000, "asking": 300, "seconds": 60, …}'` prints one JSON document:
for each kind of answer how many, how slow, and with which statuses; and the words that were taken.
"""

import asyncio
import json
import random
import re
import statistics
import sys
import time
from urllib.parse import urlencode

GAP = 10.0  # seconds between two looks of one phone, as static/room.js has it
PATIENCE = 30.0


class Phone:
    """One kept connection with a cookie, opened again when the server has closed it."""

    def __init__(self, port: int):
        """Not connected yet."""
        self.port, self.cookies, self.reader, self.writer = port, {}, None, None

    async def ask(self, method: str, path: str, *, body: str = "", headers: dict | None = None):
        """(status, headers, body) of one request."""
        for attempt in (1, 2):
            try:
                return await asyncio.wait_for(self._ask(method, path, body, headers or {}), PATIENCE)
            except (ConnectionError, asyncio.IncompleteReadError):
                self.reader = None
                if attempt == 2:
                    raise
        raise AssertionError

    async def _ask(self, method: str, path: str, body: str, headers: dict):
        if self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        said = {"Host": f"127.0.0.1:{self.port}", "Content-Length": str(len(body)), **headers}
        if body:
            said["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookies:
            said["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n{body}".encode())
        await self.writer.drain()
        return await self._answer()

    async def _answer(self):
        lines = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status, headers = int(lines[0].split()[1]), {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                key, _, kept = value.strip().partition(";")[0].partition("=")
                self.cookies[key] = kept
            headers[name.lower()] = value.strip()
        length = int(headers.get("content-length", 0))
        content = await self.reader.readexactly(length) if length else b""
        if headers.get("transfer-encoding") == "chunked" and status != 304:
            while size := int((await self.reader.readline()).strip() or b"0", 16):
                content += (await self.reader.readexactly(size + 2))[:-2]
            await self.reader.readline()
        return status, headers, content.decode("utf-8", "replace")


class Crowd:
    """All the phones, and what they have seen."""

    def __init__(self, wish: dict):
        """As the wish says: port, phones, asking, seconds, state, room, kind of form."""
        self.wish, self.seen, self.taken = wish, {"look": [], "page": [], "send": []}, []
        self.ends = time.monotonic() + wish["seconds"]

    async def timed(self, kind: str, phone: Phone, *words, **values):
        """One request, its time noted; a phone that was refused or waited in vain is status 0."""
        began = time.perf_counter()
        try:
            status, headers, content = await phone.ask(*words, **values)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            status, headers, content = 0, {}, ""
        self.seen[kind].append((status, time.perf_counter() - began))
        return status, headers, content

    async def look(self, phone: Phone) -> None:
        """Look at what is on again and again."""
        mark = ""
        await asyncio.sleep(random.random() * min(GAP, self.wish["seconds"]))
        while time.monotonic() < self.ends:
            headers = {"If-None-Match": mark} if mark else {}
            _status, answered, _content = await self.timed("look", phone, "GET", self.wish["state"], headers=headers)
            mark = answered.get("etag", mark)
            await asyncio.sleep(GAP * (0.75 + random.random() / 2))

    async def send(self, number: int) -> None:
        """Open the page at some moment of the minute, and send one question."""
        phone = Phone(self.wish["port"])
        await asyncio.sleep(random.random() * self.wish["seconds"])
        _status, _headers, page = await self.timed("page", phone, "GET", self.wish["room"])
        hidden = dict(re.findall(r'name="(csrf_token|form_key)" type="hidden" value="([^"]+)"', page))
        said = f"Question {number}: who answers for it?"
        body = urlencode({"kind": "question", "text": said, "shown": "anonymous", **hidden})
        status, headers, _content = await self.timed(
            "send", phone, "POST", self.wish["room"], body=body,
            headers={"Referer": f"http://127.0.0.1:{self.wish['port']}{self.wish['room']}"})
        if status == 302 and "/receipt/" in headers.get("location", ""):
            self.taken.append(said)

    async def come(self) -> dict:
        """The whole evening: what was seen."""
        looking = [self.look(Phone(self.wish["port"])) for _phone in range(self.wish["phones"])]
        await asyncio.gather(*looking, *(self.send(number) for number in range(self.wish["asking"])))
        return {"taken": self.taken} | {kind: summed(rows) for kind, rows in self.seen.items()} | {
            "all": summed([row for rows in self.seen.values() for row in rows])}


def summed(rows: list[tuple[int, float]]) -> dict:
    """How many, how slow (milliseconds), with which statuses."""
    times = [1000 * seconds for _status, seconds in rows]
    statuses: dict[str, int] = {}
    for status, _seconds in rows:
        statuses[str(status)] = statuses.get(str(status), 0) + 1
    slow = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else 0.0
    return {"count": len(rows), "median": round(statistics.median(times), 1) if times else 0.0, "p95": round(slow, 1),
            "slowest": round(max(times, default=0.0), 1), "statuses": statuses}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(Crowd(json.loads(sys.argv[1])).come())))
