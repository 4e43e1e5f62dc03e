"""Settings, addresses and the way in: the only package that knows every app. Nothing clinical lives here."""
