"""Read workbooks in a separate process, which imports nothing else of the project and starts fast."""
