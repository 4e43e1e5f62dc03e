"""Everything that leaves this machine: written with what caused it, then sent by the worker. docs/decisions/0018."""
