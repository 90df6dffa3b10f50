"""How well the system runs, measured live against Appendix IV of TT 22/2019/TT-BTTTT."""
