"""Checkers: each looks at a page, built or open in a tab, or at a whole site, and yields what is wrong (findings.py).

`make proof` runs them on a plan's site, which is to have no findings; tests/test_faults.py on seeded faults, which are all
to be found.
"""
