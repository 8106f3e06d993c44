"""The same table in other programs, each a process of its own: ``python -m benchmarks.peers.NAME
CSV FILE``."""
