from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "parindex.attachments"
    label = "attachments"
