"""Something of an agency that files are attached to in the tests, and files to attach."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from parindex.accounts.constants import Permission
from parindex.accounts.queries import Access
from parindex.attachments.owners import OWNER_TYPES, Owner, register_owner_type

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"
    b"\0\0\0\rIDATx\x9cc\xf8\x0f\0\1\1\1\0\x1b\xb6\xeeV\0\0\0\0IEND\xaeB`\x82"
)
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(40) + b"\xff\xd9"
WEBP = b"RIFF\x1a\0\0\0WEBPVP8L" + bytes(20)
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def office(main: str, *, types: str = "", **parts: bytes) -> bytes:
    """An Office file of today, as little of one as tells what it is."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        archive.writestr(main, "<document/>")
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return whole.getvalue()


DOCX = office("word/document.xml")
XLSX = office("xl/workbook.xml")
PPTX = office("ppt/presentation.xml")


def compound(*streams: str) -> bytes:
    """An Office file until 2003, of which only the directory's names matter."""
    entries = (name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in streams)
    return COMPOUND + bytes(504) + b"".join(entries)


def upload(content: bytes, name: str = "tệp.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def may_view(access: Access, owner: Owner) -> bool:
    return access.may_view and owner.agency_id == access.agency.pk


def may_add(access: Access, owner: Owner) -> bool:
    return access.may(Permission.ENTER_VALUES) and owner.agency_id == access.agency.pk


def register_sample_owner() -> None:
    OWNER_TYPES.pop("sample", None)
    register_owner_type("sample", may_view, may_add, lambda owner: reverse("home"))
