"""Who we are and who may."""

from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "clinic"
