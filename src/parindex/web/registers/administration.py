"""Administration figures and the quality system as their pages show them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from parindex.registers.administration.constants import State
from parindex.registers.administration.register import DIGITAL_WORK, QUALITY
from parindex.web.registers.fields import field_for
from parindex.web.registers.forms import EntryForm
from parindex.web.registers.pages import EntrySection, ListColumn, RegisterPages
from parindex.web.registers.words import fact_in_words
from parindex.web.statuses import Appearance
from parindex.web.templatetags.formats import number, vndate

if TYPE_CHECKING:
    from parindex.registers.administration.models import DigitalWork, QualityRecord

_STATES = {State.RECORDED.value: Appearance(State.RECORDED.label, "circle-check", "good")}
_DOCUMENTS = ("documents", "documents_signed")
_WORK_FILES = ("work_files", "work_files_online")


class DigitalWorkForm(EntryForm):
    """The figures of a period."""

    register = DIGITAL_WORK
    groups = (
        (_("Which figures"), ("title", "unit", "begins_on", "ends_on")),
        (_("Documents"), _DOCUMENTS),
        (_("Work files"), _WORK_FILES),
    )

    title = field_for(DIGITAL_WORK, "title")
    begins_on = field_for(DIGITAL_WORK, "begins_on")
    ends_on = field_for(DIGITAL_WORK, "ends_on")
    documents = field_for(DIGITAL_WORK, "documents")
    documents_signed = field_for(DIGITAL_WORK, "documents_signed")
    work_files = field_for(DIGITAL_WORK, "work_files")
    work_files_online = field_for(DIGITAL_WORK, "work_files_online")


class QualityForm(EntryForm):
    """An event of the quality system."""

    register = QUALITY
    groups = (
        (_("What it is"), ("title", "unit", "event", "held_on", "document_number", "scope")),
        (_("What was found"), ("found", "mended")),
    )

    title = field_for(QUALITY, "title")
    event = field_for(QUALITY, "event")
    held_on = field_for(QUALITY, "held_on")
    document_number = field_for(QUALITY, "document_number")
    scope = field_for(QUALITY, "scope")
    found = field_for(QUALITY, "found")
    mended = field_for(QUALITY, "mended")


def _documents(entry: DigitalWork, today: date) -> str:
    return f"{number(entry.documents_signed)}/{number(entry.documents)}"


def _work_files(entry: DigitalWork, today: date) -> str:
    return f"{number(entry.work_files_online)}/{number(entry.work_files)}"


def _event(entry: QualityRecord, today: date) -> str:
    return fact_in_words(QUALITY, "event", entry.event)


DIGITAL_WORK_PAGES = RegisterPages(
    register=DIGITAL_WORK,
    lead=_(
        "Documents signed digitally and work files kept online, by period. Periods are added up."
    ),
    new_label=_("Record a period"),
    form=DigitalWorkForm,
    columns=(
        ListColumn(_("From"), lambda one, today: vndate(one.begins_on), "begins_on"),
        ListColumn(_("To"), lambda one, today: vndate(one.ends_on), "ends_on"),
        ListColumn(_("Documents signed / all"), _documents, is_numeric=True),
        ListColumn(_("Work files online / all"), _work_files, is_numeric=True),
    ),
    sections=(
        EntrySection(_("Which figures"), ("begins_on", "ends_on")),
        EntrySection(_("Documents"), _DOCUMENTS),
        EntrySection(_("Work files"), _WORK_FILES),
    ),
    states=_STATES,
)

QUALITY_PAGES = RegisterPages(
    register=QUALITY,
    lead=_(
        "The quality system by TCVN ISO 9001: its declaration, and each year's audits that keep"
        " it up."
    ),
    new_label=_("Record an event"),
    form=QualityForm,
    columns=(
        ListColumn(_("Event"), _event, "event"),
        ListColumn(_("Day"), lambda one, today: vndate(one.held_on), "held_on"),
        ListColumn(_("Document"), lambda one, today: one.document_number),
    ),
    sections=(
        EntrySection(_("What it is"), ("event", "held_on", "document_number", "scope")),
        EntrySection(_("What was found"), ("found", "mended")),
    ),
    states=_STATES,
)
