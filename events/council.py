"""The council whose installation this is: its name, sender, contact and telephone number."""

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from events.database import Base, db


class Council(Base):
    """One row: every page and every letter says whose it is and whom to ring."""

    __tablename__ = "council"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    name: Mapped[str] = mapped_column(String(120), default="Your council")
    short_name: Mapped[str] = mapped_column(String(40), default="The council")
    contact_name: Mapped[str] = mapped_column(String(120), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    telephone: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(Text, default="")
    colour: Mapped[str] = mapped_column(String(7), default="")
    # Where somebody turns with a worry about a person (above every box that takes words).
    safeguarding_words: Mapped[str] = mapped_column(Text, default="")
    privacy_words: Mapped[str] = mapped_column(Text, default="")
    # For whom the address of a contact was first taken, told in the first letter.
    source_words: Mapped[str] = mapped_column(Text, default="")
    # Pace of sending: 0 letters a minute is as fast as the mail server takes them.
    mail_per_minute: Mapped[int] = mapped_column(default=0)
    mail_connections: Mapped[int] = mapped_column(default=1)


def ours() -> Council:
    """The council's record, or an unstored one with neutral words before it is filled in."""
    found = db.session.get(Council, 1)
    if found is not None:
        return found
    return Council(
        id=1,
        name="Your council",
        short_name="The council",
        contact_name="",
        email="",
        telephone="",
        address="",
        colour="",
        safeguarding_words="",
        privacy_words="",
        source_words="",
        mail_per_minute=0,
        mail_connections=1,
    )
