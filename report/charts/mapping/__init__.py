"""What the kinds of chart that are maps share: their keys, their data, the land, the legend."""
