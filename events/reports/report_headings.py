"""The headings of a committee's report, as councils use them; each body can have its own order, names and choice."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

SUMMARY, RECOMMENDATIONS, CONTACT = "summary", "recommendations", "contact"
EVENT, NEXT_STEPS, EQUALITY, RISK = "event", "next-steps", "equality", "risk"
# (key, title, level, whether its paragraphs are numbered)
USUAL = (
    (SUMMARY, _l("Summary"), 1, False),
    (RECOMMENDATIONS, _l("Recommendations"), 1, False),
    ("background", _l("Background"), 1, True),
    (EVENT, _l("Current issues"), 1, True),
    (NEXT_STEPS, _l("Next steps"), 1, True),
    ("implications", _l("Financial and legal implications"), 1, True),
    ("financial", _l("Financial"), 2, True),
    ("legal", _l("Legal"), 2, True),
    (RISK, _l("Risk assessment"), 1, True),
    (EQUALITY, _l("Equality impact assessment"), 1, True),
    ("strategy", _l("Sustainable community strategy implications"), 1, True),
    ("consultation", _l("Consultation including wards and councillors"), 1, True),
    (CONTACT, _l("Contact officer"), 1, False),
    ("papers", _l("Background papers"), 1, False),
    ("wards", _l("Wards and ward councillors"), 1, False),
    ("property", _l("Property"), 1, False),
)
# Headings that may stand over others without a text of their own.
MAY_BE_EMPTY = ("implications",)


def usual() -> list[dict]:
    """The usual headings as they are kept: [{key, title, level, is_numbered, is_shown}]."""
    return [{"key": key, "title": str(title), "level": level, "is_numbered": is_numbered, "is_shown": True}
            for key, title, level, is_numbered in USUAL]


def free_key(known: Iterable[str]) -> str:
    """A key for a heading that the council adds: "own-1"."""
    taken = set(known)
    return next(f"own-{number}" for number in range(1, 10_000) if f"own-{number}" not in taken)
