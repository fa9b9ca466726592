"""Whether white words can be read on a colour (WCAG 2.2, 1.4.3)."""

import re

LEAST_CONTRAST = 4.5


def is_colour(words: str) -> bool:
    """Whether the words are a colour as #rrggbb."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", words) is not None


def _light(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of #rrggbb against white, 1 to 21."""
    red, green, blue = (_light(int(colour[at:at + 2], 16)) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
