"""Keeping a running copy: health, backup and return, verification, keys, retention. Nothing here shows a page."""
