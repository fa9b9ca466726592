"""plain words."""

import sqlalchemy as sa
from alembic import op

from events.database import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "plain_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("action_key", sa.String(length=32), nullable=False),
        sa.Column("phrases", sa.Text(), nullable=False),
        sa.Column("by_officer_id", sa.Integer(), nullable=True),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_officer_id"], ["officer.id"], name=op.f("fk_plain_words_by_officer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"], ["action_plan.id"], name=op.f("fk_plain_words_plan_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plain_words")),
        sa.UniqueConstraint("plan_id", "action_key", name=op.f("uq_plain_words_plan_id_action_key")),
    )
    with op.batch_alter_table("plain_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plain_words_by_officer_id"), ["by_officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plain_words_plan_id"), ["plan_id"], unique=False)


def downgrade():
    with op.batch_alter_table("plain_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plain_words_plan_id"))
        batch_op.drop_index(batch_op.f("ix_plain_words_by_officer_id"))

    op.drop_table("plain_words")
