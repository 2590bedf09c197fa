"""Making a token: what it is for, what it may do, for how long."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.accounts.constants import Scope
from parindex.accounts.queries import Access
from parindex.accounts.tokens import scopes_open_to

DAYS = ((30, _("30 days")), (90, _("90 days")), (365, _("One year")))


class NewTokenForm(forms.Form):
    """Offers the scopes that are open to the person."""

    name = forms.CharField(
        label=_("What the script does"),
        max_length=100,
        help_text=_("Such as: figures from the document system, every night"),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Say what the token is for.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        error_messages={"required": _("Choose at least one.")},
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=90)

    def __init__(self, access: Access, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offered = scopes_open_to(access)
        choices = [(scope.value, scope.label) for scope in self.offered]
        self.fields["scopes"].choices = choices  # pyright: ignore[reportAttributeAccessIssue]

    @property
    def chosen(self) -> list[Scope]:
        """The scopes of the valid form."""
        return [Scope(one) for one in self.cleaned_data["scopes"]]

    @property
    def ticked(self) -> list[tuple[Scope, bool]]:
        """Every scope offered, and whether it was ticked."""
        sent = self.data.getlist("scopes") if self.is_bound else []  # pyright: ignore[reportAttributeAccessIssue]
        return [(scope, scope.value in sent) for scope in self.offered]
