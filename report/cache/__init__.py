"""What was made before, found again by what it was made of. See
:class:`report.cache.build_cache.BuildCache`."""
