"""The registers of organisation and staff, as all that registers share takes them."""

from django.utils.translation import gettext_lazy as _

from parindex.registers.register import Register
from parindex.registers.staffing import constants, measures, rules, table_columns
from parindex.registers.staffing.models import (
    DelegationReview,
    DisciplineReport,
    Evaluation,
    JobPost,
    QuotaCount,
    Reorganisation,
)

STRUCTURE = Register(
    key=constants.STRUCTURE,
    label=_("Reorganisations"),
    entry_label=_("Reorganisation"),
    model=Reorganisation,
    columns=table_columns.STRUCTURE_COLUMNS,
    measures=measures.STRUCTURE_MEASURES,
    settle=rules.settle_reorganisation,
    found_by=("decision_number",),
)
QUOTAS = Register(
    key=constants.QUOTAS,
    label=_("Posts assigned and used"),
    entry_label=_("Count of posts"),
    model=QuotaCount,
    columns=table_columns.QUOTA_COLUMNS,
    measures=measures.QUOTA_MEASURES,
    settle=rules.settle_quota,
    identity=("counted_on",),
)
DELEGATION = Register(
    key=constants.DELEGATION,
    label=_("Delegated management"),
    entry_label=_("Review of delegation"),
    model=DelegationReview,
    columns=table_columns.DELEGATION_COLUMNS,
    measures=measures.DELEGATION_MEASURES,
    settle=rules.settle_delegation,
    identity=("title", "checked_on"),
    found_by=("report_number",),
)
POSTS = Register(
    key=constants.POSTS,
    label=_("Job-position scheme"),
    entry_label=_("Post"),
    model=JobPost,
    columns=table_columns.POST_COLUMNS,
    measures=measures.POST_MEASURES,
    settle=rules.settle_post,
    identity=("position",),
    found_by=("position", "norm", "staff_code"),
)
EVALUATIONS = Register(
    key=constants.EVALUATIONS,
    label=_("Yearly evaluations"),
    entry_label=_("Yearly evaluation"),
    model=Evaluation,
    columns=table_columns.EVALUATION_COLUMNS,
    measures=measures.EVALUATION_MEASURES,
    settle=rules.settle_evaluation,
    found_by=("result_number",),
)
DISCIPLINE = Register(
    key=constants.DISCIPLINE,
    label=_("Administrative discipline"),
    entry_label=_("Report on discipline"),
    model=DisciplineReport,
    columns=table_columns.DISCIPLINE_COLUMNS,
    measures=measures.DISCIPLINE_MEASURES,
    settle=rules.settle_discipline,
    identity=("quarter",),
)

REGISTERS = (STRUCTURE, QUOTAS, DELEGATION, POSTS, EVALUATIONS, DISCIPLINE)
