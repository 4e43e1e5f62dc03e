"""Addresses of signing in and out, and of the administrator's pages."""

from django.urls import path

from clinic import audit_pages, views

urlpatterns = [
    path("staff/", views.home, name="home"),
    path("staff/audit/", audit_pages.audit_trail, name="audit"),
    path("staff/sign-in/", views.sign_in, name="sign-in"),
    path("staff/sign-out/", views.sign_out, name="sign-out"),
]
