"""The form by which a unit hands in its facts as a Word document: written by `writing`, read back by `reading`.

`layout` says once what stands in which table; both directions read it there. OOXML is the business of `kit.word`.
"""
