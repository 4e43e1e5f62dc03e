"""Taking a file that a browser sends: into memory, never onto a disk, and only where a view asks for one."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class WhereAsked(FileUploadHandler):
    """Takes the file for a view that has ``takes_a_file``; any other request with a file is refused (400).

    How long a body may be is bounded before any of it is read: headers.py.
    """

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        match = getattr(self.request, "resolver_match", None)
        if match is None or not getattr(match.func, "takes_a_file", False):
            raise TooManyFilesSent("No file is asked for here.")
        self.held = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.held.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        self.held.seek(0)
        return InMemoryUploadedFile(
            self.held, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )
