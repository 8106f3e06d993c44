"""The same table in other programs, each a separate process: ``python -m benchmarks.peers.NAME
CSV FILE``."""
