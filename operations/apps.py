"""Keeping a running copy."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "operations"
