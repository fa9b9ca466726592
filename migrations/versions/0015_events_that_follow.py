"""Events that follow: which follows which, questions taken along, choices of parts, several dates of one evening."""

import sqlalchemy as sa
from alembic import op

from events.database import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "following",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("follows_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_following_event_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["follows_id"], ["event.id"], name=op.f("fk_following_follows_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_following")),
    )
    with op.batch_alter_table("following", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_following_follows_id"), ["follows_id"], unique=False)

    op.create_table(
        "event_run",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_run_event_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_run")),
    )
    with op.batch_alter_table("event_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_run_key"), ["key"], unique=False)

    op.create_table(
        "part_choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("agenda_item_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("keep_until", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agenda_item_id"], ["agenda_item.id"], name=op.f("fk_part_choice_agenda_item_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_part_choice_invitation_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_part_choice")),
        sa.UniqueConstraint(
            "invitation_id", "agenda_item_id", name=op.f("uq_part_choice_invitation_id_agenda_item_id")),
    )
    with op.batch_alter_table("part_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_part_choice_agenda_item_id"), ["agenda_item_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_part_choice_invitation_id"), ["invitation_id"], unique=False)

    op.create_table(
        "taken_question",
        sa.Column("copy_id", sa.String(length=32), nullable=False),
        sa.Column("original_id", sa.String(length=32), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("carried", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["copy_id"], ["remark.id"], name=op.f("fk_taken_question_copy_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["original_id"], ["remark.id"], name=op.f("fk_taken_question_original_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("copy_id", name=op.f("pk_taken_question")),
    )
    with op.batch_alter_table("taken_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_taken_question_original_id"), ["original_id"], unique=False)


def downgrade():
    op.drop_table("taken_question")
    op.drop_table("part_choice")
    op.drop_table("event_run")
    op.drop_table("following")
