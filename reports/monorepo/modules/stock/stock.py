"""What is left of each thing."""


class Stock:
    """Counts things in and out, and never below nothing."""

    def __init__(self) -> None:
        self.left: dict[str, int] = {}

    def add(self, thing: str, count: int) -> None:
        if count < 1:
            raise ValueError(f"expected a count, found {count}")
        self.left[thing] = self.left.get(thing, 0) + count

    def take(self, thing: str, count: int) -> bool:
        if self.left.get(thing, 0) < count:
            return False
        self.left[thing] -= count
        return True

    def low(self, under: int) -> list[str]:
        return sorted(thing for thing, left in self.left.items() if left < under)
