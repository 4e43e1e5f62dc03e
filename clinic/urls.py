"""Addresses of signing in and out."""

from django.urls import path

from clinic import views

urlpatterns = [
    path("staff/", views.home, name="home"),
    path("staff/sign-in/", views.sign_in, name="sign-in"),
    path("staff/sign-out/", views.sign_out, name="sign-out"),
]
