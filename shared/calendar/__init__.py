"""Working days, months, zones and the sending window. Pure: dates and names in, dates and instants out.

The rules, written down once:

- *Months.* A day plus n months is the same day of the n-th month after, or that month's last day where it has no
  such day: 31 January + 1 month is 28 (29) February. Always counted from the anchor, never from the step before:
  31 January + 2 months is 31 March. An anniversary of 29 February is on 28 February in other years.
- *Working days.* The days that are no weekend and no public holiday in the country (and region) where somebody
  works, no day that the organisation is closed and no day that a part-timer is off. A country we do not know has a
  weekend and no holidays. Where nothing of the week would be left, the days off do not count.
- *Sending.* On the first working day on or after the due date, inside the window of local wall-clock time, the last
  minute excluded. Letters of one day are spread over the first hours of the window, each always at the same moment.
- *Summer time.* Only the wall clock of the reader counts. An hour or a day that a zone skips is never chosen.
"""
