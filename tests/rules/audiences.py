"""Who may open which page, as it was agreed: the whole table."""

TABLE: dict[str, tuple[str, ...]] = {}
