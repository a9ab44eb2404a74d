"""Pictures: each is made once, as one Vega-Lite specification that a page, a notebook, a report and image files draw.

A specification names the part that each mark plays (`main`, `limit`, `band`), never a colour: the theme gives the
colours, light or dark, so that one specification serves both. Nothing is fetched when it is drawn.
"""
