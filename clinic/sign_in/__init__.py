"""Signing in with password and second step. Nothing outside this package imports django-allauth; who may, access.py."""
