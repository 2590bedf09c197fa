"""Which column of an export is which field, as a person corrects it before the load."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from parindex.dossiers.queries.loads import upload_fields

if TYPE_CHECKING:
    from parindex.dossiers.queries.loads import UploadPreview

UNREAD = "-"


@dataclass(frozen=True)
class MappedColumn:
    """A column of the export with its choice; ``example``: the first value that stands in it."""

    header: str
    choice: forms.BoundField
    is_read: bool
    is_guessed: bool
    example: str


class MappingForm(forms.Form):
    """A choice for each column that is not about a person; ``corrections()`` of a valid form."""

    def __init__(self, preview: UploadPreview, **options: Any) -> None:
        super().__init__(**options)
        self.preview = preview
        mapping = preview.mapping
        field_at = {place: field for field, place in mapping.fields.items()}
        unused = set(mapping.unused)
        self._present: dict[str, tuple[str, str | None]] = {}
        choices = [(UNREAD, _("Do not read this column"))]
        choices += [(field.name, f"{field.label} ({field.name})") for field in upload_fields()]
        for place, header in enumerate(mapping.headers):
            if not header or (place not in field_at and header not in unused):
                continue
            name = f"column_{place}"
            self._present[name] = (header, field_at.get(place))
            self.fields[name] = forms.ChoiceField(
                label=header, choices=choices, initial=field_at.get(place, UNREAD)
            )

    def clean(self) -> dict[str, Any]:
        """No field is read from two columns."""
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for name, chosen in list(cleaned.items()):
            if chosen == UNREAD:
                continue
            if chosen in taken:
                first = self._present[taken[chosen]][0]
                self.add_error(
                    name,
                    _("“%(first)s” is read as this field already. Choose another for one of them.")
                    % {"first": first},
                )
            taken.setdefault(chosen, name)
        return cleaned

    def columns(self) -> Iterator[MappedColumn]:
        """The columns in the file's order."""
        for name, (header, field) in self._present.items():
            values = (row.get(field) for row in self.preview.sample) if field else ()
            yield MappedColumn(
                header=header,
                choice=self[name],
                is_read=field is not None,
                is_guessed=header in self.preview.mapping.guessed,
                example=next((value for value in values if value), ""),
            )

    @property
    def doubtful(self) -> list[MappedColumn]:
        """Columns for a person to look at: guessed, or not read."""
        return [column for column in self.columns() if column.is_guessed or not column.is_read]

    @property
    def recognised(self) -> list[MappedColumn]:
        """Columns that are read by their names, or as was set before."""
        return [column for column in self.columns() if column.is_read and not column.is_guessed]

    @property
    def read_headers(self) -> list[str]:
        """The columns that are read, in the file's order."""
        return [header for header, field in self._present.values() if field]

    @property
    def sample(self) -> list[list[str | None]]:
        """The first rows, under ``read_headers``."""
        read = [field for _, field in self._present.values() if field]
        return [[row.get(field) for field in read] for row in self.preview.sample]

    def corrections(self) -> dict[str, str | None]:
        """What was corrected before, with the choices that differ from what is suggested now."""
        changed = {
            header: None if self.cleaned_data[name] == UNREAD else self.cleaned_data[name]
            for name, (header, field) in self._present.items()
            if self.cleaned_data[name] != (field or UNREAD)
        }
        return {**self.preview.upload.corrections, **changed}
