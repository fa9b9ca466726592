"""The programme: rooms of a venue, places of a part, its sequence; how far a speaker has come."""

import sqlalchemy as sa
from alembic import op

from events.database import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FILLED = [
    ("agenda_item", "is_contentious", sa.Boolean()),
    ("agenda_item", "sequence", sa.Integer()),
    ("arrangements", "wants_questions", sa.Boolean()),
    ("speaker", "state", sa.String(length=16)),
]


def upgrade():
    op.create_table(
        "venue_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_venue_room_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venue_room")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_venue_room_event_id_name")),
    )
    with op.batch_alter_table("venue_room", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_venue_room_event_id"), ["event_id"], unique=False)

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("venue_room_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("places", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("is_contentious", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        batch_op.create_index(batch_op.f("ix_agenda_item_venue_room_id"), ["venue_room_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_agenda_item_venue_room_id"), "venue_room", ["venue_room_id"], ["id"], ondelete="SET NULL"
        )

    with op.batch_alter_table("arrangements", schema=None) as batch_op:
        batch_op.add_column(sa.Column("hall_opens_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("hall_closes_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("wants_questions", sa.Boolean(), nullable=False, server_default=sa.false()))

    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.add_column(sa.Column("state", sa.String(length=16), nullable=False, server_default="proposed"))
        batch_op.add_column(sa.Column("arrives_at", Moment(), nullable=True))
        batch_op.add_column(sa.Column("leaves_by", Moment(), nullable=True))

    # The defaults were for the rows that stood there; new ones get theirs from the models.
    for table, column, kind in FILLED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(column, existing_type=kind, existing_nullable=False, server_default=None)


def downgrade():
    with op.batch_alter_table("speaker", schema=None) as batch_op:
        batch_op.drop_column("leaves_by")
        batch_op.drop_column("arrives_at")
        batch_op.drop_column("state")

    with op.batch_alter_table("arrangements", schema=None) as batch_op:
        batch_op.drop_column("wants_questions")
        batch_op.drop_column("hall_closes_at")
        batch_op.drop_column("hall_opens_at")

    with op.batch_alter_table("agenda_item", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_agenda_item_venue_room_id"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_agenda_item_venue_room_id"))
        batch_op.drop_column("sequence")
        batch_op.drop_column("is_contentious")
        batch_op.drop_column("places")
        batch_op.drop_column("venue_room_id")

    with op.batch_alter_table("venue_room", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_venue_room_event_id"))

    op.drop_table("venue_room")
