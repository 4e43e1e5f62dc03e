"""Addresses of allauth's pages, only those that we use, under our own names for people and its names for itself.

There is no signing up, no second mail address and no account of another site: those pages have no address here.
"""

from allauth.account import views as accounts
from allauth.mfa.base import views as steps
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as apps
from allauth.mfa.webauthn import views as passkeys
from django.urls import path, re_path

from clinic.sign_in import second_step
from clinic.sign_in.pages import account, changing, entrance, removing, setting_up, step_up
from clinic.views import own_account, signing_in

sign_in = entrance(accounts.login)
renaming = changing(passkeys.edit_webauthn, what="passkey renamed", seen=second_step.passkey_names)
new_codes = changing(codes.generate_recovery_codes, what="recovery codes made", seen=second_step.recovery_codes_of)

urlpatterns = [
    path("sign-in/", sign_in, name="sign-in"),
    path("sign-in/", sign_in, name="account_login"),
    path("sign-in/code/", entrance(steps.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", entrance(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/again/", signing_in.again, name="account_inactive"),
    path("forgot/", entrance(accounts.password_reset), name="account_reset_password"),
    path("forgot/sent/", entrance(accounts.password_reset_done), name="account_reset_password_done"),
    path("forgot/done/", entrance(accounts.password_reset_from_key_done), name="account_reset_password_from_key_done"),
    re_path(
        r"^forgot/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        entrance(accounts.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("confirm/", step_up(accounts.reauthenticate), name="account_reauthenticate"),
    path("confirm/code/", step_up(steps.reauthenticate), name="mfa_reauthenticate"),
    path("confirm/passkey/", step_up(passkeys.reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("account/", own_account.own_account, name="own-account"),
    path("account/", own_account.own_account, name="mfa_index"),
    path("account/", own_account.own_account, name="mfa_list_webauthn"),
    path("account/password/", account(accounts.password_change), name="account_change_password"),
    path("account/app/", setting_up(apps.activate_totp), name="mfa_activate_totp"),
    path("account/app/remove/", removing(apps.deactivate_totp), name="mfa_deactivate_totp"),
    path("account/passkeys/add/", setting_up(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", removing(passkeys.remove_webauthn), name="mfa_remove_webauthn"),
    path("account/passkeys/<int:pk>/name/", renaming, name="mfa_edit_webauthn"),
    path("account/recovery-codes/", account(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", new_codes, name="mfa_generate_recovery_codes"),
    path("account/recovery-codes/file/", account(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
]
