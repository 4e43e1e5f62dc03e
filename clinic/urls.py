"""Addresses of staff's pages about signing in, their accounts and one another. Those of allauth: sign_in/urls.py."""

from django.urls import include, path

from clinic import audit_pages
from clinic.settings import crisis_pages, pages
from clinic.views import home, members, own_account, safety_contacts, signing_in, still_there

urlpatterns = [
    path("staff/", home.home, name="home"),
    path("staff/", include("clinic.sign_in.urls")),
    path("staff/clinic/", pages.settings_page, name="clinic-settings"),
    path("staff/clinic/about/", pages.change_about, name="settings-about"),
    path("staff/clinic/lifetimes/", pages.change_lifetimes, name="settings-lifetimes"),
    path("staff/clinic/texts/", pages.change_texts, name="settings-texts"),
    path("staff/clinic/spanish/", pages.change_spanish, name="settings-spanish"),
    path("staff/clinic/changes/", pages.setting_changes, name="setting-changes"),
    path("staff/clinic/crisis-lines/new/", crisis_pages.new_line, name="new-crisis-line"),
    path("staff/clinic/crisis-lines/<uuid:line_id>/", crisis_pages.crisis_line, name="crisis-line"),
    path("staff/clinic/crisis-lines/<uuid:line_id>/right/", crisis_pages.confirm, name="confirm-crisis-line"),
    path("staff/clinic/crisis-lines/<uuid:line_id>/away/", crisis_pages.take_away, name="take-away-crisis-line"),
    path("staff/audit/", audit_pages.audit_trail, name="audit"),
    path("staff/sign-out/", signing_in.sign_out, name="sign-out"),
    path("staff/still-there/", still_there.still_there, name="still-there"),
    path("staff/welcome/<str:token>/", signing_in.welcome, name="welcome"),
    path("staff/emergency/<str:token>/", signing_in.emergency, name="emergency"),
    path("staff/second-step/", own_account.choose_step, name="second-step"),
    path("staff/account/sessions/end/", own_account.end_session, name="end-session"),
    path("staff/safety-contacts/", safety_contacts.safety_contacts, name="safety-contacts"),
    path("staff/safety-contacts/test/", safety_contacts.send_a_test, name="test-safety-contacts"),
    path("staff/members/", members.members, name="members"),
    path("staff/members/invite/", members.invite, name="invite-member"),
    path("staff/members/<uuid:staff_id>/", members.member, name="member"),
    path("staff/members/<uuid:staff_id>/end/", members.end_member, name="end-member"),
    path("staff/members/<uuid:staff_id>/again/", members.invite_member_again, name="invite-member-again"),
    path("staff/emergencies/<int:link_id>/", members.acknowledge_emergency, name="acknowledge-emergency"),
]
