"""The live run sheet: what is pressed on the evening, and a line for each part."""

import sqlalchemy as sa
from alembic import op

from events.database import Moment

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "run_press",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("item_key", sa.String(length=60), nullable=False),
        sa.Column("other_key", sa.String(length=60), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_run_press_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_run_press_officer_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run_press")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_run_press_event_id_number")),
    )
    with op.batch_alter_table("run_press", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_press_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "run_note",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("item_key", sa.String(length=60), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_run_note_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", "item_key", name=op.f("pk_run_note")),
    )


def downgrade():
    op.drop_table("run_note")
    with op.batch_alter_table("run_press", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_press_officer_id"))

    op.drop_table("run_press")
