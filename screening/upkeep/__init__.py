"""Looking after the rules at a clinic: its numbers, who approved them, whether they are of use, how often they fire."""
