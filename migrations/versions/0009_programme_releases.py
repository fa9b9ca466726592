"""Released versions of a programme; the programmes that stand there are version 1."""

from collections import defaultdict
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from events.database import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ITEM = sa.table(
    "agenda_item", sa.column("id"), sa.column("event_id"), sa.column("key"), sa.column("title"),
    sa.column("abstract"), sa.column("kind"), sa.column("level"), sa.column("starts_at", Moment()),
    sa.column("ends_at", Moment()), sa.column("venue_room_id"), sa.column("places"),
    sa.column("is_contentious", sa.Boolean()), sa.column("sequence"),
)
SLOT = sa.table("slot", sa.column("id"), sa.column("agenda_item_id"), sa.column("speaker_id"), sa.column("part"),
                sa.column("position"))
ROOM = sa.table("venue_room", sa.column("id"), sa.column("name"))


def _programmes(connection) -> dict[int, list[dict]]:
    rooms = {row.id: row.name for row in connection.execute(sa.select(ROOM))}
    slots = defaultdict(list)
    for row in connection.execute(sa.select(SLOT).order_by(SLOT.c.position, SLOT.c.id)):
        slots[row.agenda_item_id].append([row.speaker_id, row.part])
    found = defaultdict(list)
    for row in connection.execute(sa.select(ITEM).order_by(ITEM.c.starts_at, ITEM.c.ends_at, ITEM.c.key)):
        found[row.event_id].append({
            "id": row.id, "key": row.key, "title": row.title, "abstract": row.abstract, "kind": row.kind,
            "level": row.level, "starts_at": row.starts_at.isoformat(), "ends_at": row.ends_at.isoformat(),
            "room": rooms.get(row.venue_room_id, ""), "room_id": row.venue_room_id, "places": row.places,
            "is_contentious": bool(row.is_contentious), "sequence": row.sequence, "slots": slots[row.id],
        })
    return found


def upgrade():
    release = op.create_table(
        "programme_release",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("released_at", Moment(), nullable=False),
        sa.Column("released_by", sa.String(length=60), nullable=False),
        sa.Column("batch", sa.String(length=60), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_programme_release_event_id"),
                                ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_release")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_programme_release_event_id_number")),
    )
    with op.batch_alter_table("programme_release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_release_event_id"), ["event_id"], unique=False)
    # What everybody reads today stays what everybody reads; no speaker is written to.
    for event_id, items in _programmes(op.get_bind()).items():
        op.bulk_insert(release, [{
            "event_id": event_id, "number": 1, "name": "", "note": "", "released_at": datetime.now(UTC),
            "released_by": "system", "batch": "", "content": {"items": items, "gone": {}},
            "changes": [{"act": "new", "item": item} for item in items],
        }])


def downgrade():
    with op.batch_alter_table("programme_release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_release_event_id"))
    op.drop_table("programme_release")
