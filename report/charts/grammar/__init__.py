"""The grammar of charts: scales, axes, stacks, marks, places of labels, annotations, facets.

A kind of chart is a small module over these. ``docs/charts.md`` says how one is written.
"""
