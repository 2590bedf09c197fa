"""A field of a form for a column of a register's table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.web.forms.days import DayField
from parindex.web.registers.words import label_of, note_of
from parindex.web.templatetags.formats import page_language
from parindex_tables.columns import Kind

if TYPE_CHECKING:
    from parindex.registers.register import Register

_LINES_FROM = 500  # characters: longer words are written in several lines
_REQUIRED = {"required": _("This may not be empty.")}


def field_for(
    register: Register, name: str, *, required: bool | None = None, rows: int = 3
) -> forms.Field:
    """The field of a fact, with the column's name, note, bounds and choices.

    ``required`` None: as the column is; a step asks for more than the table does.
    """
    column = register.column(name)
    options: dict[str, Any] = {
        "label": label_of(column),
        "help_text": note_of(column),
        "required": column.required if required is None else required,
        "error_messages": _REQUIRED,
    }
    if column.kind is Kind.DATE:
        return DayField(**options)
    if column.kind is Kind.INTEGER:
        return forms.IntegerField(min_value=column.least, max_value=column.most, **options)
    if column.kind is Kind.DECIMAL:
        return forms.DecimalField(min_value=column.least, max_value=column.most, **options)
    if column.kind is Kind.YES_NO:
        answers = [("", _("Choose")), ("True", _("yes")), ("False", _("no"))]
        return forms.TypedChoiceField(
            choices=answers, coerce=lambda said: said == "True", empty_value=None, **options
        )
    if column.kind is Kind.CHOICE:

        def choices() -> list[tuple[str, str]]:
            known = column.choices.items()
            return [
                ("", str(_("Choose"))),
                *((key, words.in_language(page_language())) for key, words in known),
            ]

        return forms.ChoiceField(choices=choices, **options)
    if column.longest > _LINES_FROM:
        options["widget"] = forms.Textarea({"rows": rows})
    return forms.CharField(max_length=column.longest, **options)
