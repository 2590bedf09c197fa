"""A new paper, as pasted text or as a file."""

import codecs
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from parindex.assignments.services.directives import LONGEST_TEXT
from parindex.assignments.services.papers import ACCEPTED

LARGEST_TEXT_FILE = 2 * 1024 * 1024  # bytes
# Without their mark these cannot be told from other files.
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NewDirectiveForm(forms.Form):
    """A paper as pasted text or as a file; ``paper()`` gives its text where it is there."""

    file = forms.FileField(
        label=_("File of the paper"),
        help_text=_(
            "PDF, Word (.docx, .doc), a scan or photo (PDF, PNG, JPEG, WebP), or text (.txt);"
            " %(size)d MB at most. A scan is read page by page."
        ),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput({"accept": f"{ACCEPTED},.txt,text/plain"}),
    )
    # No length on the field itself: a browser would cut off what is pasted without a word.
    text = forms.CharField(
        label=_("Or the text of the paper"),
        help_text=_("Paste the whole paper, from the issuing body to “Nơi nhận”."),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 12, "spellcheck": "false"}),
        error_messages={
            "null_characters_not_allowed": _(
                "The text holds signs that are no letters. Copy it again from the paper."
            ),
        },
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        size = settings.ATTACHMENT_SIZE >> 20
        self.fields["file"].help_text = self.fields["file"].help_text % {"size": size}

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(
                _("The text is longer than 2,000,000 characters. Paste one paper only.")
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        uploaded = cleaned["file"]
        if uploaded and cleaned["text"].strip():
            self.add_error(
                "file", _("There is a text and a file. Clear the text or leave out the file.")
            )
        elif uploaded and _is_text(uploaded):
            self._take_text_file(uploaded)
        elif not uploaded and not cleaned["text"].strip():
            self.add_error("text", _("Choose the paper's file, or paste its text."))
        return cleaned

    def paper(self) -> str:
        """The text of a valid form; "" where the paper is a file to be read."""
        return self.cleaned_data["text"]

    def file_to_read(self) -> UploadedFile | None:
        """The file of a valid form that is to be read; None where its text is there."""
        return None if self.paper().strip() else self.cleaned_data["file"]

    def _take_text_file(self, uploaded: UploadedFile) -> None:
        try:
            self.cleaned_data["text"] = text_of_file(uploaded)
        except forms.ValidationError as error:
            self.add_error("file", error)
            return
        if not self.cleaned_data["text"].strip():
            self.add_error("file", _("The file is empty. Choose the paper's file."))


def _is_text(uploaded: UploadedFile) -> bool:
    return (uploaded.name or "").lower().endswith(".txt")


def _is_no_sign(character: str) -> bool:
    """Whether no text ever has it: NUL and Unicode's noncharacters.

    Bullets of Word's fonts are in private use, and signs newer than this Python's tables are signs.
    """
    code = ord(character)
    return code == 0 or 0xFDD0 <= code <= 0xFDEF or code & 0xFFFE == 0xFFFE


def text_of_file(uploaded: UploadedFile) -> str:
    """The text of an uploaded text file, in UTF-8 or in the UTF-16 of Notepad's “Unicode”.

    :raises ValidationError: when it is too large, no text, or in another encoding.
    """
    if (uploaded.size or 0) > LARGEST_TEXT_FILE:
        raise forms.ValidationError(_("The file is larger than 2 MB. Send one paper only."))
    try:
        content = uploaded.read()
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise forms.ValidationError(
            _("The file is not in UTF-8. In Word choose Save as, Plain text, then Unicode (UTF-8).")
        ) from error
    if any(_is_no_sign(character) for character in set(text)):
        raise forms.ValidationError(
            _("The file holds signs that are no letters. Save it as plain text in UTF-8.")
        )
    if len(text) > LONGEST_TEXT:
        raise forms.ValidationError(
            _("The text is longer than 2,000,000 characters. Paste one paper only.")
        )
    return text
