"""What a clinic sets for itself on screen: which settings there are, who changes them, and the log of every change."""
