"""Attached files over the web: who gets them, with which headers; adding, citing, withdrawing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.apps.attachments.sample_owner import DOCX, PDF, PNG, upload

from parindex.attachments.queries import attachments_of
from parindex.attachments.services import (
    CitedDocument,
    cite_document,
    store_upload,
    withdraw_attachment,
)
from parindex.attachments.storage import files_folder, path_of
from parindex.web.attachment_panel import attachment_panel, size_text
from parindex.web.templatetags.components import attachments

SCRIPT = {"X-Requested-With": "XMLHttpRequest"}


@pytest.fixture
def officer(client, department, owner):
    client.force_login(department.people["par_officer"])
    return department.access("par_officer")


@pytest.fixture
def report(officer, owner):
    return store_upload(officer, owner, upload(PDF), "Báo cáo.pdf")


@pytest.fixture
def place(owner):
    return reverse("files-attach", args=[owner.type, owner.id])


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def told(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_a_file_is_saved_under_its_name_and_can_do_nothing(client, report):
    answer = client.get(reverse("file", args=[report.pk]))
    assert body(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Length"] == str(len(PDF))
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''B%C3%A1o%20c%C3%A1o.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Content-Security-Policy"].endswith("; sandbox")
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("content", "name", "shown"),
    [(PDF, "a.pdf", True), (PNG, "a.png", True), (DOCX, "a.docx", False)],
)
def test_pdf_and_images_are_shown_in_the_browser_and_nothing_else(
    client, officer, owner, content, name, shown
):
    made = store_upload(officer, owner, upload(content), name)
    answer = client.get(reverse("file-view", args=[made.pk]))
    assert answer["Content-Disposition"].startswith("inline" if shown else "attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_what_is_unchanged_is_not_sent_again_but_the_permission_is_asked(
    client, report, department
):
    address = reverse("file", args=[report.pk])
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again["ETag"] == etag
    client.force_login(department.people["administrator"])
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 403


def test_another_agency_is_refused(client, report, other_department):
    client.force_login(other_department.people["par_officer"])
    for name in ("file", "file-view", "file-withdraw"):
        assert client.get(reverse(name, args=[report.pk])).status_code == 403


def test_what_is_not_there(client, officer, owner, report):
    cited = cite_document(officer, owner, CitedDocument("12", "Sở"))
    path_of(report.stored_file.sha256).unlink()
    for attachment_id in (cited.pk, report.pk, 999):
        assert client.get(reverse("file", args=[attachment_id])).status_code == 404


def test_several_files_at_once_and_a_sentence_for_each_refused(client, officer, owner, place):
    sent = [
        SimpleUploadedFile("a.pdf", PDF),
        SimpleUploadedFile("b.html", b"<html>"),
        SimpleUploadedFile("c.docx", DOCX),
        SimpleUploadedFile("d.pdf", b""),
    ]
    answer = client.post(place, {"files": sent}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("home")
    refused_page, refused_empty, taken = told(answer)
    assert refused_page.startswith("b.html: Nội dung tệp")
    assert refused_empty == "d.pdf: Tệp này trống, không có nội dung."
    assert taken == "Đã đính kèm 2 tệp."
    assert [one.name for one in attachments_of(officer, owner)] == ["a.pdf", "c.docx"]


def test_no_file_is_said(client, place, officer):
    assert told(client.post(place, follow=True)) == ["Chưa có tệp: Chọn tệp trước đã."]


def test_a_script_gets_the_list_or_the_sentence(client, place, officer):
    taken = client.post(place, {"files": upload(PDF, "a.pdf")}, headers=SCRIPT)
    assert taken.status_code == 200
    assert "a.pdf" in taken.content.decode()
    assert "<html" not in taken.content.decode()
    refused = client.post(place, {"files": upload(b"<html>", "b.pdf")}, headers=SCRIPT)
    assert refused.status_code == 422
    assert refused["Content-Type"].startswith("text/plain")
    assert refused.content.decode().startswith("Nội dung tệp")


def test_a_file_that_is_too_large_is_left_out_while_it_comes_and_the_others_stay(
    client, place, officer, owner, settings
):
    settings.ATTACHMENT_SIZE = 5 << 20
    sent = [upload(PDF + bytes(6 << 20), "to.pdf"), upload(PNG, "nhỏ.png")]
    answer = client.post(place, {"files": sent}, follow=True)
    assert told(answer)[0].startswith("to.pdf: Tệp lớn hơn 5 MB")
    assert [one.name for one in attachments_of(officer, owner)] == ["nhỏ.png"]


def test_a_large_file_is_written_to_the_disk_of_the_store(
    client, place, officer, owner, settings, monkeypatch
):
    settings.FILE_UPLOAD_TEMP_DIR = files_folder() / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir(parents=True)
    seen = []

    def watched(access, owner, sent, name):
        seen.append(sent.temporary_file_path())
        return store_upload(access, owner, sent, name)

    monkeypatch.setattr("parindex.web.views.files.store_upload", watched)
    client.post(place, {"files": upload(PDF + bytes(8 << 20), "to.pdf")})
    assert seen[0].startswith(str(files_folder()))
    assert [path.name for path in files_folder().glob("*/*")] == [
        attachments_of(officer, owner)[0].stored_file.sha256
    ]


@pytest.mark.parametrize("name", ["sign-in", "home"])
def test_pages_that_take_no_files_refuse_a_request_that_would_fill_the_disk(db, name):
    # The check of the form's token reads the request before anybody asks who sends it.
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    answer = client.post(reverse(name), {"file": upload(bytes(17 << 20))})
    assert answer.status_code in (400, 413)


def test_an_owner_of_no_app_is_not_there(client, officer):
    for name in ("files-attach", "files-cite"):
        assert client.post(reverse(name, args=["unheard", "1"])).status_code == 404


def test_a_document_is_cited_and_mistakes_are_said(client, officer, owner):
    address = reverse("files-cite", args=[owner.type, owner.id])
    sent = {"number": "664/KL-SKHCN", "issuer": "Sở", "issued_on": "27/13/2021"}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "664/KL-SKHCN" in answer.content.decode()
    answer = client.post(address, sent | {"issued_on": "27/5/2021"}, follow=True)
    assert told(answer) == ["Đã viện dẫn văn bản: 664/KL-SKHCN."]
    assert attachments_of(officer, owner)[0].document_number == "664/KL-SKHCN"


def test_withdrawing_asks_for_a_reason(client, report, officer, owner):
    address = reverse("file-withdraw", args=[report.pk])
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "nhầm"}, follow=True).status_code == 200
    assert attachments_of(officer, owner)[0].withdrawal_reason == "nhầm"
    assert client.post(address, {"reason": "nữa"}).status_code == 302
    # It can still be seen by those who see what it stood behind.
    assert client.get(reverse("file", args=[report.pk])).status_code == 200


def test_the_panel_offers_only_what_the_person_may_do(department, officer, owner, report):
    panel = attachment_panel(officer, owner)
    assert panel.upload_url
    assert panel.rows[0].withdraw_url
    reader = attachment_panel(department.access("auditor"), owner)
    assert (reader.upload_url, reader.cite_url, reader.rows[0].withdraw_url) == ("", "", "")
    assert reader.rows[0].view_url == reverse("file-view", args=[report.pk])
    withdraw_attachment(officer, report, "nhầm")
    gone = attachment_panel(officer, owner)
    assert (gone.rows, gone.withdrawn[0].withdraw_url) == ([], "")


def test_names_are_escaped(officer, owner, client):
    cited = cite_document(officer, owner, CitedDocument("1", "<b>Sở</b>", title="<script>"))
    assert cited.name == "<script>"
    answer = client.get(reverse("file-withdraw", args=[cited.pk])).content.decode()
    assert "“&lt;script&gt;”" in answer
    assert attachments({}, attachment_panel(officer, owner))["panel"].rows


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1 KB"),
        (870_400, "850 KB"),
        (1 << 20, "1 MB"),
        (1_258_291, "1,2 MB"),
        (50 << 20, "50 MB"),
    ],
)
def test_sizes(size, text):
    assert size_text(size) == text
