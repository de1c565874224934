"""Visa bulletin pages made by hand in the layouts of different years; the cutoffs are invented."""

from __future__ import annotations

ALL = "All Chargeability Areas Except Those Listed"


def table(*rows: tuple[str, ...]) -> str:
    """Give a table of a page, its first row as titles."""
    lines = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


FAMILY = (
    ("Family- Sponsored", ALL, "CHINA- mainland born", "INDIA", "MEXICO", "PHILIPPI- NES"),
    ("F1", "08NOV16", "08NOV16", "08NOV16", "01MAR06", "22JAN13"),
    ("F2A", "C", "C", "C", "C", "C"),
    ("F2B", "01DEC16", "01DEC16", "01DEC16", "15MAY08", "08OCT12"),
    ("F3", "08SEP11", "08SEP11", "08SEP11", "01MAY01", "01NOV04"),
    ("F4", "08JAN08", "08JAN08", "01NOV06", "08APR01", "15JUL06"),
)
CENTRAL = "EL SALVADOR GUATEMALA HONDURAS"
EMPLOYMENT_2018 = (
    ("Employment- based", ALL, "CHINA - mainland born", CENTRAL, "INDIA", "MEXICO", "PHILIPPINES", "VIETNAM"),
    ("1st", "C", "01JAN12", "C", "01JAN12", "C", "C", "C"),
    ("2nd", "C", "01SEP14", "C", "22DEC08", "C", "C", "C"),
    ("3rd", "C", "01JUN15", "C", "01MAY08", "C", "01JAN17", "C"),
    ("Other Workers", "C", "01MAY07", "C", "01MAY08", "C", "01JAN17", "C"),
    ("4th", "C", "C", "15DEC15", "C", "22OCT16", "C", "C"),
    ("Certain Religious Workers", "U", "U", "U", "U", "U", "U", "U"),
    (
        "5th Non-Regional Center (C5 and T5)",
        "C",
        "22JUL14",
        "C",
        "C",
        "C",
        "C",
        "22JUL14",
    ),
    ("5th Regional Center (I5 and R5)", "C", "22JUL14", "C", "C", "C", "C", "22JUL14"),
)
LOTTERY = (
    ("Region", "All DV Chargeability Areas Except Those Listed Separately", ""),
    ("AFRICA", "30,600", "Except: Egypt 24,700"),
)


def page_2018() -> str:
    """A page as of May 2018: both charts, Vietnam and Central America, a lottery that is no chart."""
    later = (FAMILY[0], *((row[0], *("01JAN17",) * 5) for row in FAMILY[1:]))
    filing = (EMPLOYMENT_2018[0], *((row[0], *("C",) * 7) for row in EMPLOYMENT_2018[1:]))
    return f"""<!DOCTYPE html><html><head><title>Visa Bulletin For May 2018</title>
<script>var a = "<table><tr><td>{ALL}</td></tr></table>";</script></head><body>
<table><tr><td><p>A. <u>FINAL ACTION DATES FOR&nbsp;FAMILY-SPONSORED PREFERENCE CASES</u></p>
{table(*FAMILY)}</td></tr></table>
<p>B. DATES FOR FILING FAMILY-SPONSORED VISA APPLICATIONS. The Final Action Dates may …</p>{table(*later)}
<!-- {table(*FAMILY)} -->
<p>FINAL ACTION DATES FOR EMPLOYMENT-BASED PREFERENCE CASES</p>{table(*EMPLOYMENT_2018)}
<p>DATES FOR FILING OF EMPLOYMENT-BASED VISA APPLICATIONS</p>{table(*filing)}
{table(*LOTTERY)}</body></html>"""


def page_2009() -> str:
    """A page as of April 2009: labels of two lines, raised letters, stars, odd days, capitals."""
    return """<html><body><b>IMMIGRANT NUMBERS FOR APRIL 2009</b>
<table><tr><td></td><td>All Charge-ability<br>Areas Except<br>Those Listed</td><td>CHINA-mainland born</td>
<td>DOMINICAN<br>REPUBLIC</td><td>MEXICO</td></tr>
<tr><td colspan="5">Family</td></tr>
<tr><td>1<sup>st</sup></td><td>15-AUG-02</td><td>15AUG02</td><td>&nbsp;15 AUG 02</td><td>8OCT92</td></tr>
<tr><td>2A*</td><td>15AUG04</td><td>15AUG04</td><td>15AUG04</td><td>01JAN02*</td></tr>
<tr><td>2B</td><td>01SEP00</td><td>01SEP00</td><td>01SEP00</td><td>01MAY92</td></tr>
<tr><td>3rd</td><td>22AUG00</td><td>22AUG00</td><td>22AUG00</td><td>22OCT92</td></tr>
<tr><td>4th</td><td>15APR98</td><td>08JAN98</td><td>15APR98</td><td>22APR95</td></tr></table>
<table><tr><th>Employment- Based</th><th>ALL CHARGEABILITY AREAS EXCEPT THOSE LISTED</th>
<th>CHINA-mainland born</th></tr>
<tr><td>1st</td><td>Current</td><td>C</td></tr><tr><td>2nd</td><td>C</td><td>15FEB05</td></tr>
<tr><td>3rd</td><td>01MAR03</td><td>01MAR03</td></tr>
<tr><td>Schedule A Workers</td><td>C</td><td>C</td></tr>
<tr><td>Other Workers</td><td>01MAR01</td><td>01MAR01</td></tr><tr><td>4th</td><td>C</td><td>C</td></tr>
<tr><td>Certain Religious Workers</td><td>Unavailable</td><td>U</td></tr>
<tr><td>Iraqi &amp; Afghani Translators</td><td>18SEP06</td><td>18SEP06</td></tr>
<tr><td>5th</td><td>C</td><td>C</td></tr>
<tr><td>Targeted Employment Areas</td><td>C</td><td>C</td></tr>
<tr><td>5th Pilot Programs</td><td>U</td><td>U</td></tr></table></body></html>"""


PASTED = """Visa Bulletin For June 2022
A. FINAL ACTION DATES FOR FAMILY-SPONSORED PREFERENCE CASES
Family-
Sponsored
All Chargeability
Areas Except
Those Listed
CHINA-
mainland
born\tINDIA\tMEXICO\tPHILIPPINES
F1\t01DEC14\t01DEC14\t01DEC14\t15SEP00\t01MAR12
F2A\tC\tC\tC\tC\tC
F2B\t22SEP15\t22SEP15\t22SEP15\t01FEB01\t22OCT11
F3\t22NOV08\t22NOV08\t22NOV08\t15SEP97\t08JUN02
F4\t22MAR07\t22MAR07\t15SEP05\t01APR00\t22AUG02
Employment-based  All Chargeability Areas Except Those Listed  CHINA-mainland born
1st C C
2nd C 01MAR19
3rd C 22MAR18
Other Workers 08MAY19 01JUN12
4th C C
Certain Religious Workers C C
5th Unreserved (including C5, T5, I5, R5) C 22NOV15
5th Set Aside: Rural (20%, including NR, RR) C C
B. DIVERSITY IMMIGRANT (DV) CATEGORY
"""
