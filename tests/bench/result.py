"""What a benchmark found."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """One line of the table. `at_least` says on which side of the aim a number should be."""

    name: str
    title: str
    value: float
    aim: float
    ours: str
    compared: str
    means: str
    unit: str = ""
    at_least: bool = True
    details: list[str] = field(default_factory=list)

    @property
    def met(self) -> bool:
        """Whether the aim is reached."""
        return self.value >= self.aim if self.at_least else self.value <= self.aim

    @property
    def number(self) -> str:
        """The number as read."""
        return (
            f"{self.value:.2f}{self.unit}" if self.value < 100 else f"{self.value:.0f}{self.unit}"
        )

    @property
    def wanted(self) -> str:
        """The aim as read."""
        return f"{'≥' if self.at_least else '≤'} {self.aim:g}{self.unit}"
