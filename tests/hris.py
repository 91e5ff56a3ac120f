"""How the columns of HRDataset_v14.csv are mapped (DESIGN, import mapping)."""

MAPPING = """
key: employee_number
fields:
  employee_number: EmpID
  name: {column: Employee_Name, order: family-first}
  email: {template: "{EmpID}@example.org"}
  hire_date: {column: DateofHire, format: M/D/YYYY}
  last_day: {column: DateofTermination, format: M/D/YYYY}
  birth_date: {column: DOB, format: MM/DD/YY, century: past}
  department: Department
  function: Position
  manager: {column: ManagerName, by: name}
  salary: Salary
  leave_kind: {column: EmploymentStatus, values: {Voluntarily Terminated: resignation, Terminated for Cause: dismissal}}
missing: ["", N/A, Not Stated]
absent: keep
"""
