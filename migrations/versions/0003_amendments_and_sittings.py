"""What an amendment may change, and what is kept about it: wordings, recommendations, rulings, sittings."""

import sqlalchemy as sa
from alembic import op

from events.database import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "sitting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("others_present", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["officer.id"], name=op.f("fk_sitting_opened_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["action_plan.id"], name=op.f("fk_sitting_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_sitting_plan_id_number")),
    )
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sitting_opened_by_id"), ["opened_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sitting_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "attending",
        sa.Column("sitting_id", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_attending_officer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sitting.id"], name=op.f("fk_attending_sitting_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sitting_id", "officer_id", name=op.f("pk_attending")),
    )
    with op.batch_alter_table("attending", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attending_officer_id"), ["officer_id"], unique=False)

    op.create_table(
        "version_sent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("to_whom", sa.String(length=300), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=True),
        sa.Column("noted_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["officer.id"], name=op.f("fk_version_sent_noted_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["plan_version.id"], name=op.f("fk_version_sent_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version_sent")),
    )
    with op.batch_alter_table("version_sent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_version_sent_noted_by_id"), ["noted_by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_version_sent_version_id"), ["version_id"], unique=False)

    op.create_table(
        "earlier_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("base_version_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("others", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("because", sa.String(length=20), nullable=False),
        sa.Column("by_officer_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"], ["amendment.id"], name=op.f("fk_earlier_wording_amendment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["base_version_id"],
            ["plan_version.id"],
            name=op.f("fk_earlier_wording_base_version_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["by_officer_id"], ["officer.id"], name=op.f("fk_earlier_wording_by_officer_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_wording")),
    )
    with op.batch_alter_table("earlier_wording", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_earlier_wording_amendment_id"), ["amendment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_earlier_wording_base_version_id"), ["base_version_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_earlier_wording_by_officer_id"), ["by_officer_id"], unique=False)

    op.create_table(
        "recommendation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("advice", sa.String(length=24), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_officer_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"], ["amendment.id"], name=op.f("fk_recommendation_amendment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_officer_id"], ["officer.id"], name=op.f("fk_recommendation_by_officer_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
    )
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recommendation_amendment_id"), ["amendment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_recommendation_by_officer_id"), ["by_officer_id"], unique=False)

    op.create_table(
        "ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("amendment_id", sa.Integer(), nullable=False),
        sa.Column("sitting_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("in_other_words", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_officer_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["amendment_id"], ["amendment.id"], name=op.f("fk_ruling_amendment_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["by_officer_id"], ["officer.id"], name=op.f("fk_ruling_by_officer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_ruling_sitting_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ruling")),
    )
    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ruling_amendment_id"), ["amendment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ruling_by_officer_id"), ["by_officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ruling_sitting_id"), ["sitting_id"], unique=False)

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cells", sa.JSON(), nullable=False, server_default="{}"))

    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("texts", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("columns", sa.JSON(), nullable=False, server_default="{}"))


def downgrade():
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.drop_column("columns")
        batch_op.drop_column("texts")

    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.drop_column("cells")

    with op.batch_alter_table("ruling", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ruling_sitting_id"))
        batch_op.drop_index(batch_op.f("ix_ruling_by_officer_id"))
        batch_op.drop_index(batch_op.f("ix_ruling_amendment_id"))

    op.drop_table("ruling")
    with op.batch_alter_table("recommendation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recommendation_by_officer_id"))
        batch_op.drop_index(batch_op.f("ix_recommendation_amendment_id"))

    op.drop_table("recommendation")
    with op.batch_alter_table("earlier_wording", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_earlier_wording_by_officer_id"))
        batch_op.drop_index(batch_op.f("ix_earlier_wording_base_version_id"))
        batch_op.drop_index(batch_op.f("ix_earlier_wording_amendment_id"))

    op.drop_table("earlier_wording")
    with op.batch_alter_table("version_sent", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_version_sent_version_id"))
        batch_op.drop_index(batch_op.f("ix_version_sent_noted_by_id"))

    op.drop_table("version_sent")
    with op.batch_alter_table("attending", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attending_officer_id"))

    op.drop_table("attending")
    with op.batch_alter_table("sitting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sitting_plan_id"))
        batch_op.drop_index(batch_op.f("ix_sitting_opened_by_id"))

    op.drop_table("sitting")
