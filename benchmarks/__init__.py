"""Runs that anyone can repeat on one machine, and their results. See README.md. Nothing here is part of the site."""
