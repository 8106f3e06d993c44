"""Read workbooks in a separate process, which imports nothing else and starts fast."""
