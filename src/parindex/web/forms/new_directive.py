"""A new paper, as pasted text or as a text file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parindex.assignments.services.directives import LONGEST_TEXT

LARGEST_FILE = 2 * 1024 * 1024  # bytes


class NewDirectiveForm(forms.Form):
    """A paper as pasted text or as a text file; ``paper()`` gives its text."""

    text = forms.CharField(
        label=_("Text of the paper"),
        help_text=_("Paste the whole paper, from the issuing body to “Nơi nhận”."),
        required=False,
        strip=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 16, "spellcheck": "false"}),
        error_messages={
            "max_length": _("The text is longer than 2,000,000 characters. Paste one paper only."),
            "null_characters_not_allowed": _(
                "The text holds signs that are no letters. Copy it again from the paper."
            ),
        },
    )
    file = forms.FileField(
        label=_("Or a text file"),
        help_text=_("A .txt file in UTF-8, 2 MB at most."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".txt,text/plain"}),
    )

    def clean_file(self) -> str:
        uploaded = self.cleaned_data["file"]
        return text_of_file(uploaded) if uploaded else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        pasted, uploaded = cleaned["text"].strip(), cleaned["file"].strip()
        if pasted and uploaded:
            self.add_error(
                "file", _("There is a text and a file. Clear the text or leave out the file.")
            )
        elif not pasted and not uploaded:
            self.add_error("text", _("Paste the text of the paper, or choose its text file."))
        return cleaned

    def paper(self) -> str:
        """The text of a valid form."""
        return self.cleaned_data["file"] or self.cleaned_data["text"]


def text_of_file(uploaded: UploadedFile) -> str:
    """The text of an uploaded file.

    :raises ValidationError: when it is too large, no text file, or not in UTF-8.
    """
    name = uploaded.name or ""
    if not name.lower().endswith(".txt"):
        raise forms.ValidationError(
            _("“%(name)s” is no .txt file. In Word choose Save as, Plain text (UTF-8)."),
            params={"name": name},
        )
    if (uploaded.size or 0) > LARGEST_FILE:
        raise forms.ValidationError(_("The file is larger than 2 MB. Send one paper only."))
    try:
        text = uploaded.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise forms.ValidationError(
            _("The file is not in UTF-8. In Word choose Save as, Plain text, then Unicode (UTF-8).")
        ) from error
    if "\x00" in text:
        raise forms.ValidationError(
            _("The file holds signs that are no letters. Save it as plain text in UTF-8.")
        )
    if len(text) > LONGEST_TEXT:
        raise forms.ValidationError(
            _("The text is longer than 2,000,000 characters. Paste one paper only.")
        )
    return text
