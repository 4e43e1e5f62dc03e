// Connects the buttons for passkeys to allauth's script, which talks to the browser. Without script there is no passkey.
(() => {
  "use strict";

  const button = document.querySelector("[data-passkey]");
  const trouble = document.getElementById("passkey-trouble");
  if (!button) return;
  if (!window.PublicKeyCredential) {
    trouble.textContent = "This browser cannot use passkeys here.";
    button.disabled = true;
    return;
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    trouble.textContent = "The passkey was not used. Try again, or go another way.";
  });
  button.closest(".passkey").hidden = false;
  const { passkey, credential, passwordless } = button.dataset;
  const ids = { login: button.id, add: button.id, authenticate: button.id, credential, passwordless, data: "passkey-data" };
  window.allauth.webauthn.forms[passkey]({ ids });
})();
