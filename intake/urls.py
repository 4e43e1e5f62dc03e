"""Addresses of the patient's pages and of the front desk. Only the first one of a patient carries the token."""

from django.urls import path

from intake.views import (
    answering,
    changing,
    coming_back,
    copying,
    desk,
    entering,
    handing_over,
    keeping,
    learning,
    leaving,
    sending,
)

urlpatterns = [
    path("", entering.front, name="front"),
    path("q/<str:token>/", entering.link, name="link"),
    path("learn/", learning.learning, name="learning"),
    path("learn/all/", learning.all_leaflets, name="all-leaflets"),
    path("learn/<slug:leaflet>/", learning.leaflet, name="leaflet"),
    path("form/ended/", entering.sitting_ended, name="sitting-ended"),
    path("form/come-back/", coming_back.come_back, name="come-back"),
    path("form/still-here/", leaving.still_here, name="still-here"),
    path("form/here/", handing_over.here, name="here"),
    path("form/handed-back/", handing_over.handed_back, name="handed-back"),
    path("form/help/", entering.get_help, name="help"),
    path("form/start/", answering.start, name="start"),
    path("form/", answering.sections, name="sections"),
    path("form/check/", sending.check, name="check"),
    path("form/sent/", sending.sent, name="sent"),
    path("form/copy/", copying.copy, name="copy"),
    path("form/copy/pdf/", copying.copy_pdf, name="copy-pdf"),
    path("form/change/", changing.change, name="change"),
    path("form/keep-sent/", changing.keep, name="keep-sent"),
    path("form/later/", leaving.later, name="later"),
    path("form/s/<slug:slug>/", answering.section, name="section"),
    path("form/s/<slug:slug>/keep/", keeping.keep, name="keep"),
    path("form/s/<slug:slug>/other/", keeping.other, name="other"),
    path("desk/", desk.desk, name="desk"),
    path("desk/invite/", desk.invite_patient, name="invite"),
    path("desk/<uuid:response_id>/", desk.desk_response, name="desk-response"),
    path("desk/<uuid:response_id>/new-link/", desk.new_link, name="new-link"),
    path("desk/<uuid:response_id>/start-here/", handing_over.start_here, name="start-here"),
    path("desk/<uuid:response_id>/stop-link/", desk.stop, name="stop-link"),
]
