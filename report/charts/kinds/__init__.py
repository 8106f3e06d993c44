"""The kinds of chart over the grammar, a module each."""
