"""How much a request may bring: little, unless the page that it goes to takes files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.urls import Resolver404, resolve

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Limits:
    """In bytes: each file, and all that a request brings."""

    each: int
    whole: int


# A paper of text, with its form.
ELSEWHERE = Limits(each=4 << 20, whole=16 << 20)
# Without script several files come in one request.
FILES_IN_A_REQUEST = 10


def takes_files(each: Callable[[], int], files: int = FILES_IN_A_REQUEST) -> Callable[[View], View]:
    """Mark a view as one that takes files of ``each()`` bytes; asked at every request.

    ``files``: as much as so many of the largest may come in one request. Whoever has not signed in
    sends no more than elsewhere: the body is read before anybody asks who sent it.

    The outermost decorator. A file that is larger is not among ``request.FILES``: its name is in
    ``files_too_large(request)``.
    """

    def mark(view: View) -> View:
        view.largest_file = each  # pyright: ignore[reportFunctionMemberAccess]
        view.largest_files = files  # pyright: ignore[reportFunctionMemberAccess]
        return view

    return mark


def files_too_large(request: HttpRequest) -> list[str]:
    """The names of the files that were left out of ``request.FILES``."""
    # Whoever asks before the files have been read would hear of none.
    _ = request.FILES
    return getattr(request, "_files_too_large", [])


class UploadLimit(FileUploadHandler):
    """Stands before Django's own handlers; what passes is written to the disk by them."""

    def handle_raw_input(self, *arguments: Any, **named: Any) -> None:
        # Django hands the request over when it makes the handler.
        request = cast(HttpRequest, self.request)
        self._limits = _limits_of(request)
        self._too_large: list[str] = []
        request._files_too_large = self._too_large  # pyright: ignore[reportAttributeAccessIssue]
        content_length = arguments[2]
        if content_length > self._limits.whole:
            raise RequestDataTooBig("the request is larger than the page takes")

    def new_file(self, *arguments: Any, **named: Any) -> None:
        super().new_file(*arguments, **named)
        self._received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > self._limits.each:
            self._too_large.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def _limits_of(request: HttpRequest) -> Limits:
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return ELSEWHERE
    largest_file = getattr(view, "largest_file", None)
    user = getattr(request, "user", None)
    if largest_file is None or user is None or not user.is_authenticated:
        return ELSEWHERE
    each = largest_file()
    files = getattr(view, "largest_files", FILES_IN_A_REQUEST)
    return Limits(each=each, whole=files * each + ELSEWHERE.each)
