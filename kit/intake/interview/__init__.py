"""The guided interview: which fact to ask for next, what is wrong with an answer, where it goes. Nothing here prints."""

from kit.intake.interview.machine import Accepted, Answered, Interview, Refused
from kit.intake.interview.position import Position
from kit.intake.interview.question import Question
from kit.intake.interview.session import Session, part_of

__all__ = ["Accepted", "Answered", "Interview", "Position", "Question", "Refused", "Session", "part_of"]
