"""Which app answers which address. Each app's own addresses are in its urls.py."""

from django.urls import include, path

urlpatterns = [
    path("", include("intake.urls")),
    path("", include("screening.urls")),
    path("", include("clinic.urls")),
    path("", include("operations.urls")),
]

handler400 = "config.requests.not_understood"
