"""The pages of staff about signing in, their own account and one another."""
