"""The clock: fires the timetable, whatever was missed, never twice."""
