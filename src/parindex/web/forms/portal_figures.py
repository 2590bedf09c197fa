"""Figures of decision 766 that a person enters, and the portal's own in a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parindex.dossiers.constants import FigureSource
from parindex.dossiers.services.figures import (
    FiguresChangedMeanwhile,
    NewFigure,
    figure_entered,
)
from parindex.web.templatetags.formats import number, page_language, spoken
from parindex_core.vietnamese.numbers import parse_number

if TYPE_CHECKING:
    from parindex.dossiers.queries.portal import Figure
    from parindex.web.portal_page import LineView

LARGEST_PORTAL_FILE = 20 * 1024 * 1024  # bytes
_MOST = Decimal(10) ** 12
_POINTS_ONLY = "CLGQ"


class NumberField(forms.CharField):
    """A number as the page's language writes it; ``places`` behind the comma at most."""

    def __init__(self, places: int = 0, most: Decimal = _MOST, **options: Any) -> None:
        mode = "decimal" if places else "numeric"
        widget = forms.TextInput({"inputmode": mode, "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **options)
        self._places, self._most = places, most

    def clean(self, value: Any) -> Any:
        """A Decimal, or None where nothing stands."""
        text = super().clean(value)
        if not text:
            return None
        try:
            typed = parse_number(text, page_language())
        except ValueError as error:
            raise forms.ValidationError(self._mend()) from error
        if typed < 0 or typed > self._most or round(typed, self._places) != typed:
            raise forms.ValidationError(self._mend())
        return typed

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, int | Decimal) else value

    def _mend(self) -> str:
        if self._places:
            return _("Enter points from 0 to %(most)s, such as 7,25.") % {
                "most": number(self._most)
            }
        return _("Enter a whole number, 0 or more, such as 45.")


@dataclass(frozen=True)
class FigureRow:
    """A component with its fields: numerator and denominator, or points alone."""

    view: LineView
    fields: Sequence[forms.BoundField]

    @property
    def typed(self) -> str:
        """What stands in the fields: “45 / 50”, “7,25”; empty without anything."""
        return " / ".join(str(field.value()) for field in self.fields if field.value())

    @property
    def errors(self) -> list[str]:
        """What is wrong in any of its fields."""
        return [str(error) for field in self.fields for error in field.errors]


class PortalFiguresForm(forms.Form):
    """Two numbers for each component that neither dossiers nor the catalogue give."""

    def __init__(self, views: Sequence[LineView], **options: Any) -> None:
        super().__init__(**options)
        self._views = views
        for view in views:
            code, entered = view.line.code, _entered(view)
            label = spoken(view.line.label)
            if code == _POINTS_ONLY:
                self.fields[f"points-{code}"] = NumberField(
                    places=2,
                    most=view.line.maximum,
                    label=_("%s: points") % label,
                    initial=entered and entered.points,
                )
                continue
            for part, words in (
                ("numerator", _("%s: numerator")),
                ("denominator", _("%s: denominator")),
            ):
                initial = getattr(entered, part) if entered else None
                self.fields[f"{part}-{code}"] = NumberField(label=words % label, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Both numbers or none, the numerator not above the denominator."""
        cleaned = super().clean() or {}
        for view in self._views:
            top_name, bottom_name = f"numerator-{view.line.code}", f"denominator-{view.line.code}"
            if top_name in self.errors or bottom_name in self.errors:
                continue
            top, bottom = cleaned.get(top_name), cleaned.get(bottom_name)
            if top is not None and bottom is None:
                self.add_error(bottom_name, _("Enter the denominator too, or clear both."))
            elif top is None and bottom is not None:
                self.add_error(top_name, _("Enter the numerator too, or clear both."))
            elif top is not None and top > bottom:
                self.add_error(
                    top_name,
                    _("The numerator (%(top)s) is above the denominator (%(bottom)s).")
                    % {"top": number(top), "bottom": number(bottom)},
                )
        return cleaned

    def rows(self) -> Iterator[FigureRow]:
        """The components in the framework's order."""
        for view in self._views:
            code = view.line.code
            names = [f"points-{code}", f"numerator-{code}", f"denominator-{code}"]
            yield FigureRow(view, [self[name] for name in names if name in self.fields])

    def figures(self) -> list[NewFigure]:
        """What a valid form says; an emptied component takes its figure back."""
        return [
            NewFigure(
                view.line.code,
                self._whole(f"numerator-{view.line.code}"),
                self._whole(f"denominator-{view.line.code}"),
                self.cleaned_data.get(f"points-{view.line.code}"),
            )
            for view in self._views
        ]

    def seen(self) -> list[NewFigure]:
        """What the person had before them, as the form sends it back; spoilt, it is nothing."""
        try:
            told: Any = json.loads(self.data.get("seen") or "{}")
            return [
                NewFigure(str(code), top, bottom, None if points is None else Decimal(points))
                for code, (top, bottom, points) in told.items()
            ]
        except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
            return []

    def seen_text(self, changed: FiguresChangedMeanwhile | None = None) -> str:
        """What the person has seen, for the form to send back; of a conflict what stands now."""
        seen = {figure.code: figure for figure in self.seen()}
        if not self.is_bound:
            entered = {view.line.code: _entered(view) for view in self._views}
            seen = {
                code: NewFigure(code, figure.numerator, figure.denominator, figure.points)
                for code, figure in entered.items()
                if figure is not None
            }
        for code, stored in (changed.present if changed else {}).items():
            seen[code] = figure_entered(code, stored)
        return json.dumps(
            {
                code: [
                    figure.numerator,
                    figure.denominator,
                    None if figure.points is None else str(figure.points),
                ]
                for code, figure in seen.items()
            }
        )

    def _whole(self, name: str) -> int | None:
        value = self.cleaned_data.get(name)
        return None if value is None else int(value)


def _entered(view: LineView) -> Figure | None:
    figure = view.line.figure
    return figure if figure and figure.source == FigureSource.BY_HAND else None


@dataclass(frozen=True)
class FigureConflict:
    """A component that somebody changed meanwhile, both versions in words."""

    label: str
    saved_by: str
    saved: str
    typed: str


def conflicts_in_words(
    form: PortalFiguresForm, changed: FiguresChangedMeanwhile
) -> list[FigureConflict]:
    """What stands now and what was typed, of each component in question."""
    found = []
    for row in form.rows():
        code = row.view.line.code
        if code not in changed.present:
            continue
        stored = changed.present[code]
        values = (stored.numerator, stored.denominator, stored.score) if stored else ()
        saved = " / ".join(number(value) for value in values if value is not None)
        nothing = _("no figures")
        label = spoken(row.view.line.label)
        by = str(stored.entered_by or "") if stored else ""
        found.append(FigureConflict(label, by, saved or nothing, row.typed or nothing))
    return found


class PortalFileForm(forms.Form):
    """An answer of the portal, saved as JSON, and whose figures in it are ours."""

    file = forms.FileField(
        label=gettext_lazy("Saved answer of the portal (JSON)"),
        help_text=gettext_lazy(
            "The list of metrics that the portal's page of decision 766 loads, saved as a file."
        ),
        widget=forms.FileInput({"accept": ".json,application/json"}),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("The file is empty. Save the portal's answer again."),
        },
    )
    unit = forms.CharField(
        label=gettext_lazy("Name of the agency in the file"),
        help_text=gettext_lazy("Only where the portal writes it otherwise than here."),
        required=False,
        max_length=300,
    )
