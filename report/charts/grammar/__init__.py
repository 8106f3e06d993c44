"""The grammar of charts: scales, axes, stacks, marks, places of labels, annotations, facets.

A kind of chart is a small module over these; :mod:`report.charts.kinds.lollipop` is the smallest.
"""
