"""The fingerprint of a version: SHA-256 over its whole text, written in one way only."""

import hashlib
import json
import unicodedata

from events.plan.states import FIELDS


def plain(words: str) -> str:
    """Words in one spelling: composed letters, one kind of line end, no space around them."""
    composed = unicodedata.normalize("NFC", words or "")
    return "\n".join(line.rstrip() for line in composed.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def canonical(version) -> str:
    """The whole text of a version as one JSON document: same words, same document.

    `version` has number, preamble and objectives with their actions, in their order.
    """
    document = {
        "plan": version.plan.key,
        "version": version.number,
        "preamble": plain(version.preamble),
        "objectives": [
            {
                "number": objective.number,
                "title": plain(objective.title),
                "actions": [
                    {"key": action.key, "ref": action.ref, "in_plain_words": plain(action.in_plain_words)}
                    | {field: plain(getattr(action, field)) for field in FIELDS}
                    for action in objective.actions
                ],
            }
            for objective in version.objectives
        ],
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint(version) -> str:
    """64 hexadecimal digits that stand for exactly this text."""
    return hashlib.sha256(canonical(version).encode()).hexdigest()
