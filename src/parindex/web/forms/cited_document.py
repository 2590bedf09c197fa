"""A document that is cited instead of attached: number, date, issuer, link."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parindex.attachments.services import CitedDocument
from parindex.web.forms.days import DayField


class CitedDocumentForm(forms.Form):
    """Number and issuer are asked for; ``document()`` gives the valid form's document."""

    number = forms.CharField(
        label=_("Number of the document"), max_length=100, help_text=_("Such as 664/KL-SKHCN")
    )
    issuer = forms.CharField(label=_("Issued by"), max_length=200)
    issued_on = DayField(label=_("Date"), required=False)
    title = forms.CharField(label=_("Title"), max_length=300, required=False)
    # Checked by the service: what is typed without https:// is no address.
    link = forms.CharField(label=_("Link"), max_length=500, required=False)

    def document(self) -> CitedDocument:
        values = self.cleaned_data
        return CitedDocument(
            number=values["number"],
            issuer=values["issuer"],
            issued_on=values["issued_on"],
            title=values["title"],
            link=values["link"],
        )
