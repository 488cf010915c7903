"""Checkers: each looks at a page, built or open in a tab, and yields what is wrong with it (findings.py).

The tests run them on the real site, which is to have no findings; test_faults.py on the seeded one, which is to have all.
"""
