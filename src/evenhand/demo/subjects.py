"""What four dental sites ask their IT provider for, and who asks."""

from __future__ import annotations

PRACTICE = "practice-system"
DESK = "service-desk"

# site: the people who write to the desk
PEOPLE: dict[str, tuple[str, ...]] = {
    "Quayside": ("Amara Okafor", "Ben Whitlock", "Dr Helen Sayer", "Joan Pettifer"),
    "Harbour View": ("Carys Morgan", "Dr Imran Malik", "Lucy Tranter"),
    "Lighthouse Road": ("Dr Sofia Lindqvist", "Marcus Bell", "Priya Nair"),
    "Mill Lane": ("Dr Owen Castle", "Grace Adeyemi", "Tom Hargreaves"),
}

ENGINEERS = ("Dana Reyes", "Kofi Mensah", "Piotr Zielinski", "Ruth Calder")

# priority: (weight, service, subject); the weights of one priority add up to what they like
SUBJECTS: dict[str, tuple[tuple[int, str, str], ...]] = {
    "P1": (
        (4, PRACTICE, "Appointments cannot be opened at any workstation"),
        (3, PRACTICE, "Patient charts fail to load, site cannot treat"),
        (2, PRACTICE, "Server not reachable, all surgeries stopped"),
        (2, DESK, "No network and no telephones at the site"),
        (1, PRACTICE, "X-ray pictures missing for every patient"),
    ),
    "P2": (
        (4, PRACTICE, "Surgery 2 cannot save a treatment plan"),
        (4, PRACTICE, "X-ray sensor not recognised in surgery 1"),
        (3, PRACTICE, "Billing run stops with an error"),
        (3, DESK, "Dentist cannot sign in"),
        (2, PRACTICE, "Charts very slow since this morning"),
        (2, DESK, "Card terminal offline at reception"),
        (1, DESK, "Clinical e-mail not arriving"),
    ),
    "P3": (
        (5, DESK, "Label printer prints blank labels"),
        (4, DESK, "Reception PC slow after update"),
        (4, PRACTICE, "Recall letters print the wrong address"),
        (3, PRACTICE, "Appointment reminders sent twice"),
        (3, DESK, "Scanner does not reach the shared folder"),
        (3, DESK, "Wi-Fi drops in the staff room"),
        (2, PRACTICE, "Referral template shows an old logo"),
        (2, DESK, "Headset has no sound"),
        (2, PRACTICE, "Cannot find a patient by date of birth"),
        (1, DESK, "Screen in the waiting room stays black"),
    ),
    "P4": (
        (5, DESK, "Account for a new dental nurse"),
        (4, DESK, "Reset password and second factor"),
        (3, PRACTICE, "Add a hygienist's column to the diary"),
        (3, DESK, "Second screen for surgery 3"),
        (2, PRACTICE, "New price list from next month"),
        (2, DESK, "Leaver: close account and forward mail"),
        (2, DESK, "Move the printer to the back office"),
        (1, PRACTICE, "Report of missed appointments by month"),
    ),
}
