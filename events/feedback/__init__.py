"""3. The room speaks: remarks, the moderator's queue, the wall, themes, answers, dispositions."""
