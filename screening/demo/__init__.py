"""A made-up clinic with made-up people, so that every screen has something true to show."""
